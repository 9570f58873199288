import { mkdir } from "node:fs/promises";
import path from "node:path";
import { answerBatch } from "../../tools/insurer/answer-batch.ts";
import {
  type AllocationRow,
  approveRoster,
  describeApprovalRefusal,
} from "../allocation/server.ts";
import { describePrintRefusal, type PrintOutcome, printCards } from "../cards/server.ts";
import {
  type BillPaid,
  billMonth,
  describeBillRefusal,
  describePaymentRefusal,
  loadHolidays,
  type MonthBilled,
  payBill,
} from "../contributions/server.ts";
import {
  describeReplyRefusal,
  describeSubmitRefusal,
  type Submission,
  submitRoster,
  type TakenReply,
  takeReply,
} from "../enrolment/server.ts";
import { assert } from "../kernel/assert.ts";
import { monthOf, plainDate } from "../kernel/plain-date.ts";
import type { Result } from "../kernel/result.ts";
import type { Bilingual } from "../kernel/statement.ts";
import type { LawBook } from "../law/index.ts";
import { CommandRefused } from "../platform/command-line.ts";
import { actingAs, type Office } from "../platform/office.ts";
import type { Progress } from "../platform/progress.ts";

/** The officers of the demonstration; four eyes need two. */
export const demonstrationOfficers = {
  programme: "demo:petugas-disnaker",
  approver: "demo:kepala-disnaker",
  finance: "demo:bendahara-bpkad",
} as const;

/** The insurer rejects 6 % of the first batch; those who replace them pass. */
const rejectShares = [0.06, 0] as const;
const roundsMax = 5;
const decree = "SK Wali Kota (peragaan) 560/2024";
const paidOn = plainDate("2024-06-14");
const cardsIssuedOn = plainDate("2024-06-01");

export interface EnrolmentOutcome {
  readonly submission: Submission;
  readonly replies: readonly TakenReply[];
}

export async function approveLaunch(office: Office, allocation: AllocationRow): Promise<void> {
  const approver = actingAs(office, { actor: demonstrationOfficers.approver });
  getValue(
    await approveRoster(approver, { reference: allocation.runId, decree }),
    describeApprovalRefusal,
  );
}

/** Sends, lets the simulated insurer answer, reads, and sends replacements until every place is taken. */
export async function enrolLaunch(
  office: Office,
  allocation: AllocationRow,
  options: { readonly dir: string; readonly seed: number },
  progress: Progress,
): Promise<EnrolmentOutcome> {
  const outDir = path.join(options.dir, "batches");
  await mkdir(outDir, { recursive: true });
  const replies: TakenReply[] = [];
  for (let round = 1; ; round += 1) {
    assert(round <= roundsMax, "the simulated insurer answers every line, so the places fill up");
    const request = { reference: allocation.runId, outDir, layout: null };
    const submission = getValue(await submitRoster(office, request), describeSubmitRefusal);
    progress.report(submission.accepted, submission.roster.seats);
    if (submission.batches.length === 0) return { submission, replies };
    for (const batch of submission.batches) {
      const outFile = batch.file.replace(/\.xlsx$/, "-balasan.xlsx");
      await answerBatch({
        batchFile: batch.file,
        outFile,
        seed: options.seed,
        truthFile: path.join(options.dir, "truth.csv"),
        rejectShare: rejectShares[Math.min(batch.batchNo, rejectShares.length) - 1] ?? 0,
      });
      const reply = await takeReply(office, { reference: batch.batchId, path: outFile });
      replies.push(getValue(reply, describeReplyRefusal));
    }
  }
}

export async function payFirstMonth(
  office: Office,
  allocation: AllocationRow,
  law: LawBook,
): Promise<{ readonly billed: MonthBilled; readonly paid: BillPaid }> {
  const request = {
    programmeCode: allocation.programmeCode,
    month: monthOf(allocation.firstMonth),
    law,
    holidays: loadHolidays(),
  };
  const finance = actingAs(office, { actor: demonstrationOfficers.finance });
  const billed = getValue(await billMonth(office, request), describeBillRefusal);
  const { billId, amountRp, billNo } = billed.bill;
  const payment = { bill: billId, amountRp, reference: `SP2D-PERAGAAN-${billNo}`, paidOn };
  return { billed, paid: getValue(await payBill(finance, payment), describePaymentRefusal) };
}

export async function printLaunchCards(
  office: Office,
  allocation: AllocationRow,
  dir: string,
  progress: Progress,
): Promise<PrintOutcome> {
  const request = {
    programmeCode: allocation.programmeCode,
    file: path.join(dir, "kartu.pdf"),
    on: cardsIssuedOn,
    all: false,
    progress,
  };
  return getValue(await printCards(office, request), describePrintRefusal);
}

function getValue<T, E extends { readonly type: string }>(
  answer: Result<T, E>,
  describe: (refusal: E) => Bilingual,
): T {
  if (!answer.ok) throw new CommandRefused(answer.error, describe(answer.error));
  return answer.value;
}
