import { compareTexts } from "../kernel/compare-texts.ts";
import type { PlainDate } from "../kernel/plain-date.ts";
import type { Uuid } from "../kernel/uuid.ts";
import type { RankingKey } from "../programme/index.ts";

/** An eligible person as ranking sees one. */
export interface Candidate {
  readonly personId: Uuid;
  readonly memberNumber: string;
  readonly decile: number | null;
  readonly disability: string | null;
  readonly headOfFamily: boolean;
  readonly bornOn: PlainDate | null;
}

/**
 * Orders candidates by the keys in the order the decree states them; whoever is equal in all is
 * ordered by member number, which is made of content and favours nobody.
 *
 * decile: the poorer first · disability: those with one first · head-of-family: heads first ·
 * age: the older first. What is not known comes last under its key.
 */
export function rankCandidates(
  candidates: readonly Candidate[],
  keys: readonly RankingKey[],
): readonly Candidate[] {
  return [...candidates].sort((a, b) => {
    for (const key of keys) {
      const order = comparators[key](a, b);
      if (order !== 0) return order;
    }
    return compareTexts(a.memberNumber, b.memberNumber);
  });
}

const comparators: Readonly<Record<RankingKey, (a: Candidate, b: Candidate) => number>> = {
  decile: (a, b) => (a.decile ?? 99) - (b.decile ?? 99),
  disability: (a, b) => Number(a.disability === null) - Number(b.disability === null),
  "head-of-family": (a, b) => Number(!a.headOfFamily) - Number(!b.headOfFamily),
  age: (a, b) => compareTexts(a.bornOn ?? "9999", b.bornOn ?? "9999"),
};

/** How many people may be chosen, and by what. */
export type Limit =
  | { readonly kind: "seats"; readonly seats: number }
  | { readonly kind: "budget"; readonly budgetRp: bigint };

/** Places under a limit. Money is exact: a budget pays for whole persons and the rest remains. */
export interface Places {
  readonly seats: number;
  readonly chosen: number;
  readonly costRp: bigint;
  readonly remainderRp: bigint | null;
}

export function countPlaces(limit: Limit, costPerPersonRp: bigint, candidates: number): Places {
  const seats = limit.kind === "seats" ? limit.seats : seatsPaidBy(limit.budgetRp, costPerPersonRp);
  const chosen = Math.min(seats, candidates);
  const costRp = BigInt(chosen) * costPerPersonRp;
  return {
    seats,
    chosen,
    costRp,
    remainderRp: limit.kind === "budget" ? limit.budgetRp - costRp : null,
  };
}

/** More places than a 32-bit number counts are as good as that many: no city has so many people. */
function seatsPaidBy(budgetRp: bigint, costPerPersonRp: bigint): number {
  const seats = budgetRp / costPerPersonRp;
  return seats > 2_147_483_647n ? 2_147_483_647 : Number(seats);
}

/**
 * What the roster's hash is taken over: a line per chosen person in order of rank, `rank member-number`.
 *
 * Anyone with the printed roster can compute it; it holds no NIK and no keyed value.
 */
export function rosterText(chosen: readonly Pick<Candidate, "memberNumber">[]): string {
  return chosen.map((candidate, index) => `${index + 1} ${candidate.memberNumber}\n`).join("");
}
