import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readDate } from "./read-date.ts";

const twelfthOfMay = { state: "read", date: "1980-05-12" };

describe("12 May 1980, as registries write it", () => {
  test.each([
    "12/05/1980",
    "12-05-1980",
    "12.05.1980",
    "12 05 1980",
    "12/5/1980",
    "12-05-80",
    "12/05/1980 0:00:00",
    "12/05/1980 00:00",
    "12/05/1980 12:00:00 AM",
    "12/05/1980 0.00.00",
    "1980-05-12",
    "1980/05/12",
    "1980-05-12T00:00:00.000Z",
    "1980-05-12 00:00:00+08:00",
    "12 Mei 1980",
    "12 MEI 1980",
    "12-Mei-80",
    "12 May 1980",
    "12mei1980",
    "12051980",
    "'12/05/1980",
    " 12/05/1980\u00a0",
    "12\n05 1980",
    "MAKASSAR, 12-05-1980",
    "Ujung Pandang, 12 Mei 1980",
  ])("%j", (cell) => {
    expect(readDate(cell, false, 2024)).toEqual(twelfthOfMay);
  });

  test("as an Excel number, with or without the time of day", () => {
    expect(readDate("29353", true, 2024)).toEqual(twelfthOfMay);
    expect(readDate("29353.5", true, 2024)).toEqual(twelfthOfMay);
  });

  test("but a year alone is no day, also as a number", () => {
    expect(readDate("1980", true, 2024)).toEqual({ state: "unreadable" });
    expect(readDate("1980", false, 2024)).toEqual({ state: "unreadable" });
  });

  test("but 29353 as text is no day", () => {
    expect(readDate("29353", false, 2024)).toEqual({ state: "unreadable" });
  });
});

describe("months by their Indonesian names and short forms", () => {
  test.each([
    ["1 Januari 1990", "1990-01-01"],
    ["1 Pebruari 1990", "1990-02-01"],
    ["1 Februari 1990", "1990-02-01"],
    ["1 Maret 1990", "1990-03-01"],
    ["1 April 1990", "1990-04-01"],
    ["1 Mei 1990", "1990-05-01"],
    ["1 Juni 1990", "1990-06-01"],
    ["1 Juli 1990", "1990-07-01"],
    ["1 Agustus 1990", "1990-08-01"],
    ["1 Agt 1990", "1990-08-01"],
    ["1 Ags. 1990", "1990-08-01"],
    ["1 September 1990", "1990-09-01"],
    ["1 Oktober 1990", "1990-10-01"],
    ["1 Nopember 1990", "1990-11-01"],
    ["1 November 1990", "1990-11-01"],
    ["1 Desember 1990", "1990-12-01"],
    ["1 December 1990", "1990-12-01"],
  ])("%s", (cell, date) => {
    expect(readDate(cell, false, 2024)).toEqual({ state: "read", date });
  });
});

describe("what must not be guessed", () => {
  test("the day stands before the month, also where both could be either", () => {
    expect(readDate("05/12/1980", false, 2024)).toEqual({ state: "read", date: "1980-12-05" });
  });

  test.each([
    "05/13/1980",
    "31/02/1990",
    "30-02-1988",
    "29/02/1990",
    "00/05/1980",
    "12 Foo 1980",
    "1980",
    "Mei 1980",
    "12/05",
    "belum tahu",
    "1/1/19800",
  ])("%j is unreadable", (cell) => {
    expect(readDate(cell, false, 2024)).toEqual({ state: "unreadable" });
  });

  test.each(["", "-", "--", "KOSONG", "null", "0", "00-00-0000", "00/00/0000"])(
    "%j says nothing",
    (cell) => {
      expect(readDate(cell, false, 2024)).toEqual({ state: "missing" });
    },
  );

  test.each([
    ["12-05-24", "2024-05-12"],
    ["12-05-25", "1925-05-12"],
    ["12-05-00", "2000-05-12"],
    ["12-05-59", "1959-05-12"],
  ])("a year of two digits is the latest that is not after the file: %s", (cell, date) => {
    expect(readDate(cell, false, 2024)).toEqual({ state: "read", date });
  });
});

test("a year of two digits is not guessed where nobody can say which century", () => {
  expect(readDate("12-05-80", false, null)).toEqual({ state: "unreadable" });
  expect(readDate("12-05-1980", false, null)).toEqual(twelfthOfMay);
});

test("every day that was written is the day that is read, in every form", () => {
  const days = fc.date({
    min: new Date("1905-10-01T00:00:00Z"),
    max: new Date("2024-12-31T00:00:00Z"),
    noInvalidDate: true,
  });
  fc.assert(
    fc.property(days, (instant) => {
      const date = instant.toISOString().slice(0, 10);
      const [year, month, day] = date.split("-");
      const serial = (Date.parse(date) - Date.UTC(1899, 11, 30)) / 86_400_000;
      const read = { state: "read", date };
      expect(readDate(`${day}/${month}/${year} 0:00:00`, false, 2024)).toEqual(read);
      expect(readDate(`${Number(day)}-${Number(month)}-${year}`, false, 2024)).toEqual(read);
      expect(readDate(date, false, 2024)).toEqual(read);
      expect(readDate(`${day}${month}${year}`, false, 2024)).toEqual(read);
      expect(readDate(String(serial), true, 2024)).toEqual(read);
    }),
  );
});
