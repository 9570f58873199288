import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { projectRoot } from "../platform/project-root.ts";
import { canonicalText } from "./programme.ts";
import { describeProgrammeRefusal, readProgramme } from "./read-programme.ts";

const launch = readFileSync(path.join(projectRoot(), "programmes", "makassar-2024.yaml"), "utf8");

/** The faults of the launch programme after one change, as `line path`. */
function faultsAfter(good: string, bad: string) {
  expect(launch).toContain(good);
  const read = readProgramme(launch.replace(good, bad), "program.yaml");
  return read.ok || read.error.type !== "ProgrammeFaulty" ? [] : read.error.faults;
}

function lineOf(words: string): number {
  return launch.slice(0, launch.indexOf(words)).split("\n").length;
}

test("the launch of Makassar is read: 35,422 seats of deciles 1 to 3, from June 2024, by the city", () => {
  const read = readProgramme(launch, "makassar-2024.yaml");
  expect(read).toMatchObject({
    ok: true,
    value: {
      code: "makassar-2024",
      area: "73.71",
      first_month: "2024-06",
      months: 12,
      payer: "apbd-city",
      insurer_programmes: ["JKK", "JKM"],
      criteria: { deciles: [1, 2, 3], age_from: 18 },
      ranking: ["decile", "disability", "head-of-family", "age"],
    },
  });
});

describe("a fault is told with its line", () => {
  test.each([
    ["a code with capitals", "code: makassar-2024", "code: Makassar 2024", "code", "code:"],
    [
      "a title in one language",
      "  en: Protection of Vulnerable Workers, Makassar 2024\n",
      "",
      "title.en",
      "  id: Per",
    ],
    ["an area that is a kecamatan", '"73.71"', '"73.71.07"', "area", "area:"],
    ["an area without quotes", '"73.71"', "73.71", "area", "area:"],
    ["a month that does not exist", '"2024-06"', '"2024-13"', "first_month", "first_month:"],
    ["no months at all", "months: 12", "months: 0", "months", "months:"],
    ["an unknown payer", "payer: apbd-city", "payer: walikota", "payer", "payer:"],
    [
      "an unknown insurance",
      "[JKK, JKM]",
      "[JKK, JPN]",
      "insurer_programmes.1",
      "insurer_programmes:",
    ],
    ["an insurance twice", "[JKK, JKM]", "[JKK, JKK]", "insurer_programmes", "insurer_programmes:"],
    ["an income without quotes", '"1000000"', "1000000", "income_rp", "income_rp:"],
    ["a decile 0", "deciles: [1, 2, 3]", "deciles: [0, 1]", "criteria.deciles.0", "  deciles:"],
    ["no deciles", "deciles: [1, 2, 3]", "deciles: []", "criteria.deciles", "  deciles:"],
    ["an age with a word", "age_from: 18", "age_from: dewasa", "criteria.age_from", "  age_from:"],
    [
      "a ranking by something else",
      "[decile, disability, head-of-family, age]",
      "[decile, alphabet]",
      "ranking.1",
      "ranking:",
    ],
    [
      "a ranking that says a thing twice",
      "[decile, disability, head-of-family, age]",
      "[decile, decile]",
      "ranking",
      "ranking:",
    ],
  ] as const)("%s", (_, good, bad, fieldPath, line) => {
    const faults = faultsAfter(good, bad);
    expect(faults).toContainEqual(
      expect.objectContaining({ path: fieldPath, line: expect.any(Number) }),
    );
    expect(faults.find((fault) => fault.path === fieldPath)?.line).toBe(lineOf(line));
  });

  test("a word nobody knows is told where it stands, with the word that may have been meant", () => {
    expect(faultsAfter("payer: apbd-city", "payr: apbd-city")).toContainEqual({
      line: lineOf("payer:"),
      path: "payr",
      message: 'unknown word "payr", perhaps "payer" is meant',
    });
    expect(faultsAfter("  age_from: 18", "  from_age: 18")).toContainEqual({
      line: lineOf("  age_from:"),
      path: "criteria.from_age",
      message: 'unknown word "from_age", perhaps "age_from" is meant',
    });
    expect(faultsAfter("sector: other", "sector: other\nquota: 5")).toEqual([
      { line: lineOf("sector:") + 1, path: "quota", message: 'unknown word "quota"' },
    ]);
  });

  test("all faults are told together, in both languages, and that nothing was kept", () => {
    const text = launch.replace("months: 12", "months: 0").replace("payer: apbd-city", "payer: x");
    const read = readProgramme(text, "program.yaml");
    if (read.ok) throw new Error("a faulty programme was read");
    for (const sentence of Object.values(describeProgrammeRefusal(read.error))) {
      expect(sentence).toContain(`program.yaml:${lineOf("months:")} months`);
      expect(sentence).toContain(`program.yaml:${lineOf("payer:")} payer`);
    }
    expect(describeProgrammeRefusal(read.error).en).toContain("nothing was kept");
  });

  test.each([
    ["no YAML", "code: [makassar", 1],
    ["a key twice", launch.replace("months: 12", "months: 12\nmonths: 6"), lineOf("months:") + 1],
    ["an empty file", "", 1],
    ["a list", "- makassar", 1],
  ])("%s", (_, text, line) => {
    const read = readProgramme(text, "program.yaml");
    expect(read).toMatchObject({
      ok: false,
      error: { type: "ProgrammeFaulty", faults: [{ line }] },
    });
  });
});

describe("the version of a programme is that of what it says", () => {
  const versionOf = (text: string) => {
    const read = readProgramme(text, "program.yaml");
    return read.ok ? canonicalText(read.value) : "faulty";
  };

  test("comments, quotes and the order of lines do not count", () => {
    const lines = launch
      .replace("months: 12\n", "")
      .replace("sector: other", "sector: other\nmonths: 12 # setahun");
    expect(versionOf(lines)).toBe(versionOf(launch));
    expect(versionOf(launch.replace("[1, 2, 3]", "\n    - 1\n    - 2\n    - 3"))).toBe(
      versionOf(launch),
    );
  });

  test("any change of a word does", () => {
    expect(versionOf(launch.replace("months: 12", "months: 11"))).not.toBe(versionOf(launch));
    expect(versionOf(launch.replace("[decile, disability,", "[disability, decile,"))).not.toBe(
      versionOf(launch),
    );
  });
});
