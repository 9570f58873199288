import fc from "fast-check";
import { expect, test } from "vitest";
import { formatCount, formatDay, formatMonth, formatRp, formatShare } from "./format.ts";

test("counts and rupiah are grouped by dots in Bahasa Indonesia and by commas in English", () => {
  expect(formatCount(35_422, "id")).toBe("35.422");
  expect(formatCount(35_422, "en")).toBe("35,422");
  expect(formatRp("7141075200", "id")).toBe("Rp7.141.075.200");
  expect(formatRp("7141075200", "en")).toBe("Rp7,141,075,200");
});

test("money larger than a float can hold keeps its last rupiah", () => {
  expect(formatRp("9007199254740993", "id")).toBe("Rp9.007.199.254.740.993");
});

test("a share shows one decimal, and there is no share of nothing", () => {
  expect(formatShare(35_422, 77_000, "id")).toBe("46,0%");
  expect(formatShare(35_422, 77_000, "en")).toBe("46.0%");
  expect(formatShare(0, 0, "id")).toBeNull();
});

test("a share of a part within its whole lies between 0,0% and 100,0%", () => {
  fc.assert(
    fc.property(fc.nat(10_000_000), fc.nat(10_000_000), (first, second) => {
      const whole = Math.max(first, second, 1);
      const text = formatShare(Math.min(first, second), whole, "en") ?? "";
      const share = Number(text.replace("%", ""));
      expect(share).toBeGreaterThanOrEqual(0);
      expect(share).toBeLessThanOrEqual(100);
      expect(Math.abs(share - (Math.min(first, second) * 100) / whole)).toBeLessThanOrEqual(0.0501);
    }),
  );
});

test("days and months are written in words, in the reader's language", () => {
  expect(formatDay("2024-05-31", "id")).toBe("31 Mei 2024");
  expect(formatDay("2024-05-31", "en")).toBe("31 May 2024");
  expect(formatMonth("2024-06", "id")).toBe("Juni 2024");
  expect(formatMonth("2024-12-01", "en")).toBe("December 2024");
  expect(formatDay("tidak diketahui", "id")).toBe("tidak diketahui");
});
