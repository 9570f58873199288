import { basename } from "node:path";
import { toIsoDay } from "../demo-city/days.ts";
import { type BatchLine, openForReading } from "./read-batch.ts";
import type { ReasonCode } from "./reasons.ts";

/**
 * What is truly wrong with people of the batch, by NIK as sent; absent where nothing is.
 *
 * Shape: one fault a NIK, the gravest. A NIK that is nobody's in truth.csv is NIK_DUKCAPIL.
 * Errors: throws when the file has not the columns of truth.csv.
 */
export async function findKnownFaults(
  truthFile: string,
  lines: readonly BatchLine[],
): Promise<ReadonlyMap<string, ReasonCode>> {
  const lineByNik = new Map(lines.map((line) => [line.nik, line]));
  const known = new Set<string>();
  const faults = new Map<string, ReasonCode>();
  for await (const person of readTruth(truthFile, lineByNik)) {
    const line = lineByNik.get(person.nik);
    if (line === undefined || known.has(person.nik)) continue;
    known.add(person.nik);
    const fault = findFault(person, line);
    if (fault !== null) faults.set(person.nik, fault);
  }
  for (const nik of lineByNik.keys()) if (!known.has(nik)) faults.set(nik, "NIK_DUKCAPIL");
  return faults;
}

const TRUTH_COLUMNS = [
  "nik",
  "birth_date",
  "job_class",
  "dead",
  "moved",
  "active_elsewhere",
  "segment",
] as const;

type TruePerson = Readonly<Record<(typeof TRUTH_COLUMNS)[number], string>>;

function findFault(person: TruePerson, line: BatchLine): ReasonCode | null {
  if (person.dead === "true") return "MENINGGAL";
  // Construction workers (JAKON) are insured by a project that pays them: a wage, to the office.
  if (person.active_elsewhere === "true") {
    return person.segment === "BPU" ? "AKTIF_BPU" : "AKTIF_PU";
  }
  if (person.moved === "true") return "PINDAH";
  if (/PNS|PEJABAT|PENSIUNAN/.test(person.job_class)) return "BUKAN_SASARAN";
  if (line.birth === null || toIsoDay(line.birth) !== person.birth_date) return "LAHIR_BEDA";
  return null;
}

/** Most lines are of people nobody sent: they are passed over before anything is made of them. */
async function* readTruth(
  path: string,
  wanted: ReadonlyMap<string, BatchLine>,
): AsyncGenerator<TruePerson> {
  const workbook = await openForReading(path);
  try {
    const sheet = workbook.sheets[0]?.name ?? "";
    let places: readonly number[] | null = null;
    for await (const batch of workbook.readBatches(sheet)) {
      for (const { cells } of batch) {
        if (places === null) {
          places = TRUTH_COLUMNS.map((column) => cells.indexOf(column));
          if (!places.includes(-1)) continue;
          throw new Error(`${basename(path)} has not the columns ${TRUTH_COLUMNS.join(", ")}`);
        }
        if (!wanted.has(cells[places[0] ?? -1] ?? "")) continue;
        const [nik, birth, job, dead, moved, active, segment] = places.map(
          (place) => cells[place] ?? "",
        );
        yield {
          nik: nik ?? "",
          birth_date: birth ?? "",
          job_class: job ?? "",
          dead: dead ?? "",
          moved: moved ?? "",
          active_elsewhere: active ?? "",
          segment: segment ?? "",
        };
      }
    }
  } finally {
    await workbook.close();
  }
}
