import { describe, expect, test } from "vitest";
import { PatternCounter } from "../score/pattern-counts.ts";
import { SeededNumbers } from "../score/sample-pairs.ts";
import { specOf } from "../test-people.ts";
import { modelOf, parseModel, writeModel } from "./model.ts";
import { trainClasses } from "./train-classes.ts";

/** Levels 1 (different), 2 (near), 3 (equal): their odds in each class, for six comparisons. */
const planted = {
  same: [0.9, 0.8, 0.7, 0.85, 0.6, 0.75].map((equal) => [
    0.4 * (1 - equal),
    0.6 * (1 - equal),
    equal,
  ]),
  other: [0.01, 0.02, 0.05, 0.03, 0.1, 0.004].map((equal) => [0.95 - equal, 0.05, equal]),
};

describe.each([1, 2, 3])("planted parameters, seed %i", (seed) => {
  const numbers = new SeededNumbers(seed);
  const draw = (odds: readonly (readonly number[])[], into: PatternCounter) => {
    let low = 0;
    odds.forEach(([different = 0, near = 0], at) => {
      const chance = numbers.below(1_000_000) / 1_000_000;
      const level = chance < different ? 1 : chance < different + near ? 2 : 3;
      // One value in ten is missing.
      low |= (numbers.below(10) === 0 ? 0 : level) << (at * 4);
    });
    into.add(low, 0);
  };
  const found = new PatternCounter();
  const any = new PatternCounter();
  for (let pair = 0; pair < 20_000; pair += 1) draw(planted.same, found);
  for (let pair = 0; pair < 200_000; pair += 1) draw(planted.other, found);
  for (let pair = 0; pair < 400_000; pair += 1) draw(planted.other, any);
  const comparison = { levels: 3, given: [], isShared: false };
  const trained = trainClasses(
    planted.same.map(() => comparison),
    {
      found: found.finish(),
      foundShare: 1,
      any: any.finish(),
      blocks: [],
      pairsAll: 220_000,
      records: 40_000,
    },
    false,
  );

  test("are found again without labels", () => {
    planted.same.forEach((odds, at) => {
      odds.forEach((one, level) => {
        expect(trained.same.comparisons[at]?.[level + 1]).toBeCloseTo(one, 1.6);
        expect(trained.other.comparisons[at]?.[level + 1]).toBeCloseTo(
          planted.other[at]?.[level] ?? 0,
          2,
        );
      });
    });
  });

  test("and so is how many pairs are the same", () => {
    expect(trained.same.share * 220_000).toBeGreaterThan(19_000);
    expect(trained.same.share * 220_000).toBeLessThan(21_000);
  });
});

test("a saved model reads back to the same; a spoilt one is refused with its faults", () => {
  const spec = specOf({
    linkage: 1,
    columns: { a: { type: "category" } },
    comparisons: ["a"],
    blocking: [["a"]],
  });
  const odds = (equal: number) =>
    Float64Array.from({ length: 16 }, (_, at) => (at === 1 ? 1 - equal : at === 2 ? equal : 0));
  const trained = {
    same: { share: 0.001, comparisons: [odds(0.9)] },
    related: null,
    other: { share: 0.999, comparisons: [odds(0.1)] },
    iterations: 1,
    patterns: 1,
  };
  const model = modelOf(spec, trained, { seed: 1, records: 10, pairsAll: 45 });
  expect(model.comparisons[0]?.against.slice(0, 3)).toEqual([0, -3170, 3170]);
  expect(parseModel(writeModel(model))).toEqual({ ok: true, value: model });
  const spoilt = writeModel(model).replace('"prior": ', '"prior": 0.').replace('"a"', '"b"');
  expect(parseModel(spoilt).ok).toBe(false);
});
