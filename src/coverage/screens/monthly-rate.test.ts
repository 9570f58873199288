import { expect, test } from "vitest";
import { findMonthlyRateRp } from "./monthly-rate.ts";

test("a term of twelve equal months has a monthly rate, an uneven one has none", () => {
  expect(findMonthlyRateRp("201600", 12)).toBe("16800");
  expect(findMonthlyRateRp("193200", 11)).toBeNull();
  expect(findMonthlyRateRp("0", 0)).toBeNull();
});
