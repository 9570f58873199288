import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { projectRoot } from "../project-root.ts";
import { freshDatabase, type TestDatabase } from "../testing/database.ts";
import { type Migration, migrate, readMigrations } from "./migrate.ts";

let database: TestDatabase;
const migrations = readMigrations(path.join(projectRoot(), "migrations"));

beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.close());

function migration(name: string, sql: string): Migration {
  return { name, sql, sha256: createHash("sha256").update(sql).digest("hex") };
}

/** Migrates on a connection of its own, as a start of the program does. */
async function migrateWith(list: readonly Migration[]) {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  try {
    return await migrate(client, list);
  } finally {
    await client.end();
  }
}

async function history(): Promise<readonly string[]> {
  const applied = await database.admin.query<{ name: string }>(
    "select name from migration.applied order by name",
  );
  return applied.rows.map(({ name }) => name);
}

describe("the schema", () => {
  test("is brought up to date once: a second start applies nothing", async () => {
    const before = await history();
    expect(before).toEqual(migrations.map(({ name }) => name));
    expect(await migrateWith(migrations)).toEqual({ ok: true, value: [] });
    expect(await history()).toEqual(before);
  });

  test("is refused when a migration was edited after it ran", async () => {
    const [first, ...rest] = migrations;
    const edited = migration(first?.name ?? "", `${first?.sql}\n-- edited`);
    expect(await migrateWith([edited, ...rest])).toEqual({
      ok: false,
      error: { type: "MigrationWasEdited", name: first?.name },
    });
  });

  test("is refused when a newer Payung made it", async () => {
    const older = migrations.slice(0, -1);
    expect(await migrateWith(older)).toEqual({
      ok: false,
      error: { type: "DatabaseIsNewer", name: migrations.at(-1)?.name },
    });
  });

  test("is left as it was by a migration that fails half-way, and goes on when it is mended", async () => {
    const before = await history();
    const broken = migration("9000_broken.sql", "create schema half; select no_such_function();");
    await expect(migrateWith([...migrations, broken])).rejects.toThrow("9000_broken.sql");
    expect(await history()).toEqual(before);
    const schemas = await database.admin.query("select from pg_namespace where nspname = 'half'");
    expect(schemas.rowCount).toBe(0);
  });

  test("is migrated by one of two programs that start at the same instant, and found done by the other", async () => {
    const next = migration("9001_next.sql", "create schema next_room");
    const answers = await Promise.all([1, 2, 3].map(() => migrateWith([...migrations, next])));
    expect(answers.map((answer) => (answer.ok ? answer.value.length : "refused")).sort()).toEqual([
      0, 0, 1,
    ]);
    const owner = await database.admin.query<{ owner: string }>(
      "select pg_get_userbyid(nspowner) as owner from pg_namespace where nspname = 'next_room'",
    );
    expect(owner.rows).toEqual([{ owner: "payung_owner" }]);
  });

  test("leaves the connection as it found it, also when it refuses", async () => {
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    onTestFinished(() => client.end());
    const whoAmI = async () =>
      (await client.query<{ me: string }>("select current_user as me")).rows[0]?.me;
    const me = await whoAmI();
    await migrate(client, migrations.slice(0, -1));
    expect(await whoAmI()).toBe(me);
  });
});

test("migrations are the numbered files of a folder, in their order; anything else is left out", () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), "payung-migrations-"));
  for (const name of ["0002_b.sql", "0001_a.sql", "README.md", "10_c.sql", "0003_D.sql"])
    writeFileSync(path.join(folder, name), "select 1");
  expect(readMigrations(folder).map(({ name }) => name)).toEqual(["0001_a.sql", "0002_b.sql"]);
  rmSync(folder, { recursive: true, force: true });
});
