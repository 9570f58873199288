import { afterAll, beforeAll, expect, test } from "vitest";
import { freshOffice, type TestOffice } from "../testing/database.ts";
import { createAuth } from "./auth.ts";

let testOffice: TestOffice;

beforeAll(async () => {
  testOffice = await freshOffice();
});
afterAll(() => testOffice.close());

test("the tables that better-auth wants are those of the migration: it would create and add nothing", async () => {
  const { getMigrations } = await import("better-auth/db/migration");
  const auth = await createAuth({
    pool: testOffice.office.accounts,
    secret: "a".repeat(64),
    origin: "http://localhost:3000",
    origins: [],
    life: { idleS: 3600, absoluteS: 43_200 },
    oidc: null,
    isDemonstration: () => false,
  });
  const { toBeCreated, toBeAdded, compileMigrations } = await getMigrations(auth.options);
  expect({ toBeCreated, toBeAdded, sql: await compileMigrations() }).toEqual({
    toBeCreated: [],
    toBeAdded: [],
    sql: ";",
  });
});

test("the login of sign-in reaches accounts and sessions, and neither the seal key nor anything of the city", async () => {
  const { accounts } = testOffice.office;
  expect((await accounts.query("select count(*) from signin.session")).rowCount).toBe(1);
  for (const table of [
    "signin.seal_key",
    "platform.official",
    "platform.identifier",
    "intake.load",
  ])
    await expect(accounts.query(`select from ${table}`), table).rejects.toThrow(
      "permission denied",
    );
});
