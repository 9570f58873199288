/**
 * A column of a table in memory: the cells' UTF-8 one after the other in memory that threads share,
 * and where each begins. An empty cell is a missing value. A million rows of a registry take about
 * 15 bytes a cell this way; as strings they would take 60.
 */
export interface TextColumn {
  readonly bytes: Uint8Array;
  /** `count + 1` places; cell `r` is `bytes[offsets[r] .. offsets[r + 1])`. */
  readonly offsets: Uint32Array;
}

/** The table that is linked: columns by header, all of `count` cells. */
export interface Table {
  readonly count: number;
  readonly columns: Readonly<Record<string, TextColumn>>;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Grows by doubling; `finish` cuts to size. */
export class TextColumnBuilder {
  private bytes = new Uint8Array(new SharedArrayBuffer(1 << 16));
  private offsets = new Uint32Array(new SharedArrayBuffer(1 << 14));
  private length = 0;
  private cells = 0;

  add(cell: string): void {
    this.makeRoom(cell.length * 3);
    const { written } = encoder.encodeInto(cell, this.bytes.subarray(this.length));
    this.length += written;
    this.cells += 1;
    this.offsets[this.cells] = this.length;
  }

  /** A cell that is UTF-8 already. */
  addBytes(cells: Uint8Array, from: number, to: number): void {
    this.makeRoom(to - from);
    this.bytes.set(cells.subarray(from, to), this.length);
    this.length += to - from;
    this.cells += 1;
    this.offsets[this.cells] = this.length;
  }

  get count(): number {
    return this.cells;
  }

  finish(): TextColumn {
    const bytes = new Uint8Array(new SharedArrayBuffer(this.length));
    bytes.set(this.bytes.subarray(0, this.length));
    const offsets = new Uint32Array(new SharedArrayBuffer((this.cells + 1) * 4));
    offsets.set(this.offsets.subarray(0, this.cells + 1));
    this.bytes = new Uint8Array(new SharedArrayBuffer(0));
    this.offsets = new Uint32Array(new SharedArrayBuffer(0));
    return { bytes, offsets };
  }

  private makeRoom(more: number): void {
    if (this.length + more > this.bytes.length) {
      const grown = new Uint8Array(
        new SharedArrayBuffer(Math.max(this.bytes.length * 2, this.length + more)),
      );
      grown.set(this.bytes.subarray(0, this.length));
      this.bytes = grown;
    }
    if (this.cells + 2 > this.offsets.length) {
      const grown = new Uint32Array(new SharedArrayBuffer(this.offsets.byteLength * 2));
      grown.set(this.offsets);
      this.offsets = grown;
    }
  }
}

/** A column of strings as it comes from a program; null and undefined are missing. */
export function textColumnOf(cells: Iterable<string | null | undefined>): TextColumn {
  const builder = new TextColumnBuilder();
  for (const cell of cells) builder.add(cell ?? "");
  return builder.finish();
}

/** The table that rows as objects make, by the headers asked for. */
export function tableOf(
  rows: readonly Readonly<Record<string, string | null | undefined>>[],
  headers: readonly string[],
): Table {
  const columns = headers.map((header) => [header, textColumnOf(rows.map((row) => row[header]))]);
  return { count: rows.length, columns: Object.fromEntries(columns) };
}

export function cellOf(column: TextColumn, row: number): string {
  const { bytes, offsets } = column;
  // A copy: TextDecoder refuses shared memory.
  return decoder.decode(bytes.slice(offsets[row] ?? 0, offsets[row + 1] ?? 0));
}

/** Two tables with the same columns, one after the other; a column that one lacks is missing there. */
export function stackTables(first: Table, second: Table): Table {
  const headers = [...new Set([...Object.keys(first.columns), ...Object.keys(second.columns)])];
  const columns = headers.map((header) => [
    header,
    stackColumns(first.columns[header], first.count, second.columns[header], second.count),
  ]);
  return { count: first.count + second.count, columns: Object.fromEntries(columns) };
}

function stackColumns(
  first: TextColumn | undefined,
  firstCount: number,
  second: TextColumn | undefined,
  secondCount: number,
): TextColumn {
  const size = (column: TextColumn | undefined, count: number) => column?.offsets[count] ?? 0;
  const before = size(first, firstCount);
  const bytes = new Uint8Array(new SharedArrayBuffer(before + size(second, secondCount)));
  const offsets = new Uint32Array(new SharedArrayBuffer((firstCount + secondCount + 1) * 4));
  if (first) bytes.set(first.bytes.subarray(0, before));
  if (first) offsets.set(first.offsets.subarray(0, firstCount + 1));
  if (second) bytes.set(second.bytes.subarray(0, size(second, secondCount)), before);
  for (let row = 0; row <= secondCount; row += 1) {
    offsets[firstCount + row] = before + (second?.offsets[row] ?? 0);
  }
  return { bytes, offsets };
}
