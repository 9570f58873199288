import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import Papa from "papaparse";
import { type AllocationRow, allocatePlaces } from "../src/allocation/server.ts";
import { type AssessmentRow, assessEverybody } from "../src/eligibility/server.ts";
import { loadFile, type SheetReport } from "../src/intake/server.ts";
import { plainDate } from "../src/kernel/plain-date.ts";
import type { Result } from "../src/kernel/result.ts";
import { loadLaw } from "../src/law/server.ts";
import type { Office } from "../src/platform/office.ts";
import { noProgress } from "../src/platform/progress.ts";
import { projectRoot } from "../src/platform/project-root.ts";
import { createProgramme } from "../src/programme/server.ts";
import { type ResolutionReport, runResolution } from "../src/resolution/server.ts";
import { type DemoCityFiles, generateDemoCity } from "../tools/demo-city/generate.ts";

/** The day of the demonstration city: its files are said to have been made on it. */
export const launchDay = plainDate("2024-05-31");
export const programmeFile = path.join(projectRoot(), "programmes", "makassar-2024.yaml");
export const programmeCode = "makassar-2024";

export interface TestCity extends DemoCityFiles {
  /** The four files a city would load, in the order in which they are usually sent. */
  readonly sent: readonly string[];
  remove(): Promise<void>;
}

/** Writes a synthetic city into a folder of its own. */
export async function makeTestCity(workers: number, seed: number): Promise<TestCity> {
  const outDir = await mkdtemp(path.join(os.tmpdir(), "payung-city-"));
  const files = await generateDemoCity({ area: "73.71", workers, seed, outDir });
  return {
    ...files,
    sent: [files.registry, files.disability, files.civil, files.insurer],
    remove: () => rm(outDir, { recursive: true, force: true }),
  };
}

/** One line of truth.csv: what is true of the person whom a row of a file speaks of. */
export type TruthLine = Readonly<Record<string, string>>;

export function readTruth(city: DemoCityFiles): readonly TruthLine[] {
  const text = readFileSync(city.truth, "utf8").replace(/^\ufeff/, "");
  return Papa.parse<TruthLine>(text, { header: true, skipEmptyLines: true }).data;
}

export async function loadAll(
  office: Office,
  files: readonly string[],
): Promise<readonly SheetReport[]> {
  const reports: SheetReport[] = [];
  for (const file of files) {
    const loading = loadFile(office, {
      path: file,
      source: null,
      dryRun: false,
      on: launchDay,
      progress: noProgress,
    });
    reports.push(...granted(await loading));
  }
  return reports;
}

export interface Flow {
  readonly loads: readonly SheetReport[];
  readonly resolution: ResolutionReport;
  readonly assessment: AssessmentRow & { readonly alreadyDone: boolean };
  readonly allocation: AllocationRow & { readonly alreadyDone: boolean };
}

/** Files to roster, through the doors of the rooms, as the command line walks it. */
export async function walk(office: Office, files: readonly string[], seats: number): Promise<Flow> {
  const loads = await loadAll(office, files);
  return { loads, ...(await walkOn(office, seats)) };
}

/** From loaded rows to the roster. */
export async function walkOn(office: Office, seats: number): Promise<Omit<Flow, "loads">> {
  const law = loadLaw();
  const resolution = await runResolution(office, noProgress);
  granted(await createProgramme(office, programmeFile));
  const assessment = granted(
    await assessEverybody(office, { programmeCode, on: launchDay, law, progress: noProgress }),
  );
  const limit = { kind: "seats", seats } as const;
  const allocation = granted(
    await allocatePlaces(office, { programmeCode, limit, months: 12, law }),
  );
  return { resolution, assessment, allocation };
}

export function granted<T>(result: Result<T, { readonly type: string }>): T {
  if (!result.ok) throw new Error(`refused: ${JSON.stringify(result.error)}`);
  return result.value;
}

/** The seats of a smaller city: the share that the launch had of its 77,000 registered workers. */
export function seatsFor(workers: number): number {
  return Math.round((workers * 35_422) / 77_000);
}
