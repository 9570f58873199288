import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readNik } from "./read-nik.ts";

const area = "737107";
/** Numbers with the form of a NIK; nobody's. */
const sound = `${area}5708900012`;
const papua = `917101${"1705800003"}`;

describe("a NIK as text", () => {
  test.each([
    ["as it should be", sound],
    ["with Excel's apostrophe", `'${sound}`],
    ["with another apostrophe", `’${sound}`],
    ["with a no-break space behind", `${sound}\u00a0`],
    ["in groups", "7371 0757 0890 0012"],
    ["with dots", "73.71.07.570890.0012"],
    ["with hyphens", "737107-570890-0012"],
    ["on two lines", "7371075708\n900012"],
  ])("%s", (_, cell) => {
    expect(readNik(cell, false)).toEqual({ state: "usable", nik: sound });
  });

  test("that ends in 0 is complete: only a number loses its last digit", () => {
    const ending = `${area}${"5708900010"}`;
    expect(readNik(ending, false)).toEqual({ state: "usable", nik: ending });
  });

  test("of Papua, beyond what a JavaScript number holds, keeps every digit", () => {
    expect(String(Number(papua))).not.toBe(papua);
    expect(readNik(papua, false)).toEqual({ state: "usable", nik: papua });
  });

  test("of another regency is as good as any: it says where it was issued first", () => {
    expect(readNik(`730601${"1705800003"}`, false).state).toBe("usable");
  });
});

describe("a NIK that is missing", () => {
  test.each([
    "",
    " ",
    "-",
    "--",
    "KOSONG",
    "kosong",
    "null",
    "NIHIL",
    "0",
    "0000000000000000",
    "…".replace("…", "..."),
    "tidak ada",
  ])("%j", (cell) => {
    expect(readNik(cell, false)).toEqual({ state: "missing" });
  });
});

describe("a NIK that is damaged is never repaired", () => {
  test.each([
    ["a number: Excel made its last digit 0", `${sound.slice(0, 15)}0`, true, "last-digit-lost"],
    ["a number of Papua", `${papua.slice(0, 15)}0`, true, "last-digit-lost"],
    [
      "a number as the file writes it, without zeros",
      "7.3710757089001E15",
      true,
      "last-digit-lost",
    ],
    [
      "a number as a CSV writes it, with 15 digits",
      "7.37107570890012E+15",
      false,
      "last-digit-lost",
    ],
    ["as Excel shows it, Indonesian", "7,37E+15", false, "rounded"],
    ["as Excel shows it, English", "7.37107E+15", false, "rounded"],
    ["as Excel shows it, one digit", "7E+15", false, "rounded"],
    ["another power of ten", "7.37E+14", false, "wrong-length"],
    ["15 digits", sound.slice(0, 15), false, "wrong-length"],
    ["17 digits", `${sound}2`, false, "wrong-length"],
    ["a number with decimals", `${sound}.0`, true, "wrong-length"],
    ["letters O for zeros", sound.replaceAll("0", "O"), false, "not-digits"],
    ["a name in its column", "AHMAD", false, "not-digits"],
    ["day 72", `${area}${"7201900001"}`, false, "impossible"],
    ["month 13", `${area}${"0113900001"}`, false, "impossible"],
    ["serial 0000", `${area}${"0101900000"}`, false, "impossible"],
    ["one digit sixteen times", "1".repeat(16), false, "impossible"],
  ] as const)("%s", (_, cell, numeric, state) => {
    expect(readNik(cell, numeric)).toEqual({ state });
  });

  test("a number that kept all its digits was not written by Excel, and is read", () => {
    expect(readNik(sound, true)).toEqual({ state: "usable", nik: sound });
    expect(readNik("7.371075708900012E15", true)).toEqual({ state: "usable", nik: sound });
    expect(readNik(papua, true)).toEqual({ state: "usable", nik: papua });
  });

  test("whatever stands in the cell, a NIK that is read stood there digit for digit", () => {
    const cells = fc.oneof(fc.string(), fc.stringMatching(/^[\d .E+,'-]{0,24}$/));
    fc.assert(
      fc.property(cells, fc.boolean(), (cell, numeric) => {
        const read = readNik(cell, numeric);
        if (read.state !== "usable") return;
        expect(cell.replace(/E\+?15$/i, "").replace(/\D/g, "")).toBe(read.nik);
        if (numeric) expect(read.nik.endsWith("0")).toBe(false);
      }),
      { numRuns: 2_000 },
    );
  });

  test("no number that Excel could have stored is ever used", () => {
    const serials = fc.integer({ min: 1, max: 9_999 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 31 }), serials, (day, serial) => {
        const typed = `${area}${String(day).padStart(2, "0")}0590${String(serial).padStart(4, "0")}`;
        const stored = Number(typed).toPrecision(15);
        expect(readNik(String(BigInt(Number(stored))), true).state).not.toBe("usable");
      }),
    );
  });
});
