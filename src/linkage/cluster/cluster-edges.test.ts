import fc from "fast-check";
import { expect, test } from "vitest";
import type { Edges } from "../score/edges.ts";
import { clusterEdges } from "./cluster-edges.ts";

const settings = { threshold: 2_000, reach: 1_000, absent: -6_000, must: [], cannot: [] };

function edgesOf(list: readonly (readonly [number, number, number])[]): Edges {
  const none = new Int32Array(list.length);
  return {
    left: Int32Array.from(list, ([left]) => left),
    right: Int32Array.from(list, ([, right]) => right),
    score: Int32Array.from(list, ([, , score]) => score),
    low: none,
    high: none,
  };
}

test("one weak edge joins no two families", () => {
  const family = (first: number) =>
    [
      [first, first + 1, 12_000],
      [first, first + 2, 12_000],
      [first + 1, first + 2, 12_000],
    ] as const;
  const edges = edgesOf([...family(0), ...family(3), [2, 3, 3_000]]);
  expect([...clusterEdges(6, edges, settings)]).toEqual([0, 0, 0, 3, 3, 3]);
});

test("a chain of a thousand records does not become one thing", () => {
  const chain = Array.from({ length: 999 }, (_, at) => [at, at + 1, 3_000] as const);
  const sizes = new Map<number, number>();
  for (const one of clusterEdges(1000, edgesOf(chain), settings))
    sizes.set(one, (sizes.get(one) ?? 0) + 1);
  expect(Math.max(...sizes.values())).toBeLessThanOrEqual(2);
});

test("cannot is stronger than any weight, must than none", () => {
  const edges = edgesOf([
    [0, 1, 25_000],
    [1, 2, 25_000],
    [0, 2, 25_000],
  ]);
  const apart = clusterEdges(4, edges, { ...settings, cannot: [[0, 2]], must: [[2, 3]] });
  expect(apart[0]).not.toBe(apart[2]);
  expect(apart[2]).toBe(apart[3]);
});

test("the order of edges changes nothing", () => {
  const edge = fc.tuple(fc.nat(20), fc.nat(20), fc.integer({ min: -2_000, max: 15_000 }));
  fc.assert(
    fc.property(
      fc.uniqueArray(edge, {
        selector: ([a, b]) => `${Math.min(a, b)}-${Math.max(a, b)}`,
        maxLength: 60,
      }),
      (list) => {
        const proper = list
          .filter(([a, b]) => a !== b)
          .map(([a, b, score]) => [Math.min(a, b), Math.max(a, b), score] as const);
        const one = clusterEdges(21, edgesOf(proper), settings);
        const other = clusterEdges(21, edgesOf(proper.toReversed()), settings);
        expect([...other]).toEqual([...one]);
      },
    ),
    { seed: 5 },
  );
});
