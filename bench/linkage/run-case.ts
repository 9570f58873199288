import { readFileSync } from "node:fs";
import {
  cellOf,
  type LinkageResult,
  type LinkageSettings,
  type LinkageSpec,
  linkRecords,
  openCrew,
  parseSpec,
  proposeSpec,
  readCsvFiles,
  type Table,
} from "../../src/linkage/server.ts";
import { loadPlainCsv } from "./load-table.ts";
import { type MeasuredQuality, measureQuality } from "./quality.ts";

/** One measured run, in a process of its own; plain data, so that it travels as JSON. */
export interface CaseOrder {
  readonly name: string;
  readonly files: readonly string[];
  readonly rowsMax: number;
  /** Specification text; null: the one that the engine proposes. */
  readonly spec: string | null;
  /** Column of the truth, taken off the table before the engine sees it; or a pattern over the id. */
  readonly truth: { readonly column: string; readonly pattern: string | null };
  readonly workers: number;
  readonly partitions: number;
  /** The last so many rows come later, against what is known. */
  readonly fresh: number;
}

export interface CaseFigures {
  readonly name: string;
  readonly rows: number;
  readonly wallS: number;
  readonly cpuS: number;
  readonly peakMb: number;
  readonly pairsCompared: number;
  readonly thresholdBits: number;
  readonly expectedPrecision: number;
  readonly expectedRecall: number;
  readonly quality: MeasuredQuality;
  readonly freshWallS: number | null;
  readonly partitionsEqual: boolean | null;
}

export async function runCase(order: CaseOrder): Promise<CaseFigures> {
  const { table: whole, truth } = await loadCase(order);
  const crew = openCrew({ workers: order.workers });
  try {
    const spec =
      order.spec === null ? await propose(whole, order, crew) : take(parseSpec(order.spec));
    const cpuBefore = process.cpuUsage();
    const startedAt = performance.now();
    const result = await linkRecords(whole, spec, crew);
    const wallS = (performance.now() - startedAt) / 1000;
    const cpu = process.cpuUsage(cpuBefore);
    const peakMb = process.resourceUsage().maxRSS / 1024;
    return {
      name: order.name,
      rows: whole.count,
      wallS,
      cpuS: (cpu.user + cpu.system) / 1e6,
      peakMb,
      pairsCompared: result.pairsCompared,
      thresholdBits: result.threshold / 1000,
      expectedPrecision: result.estimates.precision,
      expectedRecall: result.estimates.recall,
      quality: measureQuality(truth, result),
      freshWallS:
        order.fresh === 0 ? null : await measureFresh(whole, spec, crew, result, order.fresh),
      partitionsEqual:
        order.partitions < 2
          ? null
          : await comparePartitions(whole, spec, crew, result, order.partitions),
    };
  } finally {
    await crew.close();
  }
}

type Crew = ReturnType<typeof openCrew>;

function propose(table: Table, { files }: CaseOrder, crew: Crew): Promise<LinkageSpec> {
  return proposeSpec(table, crew, files.length > 1 ? { source: "_file" } : {});
}

function take<T>(read: { readonly ok: true; readonly value: T } | { readonly ok: false }): T {
  if (!read.ok) throw new Error("the specification of the bench is faulty");
  return read.value;
}

async function loadCase({ files, rowsMax, truth }: CaseOrder) {
  const [file = ""] = files;
  const isPlain =
    files.length === 1 &&
    !readFileSync(file)
      .subarray(0, 1 << 20)
      .includes(34);
  const read = isPlain ? loadPlainCsv(file, rowsMax) : take(await readCsvFiles(files)).table;
  const column = read.columns[truth.column];
  if (!column) throw new Error(`${file} has no column ${truth.column}`);
  const known = new Map<string, number>();
  const numbers = Int32Array.from({ length: read.count }, (_, row) => {
    const cell = cellOf(column, row);
    const key = truth.pattern === null ? cell : (new RegExp(truth.pattern).exec(cell)?.[1] ?? cell);
    const number = known.get(key) ?? known.size;
    known.set(key, number);
    return number;
  });
  const columns = Object.entries(read.columns).filter(
    ([header]) => truth.pattern !== null || header !== truth.column,
  );
  return { table: { count: read.count, columns: Object.fromEntries(columns) }, truth: numbers };
}

async function measureFresh(
  table: Table,
  spec: LinkageSpec,
  crew: Crew,
  { model, threshold, clusters }: LinkageResult,
  fresh: number,
): Promise<number> {
  const known = { count: table.count - fresh, clusters: clusters.subarray(0, table.count - fresh) };
  const settings: LinkageSettings = { model, threshold, known };
  const startedAt = performance.now();
  await linkRecords(table, spec, crew, settings);
  return (performance.now() - startedAt) / 1000;
}

/** Runs every partition by itself and asks whether their edges together are those of the one run. */
async function comparePartitions(
  table: Table,
  spec: LinkageSpec,
  crew: Crew,
  { model, edges }: LinkageResult,
  of: number,
): Promise<boolean> {
  const key = (left: number, right: number) => left * table.count + right;
  const whole = new Map(
    Array.from(edges.left, (left, at) => [key(left, edges.right[at] ?? 0), edges.score[at] ?? 0]),
  );
  const found = new Set<number>();
  for (let at = 0; at < of; at += 1) {
    const part = await linkRecords(table, spec, crew, { model, partition: { at, of } });
    for (let edge = 0; edge < part.edges.left.length; edge += 1) {
      const own = key(part.edges.left[edge] ?? 0, part.edges.right[edge] ?? 0);
      if (whole.get(own) !== part.edges.score[edge]) return false;
      found.add(own);
    }
  }
  return found.size === whole.size;
}
