import type { BlockIndex } from "../blocks/sort-blocks.ts";
import type { Comparator } from "../compare/pair-batch.ts";
import { mix } from "../hash.ts";
import { PatternCounter, type PatternCounts } from "./pattern-counts.ts";

/** Pseudo-random numbers from a seed alone (a counter through a mixing function). */
export class SeededNumbers {
  private state: number;

  constructor(seed: number) {
    this.state = mix(seed + 0x6d2b79f5);
  }

  below(limit: number): number {
    this.state = (this.state + 0x9e3779b9) | 0;
    return Math.floor(((mix(this.state) >>> 0) / 4_294_967_296) * limit);
  }
}

export const pairsOfChunk = 50_000;

/** Levels of one pair, all of them true. */
class PatternReader {
  low = 0;
  high = 0;
  private readonly comparators: readonly Comparator[];

  constructor(comparators: readonly Comparator[]) {
    this.comparators = comparators;
  }

  read(left: number, right: number): void {
    let low = 0;
    let high = 0;
    for (let at = 0; at < this.comparators.length; at += 1) {
      const level = this.comparators[at]?.level(left, right) ?? 0;
      if (at < 8) low |= level << (at * 4);
      else high |= level << ((at - 8) * 4);
    }
    this.low = low;
    this.high = high;
  }
}

/** Patterns of `pairsOfChunk` pairs drawn from all pairs; the chunk's number is part of the seed. */
export function sampleAnyPairs(
  comparators: readonly Comparator[],
  count: number,
  sources: Int32Array | null,
  seed: number,
  chunk: number,
  into: PatternCounter,
): void {
  const numbers = new SeededNumbers(mix(seed) ^ Math.imul(chunk + 1, 0x9e3779b1));
  const reader = new PatternReader(comparators);
  for (let drawn = 0; drawn < pairsOfChunk; drawn += 1) {
    const one = numbers.below(count);
    const other = numbers.below(count);
    if (one === other || (sources !== null && sources[one] === sources[other])) continue;
    reader.read(Math.min(one, other), Math.max(one, other));
    into.add(reader.low, reader.high);
  }
}

const pairsOfRule = 20_000;

/** Patterns of pairs drawn from one rule's blocks: a record that has a key, and another of its block. */
export function sampleBlockPairs(
  comparators: readonly Comparator[],
  index: BlockIndex,
  sources: Int32Array | null,
  seed: number,
  rule: number,
): PatternCounts {
  const counter = new PatternCounter();
  const { order, count } = index;
  const filled = index.filled[rule] ?? 0;
  const base = rule * count;
  const numbers = new SeededNumbers(mix(seed + 77) ^ Math.imul(rule + 1, 0x85ebca6b));
  const reader = new PatternReader(comparators);
  const isFirst = (place: number) => (order[base + place] ?? -1) < 0;
  const recordAt = (place: number) => {
    const record = order[base + place] ?? 0;
    return record < 0 ? ~record : record;
  };
  for (let drawn = 0; filled > 1 && drawn < pairsOfRule; drawn += 1) {
    const place = numbers.below(filled);
    let start = place;
    let end = place + 1;
    while (start > 0 && place - start < reachOfBlock && !isFirst(start)) start -= 1;
    while (end < filled && end - place < reachOfBlock && !isFirst(end)) end += 1;
    const one = recordAt(place);
    const two = recordAt(start + numbers.below(end - start));
    if (one === two || (sources !== null && sources[one] === sources[two])) continue;
    reader.read(Math.min(one, two), Math.max(one, two));
    counter.add(reader.low, reader.high);
  }
  return counter.finish();
}

const reachOfBlock = 200;
