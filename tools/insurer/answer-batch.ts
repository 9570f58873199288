import { writeCsv, writeWorkbook } from "../../src/platform/spreadsheet/server.ts";
import { judgeLines } from "./judge-lines.ts";
import { readBatch } from "./read-batch.ts";
import { findKnownFaults } from "./read-truth.ts";
import { REASON_CODES } from "./reasons.ts";
import { REPLY_COLUMN_WIDTHS, replyRows, toCsvRows } from "./reply-sheet.ts";

export { parseShare } from "./share.ts";

export interface AnswerBatchOptions {
  /** The batch workbook as Payung wrote it: neutral layout 1, .xlsx or CSV. */
  readonly batchFile: string;
  /** Of all lines, 0 to 1; `parseShare` reads it from a command line. */
  readonly rejectShare: number;
  /** A whole number from 0. The same seed and lines give the same reply, in whatever order they come. */
  readonly seed: number;
  /** Written as CSV where the name ends in .csv, else as a workbook. */
  readonly outFile: string;
  /** truth.csv of the demonstration city: whom it knows to be unfit is rejected first. */
  readonly truthFile?: string;
}

/** Counts of persons' lines; `reasons` by code of data.md §2, only codes that occur. */
export interface BatchAnswer {
  readonly lines: number;
  readonly accepted: number;
  readonly rejected: number;
  readonly reasons: Readonly<Record<string, number>>;
}

/**
 * Answers a batch as a branch office of BPJS Ketenagakerjaan might: same people, its own paper.
 *
 * Shape: exactly `Math.round(rejectShare * lines)` lines are rejected, each with a reason in free
 * words; every other line has a KPJ of 11 digits and the start day asked for.
 * Errors: throws what it cannot read, a RangeError for options out of range, and what the file
 * system throws. No message shows a NIK.
 * Not modelled: lines left unanswered or answered twice, people nobody asked about, a start day
 * other than the one asked for, a status that contradicts its remark.
 */
export async function answerBatch(options: AnswerBatchOptions): Promise<BatchAnswer> {
  checkOptions(options);
  const lines = await readBatch(options.batchFile);
  const knownFaults =
    options.truthFile === undefined ? null : await findKnownFaults(options.truthFile, lines);
  const verdicts = judgeLines(lines, knownFaults, options.rejectShare, options.seed);
  const isCsv = options.outFile.toLowerCase().endsWith(".csv");
  const rows = replyRows(verdicts, options.seed, isCsv ? "csv" : "xlsx");
  if (isCsv) {
    await writeCsv(options.outFile, toCsvRows(rows));
  } else {
    const sheet = { name: "Hasil Cek", columnWidths: REPLY_COLUMN_WIDTHS, rows };
    await writeWorkbook(options.outFile, [sheet]);
  }
  const codes = verdicts.flatMap((verdict) => (verdict.isAccepted ? [] : [verdict.code]));
  const counts = REASON_CODES.map(
    (code) => [code, codes.filter((one) => one === code).length] as const,
  );
  return {
    lines: lines.length,
    accepted: lines.length - codes.length,
    rejected: codes.length,
    reasons: Object.fromEntries(counts.filter(([, count]) => count > 0)),
  };
}

function checkOptions({ rejectShare, seed }: AnswerBatchOptions): void {
  if (!(rejectShare >= 0 && rejectShare <= 1)) {
    throw new RangeError(`rejectShare must be from 0 to 1, not ${rejectShare}`);
  }
  if (!Number.isSafeInteger(seed) || seed < 0) {
    throw new RangeError(`seed must be a whole number from 0, not ${seed}`);
  }
}
