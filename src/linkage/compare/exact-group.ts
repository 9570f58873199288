import {
  type ComparisonWeights,
  contextOf,
  type ExactComparator,
  type PairBatch,
} from "./pair-batch.ts";

/** Combinations of levels that one table may hold. */
const combinationsMax = 1 << 20;

/**
 * Exact comparisons that are weighed together: each adds its level to a pair's place in one table that
 * holds the sums of weights, contexts included, for every combination. A pair costs one look-up for all.
 */
export class ExactGroup {
  private readonly comparators: readonly ExactComparator[];
  private readonly steps: readonly number[];
  private readonly against: Int32Array;
  private readonly related: Int32Array;
  private readonly low: Int32Array;
  private readonly high: Int32Array;
  private readonly againstRest: number;
  private readonly relatedRest: number;
  private readonly bothRest: number;
  private readonly hasSharedRarity: boolean;
  private place = new Int32Array(0);
  private extra = new Int32Array(0);

  constructor(comparators: readonly ExactComparator[], weights: readonly ComparisonWeights[]) {
    this.comparators = comparators;
    let size = 1;
    this.steps = comparators.map(({ levels }) => {
      const step = size;
      size *= levels + 1;
      return step;
    });
    const last = weights[comparators.at(-1)?.index ?? 0];
    this.againstRest = last?.againstRest ?? 0;
    this.relatedRest = last?.relatedRest ?? 0;
    this.bothRest = last?.bothRest ?? 0;
    this.hasSharedRarity = comparators.some(({ isShared, rarityMax }) => isShared && rarityMax > 0);
    this.against = new Int32Array(size);
    this.related = new Int32Array(size);
    this.low = new Int32Array(size);
    this.high = new Int32Array(size);
    for (let combination = 0; combination < size; combination += 1)
      this.weigh(combination, weights);
  }

  private weigh(combination: number, weights: readonly ComparisonWeights[]): void {
    let low = 0;
    let high = 0;
    const levels = this.comparators.map(({ index, levels: most }, at) => {
      const level = Math.floor(combination / (this.steps[at] ?? 1)) % (most + 1);
      if (index < 8) low |= level << (index * 4);
      else high |= level << ((index - 8) * 4);
      return level;
    });
    let against = 0;
    let related = 0;
    this.comparators.forEach(({ index, given }, at) => {
      const place = contextOf(given, low, high) * 16 + (levels[at] ?? 0);
      against += weights[index]?.against[place] ?? 0;
      related += weights[index]?.related[place] ?? 0;
    });
    this.against[combination] = against;
    this.related[combination] = related;
    this.low[combination] = low;
    this.high[combination] = high;
  }

  /** Adds weights and levels of the whole group; lets go of pairs below the floor. */
  weighBatch(batch: PairBatch, floor: number): void {
    if (this.place.length < batch.left.length) {
      this.place = new Int32Array(batch.left.length);
      this.extra = new Int32Array(batch.left.length);
    }
    const { place, extra } = this;
    place.fill(0, 0, batch.count);
    extra.fill(0, 0, batch.count);
    for (let at = 0; at < this.comparators.length; at += 1)
      this.comparators[at]?.addLevels(batch, place, this.steps[at] ?? 1, extra);
    const { left, right, against, related, low, high, count } = batch;
    const againstTable = this.against;
    const relatedTable = this.related;
    const lowTable = this.low;
    const highTable = this.high;
    const againstFloor = floor - this.againstRest;
    const relatedFloor = floor - this.relatedRest;
    const bothFloor = 2 * floor - this.bothRest;
    const isRarityShared = this.hasSharedRarity;
    let kept = 0;
    for (let at = 0; at < count; at += 1) {
      const combination = place[at] ?? 0;
      const rare = extra[at] ?? 0;
      const a = (against[at] ?? 0) + (againstTable[combination] ?? 0) + rare;
      const r = (related[at] ?? 0) + (relatedTable[combination] ?? 0) + (isRarityShared ? 0 : rare);
      if (a < againstFloor || r < relatedFloor || a + r < bothFloor) continue;
      left[kept] = left[at] ?? 0;
      right[kept] = right[at] ?? 0;
      against[kept] = a;
      related[kept] = r;
      low[kept] = (low[at] ?? 0) | (lowTable[combination] ?? 0);
      high[kept] = (high[at] ?? 0) | (highTable[combination] ?? 0);
      kept += 1;
    }
    batch.count = kept;
  }
}

/**
 * Groups as large as a table may be; comparisons that are weighed by others stand in one group with
 * them. Null when one such set is too large for a table.
 */
export function groupExact(
  comparators: readonly ExactComparator[],
): readonly (readonly ExactComparator[])[] | null {
  const tied = new Set(
    comparators.flatMap(({ index, given }) =>
      given.length > 0 ? [index, ...given.map(({ comparison }) => comparison)] : [],
    ),
  );
  const groups: ExactComparator[][] = [];
  let size = combinationsMax + 1;
  const ordered = [
    ...comparators.filter(({ index }) => tied.has(index)),
    ...comparators.filter(({ index }) => !tied.has(index)),
  ];
  for (const one of ordered) {
    const grown = size * (one.levels + 1);
    if (grown > combinationsMax) {
      if (tied.has(one.index) && groups.length > 0) return null;
      groups.push([one]);
      size = one.levels + 1;
    } else {
      groups.at(-1)?.push(one);
      size = grown;
    }
  }
  return groups;
}
