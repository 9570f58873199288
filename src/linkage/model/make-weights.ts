import { groupExact } from "../compare/exact-group.ts";
import type { AnyComparator, ComparisonWeights } from "../compare/pair-batch.ts";
import { headroomBytes } from "../prepare/arrange-rows.ts";
import type { LinkageModel } from "./model.ts";

/** Weights of all comparisons and where every pair begins, ready for a scan. */
export interface ScanWeights {
  readonly weights: readonly ComparisonWeights[];
  readonly prior: number;
  readonly relatedPrior: number;
}

/** Far above any sum of weights: without a class of related things nothing is lost against it. */
const unrivalled = 1 << 28;

/** From a model's weights the tables that scans use, with reaches and what later comparisons can add. */
export function makeScanWeights(
  model: Pick<LinkageModel, "comparisons" | "prior" | "relatedPrior">,
  comparators: readonly AnyComparator[],
  headroomSlot: number,
): ScanWeights {
  const weights: ComparisonWeights[] = [];
  const order = orderOfScan(comparators);
  const bounded = order.filter((at) => comparators[at]?.kind === "bounded");
  const rests = { against: 0, related: 0, both: 0, rarity: 0, bothRarity: 0, inRow: 0 };
  let headroomMask = 0;
  for (const at of order.toReversed()) {
    const own = model.comparisons[at];
    const comparator = comparators[at];
    if (!own || !comparator) continue;
    const against = Int32Array.from(own.against);
    const related = Int32Array.from(own.related);
    const place = bounded.indexOf(at);
    const isInRow = place >= 0 && place < headroomBytes;
    weights[at] = {
      against,
      related,
      againstReach: reachOf(against, comparator.levels),
      relatedReach: reachOf(related, comparator.levels),
      // Exact comparisons do not look at the row's word.
      againstRest: rests.against + rests.rarity + (place < 0 ? rests.inRow : 0),
      relatedRest: rests.related,
      bothRest: rests.both + rests.bothRarity + (place < 0 ? rests.inRow : 0),
      headroomSlot,
      headroomMask: place >= 0 ? headroomMask : 0,
      rarityShift: isInRow ? place * 8 : -1,
    };
    const rarity = comparator.rarityMax;
    rests.against += mostOf(against);
    rests.related += mostOf(related) + (comparator.isShared ? 0 : rarity);
    rests.both += mostOf(against.map((one, level) => one + (related[level] ?? 0)));
    // What the row tells of shared values need not be allowed for; the sum of both counts others twice.
    if (isInRow) {
      headroomMask |= 255 << (place * 8);
      rests.inRow += rarity;
    } else rests.rarity += rarity;
    rests.bothRarity += isInRow ? (comparator.isShared ? 0 : rarity) : 2 * rarity;
  }
  return { weights, prior: model.prior, relatedPrior: model.relatedPrior ?? unrivalled };
}

/** Scans compare what costs little first. */
function orderOfScan(comparators: readonly AnyComparator[]): readonly number[] {
  const exact = comparators.filter((one) => one.kind === "exact");
  const bounded = comparators.filter((one) => one.kind === "bounded");
  const grouped = groupExact(exact)?.flat() ?? exact;
  return [...grouped, ...bounded].map(({ index }) => index);
}

/** The best weight of each level or a worse one, context by context; a missing value stays 0. */
function reachOf(weights: ArrayLike<number>, levels: number): Int32Array {
  const reach = new Int32Array(weights.length);
  for (let context = 0; context < weights.length; context += 16) {
    let most = Number.NEGATIVE_INFINITY;
    for (let level = 1; level <= levels; level += 1) {
      most = Math.max(most, weights[context + level] ?? 0);
      reach[context + level] = most;
    }
  }
  return reach;
}

function mostOf(weights: Int32Array): number {
  return weights.reduce((most, one) => Math.max(most, one), 0);
}
