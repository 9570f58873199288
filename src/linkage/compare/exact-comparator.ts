import type { ExactComparator, GivenBit, PairBatch } from "./pair-batch.ts";

/** What a comparator needs to know of its place among the others. */
export interface ComparatorPlace {
  readonly index: number;
  readonly given: readonly GivenBit[];
  readonly isShared: boolean;
}

/** Days, numbers, categories, places: the kinds say how two rows compare. */
export abstract class CodeComparator implements ExactComparator {
  readonly kind = "exact";
  readonly index: number;
  readonly given: readonly GivenBit[];
  readonly isShared: boolean;
  abstract readonly levels: number;
  rarityMax = 0;

  constructor(place: ComparatorPlace) {
    this.index = place.index;
    this.given = place.given;
    this.isShared = place.isShared;
  }

  abstract level(left: number, right: number): number;
  abstract addLevels(batch: PairBatch, place: Int32Array, step: number, extra: Int32Array): void;

  rarity(_left: number, _right: number, _level: number): number {
    return 0;
  }
}
