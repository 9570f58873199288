/** A day as the whole number yyyymmdd: compares as a number, needs no clock and no zone. */
export type Day = number;

const MONTHS = [
  "Januari",
  "Februari",
  "Maret",
  "April",
  "Mei",
  "Juni",
  "Juli",
  "Agustus",
  "September",
  "Oktober",
  "November",
  "Desember",
] as const;

const MONTH_LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

export function yearOf(day: Day): number {
  return Math.floor(day / 10000);
}

export function monthOf(day: Day): number {
  return Math.floor(day / 100) % 100;
}

export function dayOfMonth(day: Day): number {
  return day % 100;
}

export function dayFrom(year: number, month: number, dayInMonth: number): Day {
  return year * 10000 + month * 100 + dayInMonth;
}

export function daysInMonth(year: number, month: number): number {
  if (month !== 2) return MONTH_LENGTHS[month - 1] as number;
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return isLeap ? 29 : 28;
}

/** Completed years on `on`. */
export function ageOn(birth: Day, on: Day): number {
  return Math.floor((on - birth) / 10000);
}

export function toIsoDay(day: Day): string {
  return `${yearOf(day)}-${two(monthOf(day))}-${two(dayOfMonth(day))}`;
}

/** 31-05-2024 with `-`, 31/05/2024 with `/`. */
export function toLocalDay(day: Day, separator: string): string {
  return [two(dayOfMonth(day)), two(monthOf(day)), yearOf(day)].join(separator);
}

export function toUnpaddedDay(day: Day): string {
  return `${dayOfMonth(day)}/${monthOf(day)}/${yearOf(day)}`;
}

/** 31 Mei 2024 */
export function toWordedDay(day: Day): string {
  return `${dayOfMonth(day)} ${MONTHS[monthOf(day) - 1]} ${yearOf(day)}`;
}

export function two(value: number): string {
  return value < 10 ? `0${value}` : String(value);
}

/** What a spreadsheet keeps for a day: whole days since 1899-12-30. */
export function toSpreadsheetSerial(day: Day): number {
  // Counting years from March puts the leap day last, so that no table is needed.
  const month = monthOf(day);
  const year = yearOf(day) - (month <= 2 ? 1 : 0);
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + dayOfMonth(day);
  const leapDays = Math.floor(year / 4) - Math.floor(year / 100) + Math.floor(year / 400);
  return 365 * year + leapDays + dayOfYear - SERIAL_OF_YEAR_ZERO;
}

/** 1980-05-12 is 29353 in every spreadsheet. */
const SERIAL_OF_YEAR_ZERO = 693_900;
