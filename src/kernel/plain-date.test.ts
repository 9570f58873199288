import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  addMonths,
  ageOn,
  daysInMonth,
  firstDayOf,
  isLeapYear,
  monthOf,
  monthsFrom,
  parsePlainDate,
  parsePlainMonth,
  plainDate,
  plainDateOf,
  plainDateOfExcelSerial,
  plainMonth,
} from "./plain-date.ts";

describe("a day on the calendar", () => {
  test.each(["2024-02-29", "2000-02-29", "1980-05-12", "1800-01-01"])("%s exists", (text) => {
    expect(parsePlainDate(text)).toBe(text);
  });

  test.each([
    "2023-02-29",
    "1900-02-29",
    "1990-02-31",
    "1990-13-01",
    "1990-00-10",
    "1990-04-31",
    "1990-1-1",
    "12-05-1980",
    "1799-12-31",
    "",
  ])("%j does not", (text) => {
    expect(parsePlainDate(text)).toBeNull();
  });

  test("a day that does not exist is a mistake in the program", () => {
    expect(() => plainDate("2023-02-29")).toThrow("2023-02-29");
    expect(() => plainMonth("2023-13")).toThrow("2023-13");
  });

  test("every hundredth year is a common one, every fourth hundredth a leap year", () => {
    expect([1900, 2000, 2023, 2024, 2100].map(isLeapYear)).toEqual([
      false,
      true,
      false,
      true,
      false,
    ]);
  });

  test("agrees with the calendar of the machine, day for day", () => {
    const days = fc.date({
      min: new Date("1800-01-01T00:00:00Z"),
      max: new Date("9999-12-31T00:00:00Z"),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(days, (instant) => {
        const day = instant.toISOString().slice(0, 10);
        expect(parsePlainDate(day)).toBe(day);
        const [year = 0, month = 0] = day.split("-").map(Number);
        expect(daysInMonth(year, month)).toBe(new Date(Date.UTC(year, month, 0)).getUTCDate());
      }),
    );
  });
});

describe("completed years of life", () => {
  const launch = plainDate("2024-05-31");

  test.each([
    ["theDayBeforeEighteenth", "2006-06-01", 17],
    ["theEighteenthBirthday", "2006-05-31", 18],
    ["theDayBeforeSixtyFifth", "1959-06-01", 64],
    ["theSixtyFifthBirthday", "1959-05-31", 65],
    ["theDayAfterSixtyFifth", "1959-05-30", 65],
    ["bornThatVeryDay", "2024-05-31", 0],
  ])("%s", (_, born, age) => {
    expect(ageOn(plainDate(born), launch)).toBe(age);
  });

  test.each([
    ["2024-02-28", 23],
    ["2024-02-29", 24],
    ["2025-02-28", 24],
    ["2025-03-01", 25],
  ])("someone born on 29 February 2000 is on %s aged %d", (day, age) => {
    expect(ageOn(plainDate("2000-02-29"), plainDate(day))).toBe(age);
  });

  test("nobody has an age before birth", () => {
    expect(() => ageOn(plainDate("2024-06-01"), launch)).toThrow("before birth");
  });
});

describe("days that Excel keeps as numbers", () => {
  test.each([
    [29_353, "1980-05-12"],
    [45_443, "2024-05-31"],
    [61, "1900-03-01"],
    [29_353.75, "1980-05-12"],
    [2_958_465, "9999-12-31"],
  ])("%d is %s", (serial, day) => {
    expect(plainDateOfExcelSerial(serial)).toBe(day);
  });

  test.each([60, 0, -1, 2_958_466, Number.NaN])(
    "%d is none: Excel's own calendar is wrong before March 1900",
    (serial) => {
      expect(plainDateOfExcelSerial(serial)).toBeNull();
    },
  );

  test("every number is the day that many days after 30 December 1899", () => {
    fc.assert(
      fc.property(fc.integer({ min: 61, max: 2_958_465 }), (serial) => {
        const instant = new Date(Date.UTC(1899, 11, 30) + serial * 86_400_000);
        expect(plainDateOfExcelSerial(serial)).toBe(instant.toISOString().slice(0, 10));
      }),
    );
  });
});

describe("months", () => {
  test("run over the end of a year, forwards and back", () => {
    expect(addMonths(plainMonth("2024-11"), 3)).toBe("2025-02");
    expect(addMonths(plainMonth("2024-02"), -3)).toBe("2023-11");
    expect(addMonths(plainMonth("2024-12"), 12)).toBe("2025-12");
    expect(monthsFrom(plainMonth("2024-11"), 3)).toEqual(["2024-11", "2024-12", "2025-01"]);
  });

  test("know their first day, and a day knows its month", () => {
    expect(firstDayOf(plainMonth("2024-06"))).toBe("2024-06-01");
    expect(monthOf(plainDate("2024-05-31"))).toBe("2024-05");
    expect(parsePlainMonth("2024-13")).toBeNull();
    expect(parsePlainMonth("2024-6")).toBeNull();
    expect(plainDateOf(2024, 6, 31)).toBeNull();
  });

  test("added and taken away again are the same month", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1900, max: 2200 }),
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: -600, max: 600 }),
        (year, month, count) => {
          const start = plainMonth(`${year}-${String(month).padStart(2, "0")}`);
          expect(addMonths(addMonths(start, count), -count)).toBe(start);
        },
      ),
    );
  });
});
