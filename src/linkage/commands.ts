import { once } from "node:events";
import { createWriteStream, existsSync, readFileSync, writeFileSync } from "node:fs";
import { finished } from "node:stream/promises";
import type { Command } from "commander";
import { stringify } from "yaml";
import type { Result } from "../kernel/result.ts";
import { groupThousands } from "../kernel/rupiah.ts";
import type { Bilingual } from "../kernel/statement.ts";
import { type CommandLine, CommandRefused, renderTable } from "../platform/command-line.ts";
import type { Crew } from "./crew/crew.ts";
import { describeLinkRefusal, type LinkRefusal } from "./describe.ts";
import { type LinkageResult, type LinkageStep, linkRecords } from "./engine/link-records.ts";
import { headersOf } from "./engine/prepare-table.ts";
import { type LinkageModel, parseModel, writeModel } from "./model/model.ts";
import { openCrew } from "./node-crew.ts";
import { fileColumn, type ReadTables, readCsvFiles } from "./node-read-csv.ts";
import { clusterLines, pairLines } from "./output-lines.ts";
import { parseSpec, writeSpec } from "./spec/parse-spec.ts";
import { proposeSpec } from "./spec/propose-spec.ts";
import type { LinkageSpec } from "./spec/spec.ts";

interface LinkOptions {
  readonly spec?: string;
  readonly out?: string;
  readonly propose?: string;
  readonly pairs?: string;
  readonly model?: string;
  readonly saveModel?: string;
  readonly ignore?: string;
  readonly within: boolean;
  readonly threshold?: string;
  readonly workers?: string;
  readonly seed?: string;
}

/** `payung link`: finds which rows of any table are one thing. Needs neither database nor city. */
export function mountLinkageCommands(program: Command, line: CommandLine): void {
  program
    .command("link")
    .argument("<file.csv...>", "one table to deduplicate, or several to link")
    .description("Cari baris yang sama dalam tabel apa pun / find rows that are one thing")
    .option("--spec <file.yaml>", "columns, comparisons, blocking; without it one is proposed")
    .option("--out <clusters.csv>", "each row with its cluster")
    .option(
      "--propose <file.yaml>",
      "write the proposed specification and stop unless --out is said",
    )
    .option("--pairs <file.csv>", "write the pairs with their weights")
    .option("--model <file.json>", "use weights learnt before")
    .option("--save-model <file.json>", "write the weights learnt")
    .option("--ignore <headers>", "columns that a proposal leaves aside, comma between")
    .option("--within", "of several files: look for duplicates within each too", false)
    .option("--threshold <bits>", "weight that joins a cluster (default: chosen from the data)")
    .option("--workers <n>", "threads (default: all cores)")
    .option("--seed <n>", "of the samples (default: 1)")
    .addHelpText("after", examples)
    .action(async (files: readonly string[], options: LinkOptions) => {
      await link(files, options, line);
    });
}

const examples = `
Examples:
  payung link people.csv --out clusters.csv
  payung link people.csv --propose people.yaml          # read it, mend it
  payung link people.csv --spec people.yaml --out clusters.csv --pairs pairs.csv
  payung link dtks.csv p3ke.csv --out clusters.csv      # one thing in two files

The specification is described in src/linkage/README.md. The same rows in any order and any number of
threads give the same files, byte for byte. Exit code 0: done; 1: refused with the reason; 2: wrong usage.`;

async function link(
  files: readonly string[],
  options: LinkOptions,
  line: CommandLine,
): Promise<void> {
  if (options.out === undefined && options.propose === undefined) throw refused({ type: "SayOut" });
  const numbers = readNumbers(options);
  const model = options.model === undefined ? null : readModelFile(options.model);
  const stated = options.spec === undefined ? null : readSpecFile(options.spec);
  const read = take(await readCsvFiles(files));
  const crew = openCrew(numbers.workers === null ? {} : { workers: numbers.workers });
  try {
    const spec =
      model?.spec ??
      stated ??
      (await propose(read, files.length > 1 && !options.within, options, crew));
    checkHeaders(spec, read);
    if (options.propose !== undefined) write(options.propose, stringify(writeSpec(spec)));
    if (options.out === undefined) {
      line.answer({ proposed: options.propose, spec: writeSpec(spec) }, stringify(writeSpec(spec)));
      return;
    }
    const progress = line.showProgress({ id: "Mencari yang sama", en: "Linking" });
    const result = await linkRecords(read.table, spec, crew, {
      ...(model === null ? {} : { model }),
      ...(numbers.seed === null ? {} : { seed: numbers.seed }),
      ...(numbers.threshold === null ? {} : { threshold: numbers.threshold }),
      watch: (step, done, of) => progress.report(shareOf(step, done, of), 100),
    });
    progress.done();
    await writeLines(options.out, clusterLines(read.table, spec, result));
    if (options.pairs !== undefined)
      await writeLines(options.pairs, pairLines(read.table, spec, result));
    if (options.saveModel !== undefined) write(options.saveModel, writeModel(result.model));
    line.answer(
      answerJson(result, read, options.out),
      tell(result, read, options.out)[line.language],
    );
  } finally {
    await crew.close();
  }
}

function propose(read: ReadTables, isLink: boolean, options: LinkOptions, crew: Crew) {
  const ignore = options.ignore?.split(",").map((header) => header.trim()) ?? [];
  const unknown = ignore.find((header) => !(header in read.table.columns));
  if (unknown !== undefined)
    throw refused({ type: "NoSuchColumn", header: unknown, headers: read.headers });
  return proposeSpec(read.table, crew, {
    ignore: [...ignore, fileColumn],
    ...(isLink ? { source: fileColumn } : {}),
  });
}

/** How much of the whole each step is, roughly, for a bar. */
const stepStarts: Readonly<Record<LinkageStep, number>> = {
  prepare: 0,
  block: 20,
  train: 30,
  score: 50,
  cluster: 95,
};

function shareOf(step: LinkageStep, done: number, of: number): number {
  const length = step === "score" ? 45 : 5;
  return Math.round(stepStarts[step] + (of === 0 ? 0 : (done / of) * length));
}

function refused(refusal: LinkRefusal): CommandRefused {
  return new CommandRefused(refusal, describeLinkRefusal(refusal));
}

function take<T>(result: Result<T, LinkRefusal>): T {
  if (!result.ok) throw refused(result.error);
  return result.value;
}

function readNumbers({ threshold, workers, seed }: LinkOptions) {
  const read = (name: string, text: string | undefined, isGood: (value: number) => boolean) => {
    if (text === undefined) return null;
    const value = Number(text);
    if (text.trim() === "" || !isGood(value))
      throw refused({ type: "NoNumber", option: name, text });
    return value;
  };
  const isCount = (value: number) => Number.isInteger(value) && value >= 1 && value <= 256;
  const bits = read("--threshold", threshold, Number.isFinite);
  return {
    threshold: bits === null ? null : Math.round(bits * 1000),
    workers: read("--workers", workers, isCount),
    seed: read("--seed", seed, Number.isInteger),
  };
}

function readFile(file: string): string {
  if (!existsSync(file)) throw refused({ type: "FileMissing", file });
  return readFileSync(file, "utf8");
}

function readSpecFile(file: string): LinkageSpec {
  const read = parseSpec(readFile(file));
  if (!read.ok) throw refused({ type: "FileFaulty", file, faults: read.error.faults });
  return read.value;
}

function readModelFile(file: string): LinkageModel {
  const read = parseModel(readFile(file));
  if (!read.ok) throw refused({ type: "FileFaulty", file, faults: read.error.faults });
  return read.value;
}

function checkHeaders(spec: LinkageSpec, { table, headers }: ReadTables): void {
  for (const header of headersOf(spec))
    if (!(header in table.columns)) throw refused({ type: "NoSuchColumn", header, headers });
}

function write(file: string, text: string): void {
  try {
    writeFileSync(file, text);
  } catch (error) {
    throw refused({ type: "NotWritable", file, reason: reasonOf(error) });
  }
}

async function writeLines(file: string, lines: Iterable<string>): Promise<void> {
  try {
    const stream = createWriteStream(file);
    const done = finished(stream);
    let waiting: string[] = [];
    for (const line of lines) {
      waiting.push(line);
      if (waiting.length < linesAtOnce) continue;
      if (!stream.write(`${waiting.join("\n")}\n`))
        await Promise.race([once(stream, "drain"), done]);
      waiting = [];
    }
    stream.end(waiting.length === 0 ? "" : `${waiting.join("\n")}\n`);
    await done;
  } catch (error) {
    throw refused({ type: "NotWritable", file, reason: reasonOf(error) });
  }
}

const linesAtOnce = 5_000;

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function countClusters({ clusters }: LinkageResult) {
  const sizes = new Map<number, number>();
  for (const one of clusters) sizes.set(one, (sizes.get(one) ?? 0) + 1);
  let several = 0;
  let largest = 0;
  for (const size of sizes.values()) {
    if (size > 1) several += 1;
    if (size > largest) largest = size;
  }
  return { clusters: sizes.size, several, largest };
}

function rulesOf({ model, blocking }: LinkageResult) {
  return blocking.map(({ rule, pairs, blocks, largest, skippedPairs }) => ({
    rule: (model.spec.blocking[rule]?.parts ?? [])
      .map(({ column, part }) => `${column}.${part}`)
      .join(" + "),
    pairs,
    blocks,
    largest_block: largest,
    skipped_pairs: skippedPairs,
  }));
}

function answerJson(result: LinkageResult, { table }: ReadTables, out: string) {
  const { estimates, threshold } = result;
  const { clusters, several, largest } = countClusters(result);
  return {
    rows: table.count,
    clusters,
    clusters_of_several: several,
    largest_cluster: largest,
    threshold_bits: threshold / 1000,
    expected_precision: estimates.precision,
    expected_recall: estimates.recall,
    pairs_compared: result.pairsCompared,
    pairs_kept: result.edges.left.length,
    blocking: rulesOf(result),
    file: out,
  };
}

function tell(result: LinkageResult, { table }: ReadTables, out: string): Bilingual {
  const { estimates, threshold } = result;
  const { clusters, several, largest } = countClusters(result);
  const say = (language: keyof Bilingual) => {
    const number = (value: number) => groupThousands(value, language === "id" ? "." : ",");
    const percent = (share: number) =>
      `${(share * 100).toFixed(1).replace(".", language === "id" ? "," : ".")} %`;
    const rules = renderTable(
      language === "id" ? ["aturan blok", "pasangan"] : ["blocking rule", "pairs"],
      rulesOf(result).map(({ rule, pairs }) => [rule, number(pairs)]),
    );
    const bits = (threshold / 1000).toFixed(1);
    return language === "id"
      ? `${number(table.count)} baris menjadi ${number(clusters)} hal; ${number(several)} di antaranya punya beberapa baris, paling banyak ${largest}.
Ambang ${bits} bit; perkiraan sebelum diperiksa: ketepatan ${percent(estimates.precision)}, kelengkapan ${percent(estimates.recall)}.
${rules}
Hasil: ${out}`
      : `${number(table.count)} rows are ${number(clusters)} things; ${number(several)} of them have several rows, ${largest} at most.
Threshold ${bits} bits; expected before anybody has looked: precision ${percent(estimates.precision)}, recall ${percent(estimates.recall)}.
${rules}
Written: ${out}`;
  };
  return { id: say("id"), en: say("en") };
}
