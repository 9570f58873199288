import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freshOffice, type TestOffice } from "../testing/database.ts";
import type { Database, Identity, Transaction } from "./database.ts";

let testOffice: TestOffice;
let makassar: Identity;
const gowa: Identity = { regencyCode: "73.06", actor: "os:somebody" };

beforeAll(async () => {
  testOffice = await freshOffice();
  makassar = testOffice.office.identity;
  const { vault, db } = testOffice.office;
  const nik = `737107${"5708900012"}`;
  await db.act(makassar, async (transaction) => {
    const index = vault.blindIndex("nik", nik);
    await transaction.query(
      "insert into platform.identifier (regency_code, identifier_id, kind, key_version, ciphertext, blind_index) values ($1, $2, 'nik', 1, $3, $4)",
      [makassar.regencyCode, vault.idOfIndex(index), vault.encrypt("nik", nik), index],
    );
  });
});
afterAll(() => testOffice.close());

const countIdentifiers = async (transaction: Transaction) =>
  (await transaction.query<{ n: number }>("select count(*)::int as n from platform.identifier"))
    .rows[0]?.n;

function both(): readonly (readonly [string, Database])[] {
  return [
    ["the application", testOffice.office.db],
    ["background work", testOffice.office.jobs],
  ];
}

/** Every table of facts from the registry to the roster, from the catalogue itself. */
async function tables(): Promise<readonly string[]> {
  const found = await testOffice.admin.query<{ name: string }>(
    `select schemaname || '.' || tablename as name from pg_tables
     where schemaname in ('platform', 'intake', 'resolution', 'programme', 'eligibility', 'allocation') order by 1`,
  );
  return found.rows.map((row) => row.name);
}

describe("what is of one city", () => {
  test("is seen by acts of that city", async () => {
    for (const [, db] of both()) expect(await db.look(makassar, countIdentifiers)).toBe(1);
  });

  test("is invisible to another city and to an act without one", async () => {
    for (const [, db] of both()) {
      expect(await db.look(gowa, countIdentifiers)).toBe(0);
      expect(await db.look({ regencyCode: "", actor: "os:somebody" }, countIdentifiers)).toBe(0);
    }
  });

  test("stays invisible when an act forgets its city on the way", async () => {
    const seen = testOffice.office.db.act(makassar, async (transaction) => {
      await transaction.query("select set_config('payung.regency_code', '', true)");
      return await countIdentifiers(transaction);
    });
    expect(await seen).toBe(0);
  });

  test("cannot be written for another city", async () => {
    const writing = testOffice.office.db.act(gowa, (transaction) =>
      transaction.query(
        "insert into platform.setting (regency_code, name, value) values ($1, 'a', '1')",
        [makassar.regencyCode],
      ),
    );
    await expect(writing).rejects.toThrow("row-level security");
  });

  test("is left behind with the act: the next act on the same connection starts from nothing", async () => {
    const { db } = testOffice.office;
    await db.act(makassar, countIdentifiers);
    const identities = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        db.look(index % 2 === 0 ? makassar : gowa, countIdentifiers),
      ),
    );
    expect(identities).toEqual(Array.from({ length: 20 }, (_, index) => (index % 2 === 0 ? 1 : 0)));
  });

  test("is not seen by a view either: views ask in the name of who looks", async () => {
    const views = await testOffice.admin.query<{ name: string }>(
      `select quote_ident(schemaname) || '.' || quote_ident(viewname) as name from pg_views
       where schemaname not in ('pg_catalog', 'information_schema')`,
    );
    expect(views.rows.length).toBeGreaterThan(0);
    for (const { name } of views.rows) {
      const counted = await testOffice.office.db.look(gowa, (transaction) =>
        transaction.query<{ n: number }>(`select count(*)::int as n from ${name}`),
      );
      expect([name, counted.rows[0]?.n]).toEqual([name, 0]);
    }
  });
});

describe("facts", () => {
  test("cannot be changed, deleted or emptied by the application or its background work", async () => {
    const changeable = new Set<string>();
    for (const table of await tables()) {
      for (const [who, db] of both()) {
        const attempts = [
          `delete from ${table}`,
          `truncate ${table}`,
          `update ${table} set regency_code = regency_code`,
        ];
        for (const attempt of attempts) {
          const outcome = await db
            .rehearse(makassar, (transaction) => transaction.query(attempt))
            .then(
              () => "done",
              (error: Error) => error.message,
            );
          if (!/permission denied/.test(outcome)) changeable.add(`${who}: ${attempt}`);
        }
      }
    }
    expect([...changeable]).toEqual([]);
  });

  test("cannot be reached by becoming another role, by altering tables or by switching the policies off", async () => {
    for (const [, db] of both()) {
      for (const attempt of [
        "set role payung_owner",
        "set role payung_rotation",
        "alter table platform.identifier disable row level security",
        "create table platform.copy (a text)",
        "drop table platform.journal",
        "set session_replication_role = replica",
        "copy platform.identifier to program 'cat'",
      ]) {
        const doing = db.rehearse(makassar, (transaction) => transaction.query(attempt));
        await expect(doing, attempt).rejects.toThrow(/permission denied|must be owner/);
      }
    }
  });

  test("row_security = off does not open them: it makes the question an error", async () => {
    const looking = testOffice.office.db.rehearse(gowa, async (transaction) => {
      await transaction.query("set local row_security = off");
      return await countIdentifiers(transaction);
    });
    await expect(looking).rejects.toThrow("row-level security");
  });
});

test("what is looked at cannot be written, and a dry run keeps nothing", async () => {
  const { db } = testOffice.office;
  const write = (transaction: Transaction) =>
    transaction.query(
      "insert into platform.setting (regency_code, name, value) values ($1, 'a', '1')",
      [makassar.regencyCode],
    );
  await expect(db.look(makassar, write)).rejects.toThrow("read-only");
  await db.rehearse(makassar, write);
  const kept = await db.look(makassar, (transaction) =>
    transaction.query("select from platform.setting"),
  );
  expect(kept.rowCount).toBe(0);
});

test("an act that fails keeps nothing and gives its connection back", async () => {
  const { db } = testOffice.office;
  for (let round = 0; round < 20; round += 1) {
    const failing = db.act(makassar, async (transaction) => {
      await transaction.query(
        "insert into platform.setting (regency_code, name, value) values ($1, 'a', '1')",
        [makassar.regencyCode],
      );
      throw new Error("the roof fell in");
    });
    await expect(failing).rejects.toThrow("the roof fell in");
  }
  const kept = await db.look(makassar, (transaction) =>
    transaction.query("select from platform.setting"),
  );
  expect(kept.rowCount).toBe(0);
});

test("an id made of content is the same in the database and in the program", async () => {
  const { uuidOfHash } = await import("../../kernel/uuid.ts");
  for (const byte of [0, 1, 127, 128, 255]) {
    const hash = Buffer.alloc(32, byte);
    const made = await testOffice.admin.query<{ id: string }>("select platform.uuid8($1) as id", [
      hash,
    ]);
    expect(made.rows[0]?.id).toBe(uuidOfHash(hash));
  }
});

test("days and money come out of the database as they are: text and bigint, never a float", async () => {
  const read = await testOffice.office.db.look(makassar, (transaction) =>
    transaction.query(
      "select date '1990-05-17' as day, 9007199254740993::bigint as money, 0.1::numeric as share",
    ),
  );
  expect(read.rows[0]).toEqual({ day: "1990-05-17", money: 9_007_199_254_740_993n, share: "0.1" });
});
