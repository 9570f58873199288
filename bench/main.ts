import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { codeVersion } from "../src/platform/code-version.ts";
import { projectRoot } from "../src/platform/project-root.ts";
import { runBare } from "./bare.ts";
import type { BenchCase, BenchContext, CityFiles } from "./case.ts";
import { flowCase } from "./cases/flow.ts";
import { intakeCase } from "./cases/intake.ts";
import { rightsCase } from "./cases/rights.ts";
import { startCase } from "./cases/start.ts";
import { wholeCase } from "./cases/whole.ts";
import { type Figure, meetsAim, ratioOf, spreadOf } from "./figures.ts";
import { measureCommand } from "./measure-command.ts";

const cases: readonly BenchCase[] = [startCase, intakeCase, flowCase, wholeCase, rightsCase];

const usage = `npm run bench -- [--only ${cases.map(({ name }) => name).join(",")}] [--workers 77000] [--seed 1] [--repeat 3]`;

/** npm run bench: measures the promises, each beside the machine's own limit in the same run. */
async function main(): Promise<number> {
  const options = readOptions();
  if (options === null) {
    process.stderr.write(`${usage}\n`);
    return 2;
  }
  const folder = mkdtempSync(path.join(os.tmpdir(), "payung-bench-"));
  // Interrupted, it leaves neither a process nor a folder of a gigabyte.
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(1));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  try {
    const context = makeContext(options, folder);
    const measured: { name: string; figures: readonly Figure[] }[] = [];
    for (const one of options.chosen) {
      context.tell(one.name);
      measured.push({ name: one.name, figures: await one.run(context) });
    }
    process.stdout.write(`\n${renderTable(measured)}\n`);
    process.stdout.write(`\n${writeResults(options, measured)}\n`);
    return measured.some(({ figures }) => figures.some((one) => meetsAim(one) === false)) ? 1 : 0;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Options {
  readonly chosen: readonly BenchCase[];
  readonly workers: number;
  readonly seed: number;
  readonly repeat: number;
}

function readOptions(): Options | null {
  const { values } = parseArgs({
    options: {
      only: { type: "string" },
      workers: { type: "string", default: "77000" },
      seed: { type: "string", default: "1" },
      repeat: { type: "string", default: "3" },
    },
  });
  const wanted = values.only?.split(",") ?? cases.map(({ name }) => name);
  const chosen = cases.filter(({ name }) => wanted.includes(name));
  const numbers = [values.workers, values.seed, values.repeat].map(Number);
  const [workers = 0, seed = 0, repeat = 0] = numbers;
  if (chosen.length !== wanted.length || !numbers.every(Number.isInteger) || repeat < 1)
    return null;
  return { chosen, workers, seed, repeat };
}

function makeContext({ workers, seed, repeat }: Options, folder: string): BenchContext {
  const projectDir = projectRoot();
  const cli = path.join(projectDir, "dist/server/cli.js");
  let files: Promise<CityFiles> | null = null;
  const tell = (line: string) => process.stderr.write(`${line}\n`);
  return {
    workers,
    seed,
    repeat,
    folder,
    projectDir,
    cli,
    self: process.argv[1] ?? "",
    tell,
    files() {
      files ??= writeCity(cli, path.join(folder, "city"), { workers, seed }, tell);
      return files;
    },
  };
}

async function writeCity(
  cli: string,
  out: string,
  { workers, seed }: { readonly workers: number; readonly seed: number },
  tell: (line: string) => void,
): Promise<CityFiles> {
  const city = ["--workers", String(workers), "--seed", String(seed), "--out", out];
  const { wallS, stdout } = await measureCommand([cli, "demo", "files", "--json", ...city]);
  tell(`  (the files of the city were written in ${wallS.toFixed(1)} s)`);
  const { registry, insurer, civil, disability } = JSON.parse(stdout) as Record<string, string>;
  const others = [disability, civil, insurer].map((file) => file ?? "");
  return { registry: registry ?? "", others };
}

function renderTable(measured: readonly { name: string; figures: readonly Figure[] }[]): string {
  const lines: (readonly string[])[] = [
    ["×limit", "aim", "", "median", "min–max", "limit", "what"],
  ];
  for (const { name, figures } of measured) {
    for (const figure of figures) lines.push(lineOf(name, figure));
  }
  const widths = (lines[0] ?? []).map((_, column) =>
    Math.max(...lines.map((line) => line[column]?.length ?? 0)),
  );
  return lines
    .map((line) =>
      line
        .map((cell, column) => (column < 6 ? cell.padStart(widths[column] ?? 0) : cell))
        .join("  "),
    )
    .join("\n");
}

function lineOf(name: string, figure: Figure): readonly string[] {
  const { median, least, most } = spreadOf(figure.samples);
  const write = (number: number) =>
    `${number.toLocaleString("en", { maximumFractionDigits: figure.unit === "s" ? 2 : 0 })}`;
  const { aim, limit } = figure;
  const met = meetsAim(figure);
  return [
    ratioOf(figure)?.toFixed(2) ?? "",
    aim === null ? "" : `≤ ${aim.most}${aim.of === "ratio" ? " ×" : ` ${figure.unit}`}`,
    met === null ? "" : met ? "met" : "MISSED",
    `${write(median)} ${figure.unit}`,
    figure.samples.length > 1 ? `${write(least)}–${write(most)}` : "",
    limit === null ? "" : write(spreadOf(limit.samples).median),
    `${name}: ${figure.name.trim()}${limit === null ? "" : ` (limit: ${limit.name})`}`,
  ];
}

/** Keeps every sample, with the machine and the load it was under: a figure without them says nothing. */
function writeResults(
  options: Options,
  measured: readonly { name: string; figures: readonly Figure[] }[],
): string {
  const at = new Date().toISOString();
  const folder = path.join(projectRoot(), "bench/results");
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, `${at.replace(/[:.]/g, "-")}.json`);
  const { chosen, ...city } = options;
  const cpus = os.cpus();
  const machine = {
    cpu: cpus[0]?.model ?? "unknown",
    cores: cpus.length,
    memoryMb: Math.round(os.totalmem() / 1024 / 1024),
    system: `${os.type()} ${os.release()} ${os.arch()}`,
    node: process.version,
    loadOneFiveFifteen: os.loadavg(),
  };
  const cases = measured.map(({ name, figures }) => ({
    name,
    figures: figures.map((figure) => ({
      ...figure,
      ...spreadOf(figure.samples),
      ratio: ratioOf(figure),
      meetsAim: meetsAim(figure),
    })),
  }));
  const result = { at, codeVersion, machine, ...city, cases };
  writeFileSync(file, `${JSON.stringify(result, null, 2)}\n`);
  return `${chosen.length} cases, written to ${path.relative(process.cwd(), file)}`;
}

if (process.argv[2] === "bare") {
  const [file = "", dataDir = ""] = process.argv.slice(3);
  process.stdout.write(JSON.stringify(await runBare(file, dataDir)));
} else {
  process.exitCode = await main();
}
