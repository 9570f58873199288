import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parsePercent, partBehind, percentOf, wholeBehind } from "./shares.ts";

describe("a share in percent", () => {
  test.each([
    ["the launch of 77,000", 35_422n, 77_000n, "46.0"],
    ["protected of employed", 245_000n, 582_708n, "42.0"],
    ["one of three", 1n, 3n, "33.3"],
    ["exactly half a tenth, rounded up", 1n, 2_000n, "0.1"],
    ["just below half a tenth", 49_999n, 100_000_000n, "0.0"],
    ["everybody", 15n, 15n, "100.0"],
    ["more than everybody", 3n, 2n, "150.0"],
    ["nobody", 0n, 5n, "0.0"],
  ])("%s", (_, part, whole, percent) => {
    expect(percentOf(part, whole)).toBe(percent);
  });

  test("of nothing is not known", () => {
    expect(percentOf(0n, 0n)).toBeNull();
  });

  test("is never further than half a tenth from the truth", () => {
    fc.assert(
      fc.property(fc.bigInt(0n, 10n ** 12n), fc.bigInt(1n, 10n ** 12n), (part, whole) => {
        const [units = "", tenth = ""] = (percentOf(part, whole) ?? "").split(".");
        const twiceError = 2n * ((BigInt(units) * 10n + BigInt(tenth)) * whole - part * 1_000n);
        expect(twiceError > -whole && twiceError <= whole).toBe(true);
      }),
    );
  });
});

describe("a percentage without its denominator", () => {
  test("and with it: 42 % of 77,000 are 32,340, and 35,422 are 42 % of 84,338", () => {
    expect(partBehind(4_200n, 77_000n)).toBe(32_340n);
    expect(wholeBehind(35_422n, 4_200n)).toBe(84_338n);
    expect(wholeBehind(245_000n, 4_858n)).toBe(504_323n);
    expect(wholeBehind(1n, 0n)).toBeNull();
  });

  test("gives a whole of which the part is that percentage again", () => {
    fc.assert(
      fc.property(fc.bigInt(10_000n, 10n ** 9n), fc.bigInt(1n, 1_000n), (part, tenths) => {
        const percent = tenths * 10n;
        const whole = wholeBehind(part, percent);
        expect(percentOf(part, whole ?? 0n)).toBe(percentOf(percent, 10_000n));
      }),
    );
  });
});

test.each([
  ["48.58", 4_858n],
  ["42", 4_200n],
  ["49.1", 4_910n],
  ["0.05", 5n],
  ["48,58", null],
  ["48.581", null],
  ["-1", null],
  ["", null],
])("a percentage is read as it is written: %s", (text, hundredths) => {
  expect(parsePercent(text)).toBe(hundredths);
});
