import { mix } from "../hash.ts";

/** Records of one rule sorted by key, and the tasks their blocks make; all of it shared. */
export interface BlockIndex {
  readonly rules: number;
  readonly count: number;
  readonly keys: Int32Array;
  /**
   * Per rule `count` places: records in blocks of two or more, by key and then canonical order; the
   * first of each block as `~record`, so that walking the blocks reads no keys.
   */
  readonly order: Int32Array;
  /** Per rule: how many records are in blocks of two or more. */
  readonly filled: Int32Array;
}

export interface BlockTask {
  readonly rule: number;
  readonly from: number;
  readonly to: number;
}

/** What a rule would cost, told before it runs. */
export interface BlockCount {
  readonly rule: number;
  readonly records: number;
  readonly blocks: number;
  readonly largest: number;
  readonly pairs: number;
  /** Blocks left out for being larger than the limit, and their pairs. */
  readonly skippedKeys: readonly number[];
  readonly skippedPairs: number;
  readonly tasks: readonly BlockTask[];
}

const pairsOfTask = 250_000;

/** Sorts one rule's records and cuts its blocks into tasks. Blocks above `largestMax` records are left out and told. */
export function sortBlocks(
  index: BlockIndex,
  rule: number,
  largestMax: number,
  marked: Uint8Array | null,
): BlockCount {
  const { count, keys, rules } = index;
  let records: Int32Array = new Int32Array(count);
  let spareRecords: Int32Array = new Int32Array(count);
  let sorted: Int32Array = new Int32Array(count);
  let spare: Int32Array = new Int32Array(count);
  let filled = 0;
  const wanted = marked === null ? null : keysOfMarked(index, rule, marked);
  for (let record = 0; record < count; record += 1) {
    const key = keys[record * rules + rule] ?? 0;
    if (key === 0 || (wanted !== null && !wanted.has(key))) continue;
    records[filled] = record;
    sorted[filled] = key;
    filled += 1;
  }
  const starts = new Int32Array(2048);
  for (let shift = 0; shift < 32; shift += 11) {
    starts.fill(0);
    for (let at = 0; at < filled; at += 1) {
      const digit = ((sorted[at] ?? 0) >>> shift) & 2047;
      starts[digit] = (starts[digit] ?? 0) + 1;
    }
    let sum = 0;
    for (let digit = 0; digit < 2048; digit += 1) {
      const seen = starts[digit] ?? 0;
      starts[digit] = sum;
      sum += seen;
    }
    for (let at = 0; at < filled; at += 1) {
      const key = sorted[at] ?? 0;
      const digit = (key >>> shift) & 2047;
      const place = starts[digit] ?? 0;
      starts[digit] = place + 1;
      spareRecords[place] = records[at] ?? 0;
      spare[place] = key;
    }
    [records, spareRecords] = [spareRecords, records];
    [sorted, spare] = [spare, sorted];
  }
  return cutTasks(index, { records, sorted, filled }, rule, largestMax);
}

function keysOfMarked({ keys, rules, count }: BlockIndex, rule: number, marked: Uint8Array) {
  const wanted = new Set<number>();
  for (let record = 0; record < count; record += 1)
    if (marked[record] === 1) wanted.add(keys[record * rules + rule] ?? 0);
  return wanted;
}

interface SortedKeys {
  readonly records: Int32Array;
  readonly sorted: Int32Array;
  readonly filled: number;
}

function cutTasks(
  { order, filled: kept, count }: BlockIndex,
  { records, sorted, filled }: SortedKeys,
  rule: number,
  largestMax: number,
): BlockCount {
  const tasks: BlockTask[] = [];
  const skippedKeys: number[] = [];
  let [pairs, blocks, largest, skippedPairs] = [0, 0, 0, 0];
  let waiting = 0;
  let start = 0;
  let written = 0;
  const base = rule * count;
  for (let at = 0, end = 0; at < filled; at = end) {
    end = at + 1;
    while (end < filled && sorted[end] === sorted[at]) end += 1;
    const size = end - at;
    const own = (size * (size - 1)) / 2;
    if (size > largestMax) {
      skippedKeys.push(sorted[at] ?? 0);
      skippedPairs += own;
      continue;
    }
    if (size < 2) continue;
    order[base + written] = ~(records[at] ?? 0);
    for (let place = 1; place < size; place += 1)
      order[base + written + place] = records[at + place] ?? 0;
    written += size;
    blocks += 1;
    pairs += own;
    waiting += own;
    if (size > largest) largest = size;
    if (waiting >= pairsOfTask) {
      tasks.push({ rule, from: start, to: written });
      waiting = 0;
      start = written;
    }
  }
  if (waiting > 0) tasks.push({ rule, from: start, to: written });
  kept[rule] = written;
  return { rule, records: filled, blocks, largest, pairs, skippedKeys, skippedPairs, tasks };
}

/** Which of `partitions` a block belongs to: by its key alone, so that any machine answers the same. */
export function partitionOf(key: number, partitions: number): number {
  return (mix(key ^ 0x1b873593) >>> 0) % partitions;
}
