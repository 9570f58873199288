import { createHash, type Hash } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { writeCsv, writeWorkbook } from "../../src/platform/spreadsheet/server.ts";
import { type Cells, createSheetLog, type SheetLog, type SheetSources } from "./cells.ts";
import { type City, makeCity } from "./city.ts";
import { countCity, type DemoCityCounts } from "./counts.ts";
import {
  CIVIL_COLUMN_WIDTHS,
  civilSheet,
  DISABILITY_COLUMN_WIDTHS,
  disabilitySheet,
  INSURER_COLUMN_WIDTHS,
  insurerSheet,
} from "./list-workbooks.ts";
import { P3KE_COLUMN_WIDTHS, p3keSheet, splitIntoSheets } from "./p3ke-workbook.ts";
import { writeReadme } from "./readme.ts";
import { truthRows } from "./truth.ts";

export type { DemoCityCounts } from "./counts.ts";

export interface DemoCityOptions {
  readonly area: "73.71";
  /** Distinct registered persons of 18 to 64 with a job, 1 to 1,000,000. */
  readonly workers: number;
  /** A whole number from 0. The same seed gives the same city on every machine. */
  readonly seed: number;
  readonly outDir: string;
  /** Called now and then with rows written so far and rows to write, and once at the end. */
  readonly onProgress?: (done: number, total: number) => void;
}

/** Paths of the files written. */
export interface DemoCityFiles {
  readonly registry: string;
  readonly insurer: string;
  readonly civil: string;
  readonly disability: string;
  readonly truth: string;
  readonly readme: string;
  readonly manifest: string;
  readonly counts: DemoCityCounts;
}

/**
 * Writes a synthetic Makassar as its registries arrive on 2024-05-31, with the truth beside.
 *
 * Errors: throws a RangeError for options out of range, and what the file system throws.
 * Not modelled: RT/RW, mothers' names and KK numbers (P3KE has none); deaths nobody reported.
 */
export async function generateDemoCity(options: DemoCityOptions): Promise<DemoCityFiles> {
  checkRange("workers", options.workers, 1, 1_000_000);
  checkRange("seed", options.seed, 0, Number.MAX_SAFE_INTEGER);
  await mkdir(options.outDir, { recursive: true });
  const city = makeCity(options);
  const counts = countCity(city);
  const progress = createProgress(countRows(counts), options.onProgress);
  const workbooks: WrittenWorkbook[] = [];
  for (const plan of planWorkbooks(city)) {
    workbooks.push(await writePlanned(options.outDir, plan, progress.step));
  }
  const inOutDir = (name: string) => join(options.outDir, name);
  const sources = workbooks.flatMap((workbook) => workbook.sources);
  await writeCsv(inOutDir(TRUTH_FILE), truthRows(city, sources, progress.step));
  await writeFile(inOutDir(README_FILE), writeReadme(options, counts));
  await writeFile(inOutDir(MANIFEST_FILE), await makeManifest(options, counts, workbooks));
  progress.finish();
  return {
    registry: inOutDir(REGISTRY_FILE),
    insurer: inOutDir(INSURER_FILE),
    civil: inOutDir(CIVIL_FILE),
    disability: inOutDir(DISABILITY_FILE),
    truth: inOutDir(TRUTH_FILE),
    readme: inOutDir(README_FILE),
    manifest: inOutDir(MANIFEST_FILE),
    counts,
  };
}

const REGISTRY_FILE = "p3ke-individu-makassar-2024.xlsx";
const INSURER_FILE = "bpjs-peserta-aktif.xlsx";
const CIVIL_FILE = "dukcapil-meninggal-pindah.xlsx";
const DISABILITY_FILE = "disabilitas-dinsos.xlsx";
const TRUTH_FILE = "truth.csv";
const README_FILE = "README.txt";
const MANIFEST_FILE = "demo-city.json";

interface PlannedWorkbook {
  readonly file: string;
  readonly columnWidths: readonly number[];
  readonly sheets: readonly {
    readonly name: string;
    readonly rows: (log: SheetLog) => Iterable<Cells>;
  }[];
}

function planWorkbooks(city: City): readonly PlannedWorkbook[] {
  const { seed, lists, registry } = city;
  return [
    {
      file: REGISTRY_FILE,
      columnWidths: P3KE_COLUMN_WIDTHS,
      sheets: splitIntoSheets(registry.blocks).map(({ name, blocks }) => ({
        name,
        rows: (log) => p3keSheet(seed, name, blocks, log),
      })),
    },
    {
      file: INSURER_FILE,
      columnWidths: INSURER_COLUMN_WIDTHS,
      sheets: [{ name: "Peserta Aktif", rows: (log) => insurerSheet(seed, lists.insured, log) }],
    },
    {
      file: CIVIL_FILE,
      columnWidths: CIVIL_COLUMN_WIDTHS,
      sheets: [{ name: "Meninggal-Pindah", rows: (log) => civilSheet(seed, lists.civil, log) }],
    },
    {
      file: DISABILITY_FILE,
      columnWidths: DISABILITY_COLUMN_WIDTHS,
      sheets: [{ name: "Disabilitas", rows: (log) => disabilitySheet(seed, lists.disabled, log) }],
    },
  ];
}

interface WrittenWorkbook {
  readonly file: string;
  readonly sources: readonly SheetSources[];
  readonly sheets: readonly { readonly name: string; readonly physicalRows: number }[];
  /** Of all cells in order: the same on every machine, even where the compressor differs. */
  readonly cellsSha256: string;
}

async function writePlanned(
  outDir: string,
  plan: PlannedWorkbook,
  onRow: () => void,
): Promise<WrittenWorkbook> {
  const hash: Hash = createHash("sha256");
  const sheets = plan.sheets.map((sheet) => {
    const log = createSheetLog(plan.file, sheet.name, hash);
    return { name: sheet.name, log, rows: counted(sheet.rows(log), onRow) };
  });
  await writeWorkbook(
    join(outDir, plan.file),
    sheets.map(({ name, rows }) => ({ name, columnWidths: plan.columnWidths, rows })),
  );
  return {
    file: plan.file,
    sources: sheets.map(({ log }) => log.sources),
    sheets: sheets.map(({ name, log }) => ({ name, physicalRows: log.rowsSoFar() })),
    cellsSha256: hash.digest("hex"),
  };
}

function* counted(rows: Iterable<Cells>, onRow: () => void): Generator<Cells> {
  for (const cells of rows) {
    onRow();
    yield cells;
  }
}

async function makeManifest(
  options: DemoCityOptions,
  counts: DemoCityCounts,
  workbooks: readonly WrittenWorkbook[],
): Promise<string> {
  const files = [...workbooks.map(({ file }) => file), TRUTH_FILE, README_FILE];
  const described = [];
  for (const file of files) {
    const workbook = workbooks.find((one) => one.file === file);
    described.push({
      file,
      ...(await measureFile(join(options.outDir, file))),
      ...(workbook === undefined
        ? {}
        : { cellsSha256: workbook.cellsSha256, sheets: workbook.sheets }),
    });
  }
  const { area, workers, seed } = options;
  const manifest = { area, workers, seed, referenceDay: "2024-05-31", counts, files: described };
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

async function measureFile(path: string) {
  const hash = createHash("sha256");
  await pipeline(createReadStream(path), hash);
  return { bytes: (await stat(path)).size, sha256: hash.digest("hex") };
}

/** Rows of persons in the four files, and as many lines of truth. */
function countRows(counts: DemoCityCounts): number {
  const { registryRows, insurerRows, civilRows, disabilityRows } = counts;
  return 2 * (registryRows + insurerRows + civilRows + disabilityRows);
}

const ROWS_BETWEEN_REPORTS = 2_000;

function createProgress(total: number, report: DemoCityOptions["onProgress"]) {
  let done = 0;
  return {
    step: () => {
      done++;
      if (done % ROWS_BETWEEN_REPORTS === 0) report?.(Math.min(done, total), total);
    },
    finish: () => report?.(total, total),
  };
}

function checkRange(name: string, value: number, low: number, high: number) {
  if (!Number.isInteger(value) || value < low || value > high) {
    throw new RangeError(`${name} must be a whole number from ${low} to ${high}, not ${value}`);
  }
}
