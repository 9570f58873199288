import { type ComparableTable, makeComparators } from "../compare/make-comparators.ts";
import { contextOf } from "../compare/pair-batch.ts";
import type { LinkageModel } from "../model/model.ts";
import { againstBoth, EdgeList, type Edges } from "./edges.ts";

const farAbove = 1 << 28;

/** Scores listed pairs one by one, each once, whatever they come to. */
export function scorePairs(
  table: ComparableTable,
  model: LinkageModel,
  pairs: readonly (readonly [number, number])[],
): Edges {
  const comparators = makeComparators(table);
  const list = new EdgeList();
  const seen = new Set<number>();
  for (const [left, right] of pairs) {
    const key = left * table.count + right;
    if (seen.has(key)) continue;
    seen.add(key);
    const levels = comparators.map((one) => one.level(left, right));
    let low = 0;
    let high = 0;
    levels.forEach((level, at) => {
      if (at < 8) low |= level << (at * 4);
      else high |= level << ((at - 8) * 4);
    });
    let against = model.prior;
    let related = model.relatedPrior ?? farAbove;
    comparators.forEach((one, at) => {
      const level = levels[at] ?? 0;
      const place = contextOf(one.given, low, high) * 16 + level;
      const rarity = one.rarity(left, right, level);
      against += (model.comparisons[at]?.against[place] ?? 0) + rarity;
      related += (model.comparisons[at]?.related[place] ?? 0) + (one.isShared ? 0 : rarity);
    });
    list.add(left, right, againstBoth(against, related), low, high);
  }
  return list.finish();
}
