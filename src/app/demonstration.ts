import { existsSync } from "node:fs";
import path from "node:path";
import { generateDemoCity } from "../../tools/demo-city/generate.ts";
import {
  type AllocationRow,
  allocatePlaces,
  describeAllocationRefusal,
} from "../allocation/server.ts";
import type { PrintOutcome } from "../cards/server.ts";
import type { BillPaid, MonthBilled } from "../contributions/server.ts";
import type { CoverageSummary } from "../coverage/index.ts";
import { loadCityInputs, readCoverageSummary } from "../coverage/server.ts";
import {
  type AssessmentRow,
  assessEverybody,
  describeAssessmentRefusal,
} from "../eligibility/server.ts";
import { describeLoadRefusal, loadFile, type SheetReport } from "../intake/server.ts";
import { plainDate } from "../kernel/plain-date.ts";
import type { Bilingual } from "../kernel/statement.ts";
import type { LawBook } from "../law/index.ts";
import { loadLaw } from "../law/server.ts";
import { CommandRefused } from "../platform/command-line.ts";
import { actingAs, type Office } from "../platform/office.ts";
import type { Progress } from "../platform/progress.ts";
import { projectRoot } from "../platform/project-root.ts";
import { createProgramme, describeCreateRefusal } from "../programme/server.ts";
import { type ResolutionReport, runResolution } from "../resolution/server.ts";
import {
  approveLaunch,
  demonstrationOfficers,
  type EnrolmentOutcome,
  enrolLaunch,
  payFirstMonth,
  printLaunchCards,
} from "./demonstration-launch.ts";
import { releaseMemory } from "./release-memory.ts";

/** The stages of the demonstration, in order; each is harmless when repeated. */
export const demonstrationStages = [
  {
    key: "files",
    title: { id: "Menyiapkan berkas registri buatan", en: "Preparing synthetic registry files" },
  },
  { key: "intake", title: { id: "Memuat berkas", en: "Loading the files" } },
  {
    key: "resolve",
    title: {
      id: "Mencari satu orang di balik banyak baris",
      en: "Finding the one person behind many rows",
    },
  },
  { key: "assess", title: { id: "Menilai kelayakan", en: "Assessing eligibility" } },
  { key: "allocate", title: { id: "Menyusun daftar peserta", en: "Choosing who gets a place" } },
  {
    key: "approve",
    title: { id: "Menyetujui daftar (empat mata)", en: "Approving the roster (four eyes)" },
  },
  {
    key: "enrol",
    title: {
      id: "Mengirim ke BPJS Ketenagakerjaan dan membaca jawabannya",
      en: "Sending to the insurer and reading its answers",
    },
  },
  {
    key: "pay",
    title: {
      id: "Menagih dan membayar iuran bulan pertama",
      en: "Billing and paying the first month",
    },
  },
  { key: "cards", title: { id: "Mencetak kartu", en: "Printing the cards" } },
] as const satisfies readonly { readonly key: string; readonly title: Bilingual }[];

export type StageKey = (typeof demonstrationStages)[number]["key"];

export interface DemonstrationOptions {
  readonly workers: number;
  readonly seed: number;
  /** Where the synthetic files are written (and found again when a run was cut off). */
  readonly dir: string;
  readonly seats: number;
}

/** The launch: 35,422 places for 77,000 registered workers; a smaller city keeps the share. */
export function demonstrationOptions(
  dataDir: string,
  workers: number,
  seed: number,
): DemonstrationOptions {
  const seats = workers === 77_000 ? 35_422 : Math.round((workers * 35_422) / 77_000);
  return { workers, seed, dir: path.join(dataDir, "demonstration", `${workers}-${seed}`), seats };
}

const demonstrationDay = plainDate("2024-05-31");
const programmeFile = "makassar-2024.yaml";

export interface DemonstrationOutcome {
  readonly loads: readonly SheetReport[];
  readonly resolution: ResolutionReport;
  readonly assessment: AssessmentRow;
  readonly allocation: AllocationRow;
  readonly enrolment: EnrolmentOutcome;
  readonly billed: MonthBilled;
  readonly paid: BillPaid;
  readonly cards: PrintOutcome;
  readonly coverage: CoverageSummary;
}

export interface StageReporter {
  begin(stage: StageKey): Progress;
  end(stage: StageKey): void;
}

/** Runs the whole flow on a synthetic city. Cut off anywhere and run again, it completes. */
export async function runDemonstration(
  office: Office,
  options: DemonstrationOptions,
  reporter: StageReporter,
): Promise<DemonstrationOutcome> {
  const officer = actingAs(office, { actor: demonstrationOfficers.programme });
  const law = loadLaw();
  const chosen = await chooseRoster(officer, options, law, reporter);
  const { allocation } = chosen;
  await inStage(reporter, "approve", () => approveLaunch(officer, allocation));
  const enrolment = await inStage(reporter, "enrol", (progress) =>
    enrolLaunch(officer, allocation, options, progress),
  );
  const { billed, paid } = await inStage(reporter, "pay", () =>
    payFirstMonth(officer, allocation, law),
  );
  const cards = await inStage(reporter, "cards", (progress) =>
    printLaunchCards(officer, allocation, options.dir, progress),
  );
  const { regencyCode } = office.identity;
  const coverage = await office.db.look(office.identity, (transaction) =>
    readCoverageSummary(transaction, {
      regencyCode,
      programmeCode: allocation.programmeCode,
      month: null,
      inputs: loadCityInputs(regencyCode),
    }),
  );
  return { ...chosen, enrolment, billed, paid, cards, coverage };
}

/** The first half: from raw files to a ranked roster. */
async function chooseRoster(
  office: Office,
  options: DemonstrationOptions,
  law: LawBook,
  reporter: StageReporter,
) {
  const files = await inStage(reporter, "files", (progress) => prepareFiles(options, progress));
  const loads = await inStage(reporter, "intake", (progress) => loadAll(office, files, progress));
  const resolution = await inStage(reporter, "resolve", (progress) =>
    runResolution(office, progress),
  );
  const programmeCode = await decideProgramme(office);
  const assessment = await inStage(reporter, "assess", async (progress) => {
    const answer = await assessEverybody(office, {
      programmeCode,
      on: demonstrationDay,
      law,
      progress,
    });
    if (!answer.ok) throw new CommandRefused(answer.error, describeAssessmentRefusal(answer.error));
    return answer.value;
  });
  const allocation = await inStage(reporter, "allocate", async () => {
    const limit = { kind: "seats", seats: options.seats } as const;
    const answer = await allocatePlaces(office, { programmeCode, limit, months: 12, law });
    if (!answer.ok) throw new CommandRefused(answer.error, describeAllocationRefusal(answer.error));
    return answer.value;
  });
  return { loads, resolution, assessment, allocation };
}

async function inStage<T>(
  reporter: StageReporter,
  stage: StageKey,
  work: (progress: Progress) => Promise<T>,
): Promise<T> {
  const answer = await work(reporter.begin(stage));
  reporter.end(stage);
  releaseMemory();
  return answer;
}

/** The files of an earlier, cut-off run are used again when its manifest (written last) is there. */
async function prepareFiles(
  options: DemonstrationOptions,
  progress: Progress,
): Promise<readonly string[]> {
  const names = [
    "p3ke-individu-makassar-2024.xlsx",
    "disabilitas-dinsos.xlsx",
    "dukcapil-meninggal-pindah.xlsx",
    "bpjs-peserta-aktif.xlsx",
  ];
  if (!existsSync(path.join(options.dir, "demo-city.json"))) {
    await generateDemoCity({
      area: "73.71",
      workers: options.workers,
      seed: options.seed,
      outDir: options.dir,
      onProgress: (done, total) => progress.report(done, total),
    });
  }
  return names.map((name) => path.join(options.dir, name));
}

async function loadAll(
  office: Office,
  files: readonly string[],
  progress: Progress,
): Promise<readonly SheetReport[]> {
  const reports: SheetReport[] = [];
  let before = 0;
  for (const file of files) {
    const ofFile: Progress = { report: (done) => progress.report(before + done, null) };
    const loaded = await loadFile(office, {
      path: file,
      source: null,
      dryRun: false,
      on: demonstrationDay,
      progress: ofFile,
    });
    if (!loaded.ok) throw new CommandRefused(loaded.error, describeLoadRefusal(loaded.error));
    reports.push(...loaded.value);
    before += loaded.value.reduce((sum, report) => sum + report.physicalRows, 0);
  }
  return reports;
}

async function decideProgramme(office: Office): Promise<string> {
  const created = await createProgramme(
    office,
    path.join(projectRoot(), "programmes", programmeFile),
  );
  if (!created.ok) throw new CommandRefused(created.error, describeCreateRefusal(created.error));
  return created.value.code;
}
