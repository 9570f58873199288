import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import {
  monthsFrom,
  type PlainDate,
  plainDate,
  plainDateOfExcelSerial,
  plainMonth,
} from "../kernel/plain-date.ts";
import { formatRupiah, parseRupiah, type Rupiah } from "../kernel/rupiah.ts";
import {
  type ContributionTerms,
  contributionOf,
  contributionOver,
  type InsurerProgramme,
  type PayerKind,
  type Sector,
} from "./contribution.ts";
import { describeLawAbsence, inForce, type LawBook } from "./law-book.ts";
import { loadLaw } from "./server.ts";

const law = loadLaw();

function readCases<T>(name: string): T {
  return parse(readFileSync(path.join(import.meta.dirname, "cases", name), "utf8")) as T;
}

function money(text: string): Rupiah {
  const amount = parseRupiah(text);
  if (amount === null) throw new Error(`a case says ${text}, which is no amount`);
  return amount;
}

interface ContributionCase {
  readonly case: string;
  readonly programmes: readonly InsurerProgramme[];
  readonly income: string;
  readonly payer: PayerKind;
  readonly sector?: Sector;
  readonly from: string;
  readonly months?: number;
  readonly persons?: number;
  readonly verified_until?: string;
  readonly owed?: string;
  readonly refused?: string;
}

/** The book as it would be if somebody had followed the gazette for longer. */
function verifiedUntil(book: LawBook, day: PlainDate): LawBook {
  const parameters = [...book.parameters].map(
    ([name, parameter]) => [name, { ...parameter, verifiedUntil: day }] as const,
  );
  return { ...book, parameters: new Map(parameters) };
}

describe("contributions, worked by hand (cases/contributions.yaml)", () => {
  test.each(readCases<readonly ContributionCase[]>("contributions.yaml"))("$case", (one) => {
    const book =
      one.verified_until === undefined ? law : verifiedUntil(law, plainDate(one.verified_until));
    const terms: ContributionTerms = {
      programmes: one.programmes,
      incomeRp: money(one.income),
      payer: one.payer,
      sector: one.sector ?? "other",
    };
    const months = monthsFrom(plainMonth(one.from), one.months ?? 1);
    const answer = contributionOver(book, terms, months);
    if (answer.ok) expect(formatRupiah(answer.value * BigInt(one.persons ?? 1))).toBe(one.owed);
    else expect(answer.error.type).toBe(one.refused);
  });

  test("a budget of Rp7.000.000.000 pays 34.722 workers for twelve months and leaves Rp44.800", () => {
    const each = 12n * money("Rp16.800");
    const budget = money("Rp7.000.000.000");
    expect([budget / each, budget % each]).toEqual([34_722n, 44_800n]);
  });
});

describe("a relief of which nobody can say whether it holds is no reason for the full rate", () => {
  const trader: ContributionTerms = {
    programmes: ["JKK", "JKM"],
    incomeRp: money("Rp1.000.000"),
    payer: "self",
    sector: "other",
  };
  const relief = "relief-pp50-other";
  const inMay = (book: LawBook) => contributionOf(book, trader, plainMonth("2026-05"));

  test("because the gazette was not followed that far", () => {
    const parameters = new Map(law.parameters);
    const followed = law.parameters.get(relief);
    if (followed === undefined) throw new Error(`no ${relief} in the book`);
    parameters.set(relief, { ...followed, verifiedUntil: plainDate("2026-04-30") });
    const refusal = { type: "NotVerified", parameter: relief, month: "2026-05" };
    expect(inMay({ ...law, parameters })).toMatchObject({ ok: false, error: refusal });
  });

  test("because its file is missing", () => {
    const parameters = new Map([...law.parameters].filter(([name]) => name !== relief));
    const refusal = { type: "UnknownParameter", parameter: relief, month: "2026-05" };
    expect(inMay({ ...law, parameters })).toMatchObject({ ok: false, error: refusal });
  });
});

interface BandCase {
  readonly from: string;
  readonly to: string;
  readonly JKK: string;
  readonly JHT: string;
}

describe("the bands of income (cases/bands.yaml)", () => {
  const bands = readCases<readonly BandCase[]>("bands.yaml");

  test.each(bands)("from $from to $to", ({ from, to, JKK, JHT }) => {
    const incomes = [money(from), to === "no limit" ? money("Rp999.000.000") : money(to)];
    for (const incomeRp of incomes) {
      const terms = { programmes: ["JKK", "JHT"], incomeRp, payer: "apbd-city", sector: "other" };
      const answer = contributionOf(law, terms as ContributionTerms, plainMonth("2024-06"));
      if (!answer.ok) throw new Error(answer.error.type);
      expect([answer.value.jkkRp, answer.value.jhtRp]).toEqual([money(JKK), money(JHT)]);
    }
  });

  test("there are as many in the law book, JKK is 1 % and JHT 2 % of the middle of a band", () => {
    for (const name of ["jkk-monthly", "jht-monthly"]) {
      const rate = inForce(law, name, plainDate("2024-06-01"));
      const value = rate.type === "in-force" ? rate.entry.value : null;
      expect(value?.type === "bands" ? value.bands.length : 0).toBe(bands.length);
    }
    for (const { JKK, JHT } of bands) expect(money(JHT)).toBe(2n * money(JKK));
  });

  test("outside the lowest band nobody has confirmed an amount by an official page", () => {
    const terms = { programmes: ["JKK"], payer: "apbd-city", sector: "other" };
    const confidences = bands.map(({ from }) => {
      const answer = contributionOf(
        law,
        { ...terms, incomeRp: money(from) } as ContributionTerms,
        plainMonth("2024-06"),
      );
      return answer.ok ? answer.value.used[0]?.confidence : null;
    });
    expect(confidences[0]).toBe("official");
    expect(new Set(confidences.slice(1))).toEqual(new Set(["unverified", "press"]));
  });
});

/** What a parameter says on a day: its value, or why there is none. */
function sayingOf(parameter: string, on: PlainDate): string {
  const answer = inForce(law, parameter, on);
  if (answer.type !== "in-force") return answer.type;
  const { value } = answer.entry;
  if (value.type === "number") return String(value.number);
  if (value.type === "repealed") return "Repealed";
  const band = value.bands.find((one) => one.incomeBelow === null || 1_000_000n < one.incomeBelow);
  return String(band?.amount);
}

/** The day that many days away. */
function daysFrom(day: PlainDate, count: number): PlainDate {
  const serial = (Date.parse(day) - Date.UTC(1899, 11, 30)) / 86_400_000;
  return plainDateOfExcelSerial(serial + count) ?? day;
}

describe("every change of the law (cases/changes.yaml)", () => {
  const changes =
    readCases<Readonly<Record<string, Readonly<Record<string, string>>>>>("changes.yaml");
  const cases = Object.entries(changes).flatMap(([parameter, days]) =>
    Object.entries(days).map(([day, says]) => [parameter, day, says] as const),
  );

  test.each(cases)("%s on %s: %s", (parameter, day, says) => {
    expect(sayingOf(parameter, plainDate(day))).toBe(says);
  });

  test("has a case for the day before, for the day itself, and for the end of what was checked", () => {
    const missing = [...law.parameters.values()].flatMap(({ name, entries, verifiedUntil: end }) =>
      [...entries.flatMap(({ from }) => [daysFrom(from, -1), from]), end, daysFrom(end, 1)]
        .filter((day) => changes[name]?.[day] === undefined)
        .map((day) => `${name} on ${day}`),
    );
    expect(missing).toEqual([]);
    expect(Object.keys(changes).sort()).toEqual([...law.parameters.keys()].sort());
  });

  test("an absence is told in both languages, with the parameter and the day", () => {
    for (const [parameter, day, says] of cases) {
      const answer = inForce(law, parameter, plainDate(day));
      if (answer.type === "in-force") continue;
      const sentence = describeLawAbsence(answer);
      for (const text of [sentence.id, sentence.en]) {
        expect(text, says).toContain(parameter);
        expect(text).toContain(day);
        expect(text).not.toMatch(/undefined|null|NaN/);
      }
    }
    expect(
      describeLawAbsence(inForce(law, "tiada", plainDate("2024-01-01")) as never).en,
    ).toContain("tiada");
  });
});

test("the version of the law book is that of its content", () => {
  expect(loadLaw().version).toBe(law.version);
  expect(law.version).toMatch(/^[0-9a-f]{64}$/);
});
