import { afterAll, beforeAll, expect, test } from "vitest";
import { plainDate } from "../kernel/plain-date.ts";
import { freshDatabase, type TestDatabase } from "../platform/testing/database.ts";
import { findUnclassified, type SchemaColumn } from "./classify.ts";
import { loadDuties } from "./load-duties.ts";
import { makeRegister } from "./register.ts";
import { listColumns } from "./store.ts";

let database: TestDatabase;
let columns: readonly SchemaColumn[];
beforeAll(async () => {
  database = await freshDatabase();
  columns = await database.db.look(database.identity, listColumns);
});
afterAll(() => database.close());

test("every column of the database is said to be something of a person, or nothing; every table about people is in an activity", () => {
  expect(columns.length).toBeGreaterThan(200);
  expect(findUnclassified(loadDuties(), columns)).toEqual([]);
});

test("a column or table that nobody classified is found, and so is one that is no more", () => {
  const duties = loadDuties();
  const added = [
    ...columns,
    { table: "intake.record", column: "mother_name" },
    { table: "claims.claim", column: "person_id" },
  ].filter(({ table }) => table !== "cards.card");
  expect(findUnclassified(duties, added)).toEqual([
    "intake.record.mother_name: say in src/privacy/duties/data-classes.yaml what it says of a person",
    "claims.claim.person_id: say in src/privacy/duties/data-classes.yaml what it says of a person",
    "cards.card: stands in data-classes.yaml and not in the database",
    "cards.card: no such table",
  ]);
});

test("the register says for each activity which data it holds today, on which basis, and how long", () => {
  const register = makeRegister(loadDuties(), columns, plainDate("2026-01-01"));
  const enrolment = register.find((one) => one.code === "enrolment");
  expect(enrolment).toMatchObject({ article: "Pasal 20(2)c, e" });
  expect(enrolment?.categories.flatMap((kind) => kind.columns)).toContain(
    "enrolment.batch_line.nik_id",
  );
  expect(register.find((one) => one.code === "registry")?.retention.en).toBe(
    "5 years from the load (to be adopted by the city). The load's key is destroyed and its content emptied (payung privacy erase propose --load).",
  );
  const early = makeRegister(loadDuties(), columns, plainDate("2020-01-01"));
  expect(early[0]?.retention.en).toBe("not decided");
});
