import { assert } from "../../kernel/assert.ts";
import { type BlockIndex, type BlockTask, partitionOf } from "../blocks/sort-blocks.ts";
import { ExactGroup, groupExact } from "../compare/exact-group.ts";
import {
  type AnyComparator,
  type BoundedComparator,
  batchSize,
  type ComparisonWeights,
  makeBatch,
  type PairBatch,
} from "../compare/pair-batch.ts";

/** What a scan over blocks needs beside the table. */
export interface ScanInput {
  readonly index: BlockIndex;
  readonly tasks: readonly BlockTask[];
  /** Keys of blocks left out for their size, per rule: a pair in one was not seen there. */
  readonly skippedKeys: readonly (readonly number[])[];
  readonly weights: readonly ComparisonWeights[];
  /** Where each pair begins: log odds before anything is compared, against *other* and *related*. */
  readonly prior: number;
  readonly relatedPrior: number;
  readonly floor: number;
  /** Only pairs with a record marked 1, when given: a sample, or what is new. */
  readonly marked: Uint8Array | null;
  /** Only pairs of different sources, when given. */
  readonly sources: Int32Array | null;
  readonly partition: { readonly at: number; readonly of: number } | null;
}

/** What a scan has looked at. */
export interface ScanCounts {
  pairs: number;
  compared: number;
}

/**
 * Walks the blocks of a task and hands on the pairs that reach the floor, each once however many rules
 * find it, with its true levels and weights. Nothing above the floor is lost: bounds only ever err upwards.
 */
export class BlockScanner {
  readonly counts: ScanCounts = { pairs: 0, compared: 0 };
  private readonly batch: PairBatch = makeBatch();
  private readonly skipped: readonly ReadonlySet<number>[];
  private readonly input: ScanInput;
  private readonly groups: readonly ExactGroup[];
  private readonly bounded: readonly BoundedComparator[];
  private readonly take: (batch: PairBatch) => void;

  constructor(
    input: ScanInput,
    comparators: readonly AnyComparator[],
    take: (batch: PairBatch) => void,
  ) {
    this.input = input;
    const exact = comparators.filter((one) => one.kind === "exact");
    const groups = groupExact(exact);
    assert(groups !== null, "the specification's exact comparisons fit into tables");
    this.groups = groups.map((group) => new ExactGroup(group, input.weights));
    this.bounded = comparators.filter((one) => one.kind === "bounded");
    this.take = take;
    this.skipped = input.skippedKeys.map((keys) => new Set(keys));
  }

  scan(task: number): void {
    const { index, tasks, partition } = this.input;
    const one = tasks[task];
    if (!one) return;
    const { rule, from, to } = one;
    const { keys, rules, order, count } = index;
    const base = rule * count;
    let start = base + from;
    while (start < base + to) {
      let end = start + 1;
      while (end < base + to && (order[end] ?? -1) >= 0) end += 1;
      const first = ~(order[start] ?? 0);
      const isOurs =
        partition === null ||
        partitionOf(keys[first * rules + rule] ?? 0, partition.of) === partition.at;
      if (isOurs) this.pairUp(rule, start, end);
      start = end;
    }
    this.flush(rule);
  }

  private pairUp(rule: number, from: number, to: number): void {
    const { order } = this.input.index;
    const { marked, sources } = this.input;
    const { batch } = this;
    const { left, right } = batch;
    let filled = batch.count;
    for (let a = from; a < to; a += 1) {
      const one = a === from ? ~(order[a] ?? 0) : (order[a] ?? 0);
      const isOpen = marked === null || marked[one] === 1;
      for (let b = a + 1; b < to; b += 1) {
        const other = order[b] ?? 0;
        if (!isOpen && marked?.[other] !== 1) continue;
        if (sources !== null && sources[one] === sources[other]) continue;
        left[filled] = one;
        right[filled] = other;
        filled += 1;
        if (filled === batchSize) {
          batch.count = filled;
          this.flush(rule);
          filled = 0;
        }
      }
    }
    batch.count = filled;
  }

  private flush(rule: number): void {
    const { batch, bounded } = this;
    const { weights, floor, prior, relatedPrior } = this.input;
    this.counts.pairs += batch.count;
    batch.against.fill(prior, 0, batch.count);
    batch.related.fill(relatedPrior, 0, batch.count);
    batch.low.fill(0, 0, batch.count);
    batch.high.fill(0, 0, batch.count);
    for (let at = 0; at < this.groups.length && batch.count > 0; at += 1)
      this.groups[at]?.weighBatch(batch, floor);
    for (let at = 0; at < bounded.length && batch.count > 0; at += 1) {
      const own = weights[bounded[at]?.index ?? -1];
      if (own) bounded[at]?.bound(batch, own, floor);
    }
    this.dropSeen(rule);
    this.counts.compared += batch.count;
    for (let at = 0; at < bounded.length && batch.count > 0; at += 1) {
      const own = weights[bounded[at]?.index ?? -1];
      if (own) bounded[at]?.refine(batch, own, floor);
    }
    if (batch.count > 0) this.take(batch);
    batch.count = 0;
  }

  /** Lets go of pairs that an earlier rule has found. */
  private dropSeen(rule: number): void {
    const { keys, rules } = this.input.index;
    const { batch } = this;
    const { left, right, against, related, low, high } = batch;
    let kept = 0;
    for (let at = 0; at < batch.count; at += 1) {
      const one = left[at] ?? 0;
      const other = right[at] ?? 0;
      let isSeen = false;
      for (let earlier = 0; earlier < rule && !isSeen; earlier += 1) {
        const key = keys[one * rules + earlier] ?? 0;
        if (key === 0 || key !== keys[other * rules + earlier]) continue;
        isSeen = this.skipped[earlier]?.has(key) !== true;
      }
      if (isSeen) continue;
      left[kept] = one;
      right[kept] = other;
      against[kept] = against[at] ?? 0;
      related[kept] = related[at] ?? 0;
      low[kept] = low[at] ?? 0;
      high[kept] = high[at] ?? 0;
      kept += 1;
    }
    batch.count = kept;
  }
}
