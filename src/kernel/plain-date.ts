import { assert } from "./assert.ts";

declare const dateBrand: unique symbol;
declare const monthBrand: unique symbol;

/**
 * A day on the calendar, `YYYY-MM-DD`, Gregorian.
 *
 * A string and never a `Date`: in Makassar a `Date` made for 17 May 1990 turns into 16 May on its
 * way through JSON, and a birthday that moves by a day changes who is 65.
 */
export type PlainDate = string & { readonly [dateBrand]: true };

/** A calendar month, `YYYY-MM`. */
export type PlainMonth = string & { readonly [monthBrand]: true };

const daysBeforeMonth = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334] as const;

export function isLeapYear(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

export function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** The day, or null when no calendar holds it (31 February, month 13, year before 1800). */
export function plainDateOf(year: number, month: number, day: number): PlainDate | null {
  const whole = Number.isInteger(year) && Number.isInteger(month) && Number.isInteger(day);
  if (!whole || year < 1800 || year > 9999 || month < 1 || month > 12) return null;
  if (day < 1 || day > daysInMonth(year, month)) return null;
  return `${year}-${pad2(month)}-${pad2(day)}` as PlainDate;
}

export function parsePlainDate(text: string): PlainDate | null {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  return parts ? plainDateOf(Number(parts[1]), Number(parts[2]), Number(parts[3])) : null;
}

export function parsePlainMonth(text: string): PlainMonth | null {
  return parsePlainDate(`${text}-01`) ? (text as PlainMonth) : null;
}

/** For days written in code and in tests; crashes on a day that does not exist. */
export function plainDate(text: string): PlainDate {
  const day = parsePlainDate(text);
  assert(day !== null, `a day is YYYY-MM-DD and exists: ${text}`);
  return day;
}

export function plainMonth(text: string): PlainMonth {
  const month = parsePlainMonth(text);
  assert(month !== null, `a month is YYYY-MM and exists: ${text}`);
  return month;
}

export function yearOf(day: PlainDate | PlainMonth): number {
  return Number(day.slice(0, 4));
}

export function monthOf(day: PlainDate): PlainMonth {
  return day.slice(0, 7) as PlainMonth;
}

export function firstDayOf(month: PlainMonth): PlainDate {
  return `${month}-01` as PlainDate;
}

/** The month `count` months later (or earlier, when negative). */
export function addMonths(month: PlainMonth, count: number): PlainMonth {
  const index = yearOf(month) * 12 + Number(month.slice(5, 7)) - 1 + count;
  return `${String(Math.floor(index / 12)).padStart(4, "0")}-${pad2((index % 12) + 1)}` as PlainMonth;
}

export function monthsFrom(start: PlainMonth, count: number): readonly PlainMonth[] {
  return Array.from({ length: count }, (_, index) => addMonths(start, index));
}

/**
 * Completed years of life on a day. Someone born on 29 February completes a year on 1 March of a
 * common year. A day before birth is a caller's mistake.
 */
export function ageOn(bornOn: PlainDate, day: PlainDate): number {
  assert(bornOn <= day, "nobody has an age before birth");
  const years = yearOf(day) - yearOf(bornOn);
  return day.slice(5) < bornOn.slice(5) ? years - 1 : years;
}

/** Days since 1899-12-30, the day Excel counts as 0 (its leap-year slip before March 1900 aside). */
export function plainDateOfExcelSerial(serial: number): PlainDate | null {
  if (!Number.isFinite(serial) || serial < 61 || serial > 2_958_465) return null;
  return plainDateOfDayNumber(Math.floor(serial) + dayNumber(1899, 12, 30));
}

function dayNumber(year: number, month: number, day: number): number {
  const before = year - 1;
  const leapDays = Math.floor(before / 4) - Math.floor(before / 100) + Math.floor(before / 400);
  const inYear = (daysBeforeMonth[month - 1] ?? 0) + (month > 2 && isLeapYear(year) ? 1 : 0) + day;
  return before * 365 + leapDays + inYear;
}

function plainDateOfDayNumber(number: number): PlainDate | null {
  let year = Math.floor(number / 365.2425) + 1;
  while (dayNumber(year, 1, 1) > number) year -= 1;
  while (dayNumber(year + 1, 1, 1) <= number) year += 1;
  let month = 12;
  while (dayNumber(year, month, 1) > number) month -= 1;
  return plainDateOf(year, month, number - dayNumber(year, month, 1) + 1);
}

function pad2(number: number): string {
  return String(number).padStart(2, "0");
}
