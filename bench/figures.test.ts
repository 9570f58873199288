import { expect, test } from "vitest";
import { type Figure, meetsAim, ratioOf, spreadOf } from "./figures.ts";

const intake: Figure = {
  name: "intake",
  unit: "rows/s",
  samples: [10_000, 8_000, 9_000],
  limit: { name: "bare", samples: [27_000, 30_000] },
  aim: { of: "ratio", most: 3 },
};

test("one disturbed run does not move the median, and is still told", () => {
  expect(spreadOf([2, 50, 3])).toEqual({ median: 3, least: 2, most: 50 });
  expect(spreadOf([4, 2])).toEqual({ median: 3, least: 2, most: 4 });
});

test("a ratio is how often the limit fits into what was needed, for speeds and for times", () => {
  expect(ratioOf(intake)).toBeCloseTo(28_500 / 9_000);
  expect(ratioOf({ ...intake, unit: "s" })).toBeCloseTo(9_000 / 28_500);
  expect(ratioOf({ ...intake, limit: null })).toBeNull();
});

test("an aim is missed above its bound, and nothing is claimed where nothing was promised", () => {
  expect(meetsAim(intake)).toBe(false);
  expect(meetsAim({ ...intake, aim: { of: "ratio", most: 3.2 } })).toBe(true);
  expect(meetsAim({ ...intake, unit: "s", aim: { of: "median", most: 9_000 } })).toBe(true);
  expect(meetsAim({ ...intake, limit: null })).toBe(false);
  expect(meetsAim({ ...intake, aim: null })).toBeNull();
});
