import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { freshDatabase, type TestDatabase } from "../testing/database.ts";
import { type CopyValue, openCopy } from "./copy.ts";
import type { Transaction } from "./database.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.close());

const columns =
  "place integer, word text, words text[], number bigint, flag boolean, bytes bytea, born date";

/** Copies rows into a table and answers what then stands in it. */
async function copyAndRead(transaction: Transaction, rows: readonly (readonly CopyValue[])[]) {
  await transaction.query(`create temporary table copied (${columns})`);
  const sink = openCopy(
    transaction,
    "copied",
    columns.split(", ").map((one) => one.split(" ")[0] ?? ""),
  );
  const half = Math.floor(rows.length / 2);
  await sink.write(rows.slice(0, half));
  await sink.write(rows.slice(half));
  await sink.end();
  const read = await transaction.query("select * from copied order by place");
  await transaction.query("drop table copied");
  return read.rows;
}

/** Text that is hard to carry: what COPY, arrays and quoting give a meaning to; emoji; no NUL, which text cannot hold. */
const hardTexts = fc.oneof(
  fc.constantFrom(
    "",
    "\\",
    "\\N",
    "\\.",
    "NULL",
    "null",
    "{}",
    '{"a"}',
    "\t",
    "\n",
    "\r",
    "\r\n",
    "\\\n",
    '"',
    "'",
    ",",
    "\\x41",
    "👷🏽‍♀️",
    "Baji’",
    "\u2028",
  ),
  fc.string({
    unit: fc.constantFrom(
      "\\",
      "\t",
      "\n",
      "\r",
      '"',
      "'",
      ",",
      "{",
      "}",
      "N",
      ".",
      " ",
      "é",
      "👷",
      "a",
    ),
  }),
  fc.string({ unit: "grapheme" }).map((text) => text.replaceAll("\0", "")),
);

test("whatever stands in a cell stands in the table, character for character", async () => {
  const row = fc.record({
    word: fc.option(hardTexts),
    words: fc.array(hardTexts, { maxLength: 4 }),
    number: fc.option(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })),
    flag: fc.option(fc.boolean()),
    bytes: fc.option(fc.uint8Array({ maxLength: 40 })),
    born: fc.constantFrom("1980-05-12", "1800-01-01", null),
  });
  await database.db.act(database.identity, async (transaction) => {
    await fc.assert(
      fc.asyncProperty(fc.array(row, { maxLength: 20 }), async (rows) => {
        const written = rows.map((one, place) => [
          place,
          one.word,
          one.words,
          one.number,
          one.flag,
          one.bytes,
          one.born,
        ]);
        const read = await copyAndRead(transaction, written);
        expect(read).toEqual(
          rows.map((one, place) => ({
            place,
            ...one,
            bytes: one.bytes === null ? null : Buffer.from(one.bytes),
          })),
        );
      }),
      { numRuns: 150 },
    );
  });
});

test("nothing is there until the end has answered, and a refused row leaves nothing", async () => {
  const failing = database.db.act(database.identity, async (transaction) => {
    await transaction.query("create temporary table strict (born date)");
    const sink = openCopy(transaction, "strict", ["born"]);
    await sink.write([["1980-05-12"], ["31 Februari"]]);
    await sink.end();
  });
  await expect(failing).rejects.toThrow("date");
});
