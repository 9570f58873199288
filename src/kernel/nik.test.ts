import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkNik, maskNik, maskNiksIn, type Nik, nikAgreesWithBirth, sexOfNik } from "./nik.ts";
import { plainDate } from "./plain-date.ts";

/** A number with the form of a NIK: area of first issue, date part, serial. Nobody's. */
function nikOf(area: string, datePart: string, serial: string): Nik {
  const checked = checkNik(`${area}${datePart}${serial}`);
  if ("fault" in checked) throw new Error(checked.fault);
  return checked.nik;
}

describe("the worked cases on the NIK", () => {
  test("N1: 570890 is a woman born on 17 August 1990", () => {
    const nik = nikOf("737107", "570890", "0001");
    expect(sexOfNik(nik)).toBe("female");
    expect(nikAgreesWithBirth(nik, plainDate("1990-08-17"))).toBe(true);
  });

  test("N2: 310290 is 31 February: the number is accepted and agrees with no birth date", () => {
    const nik = nikOf("737107", "310290", "0001");
    for (const day of ["1990-02-28", "1990-03-03", "1990-03-31"])
      expect(nikAgreesWithBirth(nik, plainDate(day))).toBe(false);
  });

  test("N3: 720190 has the day 72: no NIK", () => {
    expect(checkNik(`737107${"720190"}0001`)).toEqual({ fault: "impossible-day" });
  });

  test("N4: 410101 is a woman, whatever the form says", () => {
    expect(sexOfNik(nikOf("737107", "410101", "0001"))).toBe("female");
  });

  test("N5: one that starts with 99 was issued abroad and is as good as any", () => {
    expect(sexOfNik(nikOf("991234", "010190", "0001"))).toBe("male");
  });
});

describe("what cannot be a NIK", () => {
  test.each([
    ["15 digits", "737107010190001", "not-16-digits"],
    ["17 digits", "73710701019000011", "not-16-digits"],
    ["a letter", "737107010190OOO1", "not-16-digits"],
    ["a space", "7371 070101900001", "not-16-digits"],
    ["sixteen times one digit", "1".repeat(16), "all-digits-equal"],
    ["day 00", `737107${"000190"}0001`, "impossible-day"],
    ["day 32", `737107${"320190"}0001`, "impossible-day"],
    ["day 40", `737107${"400190"}0001`, "impossible-day"],
    ["month 00", `737107${"010090"}0001`, "impossible-month"],
    ["month 13", `737107${"011390"}0001`, "impossible-month"],
    ["serial 0000", `737107${"010190"}0000`, "serial-zero"],
  ])("%s", (_, digits, fault) => {
    expect(checkNik(digits)).toEqual({ fault });
  });

  test.each(["010190", "310190", "410190", "710190"])("the date part %s can be one", (date) => {
    expect(checkNik(`737107${date}0001`)).toEqual({ nik: `737107${date}0001` });
  });
});

describe("the date part and a birth date", () => {
  test("has no century: 24 agrees with 1924 and with 2024", () => {
    const nik = nikOf("737107", "170824", "0001");
    expect(nikAgreesWithBirth(nik, plainDate("1924-08-17"))).toBe(true);
    expect(nikAgreesWithBirth(nik, plainDate("2024-08-17"))).toBe(true);
    expect(nikAgreesWithBirth(nik, plainDate("2024-08-18"))).toBe(false);
  });
});

describe("a NIK that is shown", () => {
  test("shows its first and last four digits only", () => {
    expect(maskNik(nikOf("737107", "570890", "0012"))).toBe("7371••••••••0012");
  });

  test("is hidden whole when it is damaged", () => {
    expect(maskNik("737107570890001")).toBe("•".repeat(15));
  });

  test.each([
    ["NIK 7371 0757 0890 0012 milik siapa?", "NIK 7371••••••••0012 milik siapa?"],
    ["7371.0757.0890.0012", "7371••••••••0012"],
    ["73-7107-570890-0012", "7371••••••••0012"],
    ["'7371075708900012'", "'7371••••••••0012'"],
    ["KPJ 21012345678, telp 0811-4455-667", "KPJ 21012345678, telp 0811-4455-667"],
    ["berkas_7371075708900012.xlsx", "berkas_7371••••••••0012.xlsx"],
    ["Rp7.141.075.200", "Rp7.141.075.200"],
  ])("%s", (text, shown) => {
    expect(maskNiksIn(text)).toBe(shown);
  });

  test("never leaves twelve digits in a row, wherever a number stands", () => {
    const numbers = fc.stringMatching(/^\d{12,20}$/);
    fc.assert(
      fc.property(fc.string(), numbers, fc.string(), (before, digits, after) => {
        expect(maskNiksIn(`${before}${digits}${after}`)).not.toMatch(/\d{12}/);
      }),
    );
  });
});
