import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { projectRoot } from "../../src/platform/project-root.ts";
import { generateDemoCity } from "../../tools/demo-city/generate.ts";
import { writeCityCsv } from "./city-csv.ts";
import { type CaseFigures, type CaseOrder, runCase } from "./run-case.ts";

const usage = `npm run bench:linkage -- [--only city,febrl,million,fresh,curve,partitions]
  [--generator hard-million.mjs] [--seeds 42,7] [--sizes 100000,300000,1000000] [--labelled FOLDER] [--city-seeds 1,2] [--workers 2]

The generator makes a table of N people with errors: node GENERATOR N OUT.csv SEED. FOLDER holds FEBRL's dataset3.csv, dataset4a.csv, dataset4b.csv.
Environment: PAYUNG_LINKAGE_GENERATOR, PAYUNG_LINKAGE_LABELLED. What is not said is left out, and told.`;

/** npm run bench:linkage: quality, time and memory of the engine, trained without labels. */
async function main(): Promise<number> {
  const options = readOptions();
  if (options === null) {
    process.stderr.write(`${usage}\n`);
    return 2;
  }
  if (options.run !== null) {
    process.stdout.write(JSON.stringify(await runCase(JSON.parse(options.run) as CaseOrder)));
    return 0;
  }
  const folder = mkdtempSync(path.join(os.tmpdir(), "payung-bench-linkage-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(1));
  process.stdout.write(`${headings}\n`);
  for await (const order of ordersOf(options, folder))
    process.stdout.write(`${lineOf(runApart(order))}\n`);
  return 0;
}

interface Options {
  readonly run: string | null;
  readonly only: ReadonlySet<string>;
  readonly generator: string | null;
  readonly labelled: string | null;
  readonly seeds: readonly number[];
  readonly sizes: readonly number[];
  readonly citySeeds: readonly number[];
  readonly workers: number;
}

const kinds = ["city", "febrl", "million", "fresh", "curve", "partitions"];

function readOptions(): Options | null {
  const { values } = parseArgs({
    options: {
      run: { type: "string" },
      only: { type: "string", default: kinds.join(",") },
      generator: { type: "string" },
      labelled: { type: "string" },
      seeds: { type: "string", default: "42,7" },
      sizes: { type: "string", default: "100000,300000,1000000" },
      "city-seeds": { type: "string", default: "1,2" },
      workers: { type: "string", default: "2" },
    },
  });
  const numbers = (text: string) => text.split(",").map(Number);
  const only = values.only.split(",");
  const all = [...numbers(values.seeds), ...numbers(values.sizes), Number(values.workers)];
  if (!only.every((kind) => kinds.includes(kind)) || !all.every(Number.isInteger)) return null;
  return {
    run: values.run ?? null,
    only: new Set(only),
    generator: values.generator ?? process.env["PAYUNG_LINKAGE_GENERATOR"] ?? null,
    labelled: values.labelled ?? process.env["PAYUNG_LINKAGE_LABELLED"] ?? null,
    seeds: numbers(values.seeds),
    sizes: numbers(values.sizes),
    citySeeds: numbers(values["city-seeds"]),
    workers: Number(values.workers),
  };
}

async function* ordersOf(options: Options, folder: string): AsyncIterable<CaseOrder> {
  const usual = { rowsMax: 1e9, spec: null, workers: options.workers, partitions: 1, fresh: 0 };
  if (options.only.has("city")) {
    for (const seed of options.citySeeds) {
      const files = await generateDemoCity({
        area: "73.71",
        workers: 77_000,
        seed,
        outDir: path.join(folder, `city-${seed}`),
      });
      const csv = path.join(folder, `city-${seed}.csv`);
      await writeCityCsv(files, csv);
      yield {
        ...usual,
        name: `city ${seed}`,
        files: [csv],
        truth: { column: "person_id", pattern: null },
      };
    }
  }
  if (options.only.has("febrl")) {
    const at = (name: string) => path.join(options.labelled ?? "", name);
    const truth = { column: "rec_id", pattern: "rec-(\\d+)-" };
    if (options.labelled === null || !existsSync(at("dataset3.csv")))
      tell("FEBRL: left out, no --labelled FOLDER");
    else {
      yield { ...usual, name: "FEBRL 3", files: [at("dataset3.csv")], truth };
      yield { ...usual, name: "FEBRL 4", files: [at("dataset4a.csv"), at("dataset4b.csv")], truth };
    }
  }
  if (options.generator === null) {
    tell("hard million: left out, no --generator FILE.mjs");
    return;
  }
  const spec = readFileSync(path.join(projectRoot(), "bench/linkage/hard-million.yaml"), "utf8");
  const truth = { column: "person_id", pattern: null };
  const make = (rows: number, seed: number) =>
    generate(options.generator ?? "", rows, seed, folder);
  const hard = (name: string, rows: number, seed: number) => ({
    ...usual,
    spec,
    truth,
    name,
    files: [make(rows, seed)],
  });
  if (options.only.has("million"))
    for (const seed of options.seeds) yield hard(`hard million, seed ${seed}`, 1_000_000, seed);
  if (options.only.has("fresh"))
    yield { ...hard("1,000 new against 1,000,000", 1_001_000, 42), fresh: 1_000 };
  if (options.only.has("curve"))
    for (const size of options.sizes) yield hard(`curve ${size}`, size, 42);
  if (options.only.has("partitions"))
    yield { ...hard("2,000,000 in 4 partitions", 2_000_000, 42), partitions: 4 };
}

function generate(generator: string, rows: number, seed: number, folder: string): string {
  const file = path.join(folder, `hard-${rows}-${seed}.csv`);
  if (existsSync(file)) return file;
  const made = spawnSync(process.execPath, [
    "--max-old-space-size=12000",
    generator,
    String(rows),
    file,
    String(seed),
  ]);
  if (made.status !== 0) throw new Error(`${generator} failed: ${made.stderr}`);
  return file;
}

/** A process of its own, so that its memory is its own. */
function runApart(order: CaseOrder): CaseFigures {
  const self = process.argv[1] ?? "";
  const run = spawnSync(process.execPath, [self, "--run", JSON.stringify(order)], {
    encoding: "utf8",
    maxBuffer: 1 << 26,
  });
  if (run.status !== 0) throw new Error(`${order.name} failed: ${run.stderr}`);
  return JSON.parse(run.stdout) as CaseFigures;
}

function tell(sentence: string): void {
  process.stderr.write(`${sentence}\n`);
}

const headings =
  "| case | rows | P | R | F1 clusters | P edges at 95 % | F1 edges at 95 % | largest | expected P, R | threshold | pairs looked at | wall s | CPU s | peak MB | load |\n|---|--:|--:|--:|--:|--:|--:|--:|---|--:|--:|--:|--:|--:|--:|";

function lineOf(one: CaseFigures): string {
  const { clusters, edgesAt95, largestCluster } = one.quality;
  const share = (value: number) => value.toFixed(4);
  const more = [
    one.freshWallS === null ? "" : ` (new rows: ${one.freshWallS.toFixed(1)} s)`,
    one.partitionsEqual === null ? "" : one.partitionsEqual ? " (equal)" : " (NOT EQUAL)",
  ].join("");
  const cells = [
    one.name + more,
    one.rows.toLocaleString("en"),
    share(clusters.precision),
    share(clusters.recall),
    `**${share(clusters.f1)}**`,
    share(edgesAt95.precision),
    share(edgesAt95.f1),
    String(largestCluster),
    `${share(one.expectedPrecision)}, ${share(one.expectedRecall)}`,
    one.thresholdBits.toFixed(1),
    one.pairsCompared.toLocaleString("en"),
    one.wallS.toFixed(1),
    one.cpuS.toFixed(1),
    one.peakMb.toFixed(0),
    (os.loadavg()[0] ?? 0).toFixed(1),
  ];
  return `| ${cells.join(" | ")} |`;
}

process.exitCode = await main();
