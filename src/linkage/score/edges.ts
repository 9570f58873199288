import type { PairBatch } from "../compare/pair-batch.ts";

/** Pairs and what speaks for them: records in canonical order, left before right; scores in millibits. */
export interface Edges {
  readonly left: Int32Array;
  readonly right: Int32Array;
  /** Log odds of *same* against everything else. */
  readonly score: Int32Array;
  readonly low: Int32Array;
  readonly high: Int32Array;
}

const stepsOfTable = 16_000;
/** `log2(1 + 2^-d)` in millibits for `d` millibits. */
const overlap = Int32Array.from({ length: stepsOfTable }, (_, d) =>
  Math.round(1000 * Math.log2(1 + 2 ** (-d / 1000))),
);

/** Log odds against either of two rivals, from the log odds against each: below the less by up to a bit. */
export function againstBoth(one: number, other: number): number {
  const least = one < other ? one : other;
  const apart = Math.abs(one - other);
  return apart < stepsOfTable ? least - (overlap[apart] ?? 0) : least;
}

/** Gathers scored pairs in five growing arrays. */
export class EdgeList {
  private size = 0;
  private lists = Array.from({ length: 5 }, () => new Int32Array(1 << 14));

  take(batch: PairBatch, floor: number): void {
    for (let at = 0; at < batch.count; at += 1) {
      const score = againstBoth(batch.against[at] ?? 0, batch.related[at] ?? 0);
      if (score < floor) continue;
      this.add(
        batch.left[at] ?? 0,
        batch.right[at] ?? 0,
        score,
        batch.low[at] ?? 0,
        batch.high[at] ?? 0,
      );
    }
  }

  add(left: number, right: number, score: number, low: number, high: number): void {
    if (this.size === this.lists[0]?.length) this.grow();
    const [lefts, rights, scores, lows, highs] = this.lists;
    if (lefts) lefts[this.size] = left;
    if (rights) rights[this.size] = right;
    if (scores) scores[this.size] = score;
    if (lows) lows[this.size] = low;
    if (highs) highs[this.size] = high;
    this.size += 1;
  }

  finish(): Edges {
    const [left, right, score, low, high] = this.lists.map((list) => list.slice(0, this.size));
    const none = new Int32Array(0);
    return {
      left: left ?? none,
      right: right ?? none,
      score: score ?? none,
      low: low ?? none,
      high: high ?? none,
    };
  }

  private grow(): void {
    this.lists = this.lists.map((list) => {
      const grown = new Int32Array(list.length * 2);
      grown.set(list);
      return grown;
    });
  }
}

/** All parts in one, by left and then right record; a pair that several parts have, once. */
export function mergeEdges(parts: readonly Edges[]): Edges {
  const size = parts.reduce((sum, { left }) => sum + left.length, 0);
  const all = new EdgeList();
  for (const { left, right, score, low, high } of parts) {
    for (let at = 0; at < left.length; at += 1)
      all.add(left[at] ?? 0, right[at] ?? 0, score[at] ?? 0, low[at] ?? 0, high[at] ?? 0);
  }
  const { left, right, score, low, high } = all.finish();
  const places = Uint32Array.from({ length: size }, (_, at) => at).sort(
    (a, b) => (left[a] ?? 0) - (left[b] ?? 0) || (right[a] ?? 0) - (right[b] ?? 0),
  );
  const kept = places.filter((place, at) => {
    const before = places[at - 1];
    return before === undefined || left[before] !== left[place] || right[before] !== right[place];
  });
  const pick = (list: Int32Array) => Int32Array.from(kept, (place) => list[place] ?? 0);
  return {
    left: pick(left),
    right: pick(right),
    score: pick(score),
    low: pick(low),
    high: pick(high),
  };
}
