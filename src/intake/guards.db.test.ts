import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Transaction } from "../platform/database/database.ts";
import { freshOffice, type TestOffice } from "../platform/testing/database.ts";

// What the database promises of intake's rows, whoever writes them: the guards of migration 0008.

let testOffice: TestOffice;

beforeAll(async () => {
  testOffice = await freshOffice();
  await acting((transaction) => insertLoad(transaction));
  await acting((transaction) => insertRecord(transaction, 1));
});
afterAll(() => testOffice.close());

const loadId = "5a1e0000-0000-8000-8000-000000000000";
const otherLoad = "5a1e0001-0000-8000-8000-000000000000";

function acting<T>(work: (transaction: Transaction) => Promise<T>): Promise<T> {
  return testOffice.office.db.act(testOffice.office.identity, work);
}

/** What may be done by whoever administers the database, tried and undone. */
async function administering(sql: string, values: readonly unknown[] = [], regency = "73.71") {
  const { admin } = testOffice;
  await admin.query("begin");
  try {
    await admin.query("select set_config('payung.regency_code', $1, true)", [regency]);
    await admin.query(sql, [...values]);
    await admin.query("set constraints all immediate");
  } finally {
    await admin.query("rollback");
  }
}

const insertLoad = (transaction: Transaction, load = loadId) =>
  transaction.query(
    `insert into intake.load (regency_code, load_id, content_sha256, file_sha256, file_name, sheet, source, layout, header_row_no,
       headers, physical_rows, skipped, row_count, accepted, warned, quarantined, data_key_id, code_version)
     values ('73.71', $1, uuid_send($1), '\\x02', 'a.csv', 'a', 'disability', 'a', 1, '[]', 1, '{}', 1, 1, 0, 0, $1, 'test')`,
    [load],
  );

const insertRecord = (transaction: Transaction, rowNo: number, load = loadId) =>
  transaction.query(
    `insert into intake.record (regency_code, row_id, load_id, row_no, source, outcome, findings, nik_state)
     values ('73.71', intake.row_id($1, $2), $1, $2, 'disability', 'accepted', '{}', 'missing')`,
    [load, rowNo],
  );

const insertFacts = (transaction: Transaction, table: string, rows: readonly number[]) =>
  transaction.query(
    `insert into intake.${table} (regency_code, row_id) select '73.71', intake.row_id($1, row_no) from unnest($2::integer[]) row_no`,
    [loadId, rows],
  );

const factTables = ["registry_fact", "insurer_fact", "civil_fact", "disability_fact"] as const;

describe("a record", () => {
  test("may come before its load, and not without it: the act fails when it would be kept", async () => {
    await expect(acting((t) => insertRecord(t, 1, otherLoad))).rejects.toThrow(
      "records_belong_to_a_load",
    );
    const kept = await testOffice.admin.query("select from intake.record where load_id = $1", [
      otherLoad,
    ]);
    expect(kept.rowCount).toBe(0);
    await acting(async (transaction) => {
      await insertRecord(transaction, 1, otherLoad);
      await insertLoad(transaction, otherLoad);
    });
  });

  test("keeps its load: one that records name cannot go", async () => {
    await expect(
      administering("delete from intake.load where load_id = $1", [loadId]),
    ).rejects.toThrow("records_belong_to_a_load");
  });

  test("cannot be moved to a load that is not there, by whoever may change it", async () => {
    await expect(
      administering("update intake.record set load_id = gen_random_uuid()"),
    ).rejects.toThrow("records_belong_to_a_load");
  });

  test("has the id that its load and its row number make: the load's own, the number at its end", async () => {
    const made = await testOffice.admin.query<{ id: string }>(
      "select intake.row_id($1, 2000000) as id",
      [loadId],
    );
    expect(made.rows[0]?.id).toBe("5a1e0000-0000-8000-8000-0000001e8480");
  });
});

describe.each(factTables)("a row of %s", (table) => {
  test("is of a record: one among many that is not, and the statement fails", async () => {
    await expect(acting((t) => insertFacts(t, table, [1, 7]))).rejects.toThrow(
      `a fact for intake.${table} names a record that does not exist`,
    );
    await acting((t) => insertFacts(t, table, [1]));
  });

  test("keeps its record, and stays with one, whoever changes either", async () => {
    await expect(administering("delete from intake.record")).rejects.toThrow(
      "still named by a fact",
    );
    await expect(
      administering("update intake.record set row_id = gen_random_uuid()"),
    ).rejects.toThrow("still named by a fact");
    await expect(
      administering(`update intake.${table} set row_id = gen_random_uuid()`),
    ).rejects.toThrow("names a record that does not exist");
    await expect(administering("delete from intake.record", [], "73.06")).rejects.toThrow(
      "within an act of their regency",
    );
  });
});

test("the guards see what the actor may not: rows of a load are nobody's until they are resolved", async () => {
  const definers = await testOffice.admin.query<{ name: string }>(
    "select proname as name from pg_proc where pronamespace = 'intake'::regnamespace and prosecdef order by 1",
  );
  expect(definers.rows.map((row) => row.name)).toEqual([
    "keep_records_of_facts",
    "note_loads_of_records",
    "require_records_of_facts",
  ]);
});

test("which loads records name is written by the guard alone", async () => {
  for (const attempt of [
    "select from intake.record_load",
    "insert into intake.record_load values ('73.71', gen_random_uuid())",
  ])
    await expect(acting((t) => t.query(attempt))).rejects.toThrow("permission denied");
});
