import fc from "fast-check";
import { expect, test } from "vitest";
import { plainDate } from "../kernel/plain-date.ts";
import { findDayAt, makassarOffsetMinutes, secondsAtStartOf } from "./instant.ts";

test.each([
  ["1970-01-01", 0, 0],
  ["2024-03-01", 0, 1_709_251_200],
  ["2024-06-01", 480, 1_717_171_200],
  ["2100-03-01", 0, 4_107_542_400],
])("%s begins, at UTC+%i minutes, at second %i", (day, offsetMinutes, second) => {
  expect(secondsAtStartOf(plainDate(day), offsetMinutes)).toBe(second);
});

test("a day in Makassar ends one second before the next begins", () => {
  const midnight = secondsAtStartOf(plainDate("2025-01-01"), makassarOffsetMinutes);
  expect(findDayAt(midnight, makassarOffsetMinutes)).toBe("2025-01-01");
  expect(findDayAt(midnight - 1, makassarOffsetMinutes)).toBe("2024-12-31");
});

test("every day agrees with the calendar of JavaScript", () => {
  const inRange = { min: new Date("1900-03-01T00:00:00Z"), max: new Date("2200-12-31T00:00:00Z") };
  fc.assert(
    fc.property(fc.date({ ...inRange, noInvalidDate: true }), (date) => {
      const day = plainDate(date.toISOString().slice(0, 10));
      expect(secondsAtStartOf(day, 0)).toBe(Date.parse(`${day}T00:00:00Z`) / 1000);
      expect(findDayAt(Math.floor(date.getTime() / 1000), 0)).toBe(day);
    }),
  );
});
