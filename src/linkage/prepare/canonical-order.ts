import { combine, hashBytes } from "../hash.ts";
import type { TextColumn } from "../table/text-column.ts";
import { sharedInts } from "./growable.ts";

/** Content hashes of rows `from..to`: two words a row, over all columns that the linkage reads. */
export function hashRows(
  columns: readonly TextColumn[],
  from: number,
  to: number,
  first: Int32Array,
  second: Int32Array,
): void {
  for (let row = from; row < to; row += 1) {
    let one = 1;
    let other = 2;
    for (const { bytes, offsets } of columns) {
      const hash = hashBytes(bytes, offsets[row] ?? 0, offsets[row + 1] ?? 0);
      one = combine(one, hash);
      other = combine(hash ^ 0x2c1b3c6d, other);
    }
    first[row] = one;
    second[row] = other;
  }
}

/**
 * The order in which the engine looks at records: by place (or another locality) and then by content.
 * The same records in any order of rows are in the same order here, which is why neither samples nor
 * ties depend on how a file was sorted. Rows equal in every column stay as given; nothing tells them apart.
 */
export function findCanonicalOrder(
  locality: Int32Array | null,
  first: Int32Array,
  second: Int32Array,
): Int32Array {
  const count = first.length;
  let order: Int32Array = new Int32Array(count);
  for (let row = 0; row < count; row += 1) order[row] = row;
  let spare: Int32Array = new Int32Array(count);
  for (const key of locality === null ? [second, first] : [second, first, locality]) {
    [order, spare] = sortByKey(order, spare, key);
  }
  const shared = sharedInts(count);
  shared.set(order);
  return shared;
}

/** Stable radix sort of `order` by `key[order]`, least digit first; answers the sorted and the spare array. */
function sortByKey(
  order: Int32Array,
  spare: Int32Array,
  key: Int32Array,
): readonly [Int32Array, Int32Array] {
  let from = order;
  let to = spare;
  const starts = new Int32Array(2048);
  for (let shift = 0; shift < 32; shift += 11) {
    starts.fill(0);
    for (const row of from) {
      const digit = ((key[row] ?? 0) >>> shift) & 2047;
      starts[digit] = (starts[digit] ?? 0) + 1;
    }
    let sum = 0;
    for (let digit = 0; digit < 2048; digit += 1) {
      const seen = starts[digit] ?? 0;
      starts[digit] = sum;
      sum += seen;
    }
    for (const row of from) {
      const digit = ((key[row] ?? 0) >>> shift) & 2047;
      const place = starts[digit] ?? 0;
      starts[digit] = place + 1;
      to[place] = row;
    }
    [from, to] = [to, from];
  }
  return [from, to];
}
