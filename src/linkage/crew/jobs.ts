import { type KeyInput, KeyMaker } from "../blocks/block-keys.ts";
import { type BlockCount, type BlockIndex, sortBlocks } from "../blocks/sort-blocks.ts";
import { type ComparableTable, makeComparators } from "../compare/make-comparators.ts";
import { readIndonesianAddressWord } from "../knowledge/indonesian-addresses.ts";
import { readIndonesianNameWord } from "../knowledge/indonesian-names.ts";
import { readPlainWord, type WordReader } from "../knowledge/word-reader.ts";
import { type ArrangeInput, arrangeRows } from "../prepare/arrange-rows.ts";
import { hashRows } from "../prepare/canonical-order.ts";
import {
  type CodeValues,
  readCategoryValues,
  readDayValues,
  readPlaceValues,
} from "../prepare/code-values.ts";
import { readDigitValues, readNikDay, readNikValues } from "../prepare/digit-values.ts";
import { readTextValues, type TextValues } from "../prepare/text-values.ts";
import { EdgeList, type Edges } from "../score/edges.ts";
import { PatternCounter, type PatternCounts } from "../score/pattern-counts.ts";
import { sampleAnyPairs, sampleBlockPairs } from "../score/sample-pairs.ts";
import { BlockScanner, type ScanCounts, type ScanInput } from "../score/scan-blocks.ts";
import { type ColumnSpec, isText, type LinkageSpec } from "../spec/spec.ts";
import type { TextColumn } from "../table/text-column.ts";

/**
 * The work that threads share. A job is opened with its input once a thread, takes task after task, and
 * gives what it gathered at the end. Tasks are cut the same for any number of threads, and what is
 * gathered is merged in an order of its own, so that no result tells who did what.
 */
export interface Jobs {
  readonly hash: Job<HashInput, null>;
  readonly read: Job<ReadInput, readonly ReadColumn[]>;
  readonly arrange: Job<ArrangeInput, null>;
  readonly keys: Job<KeyInput, null>;
  readonly sort: Job<SortInput, readonly BlockCount[]>;
  readonly sampleAny: Job<SampleInput, PatternCounts>;
  readonly sampleBlocks: Job<SampleInput, readonly RuleSample[]>;
  readonly countPatterns: Job<ComparedScan, PatternCounts>;
  readonly score: Job<ComparedScan, ScoredPart>;
}

export type JobName = keyof Jobs;
export type InputOf<N extends JobName> = Jobs[N] extends Job<infer I, unknown> ? I : never;
export type OutputOf<N extends JobName> = Jobs[N] extends Job<never, infer O> ? O : never;

type Job<I, O> = (input: I) => OpenJob<O>;

export interface OpenJob<O> {
  step(task: number): void;
  finish(): O;
}

export interface HashInput {
  readonly columns: readonly TextColumn[];
  readonly count: number;
  readonly first: Int32Array;
  readonly second: Int32Array;
}

export interface ReadInput {
  readonly spec: LinkageSpec;
  readonly columns: Readonly<Record<string, TextColumn>>;
  readonly count: number;
  /** Names of the columns, the longest to read first. */
  readonly names: readonly string[];
}

export interface ReadColumn {
  readonly name: string;
  readonly text: TextValues | null;
  readonly code: CodeValues | null;
}

export interface SortInput {
  readonly index: BlockIndex;
  readonly largestMax: number;
  readonly marked: Uint8Array | null;
}

export interface SampleInput {
  readonly table: ComparableTable;
  readonly index: BlockIndex;
  readonly seed: number;
}

export interface RuleSample {
  readonly rule: number;
  readonly patterns: PatternCounts;
}

export interface ComparedScan {
  readonly table: ComparableTable;
  readonly scan: ScanInput;
}

export interface ScoredPart {
  readonly edges: Edges;
  readonly counts: ScanCounts;
}

/** Records of one task where a job goes over all of them. */
const recordsOfTask = 32_768;

export function tasksOver(count: number): number {
  return Math.ceil(count / recordsOfTask);
}

function overRecords(count: number, work: (from: number, to: number) => void): OpenJob<null> {
  return {
    step: (task) => work(task * recordsOfTask, Math.min(count, (task + 1) * recordsOfTask)),
    finish: () => null,
  };
}

export const jobs: Jobs = {
  hash: (input) =>
    overRecords(input.count, (from, to) =>
      hashRows(input.columns, from, to, input.first, input.second),
    ),
  read: (input) => {
    const done: ReadColumn[] = [];
    return {
      step: (task) => void done.push(readColumn(input, input.names[task] ?? "")),
      finish: () => done,
    };
  },
  arrange: (input) => overRecords(input.order.length, (from, to) => arrangeRows(input, from, to)),
  keys: (input) => {
    const maker = new KeyMaker(input);
    const count = input.keys.length / Math.max(1, input.spec.blocking.length);
    return overRecords(count, (from, to) => maker.make(from, to));
  },
  sort: ({ index, largestMax, marked }) => {
    const done: BlockCount[] = [];
    return {
      step: (task) => void done.push(sortBlocks(index, task, largestMax, marked)),
      finish: () => done,
    };
  },
  sampleAny: ({ table, seed }) => {
    const comparators = makeComparators(table);
    const counter = new PatternCounter();
    return {
      step: (task) => sampleAnyPairs(comparators, table.count, table.sources, seed, task, counter),
      finish: () => counter.finish(),
    };
  },
  sampleBlocks: ({ table, index, seed }) => {
    const comparators = makeComparators(table);
    const done: RuleSample[] = [];
    return {
      step: (rule) =>
        void done.push({
          rule,
          patterns: sampleBlockPairs(comparators, index, table.sources, seed, rule),
        }),
      finish: () => done,
    };
  },
  countPatterns: ({ table, scan }) => {
    const counter = new PatternCounter();
    const scanner = new BlockScanner(scan, makeComparators(table), (batch) => {
      for (let at = 0; at < batch.count; at += 1)
        counter.add(batch.low[at] ?? 0, batch.high[at] ?? 0);
    });
    return { step: (task) => scanner.scan(task), finish: () => counter.finish() };
  },
  score: ({ table, scan }) => {
    const list = new EdgeList();
    const scanner = new BlockScanner(scan, makeComparators(table), (batch) =>
      list.take(batch, scan.floor),
    );
    return {
      step: (task) => scanner.scan(task),
      finish: () => ({ edges: list.finish(), counts: scanner.counts }),
    };
  },
};

function readColumn({ spec, columns, count }: ReadInput, name: string): ReadColumn {
  const column = spec.columns[name];
  const cells = column ? columns[column.from] : undefined;
  if (!column || !cells) return { name, text: null, code: null };
  if (isText(column.type))
    return { name, text: readTextValues(cells, count, readerOf(column)), code: null };
  return { name, text: null, code: readCode(spec, columns, column, cells, count) };
}

function readerOf({ type, language }: ColumnSpec): WordReader {
  if (language === "id" && type === "name") return readIndonesianNameWord;
  if (language === "id" && type === "address") return readIndonesianAddressWord;
  return readPlainWord;
}

function readCode(
  spec: LinkageSpec,
  columns: Readonly<Record<string, TextColumn>>,
  column: ColumnSpec,
  cells: TextColumn,
  count: number,
): CodeValues {
  const other = (name: string | null) =>
    name === null ? null : (columns[spec.columns[name]?.from ?? ""] ?? null);
  switch (column.type) {
    case "day": {
      const nik = other(column.elseFrom);
      return readDayValues(cells, count, nik === null ? null : (row) => readNikDay(nik, row));
    }
    case "digits":
      return readDigitValues(cells, count);
    case "nik":
      return readNikValues(cells, count, {
        birthDate: other(column.birthDate),
        sex: other(column.sex),
        place: other(column.place),
      });
    case "place":
      return readPlaceValues(cells, count, column.levels);
    default:
      return readCategoryValues(cells, count);
  }
}
