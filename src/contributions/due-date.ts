import { assert } from "../kernel/assert.ts";
import {
  daysInMonth,
  firstDayOf,
  type PlainDate,
  type PlainMonth,
  plainDateOf,
  yearOf,
} from "../kernel/plain-date.ts";
import { ok, type Result, refuse } from "../kernel/result.ts";
import { type ContributionRefusal, inForce, type LawBook } from "../law/index.ts";

/** National holidays of the years that a file states. */
export interface HolidayCalendar {
  readonly years: ReadonlySet<number>;
  readonly days: ReadonlySet<PlainDate>;
}

/**
 * The last day on which the contribution of a month is paid in time.
 *
 * The day of the month that the law says (JKK and JKM: the 15th of the month itself), moved to the
 * next working day. Assumed: Saturday counts as a holiday, shared leave (cuti bersama) does not, which
 * errs on the early side. A year without a calendar knows weekends only.
 * Errors: a month for which the law states no due day. Source: PP 44/2015 art. 24(3)-(4).
 * Not modelled: the own due day of JHT, a month later (PP 46/2015 art. 21(3)).
 */
export function dueDateOf(
  law: LawBook,
  calendar: HolidayCalendar,
  month: PlainMonth,
): Result<PlainDate, ContributionRefusal> {
  const due = inForce(law, "due-day-jkk-jkm", firstDayOf(month));
  if (due.type !== "in-force") return refuse({ ...due, month });
  const { value } = due.entry;
  assert(value.type === "number", "a due day is one day of the month");
  const day = plainDateOf(yearOf(month), Number(month.slice(5)), Number(value.number));
  assert(day !== null, "every month has the due day");
  return ok(nextWorkingDay(calendar, day));
}

function nextWorkingDay(calendar: HolidayCalendar, day: PlainDate): PlainDate {
  let working = day;
  while (isWeekend(working) || calendar.days.has(working)) working = dayAfter(working);
  return working;
}

function dayAfter(day: PlainDate): PlainDate {
  const [year, month, date] = partsOf(day);
  const next =
    date < daysInMonth(year, month)
      ? plainDateOf(year, month, date + 1)
      : month < 12
        ? plainDateOf(year, month + 1, 1)
        : plainDateOf(year + 1, 1, 1);
  assert(next !== null, "after every day comes a day");
  return next;
}

/** By Zeller's congruence, in which Saturday is 0 and Sunday 1. */
function isWeekend(day: PlainDate): boolean {
  const [year, month, date] = partsOf(day);
  const shiftedYear = month < 3 ? year - 1 : year;
  const shiftedMonth = month < 3 ? month + 12 : month;
  const century = Math.floor(shiftedYear / 100);
  const inCentury = shiftedYear % 100;
  const weekday =
    (date +
      Math.floor((13 * (shiftedMonth + 1)) / 5) +
      inCentury +
      Math.floor(inCentury / 4) +
      Math.floor(century / 4) +
      5 * century) %
    7;
  return weekday < 2;
}

function partsOf(day: PlainDate): readonly [number, number, number] {
  return [yearOf(day), Number(day.slice(5, 7)), Number(day.slice(8, 10))];
}
