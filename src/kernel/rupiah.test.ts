import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatRupiah, groupThousands, parseRupiah, ppm, rupiah, shareOf } from "./rupiah.ts";

describe("rupiah as people type them", () => {
  test.each([
    ["7000000000", 7_000_000_000n],
    ["7.000.000.000", 7_000_000_000n],
    ["Rp7.000.000.000", 7_000_000_000n],
    ["Rp. 16.800", 16_800n],
    ["rp 16.800", 16_800n],
    ["7_000_000_000", 7_000_000_000n],
    [" 0 ", 0n],
  ])("%s is read", (text, amount) => {
    expect(parseRupiah(text)).toBe(amount);
  });

  test.each([
    "",
    "-16800",
    "16.800,00",
    "16,800",
    "16.8",
    "1.68.00",
    "7e9",
    "tujuh miliar",
    "1234567890123456789",
  ])("%j is not guessed", (text) => {
    expect(parseRupiah(text)).toBeNull();
  });

  test("what is written can be read again, to the last rupiah", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 18n - 1n }), (amount) => {
        expect(parseRupiah(formatRupiah(amount))).toBe(amount);
      }),
    );
  });
});

describe("rupiah as an official writes them", () => {
  test.each([
    [7_141_075_200n, "Rp7.141.075.200"],
    [44_800n, "Rp44.800"],
    [999n, "Rp999"],
    [0n, "Rp0"],
    [-16_800n, "-Rp16.800"],
  ])("%d", (amount, text) => {
    expect(formatRupiah(amount)).toBe(text);
  });

  test("thousands are parted by a dot in Indonesian and by a comma in English", () => {
    expect(groupThousands(35_422, ".")).toBe("35.422");
    expect(groupThousands(35_422n, ",")).toBe("35,422");
  });
});

describe("a share of an amount", () => {
  test.each([
    ["half of Rp6.800", 6_800n, 500_000n, "half-up", 3_400n],
    ["1 % of Rp6.800", 6_800n, 10_000n, "half-up", 68n],
    ["a third of a rupiah, up", 1n, 333_333n, "up", 1n],
    ["a third of a rupiah, down", 1n, 333_333n, "down", 0n],
    ["exactly half a rupiah", 1n, 500_000n, "half-up", 1n],
    ["a hair less than half", 1n, 499_999n, "half-up", 0n],
    ["a whole amount is not rounded up", 16_800n, 1_000_000n, "up", 16_800n],
  ] as const)("%s", (_, base, share, rounding, expected) => {
    expect(shareOf(rupiah(base), ppm(share), rounding)).toBe(expected);
  });

  test("rounding moves an amount by less than one rupiah, in the direction it names", () => {
    const amounts = fc.bigInt({ min: 0n, max: 10n ** 15n });
    const shares = fc.bigInt({ min: 0n, max: 2_000_000n });
    fc.assert(
      fc.property(amounts, shares, (amount, share) => {
        const exact = amount * share;
        const up = shareOf(rupiah(amount), ppm(share), "up") * 1_000_000n;
        const down = shareOf(rupiah(amount), ppm(share), "down") * 1_000_000n;
        const half = shareOf(rupiah(amount), ppm(share), "half-up") * 1_000_000n;
        expect(up - exact >= 0n && up - exact < 1_000_000n).toBe(true);
        expect(exact - down >= 0n && exact - down < 1_000_000n).toBe(true);
        expect(half - exact <= 500_000n && exact - half < 500_000n).toBe(true);
      }),
    );
  });

  test("rupiah are whole, and no share is taken of a debt", () => {
    expect(() => rupiah(16_800.5)).toThrow("whole");
    expect(() => shareOf(rupiah(-1n), ppm(500_000n), "down")).toThrow("not negative");
  });
});
