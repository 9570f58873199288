import { assert } from "../kernel/assert.ts";
import { firstDayOf, type PlainMonth } from "../kernel/plain-date.ts";
import { ok, type Result, refuse } from "../kernel/result.ts";
import { ppm, type Rupiah, rupiah, shareOf } from "../kernel/rupiah.ts";
import {
  inForce,
  type LawAbsence,
  type LawBook,
  type LawEntry,
  type UsedValue,
} from "./law-book.ts";

export const payerKinds = [
  "apbd-city",
  "apbd-province",
  "apbn",
  "apbdes",
  "dbhcht",
  "csr",
  "zakat",
  "self",
] as const;
export type PayerKind = (typeof payerKinds)[number];

export const insurerProgrammes = ["JKK", "JKM", "JHT"] as const;
export type InsurerProgramme = (typeof insurerProgrammes)[number];

export type Sector = "transport" | "other";

/** What a contribution depends on, month by month. */
export interface ContributionTerms {
  readonly programmes: readonly InsurerProgramme[];
  readonly incomeRp: Rupiah;
  readonly payer: PayerKind;
  readonly sector: Sector;
}

/** What one BPU member owes for one contribution month, and which values say so. */
export interface Contribution {
  readonly month: PlainMonth;
  readonly jkkRp: Rupiah;
  readonly jkmRp: Rupiah;
  readonly jhtRp: Rupiah;
  readonly totalRp: Rupiah;
  readonly used: readonly UsedValue[];
}

export type ContributionRefusal = LawAbsence & { readonly month: PlainMonth };

/**
 * The contribution of one month, by the rates and reliefs in force on its first day.
 *
 * Unit: whole rupiah; a reduced amount is rounded half up (all rates there are halve evenly).
 * Reliefs touch JKK and JKM, never JHT, and not those whom a public budget pays (PP 50/2025 art. 3).
 * Errors: a rate that is absent that month; a relief of which nobody can say whether it holds. Not modelled: arrears, several occupations, JHT chosen above its band.
 */
export function contributionOf(
  law: LawBook,
  terms: ContributionTerms,
  month: PlainMonth,
): Result<Contribution, ContributionRefusal> {
  const on = firstDayOf(month);
  const used: UsedValue[] = [];
  const amounts: Record<InsurerProgramme, Rupiah> = {
    JKK: rupiah(0n),
    JKM: rupiah(0n),
    JHT: rupiah(0n),
  };
  for (const programme of terms.programmes) {
    const rate = inForce(law, rateOf[programme], on);
    if (rate.type !== "in-force") return refuse({ ...rate, month });
    const amount = amountOf(rate.entry, terms.incomeRp);
    used.push({
      parameter: rate.parameter.name,
      from: rate.entry.from,
      source: rate.entry.source,
      confidence: amount.confidence,
    });
    const owed = programme === "JHT" ? ok(amount.rp) : relieve(law, terms, amount.rp, month, used);
    if (!owed.ok) return owed;
    amounts[programme] = owed.value;
  }
  return ok({
    month,
    jkkRp: amounts.JKK,
    jkmRp: amounts.JKM,
    jhtRp: amounts.JHT,
    totalRp: rupiah(amounts.JKK + amounts.JKM + amounts.JHT),
    used,
  });
}

/** The sum over months, each at its own rate. */
export function contributionOver(
  law: LawBook,
  terms: ContributionTerms,
  months: readonly PlainMonth[],
): Result<Rupiah, ContributionRefusal> {
  let total = 0n;
  for (const month of months) {
    const contribution = contributionOf(law, terms, month);
    if (!contribution.ok) return contribution;
    total += contribution.value.totalRp;
  }
  return ok(rupiah(total));
}

const rateOf: Readonly<Record<InsurerProgramme, string>> = {
  JKK: "jkk-monthly",
  JKM: "jkm-monthly",
  JHT: "jht-monthly",
};

function amountOf(
  entry: LawEntry,
  incomeRp: Rupiah,
): { readonly rp: Rupiah; readonly confidence: UsedValue["confidence"] } {
  if (entry.value.type === "number")
    return { rp: rupiah(entry.value.number), confidence: entry.confidence };
  assert(entry.value.type === "bands", "a rate in force is a number or bands");
  const band = entry.value.bands.find(
    (one) => one.incomeBelow === null || incomeRp < one.incomeBelow,
  );
  assert(band !== undefined, "the last band of a rate has no bound");
  return { rp: rupiah(band.amount), confidence: band.confidence };
}

/**
 * Applies every relief in force that the payer may use. A relief not yet in force, or repealed, changes
 * nothing. One that is not verified, or not in the book, is refused: the full rate would be a guess.
 */
function relieve(
  law: LawBook,
  terms: ContributionTerms,
  amountRp: Rupiah,
  month: PlainMonth,
  used: UsedValue[],
): Result<Rupiah, ContributionRefusal> {
  const reliefs = [
    "relief-covid",
    terms.sector === "transport" ? "relief-pp50-transport" : "relief-pp50-other",
  ];
  let owed = amountRp;
  for (const name of reliefs) {
    const relief = inForce(law, name, firstDayOf(month));
    if (relief.type === "NotYetInForce" || relief.type === "Repealed") continue;
    if (relief.type !== "in-force") return refuse({ ...relief, month });
    assert(relief.entry.value.type === "number", "a relief is a share");
    if (relief.parameter.excludedPayers.includes(terms.payer)) continue;
    owed = shareOf(owed, ppm(relief.entry.value.number), "half-up");
    if (!used.some((value) => value.parameter === name)) {
      used.push({
        parameter: name,
        from: relief.entry.from,
        source: relief.entry.source,
        confidence: relief.entry.confidence,
      });
    }
  }
  return ok(owed);
}
