import { hashBytes, mix } from "../hash.ts";
import type { TextColumn } from "../table/text-column.ts";
import { sharedInts } from "./growable.ts";

/** Columns that need no dictionary: per row one or more numbers, 0 in the first one for missing. */
export interface CodeValues {
  readonly words: readonly Int32Array[];
}

/** A day as `year << 9 | month << 5 | day`; 0 when it is missing or on no calendar. */
export function packDay(year: number, month: number, day: number): number {
  const inCalendar = year >= 1800 && year <= 2199 && month >= 1 && month <= 12;
  if (!inCalendar || day < 1 || day > (monthDays[month - 1] ?? 0)) return 0;
  return (year << 9) | (month << 5) | day;
}

const monthDays = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

/** Bit of a day that more people have than chance gives it: 1 January, 31 December where birthdays are unknown. */
export const commonDayBit = 1 << 30;

/**
 * Reads a day in `YYYY-MM-DD`, `YYYYMMDD`, `DD/MM/YYYY`, `D-M-YYYY` and these with a time behind.
 * Day before month where both readings are possible: that is how Indonesia writes.
 */
export function readDay(bytes: Uint8Array, from: number, to: number): number {
  const parts = [0, 0, 0];
  const lengths = [0, 0, 0];
  let part = 0;
  for (let at = from; at < to; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte >= 48 && byte <= 57) {
      parts[part] = (parts[part] ?? 0) * 10 + byte - 48;
      lengths[part] = (lengths[part] ?? 0) + 1;
    } else if (byte === 45 || byte === 47 || byte === 46) {
      part += 1;
      if (part > 2) break;
    } else if ((byte === 32 || byte === 84) && lengths[2] !== 0) break;
    else if (byte !== 32) return 0;
  }
  const [one = 0, two = 0, three = 0] = parts;
  if (part === 0 && lengths[0] === 8)
    return packDay(Math.floor(one / 10_000), Math.floor(one / 100) % 100, one % 100);
  if (part < 2) return 0;
  if (lengths[0] === 4) return packDay(one, two, three);
  if (lengths[2] === 4) return packDay(three, two, one) || packDay(three, one, two);
  return 0;
}

/** Days of a column; where one is missing, what `instead` knows of it. Common days of the year get their bit. */
export function readDayValues(
  column: TextColumn,
  count: number,
  instead: ((row: number) => number) | null,
): CodeValues {
  const days = sharedInts(count);
  for (let row = 0; row < count; row += 1) {
    const day = readDay(column.bytes, column.offsets[row] ?? 0, column.offsets[row + 1] ?? 0);
    days[row] = day === 0 && instead !== null ? instead(row) : day;
  }
  const common = findCommonDays(days);
  for (let row = 0; row < count; row += 1) {
    const day = days[row] ?? 0;
    if (common[day & 511] === 1) days[row] = day | commonDayBit;
  }
  return { words: [days] };
}

const timesAverage = 4;

function findCommonDays(days: Int32Array): Uint8Array {
  const seen = new Float64Array(512);
  let filled = 0;
  for (const day of days) {
    if (day === 0) continue;
    seen[day & 511] = (seen[day & 511] ?? 0) + 1;
    filled += 1;
  }
  const common = new Uint8Array(512);
  const limit = Math.max((filled / 365) * timesAverage, 20);
  for (let day = 0; day < 512; day += 1) common[day] = (seen[day] ?? 0) > limit ? 1 : 0;
  return common;
}

/** What a category is compared by: a hash of its letters and digits, case aside. */
export function readCategoryValues(column: TextColumn, count: number): CodeValues {
  const codes = sharedInts(count);
  for (let row = 0; row < count; row += 1) {
    codes[row] = foldedHash(column.bytes, column.offsets[row] ?? 0, column.offsets[row + 1] ?? 0);
  }
  return { words: [codes] };
}

function foldedHash(bytes: Uint8Array, from: number, to: number): number {
  let hash = 0x811c9dc5 | 0;
  let length = 0;
  for (let at = from; at < to; at += 1) {
    let byte = bytes[at] ?? 0;
    if (byte >= 65 && byte <= 90) byte += 32;
    const counts = byte >= 0x80 || (byte >= 97 && byte <= 122) || (byte >= 48 && byte <= 57);
    if (!counts) continue;
    hash = Math.imul(hash ^ byte, 0x01000193);
    length += 1;
  }
  return length === 0 ? 0 : mix(hash ^ length) || 1;
}

/**
 * A code whose beginnings are wider places (737101 2001: district, then village): one hash per level,
 * finest first. `levels` are lengths in characters, dots aside; a code shorter than a level has none there.
 */
export function readPlaceValues(
  column: TextColumn,
  count: number,
  levels: readonly number[],
): CodeValues {
  const words = levels.map(() => sharedInts(count));
  const finest = [...levels].sort((a, b) => b - a);
  const code = new Uint8Array(64);
  for (let row = 0; row < count; row += 1) {
    let length = 0;
    const to = column.offsets[row + 1] ?? 0;
    for (let at = column.offsets[row] ?? 0; at < to && length < 64; at += 1) {
      let byte = column.bytes[at] ?? 0;
      if (byte >= 65 && byte <= 90) byte += 32;
      if ((byte >= 97 && byte <= 122) || (byte >= 48 && byte <= 57) || byte >= 0x80) {
        code[length] = byte;
        length += 1;
      }
    }
    finest.forEach((level, place) => {
      const list = words[place];
      if (list && length >= level) list[row] = hashBytes(code, 0, level);
    });
  }
  return { words };
}
