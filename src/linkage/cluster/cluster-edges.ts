import type { Edges } from "../score/edges.ts";

export interface ClusterSettings {
  /** Two clusters are joined while the mean of all their pairs is at least so much, in millibits. */
  readonly threshold: number;
  /** Edges below this only count in means; alone they bring nothing together. */
  readonly reach: number;
  /** What a pair without an edge counts in a mean. */
  readonly absent: number;
  /** Pairs decided before: always, and never, in one cluster. Records in canonical order. */
  readonly must: readonly (readonly [number, number])[];
  readonly cannot: readonly (readonly [number, number])[];
}

/**
 * Clusters by average link inside connected components: two clusters come together when all their pairs
 * together speak for it, so one weak edge joins no two families. Answers for each record the first
 * record of its cluster. Ties go to the first records; nothing depends on the order of edges.
 */
export function clusterEdges(count: number, edges: Edges, settings: ClusterSettings): Int32Array {
  const cluster = new Int32Array(count);
  for (let record = 0; record < count; record += 1) cluster[record] = record;
  const keep: number[] = [];
  for (let at = 0; at < edges.left.length; at += 1)
    if ((edges.score[at] ?? 0) >= settings.reach) keep.push(at);
  const cannot = indexPairs(settings.cannot);
  const must = indexPairs(settings.must);
  const pairs = { edges, cannot, must, settings };
  for (const component of findComponents(count, edges, keep, settings.must)) {
    joinComponent(component, pairs, cluster, settings.reach);
  }
  return cluster;
}

interface Component {
  /** Records, ascending. */
  readonly records: readonly number[];
  /** Places of edges among them. */
  readonly edges: readonly number[];
}

interface KnownPairs {
  readonly edges: Edges;
  readonly cannot: ReadonlyMap<number, ReadonlySet<number>>;
  readonly must: ReadonlyMap<number, ReadonlySet<number>>;
  readonly settings: ClusterSettings;
}

function indexPairs(pairs: readonly (readonly [number, number])[]) {
  const index = new Map<number, Set<number>>();
  const add = (one: number, other: number) => {
    const known = index.get(one);
    if (known) known.add(other);
    else index.set(one, new Set([other]));
  };
  for (const [one, other] of pairs) {
    add(one, other);
    add(other, one);
  }
  return index;
}

function findComponents(
  count: number,
  edges: Edges,
  keep: readonly number[],
  must: readonly (readonly [number, number])[],
): readonly Component[] {
  const parent = new Int32Array(count).fill(-1);
  const find = (record: number): number => {
    let root = record;
    while ((parent[root] ?? -1) >= 0) root = parent[root] ?? root;
    let at = record;
    while (at !== root) {
      const next = parent[at] ?? root;
      parent[at] = root;
      at = next;
    }
    return root;
  };
  const join = (one: number, other: number) => {
    const a = find(one);
    const b = find(other);
    if (a !== b) parent[Math.max(a, b)] = Math.min(a, b);
  };
  for (const at of keep) join(edges.left[at] ?? 0, edges.right[at] ?? 0);
  for (const [one, other] of must) join(one, other);
  const byRoot = new Map<number, { records: Set<number>; edges: number[] }>();
  const groupOf = (record: number) => {
    const root = find(record);
    const known = byRoot.get(root);
    if (known) return known;
    const made = { records: new Set<number>(), edges: [] };
    byRoot.set(root, made);
    return made;
  };
  for (const at of keep) {
    const group = groupOf(edges.left[at] ?? 0);
    group.records.add(edges.left[at] ?? 0).add(edges.right[at] ?? 0);
    group.edges.push(at);
  }
  for (const pair of must) for (const record of pair) groupOf(record).records.add(record);
  return [...byRoot.values()].map(({ records, edges: own }) => ({
    records: [...records].sort((a, b) => a - b),
    edges: own,
  }));
}

/** Records of one component that are weighed pair by pair; a larger one is cut at stronger edges first. */
const denseMax = 400;
const strongest = 25_000;

function joinComponent(
  component: Component,
  pairs: KnownPairs,
  cluster: Int32Array,
  reach: number,
): void {
  const { edges, settings, must, cannot } = pairs;
  const [first] = component.edges;
  if (component.records.length === 2 && must.size === 0 && cannot.size === 0) {
    if (first === undefined || (edges.score[first] ?? 0) < settings.threshold) return;
    cluster[edges.right[first] ?? 0] = edges.left[first] ?? 0;
    return;
  }
  if (component.records.length <= denseMax || reach >= strongest) {
    new AverageLink(component, pairs).join(cluster);
    return;
  }
  const higher = reach + 2000;
  const keep = component.edges.filter((at) => (edges.score[at] ?? 0) >= higher);
  const held = settings.must.filter(([one]) => component.records.includes(one));
  for (const part of findComponents(cluster.length, edges, keep, held))
    joinComponent(part, pairs, cluster, higher);
}

/** Agglomeration over a dense table of sums. */
class AverageLink {
  private readonly records: readonly number[];
  private readonly sums: Float64Array;
  private readonly sizes: Int32Array;
  private readonly members: number[][];
  private readonly threshold: number;

  constructor({ records, edges: own }: Component, { edges, settings, must, cannot }: KnownPairs) {
    const size = records.length;
    this.records = records;
    this.threshold = settings.threshold;
    this.sizes = new Int32Array(size).fill(1);
    this.members = records.map((_, at) => [at]);
    this.sums = new Float64Array(size * size).fill(settings.absent);
    const placeOf = new Map(records.map((record, at) => [record, at]));
    const put = (one: number, other: number, value: number) => {
      const a = placeOf.get(one);
      const b = placeOf.get(other);
      if (a === undefined || b === undefined) return;
      this.sums[a * size + b] = value;
      this.sums[b * size + a] = value;
    };
    for (const at of own)
      put(edges.left[at] ?? 0, edges.right[at] ?? 0, Math.min(edges.score[at] ?? 0, strongest));
    for (const one of records) {
      for (const other of cannot.get(one) ?? []) put(one, other, -never);
    }
    for (const one of records) {
      for (const other of must.get(one) ?? []) {
        const b = placeOf.get(other);
        if (b !== undefined) this.merge(this.holderOf(placeOf.get(one) ?? 0), this.holderOf(b));
      }
    }
  }

  join(cluster: Int32Array): void {
    const size = this.records.length;
    for (;;) {
      let best = this.threshold;
      let one = -1;
      let other = -1;
      for (let a = 0; a < size; a += 1) {
        const sizeA = this.sizes[a] ?? 0;
        if (sizeA === 0) continue;
        for (let b = a + 1; b < size; b += 1) {
          const sizeB = this.sizes[b] ?? 0;
          if (sizeB === 0) continue;
          const mean = (this.sums[a * size + b] ?? 0) / (sizeA * sizeB);
          if (mean > best || (mean === best && one < 0)) {
            best = mean;
            one = a;
            other = b;
          }
        }
      }
      if (one < 0) break;
      this.merge(one, other);
    }
    for (const members of this.members) {
      const [lead = 0] = members.toSorted((a, b) => a - b);
      for (const member of members) cluster[this.records[member] ?? 0] = this.records[lead] ?? 0;
    }
  }

  private holderOf(member: number): number {
    return this.members.findIndex((members) => members.includes(member));
  }

  private merge(one: number, other: number): void {
    if (one === other) return;
    const size = this.records.length;
    for (let at = 0; at < size; at += 1) {
      const sum = (this.sums[one * size + at] ?? 0) + (this.sums[other * size + at] ?? 0);
      this.sums[one * size + at] = sum;
      this.sums[at * size + one] = sum;
    }
    this.sizes[one] = (this.sizes[one] ?? 0) + (this.sizes[other] ?? 0);
    this.sizes[other] = 0;
    this.members[one]?.push(...(this.members[other] ?? []));
    this.members[other] = [];
  }
}

/** Against everything that could speak for it: no mean with it in reaches any threshold. */
const never = 1e12;
