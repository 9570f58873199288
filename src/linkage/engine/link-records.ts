import type { BlockCount } from "../blocks/sort-blocks.ts";
import { clusterEdges } from "../cluster/cluster-edges.ts";
import { type ComparableTable, makeComparators } from "../compare/make-comparators.ts";
import type { Crew } from "../crew/crew.ts";
import { makeScanWeights } from "../model/make-weights.ts";
import type { LinkageModel } from "../model/model.ts";
import { type Edges, mergeEdges } from "../score/edges.ts";
import type { ScanInput } from "../score/scan-blocks.ts";
import { scorePairs } from "../score/score-pairs.ts";
import type { LinkageSpec } from "../spec/spec.ts";
import type { Table } from "../table/text-column.ts";
import { chooseThreshold, type Estimates, estimateQuality } from "./estimate-quality.ts";
import { type PreparedBlocks, prepareBlocks, prepareTable } from "./prepare-table.ts";
import { defaultTraining, trainModel } from "./train-model.ts";

export type LinkageStep = "prepare" | "block" | "train" | "score" | "cluster";

export interface LinkageSettings {
  /** Weights learnt before; without them they are learnt from the table. */
  readonly model?: LinkageModel;
  readonly seed?: number;
  /** Pairs below so many millibits are not kept. */
  readonly floor?: number;
  /** Millibits that the mean of a cluster's pairs must reach; chosen by the engine when not said. */
  readonly threshold?: number;
  /** Blocks of more records are left out, and told. */
  readonly largestBlock?: number;
  /** Pairs of rows decided before: always in one cluster, never in one. */
  readonly must?: readonly RowPair[];
  readonly cannot?: readonly RowPair[];
  /** The first rows are known already, in these clusters: only what is new is compared. */
  readonly known?: KnownRecords;
  /** Only blocks of this partition; for runs over several machines, whose edges are clustered together. */
  readonly partition?: { readonly at: number; readonly of: number };
  readonly watch?: (step: LinkageStep, done: number, of: number) => void;
}

export type RowPair = readonly [number, number];

export interface KnownRecords {
  readonly count: number;
  /** Any number per known row; equal numbers are one cluster. It is not taken apart again. */
  readonly clusters: Int32Array;
}

export interface LinkageResult {
  readonly model: LinkageModel;
  readonly blocking: readonly BlockCount[];
  readonly pairsCompared: number;
  /** Pairs at or above the floor, as rows given; in an order that does not depend on the order of rows. */
  readonly edges: Edges;
  /** Per row given, the row that its cluster is named by: the first of it in canonical order. */
  readonly clusters: Int32Array;
  readonly threshold: number;
  readonly estimates: Estimates;
}

const defaultFloor = -2_000;
const defaultLargestBlock = 20_000;

/**
 * Links the records of a table: reads, blocks, learns, scores, clusters. Deterministic: the same records
 * and seed give the same edges and clusters for any order of rows and any number of threads.
 */
export async function linkRecords(
  given: Table,
  spec: LinkageSpec,
  crew: Crew,
  settings: LinkageSettings = {},
): Promise<LinkageResult> {
  const { watch } = settings;
  watch?.("prepare", 0, 1);
  const { table, order } = await prepareTable(given, spec, crew);
  watch?.("block", 0, 1);
  const marked = settings.known ? markNew(order, settings.known.count) : null;
  const needsAll = settings.model === undefined;
  const largest = settings.largestBlock ?? defaultLargestBlock;
  const blocks = await prepareBlocks(table, crew, largest, needsAll ? null : marked);
  watch?.("train", 0, 1);
  const model =
    settings.model ??
    (await trainModel(table, blocks, crew, {
      ...defaultTraining,
      seed: settings.seed ?? defaultTraining.seed,
    }));
  const { edges, pairs } = await scoreBlocks(table, blocks, model, crew, settings, marked);
  watch?.("cluster", 0, 1);
  const threshold = settings.threshold ?? chooseThreshold(edges);
  const all = settings.known ? addKnownPairs(edges, table, model, order, settings.known) : edges;
  const cluster = clusterEdges(table.count, all, {
    threshold,
    reach: Math.min(threshold, 1_000),
    absent: absentPair,
    ...decidedPairs(order, settings),
  });
  watch?.("cluster", 1, 1);
  return {
    model,
    blocking: blocks.counts,
    pairsCompared: pairs,
    edges: edgesOfRows(edges, order),
    clusters: clustersOfRows(cluster, order),
    threshold,
    estimates: estimateQuality(edges, blocks.index, threshold),
  };
}

/** What a pair without an edge counts against a cluster, in millibits. */
const absentPair = -6_000;

async function scoreBlocks(
  table: ComparableTable,
  { index, counts }: PreparedBlocks,
  model: LinkageModel,
  crew: Crew,
  settings: LinkageSettings,
  marked: Uint8Array | null,
) {
  const scan: ScanInput = {
    index,
    tasks: counts.flatMap(({ tasks }) => tasks),
    skippedKeys: counts.map(({ skippedKeys }) => skippedKeys),
    ...makeScanWeights(model, makeComparators(table), table.headroomSlot),
    floor: settings.floor ?? defaultFloor,
    marked,
    sources: table.sources,
    partition: settings.partition ?? null,
  };
  const of = scan.tasks.length;
  const { watch } = settings;
  const parts = await crew.run("score", { table, scan }, of, (done) => watch?.("score", done, of));
  return {
    edges: mergeEdges(parts.map(({ edges }) => edges)),
    pairs: parts.reduce((sum, { counts: own }) => sum + own.pairs, 0),
  };
}

function markNew(order: Int32Array, known: number): Uint8Array {
  const marked = new Uint8Array(new SharedArrayBuffer(order.length));
  order.forEach((row, record) => {
    if (row >= known) marked[record] = 1;
  });
  return marked;
}

/**
 * New records bring known clusters together; then those are weighed against each other pair by pair,
 * as a full run would have done.
 */
function addKnownPairs(
  edges: Edges,
  table: ComparableTable,
  model: LinkageModel,
  order: Int32Array,
  { count, clusters }: KnownRecords,
): Edges {
  const recordOf = recordsOfRows(order);
  const touched = new Map<number, Set<number>>();
  for (let at = 0; at < edges.left.length; at += 1) {
    const rows = [order[edges.left[at] ?? 0] ?? 0, order[edges.right[at] ?? 0] ?? 0];
    const known = rows.find((row) => row < count);
    const fresh = rows.find((row) => row >= count);
    if (known === undefined || fresh === undefined) continue;
    const list = touched.get(fresh) ?? new Set<number>();
    touched.set(fresh, list.add(clusters[known] ?? 0));
  }
  const wanted = new Set([...touched.values()].flatMap((list) => [...list]));
  const members = new Map<number, number[]>();
  for (let row = 0; row < count; row += 1) {
    const cluster = clusters[row] ?? 0;
    if (!wanted.has(cluster)) continue;
    const list = members.get(cluster) ?? [];
    list.push(recordOf[row] ?? 0);
    members.set(cluster, list);
  }
  const pairs: RowPair[] = [];
  for (const [fresh, list] of touched) {
    const records = [recordOf[fresh] ?? 0, ...[...list].flatMap((one) => members.get(one) ?? [])];
    for (const one of records)
      for (const other of records) if (one < other) pairs.push([one, other]);
  }
  return mergeEdges([edges, scorePairs(table, model, pairs)]);
}

function recordsOfRows(order: Int32Array): Int32Array {
  const records = new Int32Array(order.length);
  order.forEach((row, record) => {
    records[row] = record;
  });
  return records;
}

function decidedPairs(order: Int32Array, { must = [], cannot = [], known }: LinkageSettings) {
  if (must.length === 0 && cannot.length === 0 && !known) return { must: [], cannot: [] };
  const recordOf = recordsOfRows(order);
  const toRecords = ([one, other]: RowPair): RowPair => [recordOf[one] ?? 0, recordOf[other] ?? 0];
  const chains: RowPair[] = [];
  const first = new Map<number, number>();
  for (let row = 0; row < (known?.count ?? 0); row += 1) {
    const cluster = known?.clusters[row] ?? 0;
    const lead = first.get(cluster);
    if (lead === undefined) first.set(cluster, row);
    else chains.push([lead, row]);
  }
  return { must: [...chains, ...must].map(toRecords), cannot: cannot.map(toRecords) };
}

function edgesOfRows(edges: Edges, order: Int32Array): Edges {
  return {
    ...edges,
    left: edges.left.map((record) => order[record] ?? 0),
    right: edges.right.map((record) => order[record] ?? 0),
  };
}

function clustersOfRows(cluster: Int32Array, order: Int32Array): Int32Array {
  const clusters = new Int32Array(order.length);
  order.forEach((row, record) => {
    clusters[row] = order[cluster[record] ?? 0] ?? 0;
  });
  return clusters;
}
