import { assert } from "../kernel/assert.ts";
import type { Bilingual } from "../kernel/statement.ts";
import type { CityInputs, StatedFigure } from "./city-inputs.ts";
import type { CoverageRow, CoverageTable, DenominatorView } from "./coverage-views.ts";
import type { Dimension } from "./dimensions.ts";
import { measureTitles } from "./measure-titles.ts";
import { compareKeys, keysThatMustStand, nameOfKey } from "./row-keys.ts";
import { percentOf } from "./shares.ts";

/** Counts of people who share a key. */
export interface KeyCount {
  readonly key: string | null;
  readonly workers: number;
  readonly eligible: number;
  readonly accepted: number;
  readonly billed: number;
  readonly covered: number;
}

/** Rows by key with their shares, every place of the city among them, and what they sum to. */
export function makeTable(
  counts: readonly KeyCount[],
  frame: {
    readonly programme: string;
    readonly by: Dimension;
    readonly month: string | null;
    readonly assessedOn: string;
    readonly regencyCode: string;
    readonly inputs: CityInputs | null;
  },
): CoverageTable {
  const { programme, by, month, assessedOn, regencyCode, inputs } = frame;
  const known = new Set(counts.map((one) => one.key));
  const empty = keysThatMustStand(by, regencyCode).filter((key) => !known.has(key));
  const all = [...counts, ...empty.map((key) => ({ ...nobody, key }))];
  all.sort((one, other) => compareKeys(by, one, other));
  const total = sumOf(counts);
  return {
    ...{ programme, by, month, assessedOn },
    rows: all.map((one) => rowOf(one, nameOfKey(by, one.key, regencyCode))),
    total: rowOf(total, { id: "Jumlah", en: "Total" }),
    denominators: denominatorsOf(total, { month, assessedOn }, inputs),
  };
}

export function sumOf(counts: readonly KeyCount[]): KeyCount {
  const sum = (measure: Exclude<keyof KeyCount, "key">) =>
    counts.reduce((total, one) => total + one[measure], 0);
  return {
    key: null,
    workers: sum("workers"),
    eligible: sum("eligible"),
    accepted: sum("accepted"),
    billed: sum("billed"),
    covered: sum("covered"),
  };
}

/** What the covered of the whole city are divided by: Payung's own counts, then stated figures. */
export function denominatorsOf(
  total: KeyCount,
  { month, assessedOn }: { readonly month: string | null; readonly assessedOn: string },
  inputs: CityInputs | null,
): DenominatorView[] {
  const own = (["workers", "eligible", "accepted"] as const).map((key) => ({
    key,
    title: measureTitles[key],
    value: total[key],
    on: key === "accepted" ? (month ?? assessedOn) : assessedOn,
    source: sources[key],
  }));
  const stated = (inputs?.denominators ?? []).map((key) => {
    const figure = inputs?.figures.get(key);
    assert(figure !== undefined, "a denominator is an input");
    return statedDenominator(figure);
  });
  return [...own, ...stated].map((one) => ({
    ...one,
    sharePercent: percentOf(BigInt(total.covered), BigInt(one.value)),
  }));
}

export function peopleOf(figure: StatedFigure): bigint {
  assert(figure.figure.type === "people", `${figure.key} counts people`);
  return figure.figure.people;
}

function statedDenominator(figure: StatedFigure): Omit<DenominatorView, "sharePercent"> {
  const { key, title, on, source } = figure;
  return { key, title, value: Number(peopleOf(figure)), on, source: { id: source, en: source } };
}

function rowOf(count: KeyCount, name: Bilingual): CoverageRow {
  const covered = BigInt(count.covered);
  const shares = (["workers", "eligible", "accepted"] as const).map((of) => ({
    of,
    whole: count[of],
    percent: percentOf(covered, BigInt(count[of])),
  }));
  return { ...count, name, shares };
}

const nobody = { workers: 0, eligible: 0, accepted: 0, billed: 0, covered: 0 };

const sources: Readonly<Record<"workers" | "eligible" | "accepted", Bilingual>> = {
  workers: { id: "dihitung Payung dari registri", en: "counted by Payung from the registries" },
  eligible: {
    id: "dihitung Payung dari penilaiannya",
    en: "counted by Payung from its assessment",
  },
  accepted: {
    id: "dihitung Payung dari semua balasan BPJS sejauh ini",
    en: "counted by Payung from all replies of the insurer so far",
  },
};
