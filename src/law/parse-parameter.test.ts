import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { parseParameter } from "./parse-parameter.ts";
import { loadLaw } from "./server.ts";

const sound = `
title: { id: Iuran contoh, en: A contribution }
unit: rupiah
verified_until: "2026-12-31"
entries:
  - from: "2015-07-01"
    source: { instrument: PP 44/2015, article: "20(3)", gazetted: "2015-06-30" }
    confidence: text
    value: "6800"
  - from: "2020-01-01"
    source: { instrument: PP 99/2019, article: "1", gazetted: "2019-12-30" }
    confidence: official
    value: repealed
`;

const banded = `
title: { id: Iuran contoh, en: A contribution }
unit: rupiah by income
verified_until: "2026-12-31"
entries:
  - from: "2015-07-01"
    source: { instrument: PP 44/2015, article: "20" }
    confidence: official
    bands:
      - { income_below: "1100000", amount: "10000", confidence: official }
      - { income_below: "1300000", amount: "12000", confidence: unverified }
      - { income_below: null, amount: "14000", confidence: press }
`;

function faultsOf(text: string): readonly string[] {
  const read = parseParameter("contoh", parse(text));
  return "faults" in read ? read.faults : [];
}

test("a sound file has no fault", () => {
  expect(faultsOf(sound)).toEqual([]);
  expect(faultsOf(banded)).toEqual([]);
});

describe("a fault of a law file is found and named", () => {
  test.each([
    ["a title in one language", sound, ", en: A contribution", "", /^title\.en: /],
    ["an unknown unit", sound, "unit: rupiah", "unit: dollars", /^unit: /],
    ["a word nobody knows", sound, "unit: rupiah", "unit: rupiah\nyears: 5", /years/],
    [
      "a day that does not exist",
      sound,
      '"2026-12-31"',
      '"2026-02-30"',
      /verified_until: a day is written/,
    ],
    [
      "a day without quotes in another form",
      sound,
      '"2015-07-01"',
      '"1-7-2015"',
      /entries\.0\.from: a day/,
    ],
    ["a number without quotes", sound, '"6800"', "6800", /entries\.0\.value/],
    ["an amount with a dot", sound, '"6800"', '"6.800"', /entries\.0\.value/],
    ["a negative amount", sound, '"6800"', '"-6800"', /entries\.0\.value/],
    ["no instrument", sound, "instrument: PP 44/2015, ", "", /source\.instrument/],
    ["no article", sound, ', article: "20(3)"', "", /source\.article/],
    ["an unknown confidence", sound, "confidence: text", "confidence: sure", /confidence/],
    ["entries out of order", sound, '"2020-01-01"', '"2014-01-01"', /entries go from old to new/],
    ["two entries on one day", sound, '"2020-01-01"', '"2015-07-01"', /entries go from old to new/],
    ["gazetted after it takes effect", sound, '"2019-12-30"', '"2020-03-01"', /retroactive/],
    ["gazetted long before", sound, '"2015-06-30"', '"2005-06-30"', /more than five years/],
    ["gazetted five years and a day before", sound, '"2015-06-30"', '"2010-06-30"', /five years/],
    ["no entries", sound, sound.slice(sound.indexOf("entries:")), "entries: []", /^entries: /],
    ["a value where bands belong", sound, "unit: rupiah", "unit: rupiah by income", /needs bands/],
    [
      "bands where a value belongs",
      banded,
      "unit: rupiah by income",
      "unit: rupiah",
      /needs a value/,
    ],
    [
      "a last band with a bound",
      banded,
      "income_below: null",
      'income_below: "1500000"',
      /no upper bound/,
    ],
    ["bands that fall", banded, '"1300000"', '"900000"', /bands rise/],
    ["two open bands", banded, '"1300000"', "null", /bands rise/],
    ["a band without confidence", banded, ", confidence: press", "", /bands\.2\.confidence/],
    ["neither value nor bands", sound, '    value: "6800"\n', "", /2015-07-01: .*(value|bands)/],
    [
      "value and bands at once",
      banded,
      "    bands:",
      '    value: "1"\n    bands:',
      /2015-07-01: .*(value|bands)/,
    ],
    [
      "a payer that no programme knows",
      sound,
      "unit: rupiah",
      "unit: rupiah\nexcluded_payers: [apdb-city]",
      /excluded_payers/,
    ],
  ] as const)("%s", (_, text, good, bad, fault) => {
    expect(text).toContain(good);
    expect(faultsOf(text.replace(good, bad)).join("\n")).toMatch(fault);
  });

  test("a gazette of five years before, to the day, is allowed", () => {
    expect(faultsOf(sound.replace('"2015-06-30"', '"2010-07-01"'))).toEqual([]);
  });

  test("what took effect before it was gazetted is allowed when the file says so", () => {
    const late = sound.replace('"2019-12-30"', '"2020-03-01"');
    expect(
      faultsOf(late.replace("confidence: official", "confidence: official\n    retroactive: true")),
    ).toEqual([]);
  });
});

describe("a book with a fault is not read at all", () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), "payung-law-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test("and every fault of every file is told", () => {
    writeFileSync(path.join(folder, "baik.yaml"), sound);
    expect(loadLaw(folder).parameters.get("baik")?.entries).toHaveLength(2);
    writeFileSync(path.join(folder, "buruk.yaml"), sound.replace("unit: rupiah", "unit: dollars"));
    writeFileSync(path.join(folder, "rusak.yaml"), "title: [");
    expect(() => loadLaw(folder)).toThrow(/buruk\.yaml: unit: [\s\S]*rusak\.yaml: /);
  });
});
