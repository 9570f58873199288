import type { BlockIndex } from "../blocks/sort-blocks.ts";
import type { Edges } from "../score/edges.ts";

/** What the engine expects of its own result, before anybody has looked at a pair. */
export interface Estimates {
  /** Expected share of pairs at or above the threshold that are the same. */
  readonly precision: number;
  /** Expected share of all pairs that are the same that stand at or above it. */
  readonly recall: number;
  /** Pairs expected to be the same: above the threshold, below it, and never found by any rule. */
  readonly sameAbove: number;
  readonly sameBelow: number;
  readonly sameMissed: number;
}

/** The probability that a score in millibits states. */
export function probabilityOf(score: number): number {
  return 1 / (1 + 2 ** (-score / 1000));
}

/**
 * Pairs just above even odds are wrong more often than they say, since slips come together more than
 * independence allows: measured on data with truth, what says 80 % holds about 45 %. So no threshold
 * below 2 bits is chosen.
 */
const leastThreshold = 2_000;
const wantedPrecision = 0.95;

/** The lowest threshold at which the pairs above it are expected to be right in 95 of 100 cases. */
export function chooseThreshold({ score }: Edges): number {
  const sorted = Int32Array.from(score).sort().reverse();
  let expected = 0;
  let threshold = leastThreshold;
  for (let at = 0; at < sorted.length; at += 1) {
    const own = sorted[at] ?? 0;
    if (own < leastThreshold) break;
    expected += probabilityOf(own);
    if (expected / (at + 1) < wantedPrecision) return threshold;
    threshold = own;
  }
  return leastThreshold;
}

export function estimateQuality(edges: Edges, index: BlockIndex, threshold: number): Estimates {
  let above = 0;
  let count = 0;
  let below = 0;
  const byRules = [0, 0, 0];
  for (let at = 0; at < edges.score.length; at += 1) {
    const score = edges.score[at] ?? 0;
    const odds = probabilityOf(score);
    if (score < threshold) {
      below += odds;
      continue;
    }
    above += odds;
    count += 1;
    const found = Math.min(2, rulesFinding(index, edges.left[at] ?? 0, edges.right[at] ?? 0) - 1);
    if (found >= 0) byRules[found] = (byRules[found] ?? 0) + odds;
  }
  const missed = estimateMissed(byRules[0] ?? 0, byRules[1] ?? 0);
  const all = above + below + missed;
  return {
    precision: count === 0 ? 1 : above / count,
    recall: all === 0 ? 1 : above / all,
    sameAbove: above,
    sameBelow: below,
    sameMissed: missed,
  };
}

/** Chao's lower bound of what was never caught, from what one rule and what two rules alone have caught. */
function estimateMissed(byOne: number, byTwo: number): number {
  return byTwo > 0 ? (byOne * byOne) / (2 * byTwo) : 0;
}

function rulesFinding({ keys, rules }: BlockIndex, one: number, other: number): number {
  let found = 0;
  for (let rule = 0; rule < rules; rule += 1) {
    const key = keys[one * rules + rule] ?? 0;
    if (key !== 0 && key === keys[other * rules + rule]) found += 1;
  }
  return found;
}
