import { commonDayBit } from "../prepare/code-values.ts";
import { lengthMask, ownAreaBit, ownDateBit } from "../prepare/digit-values.ts";
import { CodeComparator, type ComparatorPlace } from "./exact-comparator.ts";
import { countBits } from "./likeness.ts";
import type { PairBatch } from "./pair-batch.ts";

/** Where a column's words stand in a row, and the rows. */
export interface RowWords {
  readonly rows: Int32Array;
  readonly stride: number;
  readonly slot: number;
}

/** Days: equal, swapped, two of three parts, years apart; a common day (1 January) weighs for itself. */
export class DayComparator extends CodeComparator {
  readonly levels = 8;
  private readonly words: RowWords;
  private readonly rarities: Int32Array | null;

  constructor(place: ComparatorPlace, words: RowWords, rarities: Int32Array | null) {
    super(place);
    this.words = words;
    this.rarities = rarities;
    this.rarityMax = rarities === null ? 0 : rarities.reduce((most, one) => Math.max(most, one), 0);
  }

  level(left: number, right: number): number {
    const { rows, stride, slot } = this.words;
    return compareDays(rows[left * stride + slot] ?? 0, rows[right * stride + slot] ?? 0);
  }

  override rarity(left: number, _right: number, level: number): number {
    if (level < 7 || this.rarities === null) return 0;
    const { rows, stride, slot } = this.words;
    return this.rarities[dayIndex(rows[left * stride + slot] ?? 0)] ?? 0;
  }

  addLevels(batch: PairBatch, place: Int32Array, step: number, extra: Int32Array): void {
    const { rows, stride, slot } = this.words;
    const { rarities } = this;
    const { left, right, count } = batch;
    for (let at = 0; at < count; at += 1) {
      const one = rows[(left[at] ?? 0) * stride + slot] ?? 0;
      const level = compareDays(one, rows[(right[at] ?? 0) * stride + slot] ?? 0);
      place[at] = (place[at] ?? 0) + level * step;
      if (level >= 7 && rarities !== null)
        extra[at] = (extra[at] ?? 0) + (rarities[dayIndex(one)] ?? 0);
    }
  }
}

const firstYear = 1800;

/** Place of a day in a table over 400 years. */
export function dayIndex(day: number): number {
  return (day & ~commonDayBit) - (firstYear << 9);
}

export const dayIndexMax = 400 << 9;

function compareDays(one: number, other: number): number {
  if (one === 0 || other === 0) return 0;
  if (one === other) return (one & commonDayBit) !== 0 ? 7 : 8;
  const a = one & ~commonDayBit;
  const b = other & ~commonDayBit;
  const years = Math.abs((a >> 9) - (b >> 9));
  const monthA = (a >> 5) & 15;
  const monthB = (b >> 5) & 15;
  const dayA = a & 31;
  const dayB = b & 31;
  if (years === 0 && monthA === dayB && monthB === dayA) return 6;
  const equal = (years === 0 ? 1 : 0) + (monthA === monthB ? 1 : 0) + (dayA === dayB ? 1 : 0);
  if (equal >= 2 && years < 15) return 5;
  if (years === 0 && ((one | other) & commonDayBit) !== 0) return 4;
  if (years <= 1) return 3;
  return years <= 5 ? 2 : 1;
}

export class DigitsComparator extends CodeComparator {
  readonly levels = 4;
  protected readonly words: RowWords;

  constructor(place: ComparatorPlace, words: RowWords) {
    super(place);
    this.words = words;
  }

  level(left: number, right: number): number {
    const { rows, stride, slot } = this.words;
    return compareDigits(rows, left * stride + slot, right * stride + slot);
  }

  addLevels(batch: PairBatch, place: Int32Array, step: number): void {
    const { rows, stride, slot } = this.words;
    const { left, right, count } = batch;
    for (let at = 0; at < count; at += 1) {
      const level = compareDigits(
        rows,
        (left[at] ?? 0) * stride + slot,
        (right[at] ?? 0) * stride + slot,
      );
      place[at] = (place[at] ?? 0) + level * step;
    }
  }
}

function compareDigits(rows: Int32Array, i: number, j: number): number {
  const metaI = rows[i + 2] ?? 0;
  const metaJ = rows[j + 2] ?? 0;
  if (metaI === 0 || metaJ === 0) return 0;
  const high = (rows[i] ?? 0) ^ (rows[j] ?? 0);
  const low = (rows[i + 1] ?? 0) ^ (rows[j + 1] ?? 0);
  const lengthI = metaI & lengthMask;
  const lengthJ = metaJ & lengthMask;
  if (high === 0 && low === 0 && lengthI === lengthJ) return 4;
  if (lengthI === lengthJ) {
    const differing = countNibbles(high) + countNibbles(low);
    if (differing === 1 || (differing === 2 && isNibbleSwap(rows, i, j))) return 3;
    return differing === 2 ? 2 : 1;
  }
  return isDroppedDigit(rows, i, lengthI, j, lengthJ) ? 3 : 1;
}

export class NikComparator extends CodeComparator {
  readonly levels = 8;
  private readonly words: RowWords;
  private readonly birthDateSlot: number;

  /** `birthDateSlot`: where the day stands that the numbers are held against, -1 when there is none. */
  constructor(place: ComparatorPlace, words: RowWords, birthDateSlot: number) {
    super(place);
    this.words = words;
    this.birthDateSlot = birthDateSlot;
  }

  level(left: number, right: number): number {
    const { rows, stride, slot } = this.words;
    return compareNiks(rows, left * stride, right * stride, slot, this.birthDateSlot);
  }

  addLevels(batch: PairBatch, place: Int32Array, step: number): void {
    const { rows, stride, slot } = this.words;
    const { left, right, count } = batch;
    for (let at = 0; at < count; at += 1) {
      const level = compareNiks(
        rows,
        (left[at] ?? 0) * stride,
        (right[at] ?? 0) * stride,
        slot,
        this.birthDateSlot,
      );
      place[at] = (place[at] ?? 0) + level * step;
    }
  }
}

/**
 * Levels of `nikLevels`. What two numbers share because their holders were born on one day in one area
 * is no news, so agreement of the first twelve digits counts for itself, and a slip in a part that each
 * record's own birth date or area explains counts less.
 */
function compareNiks(
  rows: Int32Array,
  rowI: number,
  rowJ: number,
  slot: number,
  birthDateSlot: number,
): number {
  const i = rowI + slot;
  const j = rowJ + slot;
  const metaI = rows[i + 2] ?? 0;
  const metaJ = rows[j + 2] ?? 0;
  if (metaI === 0 || metaJ === 0) return 0;
  const lengthI = metaI & lengthMask;
  const lengthJ = metaJ & lengthMask;
  const high = (rows[i] ?? 0) ^ (rows[j] ?? 0);
  const low = (rows[i + 1] ?? 0) ^ (rows[j + 1] ?? 0);
  if (lengthI !== lengthJ) return isDroppedDigit(rows, i, lengthI, j, lengthJ) ? 7 : 1;
  if (high === 0 && low === 0) return 8;
  if (high === 0 && low >>> 16 === 0) {
    if (birthDateSlot >= 0 && differ(rows[rowI + birthDateSlot], rows[rowJ + birthDateSlot]))
      return 4;
    const serial = countNibbles(low);
    if (serial === 1) return low < 16 ? 3 : 6;
    return serial === 2 && isNibbleSwap(rows, i, j) ? 6 : 2;
  }
  const differing = countNibbles(high) + countNibbles(low);
  const isSlip =
    differing === 1 ||
    (differing === 2 && isNibbleSwap(rows, i, j)) ||
    (differing <= 4 && isDateSwapped(rows, i, j, high, low));
  if (!isSlip) return 1;
  const isDate = (high & 0xff) !== 0 || low >>> 16 !== 0;
  const isArea = high >>> 8 !== 0;
  const both = metaI & metaJ;
  const explained =
    (!isDate || (both & ownDateBit) !== 0) && (!isArea || (both & ownAreaBit) !== 0);
  return explained ? 5 : 7;
}

function differ(one: number | undefined, other: number | undefined): boolean {
  return one !== undefined && other !== undefined && one !== 0 && other !== 0 && one !== other;
}

function countNibbles(word: number): number {
  let x = word | (word >>> 1);
  x |= x >>> 2;
  return countBits(x & 0x11111111);
}

function nibbleAt(rows: Int32Array, at: number, place: number): number {
  return place < 8
    ? ((rows[at + 1] ?? 0) >>> (place * 4)) & 15
    : ((rows[at] ?? 0) >>> ((place - 8) * 4)) & 15;
}

/** Two differing digits that stand side by side and are exchanged. */
function isNibbleSwap(rows: Int32Array, i: number, j: number): boolean {
  for (let place = 0; place < 15; place += 1) {
    const a = nibbleAt(rows, i, place);
    const b = nibbleAt(rows, j, place);
    if (a === b) continue;
    return a === nibbleAt(rows, j, place + 1) && b === nibbleAt(rows, i, place + 1);
  }
  return false;
}

/** Day and month of the date part exchanged, all else equal. */
function isDateSwapped(rows: Int32Array, i: number, j: number, high: number, low: number): boolean {
  if (high >>> 8 !== 0 || (low & 0xffffff) !== 0) return false;
  const dayI = (rows[i] ?? 0) & 0xff;
  const dayJ = (rows[j] ?? 0) & 0xff;
  return dayI === (rows[j + 1] ?? 0) >>> 24 && dayJ === (rows[i + 1] ?? 0) >>> 24;
}

/** One number is the other with one digit left out (or written twice). */
function isDroppedDigit(
  rows: Int32Array,
  i: number,
  lengthI: number,
  j: number,
  lengthJ: number,
): boolean {
  if (Math.abs(lengthI - lengthJ) !== 1) return false;
  const [long, short, length] = lengthI > lengthJ ? [i, j, lengthI] : [j, i, lengthJ];
  // Only 16 digits are kept of a longer number: the first of 17 is not looked at.
  const top = Math.min(length, 16);
  let skipped = 0;
  for (let place = 0; place < top; place += 1) {
    const inShort = place - skipped;
    if (
      inShort < Math.min(length - 1, 16) &&
      nibbleAt(rows, long, place) === nibbleAt(rows, short, inShort)
    )
      continue;
    skipped += 1;
    if (skipped > 1) return false;
  }
  return true;
}

export class CategoryComparator extends CodeComparator {
  readonly levels = 2;
  private readonly words: RowWords;

  constructor(place: ComparatorPlace, words: RowWords) {
    super(place);
    this.words = words;
  }

  level(left: number, right: number): number {
    const { rows, stride, slot } = this.words;
    return compareCodes(rows[left * stride + slot] ?? 0, rows[right * stride + slot] ?? 0);
  }

  addLevels(batch: PairBatch, place: Int32Array, step: number): void {
    const { rows, stride, slot } = this.words;
    const { left, right, count } = batch;
    for (let at = 0; at < count; at += 1) {
      const level = compareCodes(
        rows[(left[at] ?? 0) * stride + slot] ?? 0,
        rows[(right[at] ?? 0) * stride + slot] ?? 0,
      );
      place[at] = (place[at] ?? 0) + level * step;
    }
  }
}

function compareCodes(one: number, other: number): number {
  if (one === 0 || other === 0) return 0;
  return one === other ? 2 : 1;
}

/** Places within places: the level is the finest beginning that both codes share. */
export class PlaceComparator extends CodeComparator {
  readonly levels: number;
  private readonly words: RowWords;
  private readonly depth: number;

  constructor(place: ComparatorPlace, words: RowWords, depth: number) {
    super(place);
    this.words = words;
    this.depth = depth;
    this.levels = depth + 1;
  }

  level(left: number, right: number): number {
    const { rows, stride, slot } = this.words;
    return this.compare(rows, left * stride + slot, right * stride + slot);
  }

  addLevels(batch: PairBatch, place: Int32Array, step: number): void {
    const { rows, stride, slot } = this.words;
    const { left, right, count } = batch;
    for (let at = 0; at < count; at += 1) {
      const level = this.compare(
        rows,
        (left[at] ?? 0) * stride + slot,
        (right[at] ?? 0) * stride + slot,
      );
      place[at] = (place[at] ?? 0) + level * step;
    }
  }

  private compare(rows: Int32Array, i: number, j: number): number {
    const coarsest = this.depth - 1;
    if ((rows[i + coarsest] ?? 0) === 0 || (rows[j + coarsest] ?? 0) === 0) return 0;
    for (let at = 0; at < this.depth; at += 1) {
      const word = rows[i + at] ?? 0;
      if (word !== 0 && word === rows[j + at]) return this.depth - at + 1;
    }
    return 1;
  }
}
