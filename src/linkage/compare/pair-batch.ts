/**
 * Pairs on their way through the comparators, some thousand at a time: each comparator looks at all of
 * them in one loop of its own and lets go those that can no longer reach the floor. So a million pairs
 * cost a few hundred calls, and the loops stay small enough for the compiler to make them fast.
 */
export interface PairBatch {
  count: number;
  readonly left: Int32Array;
  readonly right: Int32Array;
  /** Millibits for *same* against *other* so far, and against *related*. */
  readonly against: Int32Array;
  readonly related: Int32Array;
  /** Levels, four bits a comparison: the first eight, the next eight. */
  readonly low: Int32Array;
  readonly high: Int32Array;
}

export const batchSize = 512;

export function makeBatch(): PairBatch {
  const list = () => new Int32Array(batchSize);
  return {
    count: 0,
    left: list(),
    right: list(),
    against: list(),
    related: list(),
    low: list(),
    high: list(),
  };
}

export function levelIn(low: number, high: number, comparison: number): number {
  return comparison < 8 ? (low >>> (comparison * 4)) & 15 : (high >>> ((comparison - 8) * 4)) & 15;
}

/**
 * The weights of one comparison, at `context * 16 + level`. `reach` is the best weight of that level
 * or any worse one, for levels that are only known not to be better; `rest` is the most that all later
 * comparisons can still add.
 */
export interface ComparisonWeights {
  readonly against: Int32Array;
  readonly related: Int32Array;
  readonly againstReach: Int32Array;
  readonly relatedReach: Int32Array;
  readonly againstRest: number;
  readonly relatedRest: number;
  /** The same for the sum of both: what speaks against *other* often speaks for *related*. */
  readonly bothRest: number;
  /**
   * The word in which each row says, a byte a text comparison, what the rarity of its own values can
   * add; which bytes are of later comparisons; where this one's stands (-1: in none, the rests allow for
   * the rarest value of the table).
   */
  readonly headroomSlot: number;
  readonly headroomMask: number;
  readonly rarityShift: number;
}

/** Which context a pair is in for one comparison: one bit for each given level that it meets. */
export interface GivenBit {
  readonly comparison: number;
  readonly atLeast: number;
}

export function contextOf(given: readonly GivenBit[], low: number, high: number): number {
  let context = 0;
  for (let at = 0; at < given.length; at += 1) {
    const one = given[at];
    if (one && levelIn(low, high, one.comparison) >= one.atLeast) context |= 1 << at;
  }
  return context;
}

/** One comparison, bound to a table. */
export interface Comparator {
  readonly index: number;
  readonly levels: number;
  readonly given: readonly GivenBit[];
  /** Whether related things share this value, so that its rarity says nothing against *related*. */
  readonly isShared: boolean;
  /** The most that rarity can add, in millibits. */
  readonly rarityMax: number;
  /** The true level of one pair, and what rarity adds to it. */
  level(left: number, right: number): number;
  rarity(left: number, right: number, level: number): number;
}

/** A comparator whose true level costs so little that no bound is needed first. */
export interface ExactComparator extends Comparator {
  readonly kind: "exact";
  /**
   * Adds `level * step` to each pair's place, and to `extra` what rarity adds. Each kind has this loop
   * for itself, so that it stays small and fast.
   */
  addLevels(batch: PairBatch, place: Int32Array, step: number, extra: Int32Array): void;
}

/** A comparator that first says what a pair can reach, and looks closer only where that may matter. */
export interface BoundedComparator extends Comparator {
  readonly kind: "bounded";
  /** Adds each pair's best reachable weight and level; lets go of pairs below the floor. */
  bound(batch: PairBatch, weights: ComparisonWeights, floor: number): void;
  /** Puts the true level and weight in the place of those that `bound` left open. */
  refine(batch: PairBatch, weights: ComparisonWeights, floor: number): void;
}

export type AnyComparator = ExactComparator | BoundedComparator;
