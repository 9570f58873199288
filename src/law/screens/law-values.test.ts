import { expect, test } from "vitest";
import type { LawParameterView } from "../index.ts";
import { findValueOn, writeLawValue } from "./law-values.ts";

const source = { instrument: "PP 44/2015", article: "39", gazetted: null };
const value = { value: "56", repealed: false, bands: null, source, note: null } as const;
const ages: LawParameterView = {
  parameter: "entry-age-below",
  title: { id: "Umur", en: "Age" },
  unit: "years",
  verifiedUntil: "2026-12-31",
  notModelled: null,
  values: [
    { ...value, from: "2016-01-01", confidence: "unverified", toBeConfirmed: true },
    { ...value, value: "65", from: "2021-04-01", confidence: "official", toBeConfirmed: false },
  ],
};

test("the value of a day is the last one that began by that day", () => {
  expect(findValueOn(ages, "2021-03-31")?.value).toBe("56");
  expect(findValueOn(ages, "2021-04-01")?.value).toBe("65");
  expect(findValueOn(ages, "2015-12-31")).toBeNull();
});

test("a value is written with its unit in the reader's language", () => {
  expect(writeLawValue("65", "years", "id")).toBe("65 tahun");
  expect(writeLawValue("6800", "rupiah", "en")).toBe("Rp6,800");
  expect(writeLawValue("15", "day of month", "id")).toBe("Tanggal 15");
  expect(writeLawValue("5000", "parts per million", "id")).toBe("0,5%");
  expect(writeLawValue("500000", "parts per million", "en")).toBe("50%");
});
