import { type ComparableTable, givenBitsOf, makeComparators } from "../compare/make-comparators.ts";
import type { Crew } from "../crew/crew.ts";
import { mix } from "../hash.ts";
import { makeScanWeights } from "../model/make-weights.ts";
import { type LinkageModel, modelOf } from "../model/model.ts";
import { type TrainedComparison, trainClasses } from "../model/train-classes.ts";
import { mergeCounts } from "../score/pattern-counts.ts";
import { pairsOfChunk } from "../score/sample-pairs.ts";
import type { ScanInput } from "../score/scan-blocks.ts";
import type { LinkageSpec } from "../spec/spec.ts";
import type { PreparedBlocks } from "./prepare-table.ts";

export interface TrainingSettings {
  readonly seed: number;
  /** Pairs drawn to learn what chance looks like. */
  readonly anyPairs: number;
  /** Records whose pairs are learnt from; in a smaller table, all. */
  readonly recordsSampled: number;
}

export const defaultTraining: TrainingSettings = {
  seed: 1,
  anyPairs: 800_000,
  recordsSampled: 60_000,
};

/** How far below even a pair may be, by first rough weights, and still be learnt from. */
const roughFloor = -6_000;

/** Learns a model from the table itself, without labels; the same table and seed give the same model. */
export async function trainModel(
  table: ComparableTable,
  { index, counts }: PreparedBlocks,
  crew: Crew,
  settings: TrainingSettings,
): Promise<LinkageModel> {
  const { spec, count } = table;
  const { seed } = settings;
  const comparators = makeComparators(table);
  const pairsAll = pairsAllOf(table);
  // Of a table with few pairs, drawing each twice tells as much as drawing it a thousand times.
  const chunks = Math.ceil(Math.min(settings.anyPairs, 2 * pairsAll) / pairsOfChunk);
  const any = mergeCounts(await crew.run("sampleAny", { table, index, seed }, chunks));
  const hasContexts = spec.comparisons.some(({ given }) => given.length > 0);
  const byRule = hasContexts
    ? (await crew.run("sampleBlocks", { table, index, seed }, index.rules)).flat()
    : [];
  const comparisons = spec.comparisons.map((comparison, at) => ({
    levels: comparators[at]?.levels ?? 0,
    given: givenBitsOf(spec, comparison),
    isShared: spec.related.includes(comparison.name),
  }));
  const sample = {
    any,
    blocks: byRule
      .toSorted((a, b) => a.rule - b.rule)
      .map(({ rule, patterns }) => ({ patterns, touches: touchesOf(spec, rule) })),
    pairsAll,
    records: count,
  };
  const hasRelated = spec.related.length > 0;
  const empty = { low: new Int32Array(0), high: new Int32Array(0), count: new Float64Array(0) };
  const rough = roughModel(spec, comparisons, { ...sample, found: empty, foundShare: 1 });
  const { marked, share } = markRecords(count, settings);
  const scan: ScanInput = {
    index,
    tasks: counts.flatMap(({ tasks }) => tasks),
    skippedKeys: [],
    ...makeScanWeights(rough, comparators, table.headroomSlot),
    floor: roughFloor,
    marked,
    sources: table.sources,
    partition: null,
  };
  const found = mergeCounts(await crew.run("countPatterns", { table, scan }, scan.tasks.length));
  const trained = trainClasses(comparisons, { ...sample, found, foundShare: share }, hasRelated);
  return modelOf(spec, trained, { seed, records: count, pairsAll: sample.pairsAll });
}

/** Weights before anything is learnt: agreement is likelier among the same, chance is as drawn. */
function roughModel(
  spec: LinkageSpec,
  comparisons: readonly TrainedComparison[],
  sample: Parameters<typeof trainClasses>[1],
) {
  const start = trainClasses(comparisons, sample, false, 0);
  const model = modelOf(spec, start, {
    seed: 0,
    records: sample.records,
    pairsAll: sample.pairsAll,
  });
  return { ...model, relatedPrior: null };
}

function pairsAllOf({ count, sources }: ComparableTable): number {
  const all = (count * (count - 1)) / 2;
  if (sources === null) return Math.max(1, all);
  const sizes = new Map<number, number>();
  for (const source of sources) sizes.set(source, (sizes.get(source) ?? 0) + 1);
  let within = 0;
  for (const size of sizes.values()) within += (size * (size - 1)) / 2;
  return Math.max(1, all - within);
}

/** A rule says nothing of comparisons over columns that make its keys. */
function touchesOf(spec: LinkageSpec, rule: number): readonly boolean[] {
  const columns = new Set(spec.blocking[rule]?.parts.map(({ column }) => column));
  return spec.comparisons.map(({ column }) => columns.has(column));
}

/** Records by their place in canonical order, so the same ones whatever the order of rows. */
function markRecords(count: number, { seed, recordsSampled }: TrainingSettings) {
  if (count <= recordsSampled) return { marked: null, share: 1 };
  const marked = new Uint8Array(new SharedArrayBuffer(count));
  const limit = (recordsSampled / count) * 4_294_967_296;
  for (let record = 0; record < count; record += 1)
    marked[record] = mix(record ^ Math.imul(seed, 0x9e3779b1)) >>> 0 < limit ? 1 : 0;
  const part = recordsSampled / count;
  return { marked, share: 1 - (1 - part) ** 2 };
}
