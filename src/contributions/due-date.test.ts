import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { addMonths, monthsFrom, plainMonth } from "../kernel/plain-date.ts";
import { loadLaw } from "../law/server.ts";
import { dueDateOf } from "./due-date.ts";
import { loadHolidays } from "./load-holidays.ts";

const law = loadLaw();
const holidays = loadHolidays();

const cases = parse(
  readFileSync(new URL("./cases/due-dates.yaml", import.meta.url), "utf8"),
) as readonly { readonly month: string; readonly due: string; readonly because: string }[];

test.each(cases)("the contribution of $month is due on $due: $because", ({ month, due }) => {
  expect(dueDateOf(law, holidays, plainMonth(month))).toEqual({ ok: true, value: due });
});

test("a due day is from the 15th, never a weekend or a holiday, and no later than the 20th", () => {
  for (const month of monthsFrom(plainMonth("2015-07"), 138)) {
    const due = dueDateOf(law, holidays, month);
    if (!due.ok) throw new Error(JSON.stringify(due.error));
    const weekday = new Date(`${due.value}T00:00:00Z`).getUTCDay();
    expect([1, 2, 3, 4, 5]).toContain(weekday);
    expect(holidays.days.has(due.value)).toBe(false);
    expect(due.value >= `${month}-15` && due.value <= `${month}-20`).toBe(true);
  }
});

test("a month for which the law states no due day is refused, not guessed", () => {
  const before = dueDateOf(law, holidays, plainMonth("2015-06"));
  expect(before).toMatchObject({ ok: false, error: { type: "NotYetInForce", month: "2015-06" } });
  const after = dueDateOf(law, holidays, addMonths(plainMonth("2026-12"), 1));
  expect(after).toMatchObject({ ok: false, error: { type: "NotVerified", month: "2027-01" } });
});

test("every calendar holds the holidays whose day the law fixes", () => {
  for (const year of holidays.years) {
    for (const day of ["01-01", "05-01", "06-01", "08-17", "12-25"]) {
      expect([...holidays.days]).toContain(`${year}-${day}`);
    }
  }
});
