import type { TextColumn } from "../table/text-column.ts";
import { type CodeValues, packDay, readDay } from "./code-values.ts";
import { sharedInts } from "./growable.ts";

/**
 * Numbers that name something (national ids, family cards, telephones): the last 16 digits as two
 * words of eight nibbles, and a third word with the length and flags; 0 in the third is missing.
 */
export const lengthMask = 31;
/** The number's date part agrees with the record's own birth date and sex. */
export const ownDateBit = 1 << 8;
/** The number's area part is the area where the record lives. */
export const ownAreaBit = 1 << 9;

export interface DigitWords {
  high: number;
  low: number;
  length: number;
}

/** Letters make it no number at all; blanks, dots, hyphens and an apostrophe in front are passed over. */
function readDigits(bytes: Uint8Array, from: number, to: number, into: DigitWords): void {
  into.high = 0;
  into.low = 0;
  into.length = 0;
  for (let at = from; at < to; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte >= 48 && byte <= 57) {
      into.high = (into.high << 4) | (into.low >>> 28);
      into.low = (into.low << 4) | (byte - 48);
      into.length += 1;
    } else if ((byte >= 65 && byte <= 90) || (byte >= 97 && byte <= 122)) {
      into.length = 0;
      return;
    }
  }
  if (into.length > lengthMask) into.length = lengthMask;
}

export function readDigitValues(column: TextColumn, count: number): CodeValues {
  const words = [sharedInts(count), sharedInts(count), sharedInts(count)] as const;
  const number: DigitWords = { high: 0, low: 0, length: 0 };
  for (let row = 0; row < count; row += 1) {
    readDigits(column.bytes, column.offsets[row] ?? 0, column.offsets[row + 1] ?? 0, number);
    const isAllZero = number.high === 0 && number.low === 0;
    if (number.length < 3 || isAllZero) continue;
    words[0][row] = number.high;
    words[1][row] = number.low;
    words[2][row] = number.length;
  }
  return { words };
}

/** What of the record a NIK is held against; each may be absent. */
export interface NikCompanions {
  readonly birthDate: TextColumn | null;
  readonly sex: TextColumn | null;
  readonly place: TextColumn | null;
}

/**
 * NIKs: 6 digits of the area of first issue, day (+40 for a woman), month, year of birth, 4 digits of
 * serial. One whose serial is 0000, or with fewer than 15 or more than 17 digits, says nothing.
 */
export function readNikValues(
  column: TextColumn,
  count: number,
  companions: NikCompanions,
): CodeValues {
  const words = [sharedInts(count), sharedInts(count), sharedInts(count)] as const;
  const number: DigitWords = { high: 0, low: 0, length: 0 };
  for (let row = 0; row < count; row += 1) {
    readDigits(column.bytes, column.offsets[row] ?? 0, column.offsets[row + 1] ?? 0, number);
    const { high, low, length } = number;
    if (length < 15 || length > 17 || (low & 0xffff) === 0) continue;
    words[0][row] = high;
    words[1][row] = low;
    words[2][row] = length === 16 ? 16 | ownBits(high, low, companions, row) : length;
  }
  return { words };
}

function ownBits(high: number, low: number, companions: NikCompanions, row: number): number {
  const { birthDate, sex, place } = companions;
  let bits = 0;
  if (birthDate) {
    const { bytes, offsets } = birthDate;
    const day = readDay(bytes, offsets[row] ?? 0, offsets[row + 1] ?? 0);
    const stated = dateOfNik(high, low);
    const isDay = day !== 0 && (day & 511) === (stated & 511) && (day >> 9) % 100 === stated >> 9;
    const own = sex ? sexOf(sex, row) : 0;
    if (isDay && (own === 0 || own === sexOfNik(high))) bits |= ownDateBit;
  }
  if (place && isAreaOf(place, row, high >>> 8)) bits |= ownAreaBit;
  return bits;
}

/** `year of two digits << 9 | month << 5 | day` as the number states it, +40 taken off. */
function dateOfNik(high: number, low: number): number {
  const day = twoDigits(high & 0xff) % 40;
  return (twoDigits((low >>> 16) & 0xff) << 9) | (twoDigits(low >>> 24) << 5) | day;
}

/** 1 for a man, 2 for a woman. */
function sexOfNik(high: number): 1 | 2 {
  return twoDigits(high & 0xff) > 40 ? 2 : 1;
}

/** Years of two digits above the pivot are of the last century. */
const centuryPivot = 26;

/** The birth date that a NIK states, packed; 0 when its digits are no day. */
export function readNikDay(column: TextColumn, row: number): number {
  const number: DigitWords = { high: 0, low: 0, length: 0 };
  readDigits(column.bytes, column.offsets[row] ?? 0, column.offsets[row + 1] ?? 0, number);
  if (number.length !== 16 || (number.low & 0xffff) === 0) return 0;
  const stated = dateOfNik(number.high, number.low);
  const year = stated >> 9;
  return packDay(year <= centuryPivot ? 2000 + year : 1900 + year, (stated >> 5) & 15, stated & 31);
}

function twoDigits(nibbles: number): number {
  return ((nibbles >>> 4) & 15) * 10 + (nibbles & 15);
}

/** L, Laki-laki, M, male, pria, 1: 1. P, perempuan, F, female, wanita, W, 2: 2. Else not known. */
function sexOf(column: TextColumn, row: number): 0 | 1 | 2 {
  const first = (column.bytes[column.offsets[row] ?? 0] ?? 0) | 32;
  const isFilled = (column.offsets[row + 1] ?? 0) > (column.offsets[row] ?? 0);
  if (!isFilled) return 0;
  if (first === 108 || first === 109 || first === 49) return 1;
  if (first === 112 || first === 102 || first === 119 || first === 50) {
    const second = (column.bytes[(column.offsets[row] ?? 0) + 1] ?? 0) | 32;
    return first === 112 && second === 114 ? 1 : 2;
  }
  return 0;
}

function isAreaOf(column: TextColumn, row: number, area: number): boolean {
  let digits = 0;
  let code = 0;
  for (let at = column.offsets[row] ?? 0; at < (column.offsets[row + 1] ?? 0); at += 1) {
    const byte = column.bytes[at] ?? 0;
    if (byte < 48 || byte > 57) continue;
    code = (code << 4) | (byte - 48);
    digits += 1;
    if (digits === 6) return code === area;
  }
  return false;
}
