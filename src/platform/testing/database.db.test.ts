import { describe, expect, onTestFinished, test } from "vitest";
import { enterInJournal } from "../database/database.ts";
import { freshDatabase, freshOffice, type TestDatabase } from "./database.ts";

async function openDatabase(): Promise<TestDatabase> {
  const database = await freshDatabase();
  onTestFinished(database.close);
  return database;
}

async function countJournal({ db, identity }: TestDatabase): Promise<bigint | undefined> {
  return db.look(identity, async (transaction) => {
    const counted = await transaction.query<{ n: bigint }>(
      "select count(*) as n from platform.journal",
    );
    return counted.rows[0]?.n;
  });
}

describe("a fresh database of the tests", () => {
  test("is migrated, empty, and no other test's", async () => {
    const [one, other] = await Promise.all([openDatabase(), openDatabase()]);
    await one.db.act(one.identity, (transaction) =>
      enterInJournal(transaction, one.identity, { act: "test", subject: "-", body: {} }),
    );
    expect(await countJournal(one)).toBe(1n);
    expect(await countJournal(other)).toBe(0n);
  });

  test("is opened as the roles of the application, which see nothing of another regency", async () => {
    const { db, jobs, identity } = await openDatabase();
    const whoAmI =
      "select pg_has_role(current_user, 'payung_app', 'usage') as app, rolsuper as super from pg_roles where rolname = current_user";
    const seen = await Promise.all(
      [db, jobs].map((database) =>
        database.look(identity, (transaction) => transaction.query(whoAmI)),
      ),
    );
    expect(seen.map((answer) => answer.rows)).toEqual([
      [{ app: true, super: false }],
      [{ app: false, super: false }],
    ]);
  });

  test("is gone, with its logins, when it is closed", async () => {
    const lasting = await openDatabase();
    const passing = await freshOffice();
    const name = new URL(passing.url).pathname.slice(1);
    await passing.close();
    const left = await lasting.admin.query(
      "select datname from pg_database where datname = $1 union all select rolname from pg_roles where starts_with(rolname, $1)",
      [name],
    );
    expect(left.rows).toEqual([]);
  });
});
