import { assert } from "../kernel/assert.ts";
import { type PlainDate, plainDateOfExcelSerial } from "../kernel/plain-date.ts";

/**
 * An instant as cards carry it: whole seconds since 1970-01-01T00:00:00Z (the NumericDate of
 * RFC 8392). Zones are offsets in minutes: Indonesia has three, and no summer time.
 */
export type EpochSeconds = number;

/** Asia/Makassar, UTC+8. */
export const makassarOffsetMinutes = 480;

const secondsPerDay = 86_400;

/** The first second of a day where clocks show UTC + the offset. */
export function secondsAtStartOf(day: PlainDate, utcOffsetMinutes: number): EpochSeconds {
  return daysSinceEpoch(day) * secondsPerDay - utcOffsetMinutes * 60;
}

/** The day that clocks at UTC + the offset show, or null when no calendar of ours holds it. */
export function findDayAt(instant: EpochSeconds, utcOffsetMinutes: number): PlainDate | null {
  const days = Math.floor((instant + utcOffsetMinutes * 60) / secondsPerDay);
  return plainDateOfExcelSerial(days + excelSerialOfEpoch);
}

/** The kernel counts days as Excel does; 1970-01-01 is its day 25,569. */
const excelSerialOfEpoch = 25_569;

function daysSinceEpoch(day: PlainDate): number {
  const [year, month, dayOfMonth] = day.split("-").map(Number);
  assert(year !== undefined && month !== undefined && dayOfMonth !== undefined, "a day has parts");
  // Counting years from March puts the leap day last, so that months before it have fixed lengths.
  const marchYear = month > 2 ? year : year - 1;
  const monthsFromMarch = (month + 9) % 12;
  const daysInYear = Math.floor((153 * monthsFromMarch + 2) / 5) + dayOfMonth - 1;
  const leapDays =
    Math.floor(marchYear / 4) - Math.floor(marchYear / 100) + Math.floor(marchYear / 400);
  return marchYear * 365 + leapDays + daysInYear - daysFromYear0ToEpoch;
}

/** From 1 March of year 0 to 1 January 1970 in the Gregorian calendar. */
const daysFromYear0ToEpoch = 719_468;
