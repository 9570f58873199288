import { describe, expect, test } from "vitest";
import { personsOf, resolveWritten, type WrittenRow } from "./test-rows.ts";

const area = "737107";
const nik = (serial: string, date = "120580") => `${area}${date}${serial}`;

/** Resolves and answers who is who, by which rule each row came, and what is in doubt. */
async function resolve(rows: readonly WrittenRow[]) {
  const resolved = await resolveWritten(rows);
  return {
    persons: personsOf(rows, resolved),
    rules: Object.fromEntries(rows.map(({ row }, index) => [row, resolved.rules[index]])),
    doubts: resolved.doubts.map(({ row, otherRow, reason }) => [
      rows[row]?.row,
      rows[otherRow]?.row,
      reason,
    ]),
  };
}

describe("two rows of the registry are one person", () => {
  test("when they share a NIK, though name, birth date or place is written otherwise", async () => {
    const found = await resolve([
      { row: "A", name: "Muhammad Ali", nik: nik("0001"), place: "Tallo" },
      { row: "B", name: "Muh. Ali", nik: nik("0001"), place: "Bontoala" },
      { row: "C", name: "Muhammad Ali", nik: nik("0001"), born: "1980-12-05" },
      { row: "D", name: "Somebody Else", nik: nik("0001") },
    ]);
    expect(found.persons).toEqual([["A", "B", "C", "D"]]);
    expect(found.rules).toEqual({ A: "first", B: "nik", C: "nik", D: "nik" });
  });

  test("when one NIK is missing and name, birth date and kelurahan agree", async () => {
    const found = await resolve([
      { row: "A", name: "Muhammad Ali", nik: nik("0001") },
      { row: "B", name: "Moh. Ali" },
    ]);
    expect(found.persons).toEqual([["A", "B"]]);
    expect(found.rules["B"]).toBe("name-birth-place");
  });

  test("when both NIKs are missing and name, birth date and kelurahan agree", async () => {
    const found = await resolve([
      { row: "A", name: "Sangkala" },
      { row: "B", name: "SANGKALLA" },
    ]);
    expect(found.persons).toEqual([["A", "B"]]);
  });

  test("when the row without a NIK comes first", async () => {
    const found = await resolve([
      { row: "A", name: "Moh. Ali" },
      { row: "B", name: "Muhammad Ali", nik: nik("0001") },
    ]);
    expect(found.persons).toEqual([["A", "B"]]);
    expect(found.rules).toEqual({ A: "first", B: "name-birth-place" });
  });

  test("when the NIKs differ by one slip of the hand, also in another kelurahan", async () => {
    for (const slip of [nik("0001", "130580"), nik("0001", "210580"), nik("0001", "051280")]) {
      const found = await resolve([
        { row: "A", name: "Muhammad Ali", nik: nik("0001"), place: "Tallo" },
        { row: "B", name: "Muh. Ali", nik: slip, place: "Bontoala" },
      ]);
      expect(found.persons).toEqual([["A", "B"]]);
      expect(found.rules["B"]).toBe("near-nik");
    }
  });

  test("when the NIKs differ in one digit of the kecamatan, in one kelurahan", async () => {
    const found = await resolve([
      { row: "A", name: "Muhammad Ali", nik: nik("0001") },
      { row: "B", name: "Muh. Ali", nik: `737108${"1205800001"}` },
    ]);
    expect(found.persons).toEqual([["A", "B"]]);
  });

  test("when a family was registered again in another kelurahan, and the NIK of one of them was not readable", async () => {
    const found = await resolve([
      { row: "A1", name: "Muhammad Ali", nik: nik("0001"), family: "there" },
      {
        row: "A2",
        name: "Siti Aminah",
        nik: nik("0001", "520590"),
        born: "1990-05-12",
        family: "there",
      },
      { row: "B1", name: "Muh. Ali", family: "here", place: "Bontoala" },
      {
        row: "B2",
        name: "Siti Aminah",
        nik: nik("0001", "520590"),
        born: "1990-05-12",
        family: "here",
        place: "Bontoala",
      },
    ]);
    expect(found.persons).toEqual([
      ["A1", "B1"],
      ["A2", "B2"],
    ]);
    expect(found.rules["B1"]).toBe("name-birth-family");
  });

  test("when a family was registered again, and the NIK of one has a slip where slips prove less", async () => {
    for (const slip of [nik("0002"), `737108${"1205800001"}`]) {
      const found = await resolve([
        { row: "A1", name: "Muhammad Ali", nik: nik("0001"), family: "there" },
        {
          row: "A2",
          name: "Siti Aminah",
          nik: nik("0001", "520590"),
          born: "1990-05-12",
          family: "there",
        },
        { row: "B1", name: "Muhammad Ali", nik: slip, family: "here", place: "Bontoala" },
        {
          row: "B2",
          name: "Siti Aminah",
          nik: nik("0001", "520590"),
          born: "1990-05-12",
          family: "here",
          place: "Bontoala",
        },
      ]);
      expect(found.persons).toEqual([
        ["A1", "B1"],
        ["A2", "B2"],
      ]);
    }
  });

  test("when a third row ties them together", async () => {
    const found = await resolve([
      { row: "A", name: "Muhammad Ali", nik: nik("0001"), place: "Tallo" },
      { row: "B", name: "Muhammad Ali", nik: nik("0001"), place: "Bontoala" },
      { row: "C", name: "Muhammad Ali", place: "Bontoala" },
    ]);
    expect(found.persons).toEqual([["A", "B", "C"]]);
  });
});

describe("two rows of the registry stay two persons", () => {
  test("when one NIK stands on two different people: that is a doubt", async () => {
    const found = await resolve([
      { row: "A", name: "Muhammad Ali", nik: nik("0001") },
      { row: "B", name: "Siti Aminah", nik: nik("0001"), born: "1992-03-01" },
    ]);
    expect(found.persons).toEqual([["A"], ["B"]]);
    expect(found.doubts).toEqual([["B", "A", "nik-shared"]]);
  });

  test("when a father and a son of one name share a NIK by mistake and call themselves so", async () => {
    const found = await resolve([
      { row: "A", name: "Rahman Senior", nik: nik("0001"), born: "1955-01-02" },
      { row: "B", name: "Rahman Junior", nik: nik("0001"), born: "1980-05-12" },
    ]);
    expect(found.persons).toEqual([["A"], ["B"]]);
    expect(found.doubts).toEqual([["B", "A", "nik-shared"]]);
  });

  test("when NIKs are sound and far apart, however equal all else is: that is a doubt", async () => {
    const found = await resolve([
      { row: "A", name: "Muhammad Ali", nik: nik("0001") },
      { row: "B", name: "Muhammad Ali", nik: nik("0129") },
    ]);
    expect(found.persons).toEqual([["A"], ["B"]]);
    expect(found.doubts).toEqual([["B", "A", "nik-differs"]]);
  });

  test("when two kecamatan gave the first serial of a day each to somebody, and they live apart", async () => {
    const found = await resolve([
      { row: "A", name: "Majid", nik: nik("0001"), place: "Tallo" },
      { row: "B", name: "Majid Dg. Tanicalla", nik: `737108${"1205800001"}`, place: "Bontoala" },
    ]);
    expect(found.persons).toEqual([["A"], ["B"]]);
  });

  test("when they are twins with serials in a row, in one family or in two", async () => {
    for (const family of ["one", "another"]) {
      const found = await resolve([
        { row: "A", name: "Siti Ani", nik: nik("0001"), family: "one" },
        { row: "B", name: "Siti Ana", nik: nik("0002"), family },
      ]);
      expect(found.persons).toEqual([["A"], ["B"]]);
    }
  });

  test("when they are twins of one family and one NIK is missing", async () => {
    const found = await resolve([
      { row: "A", name: "Muhammad Hasan", nik: nik("0001"), family: "one" },
      { row: "B", name: "Muhammad Hasani", family: "one" },
    ]);
    expect(found.persons).toEqual([["A"], ["B"]]);
  });

  test("when they are twins of a family that was registered again: each finds the own name", async () => {
    const family = (of: string, place: string) => [
      { row: `${of}1`, name: "Siti Ani", family: of, place },
      { row: `${of}2`, name: "Siti Ana", nik: nik("0002"), family: of, place },
      {
        row: `${of}3`,
        name: "Baharuddin",
        nik: nik("0003", "010150"),
        born: "1950-01-01",
        family: of,
        place,
      },
    ];
    const rows = [...family("A", "Tallo"), ...family("B", "Bontoala")];
    const found = await resolve(
      rows.map((row) => (row.row === "A1" ? { ...row, nik: nik("0001") } : row)),
    );
    expect(found.persons).toEqual([
      ["A1", "B1"],
      ["A2", "B2"],
      ["A3", "B3"],
    ]);
  });

  test("when they only bear one name and birth date in families that have nobody in common", async () => {
    const found = await resolve([
      { row: "A1", name: "Muhammad Ali", nik: nik("0001"), family: "there" },
      { row: "B1", name: "Muhammad Ali", family: "here", place: "Bontoala" },
      {
        row: "B2",
        name: "Siti Aminah",
        nik: nik("0001", "520590"),
        born: "1990-05-12",
        family: "here",
        place: "Bontoala",
      },
    ]);
    expect(found.persons).toEqual([["A1"], ["B1"], ["B2"]]);
  });

  test("when one is a man and the other a woman", async () => {
    const found = await resolve([
      { row: "A", name: "Nur", sex: "male" },
      { row: "B", name: "Nur", sex: "female" },
    ]);
    expect(found.persons).toEqual([["A"], ["B"]]);
  });

  test.each([
    ["the place", { place: "Bontoala" }],
    ["the birth date", { born: "1980-05-13" }],
    ["the name", { name: "Ahmad Yani" }],
    ["the birth date, which is not known", { born: null }],
    ["the place, which is not known", { place: null }],
  ])("when a NIK is missing and they differ in %s", async (_, otherwise) => {
    const found = await resolve([
      { row: "A", name: "Muhammad Ali", nik: nik("0001") },
      { row: "B", name: "Muhammad Ali", ...otherwise },
    ]);
    expect(found.persons).toEqual([["A"], ["B"]]);
  });
});

describe("what fits several persons fits none", () => {
  test("a row without NIK beside two people of one name, birth date and kelurahan is a doubt", async () => {
    const found = await resolve([
      { row: "A", name: "Muhammad Ali", nik: nik("0001") },
      { row: "B", name: "Muhammad Ali", nik: nik("0129") },
      { row: "C", name: "Muhammad Ali" },
    ]);
    expect(found.persons).toEqual([["A"], ["B"], ["C"]]);
    expect(found.doubts).toContainEqual(["C", "B", "several-fit"]);
  });

  test("but one that bears the very name goes there and not to the one alike", async () => {
    const found = await resolve([
      { row: "A", name: "Muhammad Ali Akbar", nik: nik("0001") },
      { row: "B", name: "Muhammad Ali", nik: nik("0129") },
      { row: "C", name: "Muh. Ali" },
    ]);
    expect(found.persons).toEqual([["A"], ["B", "C"]]);
  });

  test("a row of a list that fits two persons is attached to neither", async () => {
    const found = await resolve([
      { row: "A", name: "Muhammad Ali", nik: nik("0001") },
      { row: "B", name: "Muhammad Ali", nik: nik("0129") },
      { row: "L", name: "Muhammad Ali", list: "disability" },
    ]);
    expect(found.persons).toEqual([["A"], ["B"]]);
    expect(found.rules["L"]).toBe("nobody");
    expect(found.doubts).toContainEqual(["L", "A", "several-fit"]);
  });
});

describe("a row of a list", () => {
  const ali: WrittenRow = { row: "A", name: "Muhammad Ali", nik: nik("0001") };

  test.each([
    ["by its NIK, whatever the name", { name: "M.A.", nik: nik("0001"), list: "insurer" }, "nik"],
    ["by name, birth date and kelurahan", { name: "Muh. Ali", list: "civil" }, "name-birth-place"],
    [
      "by a NIK with one slip",
      { name: "Muh. Ali", nik: nik("0001", "130580"), list: "civil" },
      "near-nik",
    ],
    [
      "of an insurer without places, by the very name and birth date",
      { name: "Muh. Ali", list: "insurer" },
      "name-birth",
    ],
  ] as const)("speaks of a person %s", async (_, row, rule) => {
    const found = await resolve([ali, { row: "L", ...row }]);
    expect(found.persons).toEqual([["A", "L"]]);
    expect(found.rules["L"]).toBe(rule);
  });

  test.each([
    ["of another kelurahan", { name: "Muhammad Ali", place: "Bontoala", list: "civil" }],
    ["with a sound NIK of its own", { name: "Muhammad Ali", nik: nik("0129"), list: "disability" }],
    ["of an insurer, with a name that is only alike", { name: "M. Ali", list: "insurer" }],
    ["of another birth date", { name: "Muhammad Ali", born: "1981-05-12", list: "civil" }],
  ] as const)("speaks of nobody in the registry: one %s", async (_, row) => {
    const found = await resolve([ali, { row: "L", ...row }]);
    expect(found.persons).toEqual([["A"]]);
    expect(found.rules["L"]).toBe("nobody");
  });

  test("of an insurer is not attached by a birthday that stands for unknown", async () => {
    for (const born of ["1970-01-01", "1970-12-31", "1970-07-01"]) {
      const found = await resolve([
        { ...ali, born, nik: nik("0001", "010170") },
        { row: "L", name: "Muhammad Ali", born, list: "insurer" },
      ]);
      expect(found.rules["L"]).toBe("nobody");
    }
  });

  test("with a NIK that somebody else bears by mistake is a doubt and no death of his", async () => {
    const found = await resolve([
      ali,
      { row: "L", name: "Siti Aminah", born: "1950-01-02", nik: nik("0001"), list: "civil" },
    ]);
    expect(found.persons).toEqual([["A"]]);
    expect(found.doubts).toEqual([["L", "A", "nik-shared"]]);
  });

  test("never joins two persons of the registry", async () => {
    const found = await resolve([
      { row: "A", name: "Muhammad Ali", nik: nik("0001") },
      { row: "B", name: "Muhammad Ali", place: "Bontoala" },
      { row: "L", name: "Muhammad Ali", nik: nik("0001"), place: "Bontoala", list: "disability" },
    ]);
    expect(found.persons).toEqual([["A", "L"], ["B"]]);
  });
});
