import { type ColumnSpec, isText, type LinkageSpec } from "../spec/spec.ts";
import type { CodeValues } from "./code-values.ts";
import { sharedInts } from "./growable.ts";
import { sign, signWidth, type TextValues } from "./text-values.ts";

/** Bit of a text's shape word: the value is that of the column it is excused by. */
export const ownValueBit = 1 << 11;

/** How many text comparisons have a byte of headroom in a row. */
export const headroomBytes = 4;

/** Where each column's words stand in a row of numbers; a row is a whole number of cache lines. */
export interface RowLayout {
  readonly stride: number;
  readonly slots: Readonly<Record<string, number>>;
  /** The word with what rarity can add, a byte for each of the first four text comparisons. */
  readonly headroomSlot: number;
}

const wordsOfText = 5;
const wordsOfLine = 16;

export function layOutRows(spec: LinkageSpec): RowLayout {
  let next = 0;
  const slots = Object.entries(spec.columns).map(([name, column]) => {
    const slot = next;
    next += widthOf(column);
    return [name, slot];
  });
  const stride = Math.ceil((next + 1) / wordsOfLine) * wordsOfLine;
  return { stride, slots: Object.fromEntries(slots), headroomSlot: next };
}

function widthOf(column: ColumnSpec): number {
  if (isText(column.type)) return wordsOfText;
  if (column.type === "digits" || column.type === "nik") return 3;
  return column.type === "place" ? column.levels.length : 1;
}

/** What arranging rows needs; all of it shared between threads. */
export interface ArrangeInput {
  readonly layout: RowLayout;
  /** Given row of each record in canonical order. */
  readonly order: Int32Array;
  readonly texts: Readonly<Record<string, TextValues>>;
  readonly codes: Readonly<Record<string, CodeValues>>;
  /** Text columns that are excused where they equal another, e.g. head of household: name. */
  readonly excused: readonly (readonly [string, string])[];
  /** Text columns in the order in which they are compared; one whose rarity does not count is left out. */
  readonly rare: readonly { readonly column: string; readonly order: number }[];
  readonly rows: Int32Array;
  /** Per text column: the ids in canonical order. */
  readonly ids: Readonly<Record<string, Int32Array>>;
}

/** Records whose rows stay in the cache while column after column is copied in. */
const recordsAtOnce = 256;

/** Copies what is known of records `from..to` in canonical order into their rows. */
export function arrangeRows(input: ArrangeInput, from: number, to: number): void {
  for (let start = from; start < to; start += recordsAtOnce)
    arrangeSome(input, start, Math.min(to, start + recordsAtOnce));
}

function arrangeSome(input: ArrangeInput, from: number, to: number): void {
  const { layout, order, rows } = input;
  const { stride, slots } = layout;
  for (const [name, values] of Object.entries(input.texts)) {
    const slot = slots[name] ?? 0;
    const ids = input.ids[name];
    const comparedAt = input.rare.find(({ column }) => column === name)?.order ?? headroomBytes;
    const shift = comparedAt < headroomBytes ? comparedAt * 8 : -1;
    for (let record = from; record < to; record += 1) {
      const id = values.ids[order[record] ?? 0] ?? -1;
      if (ids) ids[record] = id;
      if (id < 0) continue;
      const at = record * stride + slot;
      const first = id * signWidth;
      for (let place = 0; place < wordsOfText; place += 1)
        rows[at + place] = values.signs[first + place] ?? 0;
      if (shift < 0) continue;
      const own = record * stride + layout.headroomSlot;
      rows[own] = (rows[own] ?? 0) | ((values.signs[first + sign.headroom] ?? 0) << shift);
    }
  }
  for (const [name, { words }] of Object.entries(input.codes)) {
    const slot = slots[name] ?? 0;
    words.forEach((list, place) => {
      for (let record = from; record < to; record += 1)
        rows[record * stride + slot + place] = list[order[record] ?? 0] ?? 0;
    });
  }
  for (const [name, other] of input.excused) markOwn(input, slots[name], slots[other], from, to);
}

function markOwn(
  { layout, rows }: ArrangeInput,
  slot: number | undefined,
  other: number | undefined,
  from: number,
  to: number,
): void {
  if (slot === undefined || other === undefined) return;
  for (let record = from; record < to; record += 1) {
    const at = record * layout.stride;
    const norm = rows[at + slot] ?? 0;
    if (norm !== 0 && norm === rows[at + other])
      rows[at + slot + 3] = (rows[at + slot + 3] ?? 0) | ownValueBit;
  }
}

export function makeIds(texts: Readonly<Record<string, TextValues>>, count: number) {
  return Object.fromEntries(Object.keys(texts).map((name) => [name, sharedInts(count)]));
}
