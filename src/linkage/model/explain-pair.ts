import { contextOf, levelIn } from "../compare/pair-batch.ts";
import { againstBoth } from "../score/edges.ts";
import { isText, type LinkageSpec, levelNamesOf } from "../spec/spec.ts";
import type { LinkageModel } from "./model.ts";

/** One step of the sum: what a comparison found, what it adds, and where the sum then stands. */
export interface WaterfallStep {
  readonly comparison: string;
  /** The level's name; null where a value is missing, which adds nothing. */
  readonly level: string | null;
  /** Millibits. */
  readonly adds: number;
  readonly sum: number;
}

/** How a score comes about, exactly: `prior` and all `adds` make `score`. */
export interface PairExplanation {
  readonly prior: number;
  readonly steps: readonly WaterfallStep[];
  /** What the rarity of the values agreed upon adds beyond the levels. */
  readonly rarity: number;
  readonly score: number;
}

const farAbove = 1 << 28;

/**
 * The waterfall of a pair from its levels, in the order of the specification. With a class of related
 * things what a comparison adds depends on what was said before it; the steps still sum up exactly.
 */
export function explainPair(
  model: LinkageModel,
  pair: { readonly low: number; readonly high: number; readonly score: number },
): PairExplanation {
  const { spec } = model;
  let against = model.prior;
  let related = model.relatedPrior ?? farAbove;
  const prior = againstBoth(against, related);
  let before = prior;
  const steps = spec.comparisons.map((comparison, at): WaterfallStep => {
    const level = levelIn(pair.low, pair.high, at);
    const place = contextOf(givenOf(spec, at), pair.low, pair.high) * 16 + level;
    against += model.comparisons[at]?.against[place] ?? 0;
    related += model.comparisons[at]?.related[place] ?? 0;
    const sum = againstBoth(against, related);
    const adds = sum - before;
    before = sum;
    const column = spec.columns[comparison.column];
    const name =
      level === 0 || !column ? null : (levelNamesOf(comparison, column)[level - 1] ?? null);
    return { comparison: comparison.name, level: name, adds, sum };
  });
  return { prior, steps, rarity: pair.score - before, score: pair.score };
}

function givenOf(spec: LinkageSpec, at: number) {
  return (spec.comparisons[at]?.given ?? []).map(({ comparison: name, atLeast }) => {
    const place = spec.comparisons.findIndex((one) => one.name === name);
    const other = spec.comparisons[place];
    const column = other ? spec.columns[other.column] : undefined;
    const level =
      other && column && !isText(column.type) ? levelNamesOf(other, column).indexOf(atLeast) : -1;
    return { comparison: place, atLeast: level + 1 };
  });
}
