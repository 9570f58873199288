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
  let sorted: SortedRows = {
    rows: Int32Array.from({ length: count }, (_, row) => row),
    keys: Int32Array.from(first),
  };
  const spare: SortedRows = { rows: new Int32Array(count), keys: new Int32Array(count) };
  sorted = sortByKeys(sorted, spare);
  settleTies(sorted, second);
  if (locality !== null) {
    // After three passes the sorted rows lie in what was spare; what was given is spare now.
    const other = sparePair(count);
    for (let at = 0; at < count; at += 1) sorted.keys[at] = locality[sorted.rows[at] ?? 0] ?? 0;
    sorted = sortByKeys(sorted, other);
  }
  const shared = sharedInts(count);
  shared.set(sorted.rows);
  return shared;
}

interface SortedRows {
  readonly rows: Int32Array;
  readonly keys: Int32Array;
}

function sparePair(count: number): SortedRows {
  return { rows: new Int32Array(count), keys: new Int32Array(count) };
}

/** Rows whose first hashes are equal, by the second; hardly ever more than two, and stable. */
function settleTies({ rows, keys }: SortedRows, second: Int32Array): void {
  for (let start = 0; start < rows.length; ) {
    let end = start + 1;
    while (end < rows.length && keys[end] === keys[start]) end += 1;
    if (end - start > 1)
      rows.subarray(start, end).sort((a, b) => (second[a] ?? 0) - (second[b] ?? 0) || a - b);
    start = end;
  }
}

/** Stable radix sort by keys that travel with their rows, least digit first. */
function sortByKeys(given: SortedRows, spare: SortedRows): SortedRows {
  let from = given;
  let to = spare;
  const starts = new Int32Array(2048);
  for (let shift = 0; shift < 32; shift += 11) {
    const { rows, keys } = from;
    starts.fill(0);
    for (let at = 0; at < keys.length; at += 1) {
      const digit = ((keys[at] ?? 0) >>> shift) & 2047;
      starts[digit] = (starts[digit] ?? 0) + 1;
    }
    let sum = 0;
    for (let digit = 0; digit < 2048; digit += 1) {
      const seen = starts[digit] ?? 0;
      starts[digit] = sum;
      sum += seen;
    }
    for (let at = 0; at < keys.length; at += 1) {
      const key = keys[at] ?? 0;
      const digit = (key >>> shift) & 2047;
      const place = starts[digit] ?? 0;
      starts[digit] = place + 1;
      to.rows[place] = rows[at] ?? 0;
      to.keys[place] = key;
    }
    [from, to] = [to, from];
  }
  return from;
}
