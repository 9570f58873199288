import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { makeLoneCrew } from "../crew/lone-crew.ts";
import { prepareTable } from "../engine/prepare-table.ts";
import { readPlainWord } from "../knowledge/word-reader.ts";
import { readTextValues, sign, signWidth, type TextValues } from "../prepare/text-values.ts";
import { levelNamesOf } from "../spec/spec.ts";
import { tableOf, textColumnOf } from "../table/text-column.ts";
import { specOf } from "../test-people.ts";
import { boundCommonLetters, boundJaroWinkler, JaroWinkler } from "./likeness.ts";
import { makeComparators } from "./make-comparators.ts";

type Cells = Readonly<Record<string, string>>;

/** The level at which two rows stand in one comparison. */
async function levelOf(document: object, one: Cells, other: Cells): Promise<string | null> {
  const spec = specOf({ linkage: 1, blocking: [[Object.keys(one)[0]]], ...document });
  const { table } = await prepareTable(
    tableOf([one, other], Object.keys(one)),
    spec,
    makeLoneCrew(),
  );
  const last = spec.comparisons.at(-1);
  const column = last && spec.columns[last.column];
  const comparator = makeComparators(table).at(-1);
  if (!column || !comparator) throw new Error("the test's specification has a comparison");
  const levels = [comparator.level(0, 1), comparator.level(1, 0)];
  expect(levels[0]).toBe(levels[1]);
  return levelNamesOf(last, column)[(levels[0] ?? 0) - 1] ?? null;
}

const two = (value: number) => String(value).padStart(2, "0");
/** An invented number, made as it is needed: none stands in the program. */
const nik = (area: string, day: number, month: number, year: number, serial: number) =>
  `${area}${two(day)}${two(month)}${two(year)}${String(serial).padStart(4, "0")}`;

describe("days", () => {
  const compare = (one: string, other: string) =>
    levelOf({ columns: { d: { type: "day" } }, comparisons: ["d"] }, { d: one }, { d: other });
  test.each([
    ["1980-05-12", "12/05/1980 0:00:00", "equal"],
    ["1980-05-12", "19800512", "equal"],
    ["1980-05-12", "1980-12-05", "day-and-month-swapped"],
    ["1980-05-12", "1981-05-12", "two-parts-equal"],
    ["1980-05-12", "1980-07-20", "within-1-year"],
    ["1980-05-12", "1984-07-20", "within-5-years"],
    ["1980-05-12", "1999-07-20", "different"],
    ["1980-05-12", "", null],
    ["1980-05-12", "1980-02-31", null],
  ])("%s and %s: %s", async (one, other, level) => {
    expect(await compare(one, other)).toBe(level);
  });
});

describe("NIKs", () => {
  const document = {
    columns: {
      born: { type: "day" },
      sex: { type: "category" },
      nik: { type: "nik", birth_date: "born", sex: "sex" },
    },
    comparisons: ["born", "nik"],
    blocking: [["nik"]],
  };
  const row = (number: string, born = "1980-05-12", sex = "L") => ({ nik: number, born, sex });
  const own = nik("737107", 12, 5, 80, 31);
  test.each([
    ["equal", row(own), row(own)],
    ["one digit wrong in the area", row(own), row(nik("737101", 12, 5, 80, 31)), "one-slip"],
    ["two digits exchanged", row(own), row(nik("377107", 12, 5, 80, 31)), "one-slip"],
    ["last digit lost", row(own), row(own.slice(0, 15)), "one-slip"],
    ["day and month exchanged", row(own), row(nik("737107", 5, 12, 80, 31)), "one-slip"],
    ["a woman's 40 added", row(own), row(nik("737107", 52, 5, 80, 31)), "one-slip"],
    [
      "a brother and a sister of one day",
      row(own),
      row(nik("737107", 52, 5, 80, 31), "1980-05-12", "P"),
      "one-slip-explained",
    ],
    [
      "the next serial of a twin",
      row(own),
      row(nik("737107", 12, 5, 80, 32)),
      "same-area-and-date-last-digit-differs",
    ],
    [
      "another serial",
      row(own),
      row(nik("737107", 12, 5, 80, 1478)),
      "same-area-and-date-other-serial",
    ],
    ["one digit of the serial", row(own), row(nik("737107", 12, 5, 80, 531)), "one-slip-in-serial"],
    [
      "the date of the number against two other dates",
      row(own),
      row(nik("737107", 12, 5, 80, 7), "1981-01-01"),
      "same-area-and-date-against-birth-dates",
    ],
    ["another number", row(own), row(nik("730801", 1, 2, 91, 4)), "different"],
    ["serial 0000 says nothing", row(own), row(nik("737107", 12, 5, 80, 0)), null],
    ["KOSONG says nothing", row(own), row("KOSONG"), null],
  ])("%s", async (_, one, other, level: string | null = "equal") => {
    expect(await levelOf(document, one, other)).toBe(level);
  });
});

describe("names by words", () => {
  const compare = (one: string, other: string) =>
    levelOf(
      { columns: { n: { type: "name", language: "id" } }, comparisons: ["n"] },
      { n: one },
      { n: other },
    );
  test.each([
    ["Siti Aminah", "Siti Aminah", "exact"],
    ["Siti Aminah", "Sitti Amina", "spelling-or-words"],
    ["Siti Aminah", "Aminah Siti", "spelling-or-words"],
    ["Hasan Basri", "Hasan Basr", "similar-0.92"],
    ["M. Ali Basri", "Muhammad Ali Basri", "similar-0.86-or-rare-within"],
    ["Ali Daeng Tata", "Ali Daeng Sila", "alike-0.88-or-shares-rare"],
    ["Siti", "", null],
  ])("%s and %s: %s", async (one, other, level) => {
    expect(await compare(one, other)).toBe(level);
  });
});

const signOf = (values: TextValues, id: number, place: number) =>
  values.signs[id * signWidth + place] ?? 0;

test("the bound of likeness is never below the likeness", () => {
  const word = fc.string({
    unit: fc.constantFrom(..."aaabbcdeiinorstu19é".split("")),
    minLength: 1,
    maxLength: 40,
  });
  fc.assert(
    fc.property(word, word, (one, other) => {
      const values = readTextValues(textColumnOf([one, other]), 2, readPlainWord);
      const [a = 0, b = 0] = values.ids;
      if (a < 0 || b < 0) return;
      const true1 = new JaroWinkler().compare(values, a, b, 0);
      const common = boundCommonLetters(
        signOf(values, a, sign.once),
        signOf(values, a, sign.twice),
        signOf(values, a, sign.shape),
        signOf(values, b, sign.once),
        signOf(values, b, sign.twice),
        signOf(values, b, sign.shape),
      );
      expect(
        boundJaroWinkler(common, signOf(values, a, sign.shape), signOf(values, b, sign.shape)),
      ).toBeGreaterThanOrEqual(true1 - 1e-9);
    }),
    { seed: 11, numRuns: 3000 },
  );
});

test.each([
  ["martha", "marhta", 0.9611],
  ["dixon", "dicksonx", 0.8133],
  ["dwayne", "duane", 0.84],
  ["abc", "xyz", 0],
])("Jaro-Winkler of %s and %s is %d", (one, other, likeness) => {
  const values = readTextValues(textColumnOf([one, other]), 2, readPlainWord);
  expect(new JaroWinkler().compare(values, 0, 1, 0)).toBeCloseTo(likeness, 3);
});
