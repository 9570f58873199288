import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { assert } from "../kernel/assert.ts";
import { projectRoot } from "../platform/project-root.ts";
import { parseCityInputs } from "./city-inputs.ts";
import type { CoverageSummary, CoverageTable } from "./coverage-views.ts";
import { loadCityInputs } from "./load-city-inputs.ts";
import { makeSummary } from "./make-summary.ts";
import { type KeyCount, makeTable } from "./make-table.ts";
import { csvOf, tellSummary, tellTable } from "./tell-coverage.ts";

const makassar = loadCityInputs("73.71");
const regency = { code: "73.71", name: "Kota Makassar" };

describe("what was stated about Makassar", () => {
  test("42 % may be three things, each computed and none asserted", () => {
    expect(candidatesOf("stated-vulnerable-cover")).toEqual([
      [32_340, 77_000, "42.0", "part"],
      [35_422, 84_338, "42.0", "whole"],
      [245_000, 582_708, "42.0", "percent"],
    ]);
  });

  test("48.58 % makes 245,000 divide by 504,323, which is no figure that was stated", () => {
    expect(candidatesOf("stated-cover")).toEqual([
      [245_000, 504_323, "48.6", "whole"],
      [245_000, 582_708, "42.0", "percent"],
    ]);
  });

  test("every figure has its source, and what other sources say", () => {
    const { inputs } = makeSummary(regency, null, makassar);
    expect(inputs.length).toBeGreaterThan(15);
    expect(inputs.filter((one) => one.source.length < 5)).toEqual([]);
    const disabled = inputs.find((one) => one.key === "launch-disabled");
    expect(disabled).toMatchObject({ value: "472", otherwise: [{ value: "427" }] });
    const value = (key: string) => Number(inputs.find((one) => one.key === key)?.value);
    expect(value("employed-workers") + value("unemployed")).toBe(value("labour-force"));
  });

  test("a city without a file has no stated figures", () => {
    expect(loadCityInputs("99.99")).toBeNull();
  });
});

describe("an input file", () => {
  const file = path.join(projectRoot(), "src", "coverage", "inputs", "73.71.yaml");
  const text = readFileSync(file, "utf8");
  const faultsOf = (from: string, to: string) => {
    expect(text).toContain(from);
    const read = parseCityInputs(parse(text.replace(from, to)));
    return "faults" in read ? read.faults.join("\n") : "no fault";
  };

  test.each([
    [
      "a figure with a decimal point",
      'value: "77000"',
      'value: "77.000"',
      /"77\.000" is not digits/,
    ],
    ["a percentage with a comma", 'value: "48.58"', 'value: "48,58"', /is not a percentage/],
    ["a figure without a day", 'on: "2024-05-31"', 'on: "Mei 2024"', /a figure is of a day/],
    ["a figure without a source", "source: Disnaker Makassar", 'source: "" #', /source/],
    ["a key that leads nowhere", "[registered-vulnerable-workers,", "[all-workers,", /is missing/],
    [
      "a percentage as a denominator",
      "[registered-vulnerable-workers,",
      "[stated-cover,",
      /stated-cover is percent, and people are needed/,
    ],
    ["a key twice", "key: labour-force", "key: unemployed", /unemployed: stands twice/],
    ["a candidate of nothing", "- { part: launch-enrolled }", "- {}", /names its part, its whole/],
  ])("with %s is refused", (_, from, to, fault) => {
    expect(faultsOf(from, to)).toMatch(fault);
  });
});

describe("told", () => {
  const launch = tableOf([
    count("73.71.01", { workers: 40_000, eligible: 20_000, accepted: 15_000, covered: 15_000 }),
    count("73.71.07", { workers: 38_000, eligible: 30_000, accepted: 20_422, covered: 20_422 }),
  ]);

  test("the launch is 46.0 % of the 77,000 the city stated, and less of those Payung found", () => {
    const id = tellSummary(makeSummary(regency, launch, makassar), "id");
    expect(id).toMatch(/35\.422 dari 77\.000 \(.*terdaftar menurut kota, 2024-05-31.*\) = 46,0 %/);
    expect(id).toMatch(/35\.422 dari 78\.000 \(.*ditemukan Payung.*\) = 45,4 %/);
    const en = tellSummary(makeSummary(regency, launch, makassar), "en");
    expect(en).toMatch(/35,422 of 77,000 \(.*city stated, 2024-05-31.*\) = 46\.0 %/);
    for (const part of ["32,340 of 77,000", "35,422 of 84,338", "245,000 of 582,708", "504,323"])
      expect(en).toContain(part);
    expect(en).toContain("472");
    expect(en).toContain("another source 427");
  });

  test("no line of the table or the summary has a percentage without a denominator", () => {
    const texts = (["id", "en"] as const).flatMap((language) => [
      tellSummary(makeSummary(regency, launch, makassar), language),
      ...tellTable(launch, language).split("\n").slice(-6),
    ]);
    const lines = texts
      .join("\n")
      .split("\n")
      .filter((line) => /\d %/.test(line));
    expect(lines.length).toBeGreaterThan(10);
    const named = /dari |of |dibagi|divide|Layak|Eligible/;
    expect(lines.filter((line) => !named.test(line))).toEqual([]);
    const [head = ""] = tellTable(launch, "en").split("\n").slice(1);
    expect(head).toMatch(/of workers\s+of eligible/);
  });

  test("as CSV with the name of every denominator in its heading, and cells that no spreadsheet runs", () => {
    const jobs = makeTable(
      [count("=HYPERLINK(1)", { workers: 3, eligible: 2, accepted: 1, covered: 1 })],
      {
        ...frame,
        by: "occupation",
      },
    );
    expect(csvOf(jobs).split("\r\n")).toEqual([
      "key,name,workers,eligible,accepted,billed,covered,covered_percent_of_workers,covered_percent_of_eligible,covered_percent_of_accepted",
      "'=HYPERLINK(1),'=HYPERLINK(1),3,2,1,0,1,33.3,50.0,100.0",
      "total,Jumlah,3,2,1,0,1,33.3,50.0,100.0",
    ]);
  });
});

const frame = {
  ...{ programme: "makassar-2024", month: "2024-06", assessedOn: "2024-05-31" },
  ...{ regencyCode: "73.71", inputs: makassar },
} as const;

function tableOf(counts: readonly KeyCount[]): CoverageTable {
  return makeTable(counts, { ...frame, by: "kecamatan" });
}

function count(key: string, figures: Omit<KeyCount, "key" | "billed">): KeyCount {
  return { key, billed: 0, ...figures };
}

function candidatesOf(key: string) {
  const summary: CoverageSummary = makeSummary(regency, null, makassar);
  const statement = summary.statements.find((one) => one.stated.key === key);
  assert(statement !== undefined, `${key} is a statement`);
  return statement.candidates.map((one) => [
    one.part.value,
    one.whole.value,
    one.percent,
    one.computed,
  ]);
}
