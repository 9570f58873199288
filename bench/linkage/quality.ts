import type { LinkageResult } from "../../src/linkage/server.ts";

export interface Quality {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

/** How well pairs and clusters stand against the truth: a number per row, equal for one thing. */
export interface MeasuredQuality {
  readonly truePairs: number;
  readonly clusters: Quality;
  readonly largestCluster: number;
  /** Pairs whose score says 95 % or more. */
  readonly edgesAt95: Quality;
}

/** Log odds of 95 %, in millibits. */
const score95 = 4_248;

export function measureQuality(truth: Int32Array, result: LinkageResult): MeasuredQuality {
  const { clusters, edges } = result;
  const sizes = new Map<number, number>();
  const people = new Map<number, number>();
  const both = new Map<string, number>();
  for (let row = 0; row < truth.length; row += 1) count(sizes, clusters[row] ?? 0);
  for (let row = 0; row < truth.length; row += 1) {
    count(people, truth[row] ?? 0);
    if ((sizes.get(clusters[row] ?? 0) ?? 0) > 1) count(both, `${clusters[row]} ${truth[row]}`);
  }
  const truePairs = pairsOf(people.values());
  let said = 0;
  let right = 0;
  for (let at = 0; at < edges.left.length; at += 1) {
    if ((edges.score[at] ?? 0) < score95) continue;
    said += 1;
    if (truth[edges.left[at] ?? 0] === truth[edges.right[at] ?? 0]) right += 1;
  }
  let largestCluster = 0;
  for (const size of sizes.values()) largestCluster = Math.max(largestCluster, size);
  return {
    truePairs,
    clusters: qualityOf(pairsOf(both.values()), pairsOf(sizes.values()), truePairs),
    largestCluster,
    edgesAt95: qualityOf(right, said, truePairs),
  };
}

function count<K>(counts: Map<K, number>, key: K): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function pairsOf(sizes: Iterable<number>): number {
  let pairs = 0;
  for (const size of sizes) pairs += (size * (size - 1)) / 2;
  return pairs;
}

function qualityOf(right: number, said: number, real: number): Quality {
  const precision = said === 0 ? 1 : right / said;
  const recall = real === 0 ? 1 : right / real;
  return {
    precision,
    recall,
    f1: precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall),
  };
}
