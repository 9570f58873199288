import path from "node:path";
import type { Command } from "commander";
import { groupThousands } from "../kernel/rupiah.ts";
import { type CommandLine, CommandRefused, renderTable } from "../platform/command-line.ts";
import type { BatchView } from "./index.ts";
import { defaultLayout } from "./load-layout.ts";
import { listBatches } from "./store.ts";
import { describeSubmitRefusal, type Submission, submitRoster } from "./submit-roster.ts";
import { describeReplyRefusal, type TakenReply, takeReply } from "./take-reply.ts";

export function mountEnrolmentCommands(program: Command, line: CommandLine): void {
  const enrol = program
    .command("enrol")
    .description("Kirim ke penjamin dan baca jawabannya / send to the insurer, read its answers");
  mountSubmit(enrol, line);
  mountReply(enrol, line);
  enrol
    .command("list")
    .description("Berkas yang dikirim dan jawabannya / batches sent, and how much is answered")
    .addHelpText("after", "\nExample:\n  payung enrol list --json")
    .action(async (_options: unknown, command: Command) => {
      const batches = await line.withOffice(command, (office) =>
        office.db.look(office.identity, (transaction) => listBatches(transaction)),
      );
      line.answer({ batches: batches.map(batchJson) }, tellBatches(batches, line));
    });
}

function mountSubmit(enrol: Command, line: CommandLine): void {
  enrol
    .command("submit")
    .argument("<roster>", "run id, its first 6 or more characters, run number, or latest")
    .requiredOption("--out <dir>", "folder for the workbook; it holds NIKs, keep it closed")
    .option("--layout <layout>", `a layout's name or mapping file (default: ${defaultLayout})`)
    .description("Tulis berkas untuk penjamin / write the next batch of an approved roster")
    .addHelpText(
      "after",
      `
Examples:
  payung enrol submit latest --out ./kirim
  payung enrol submit 3 --out ./kirim --layout cabang-makassar.yaml

Sends as many people as there are places left, in the order of the roster; after a reply with
rejections, those next on the waiting list. Repeated before an answer, it writes the same file.`,
    )
    .action(
      async (reference: string, options: { out: string; layout?: string }, command: Command) => {
        const submission = await line.withOffice(command, async (office) => {
          const outDir = path.resolve(options.out);
          const request = { reference, outDir, layout: options.layout ?? null };
          const answer = await submitRoster(office, request);
          if (!answer.ok)
            throw new CommandRefused(answer.error, describeSubmitRefusal(answer.error));
          return answer.value;
        });
        line.answer(submissionJson(submission), tellSubmission(submission, line));
      },
    );
}

function mountReply(enrol: Command, line: CommandLine): void {
  enrol
    .command("reply")
    .argument("<batch>", "batch id, its first 6 or more characters, batch number, or latest")
    .argument("<file>", "the insurer's answer, XLSX or CSV")
    .description("Baca jawaban penjamin / read the insurer's answer to a batch")
    .addHelpText(
      "after",
      `
Example:
  payung enrol reply 1 ./terima/balasan-0001.xlsx

Headers are looked for in the first 15 rows of every sheet: NIK, NAMA, TANGGAL LAHIR, STATUS (Y, N),
KETERANGAN, NOMOR KPJ, TANGGAL EFEKTIF, NOMOR ANGGOTA, in any order. Accepted needs a KPJ number and
a start. Part of a batch is welcome; the same file twice changes nothing.
Exit codes: 0 read (also when people are rejected), 1 refused (nothing of the file is kept).`,
    )
    .action(async (reference: string, file: string, _options: unknown, command: Command) => {
      const reply = await line.withOffice(command, async (office) => {
        const answer = await takeReply(office, { reference, path: file });
        if (!answer.ok) throw new CommandRefused(answer.error, describeReplyRefusal(answer.error));
        return answer.value;
      });
      line.answer(replyJson(reply), tellReply(reply, line));
    });
}

/** The newest batch first; `batch` and `file` are null when nothing had to be sent. */
function submissionJson(submission: Submission) {
  const { roster, passedOver, batches, accepted, awaiting, rejected } = submission;
  const newest = batches[0];
  return {
    outcome: submission.type,
    batch: newest?.batchId ?? null,
    batch_no: newest?.batchNo ?? null,
    roster: roster.runId,
    lines: newest?.lines ?? 0,
    file: newest?.file ?? null,
    layout: newest?.layout ?? null,
    already_sent: submission.type === "sent-before",
    seats: roster.seats,
    accepted,
    awaiting,
    rejected,
    passed_over: {
      merged: passedOver.merged,
      without_nik: passedOver.withoutNik,
      nik_taken: passedOver.nikTaken,
      restricted: passedOver.restricted,
    },
    files: batches.map((batch) => ({
      batch: batch.batchId,
      batch_no: batch.batchNo,
      lines: batch.lines,
      file: batch.file,
    })),
  };
}

function replyJson(reply: TakenReply) {
  const { counts } = reply;
  return {
    batch: reply.batchId,
    batch_no: reply.batchNo,
    reply: reply.replyId,
    reply_no: reply.replyNo,
    rows: counts.rows,
    accepted: counts.accepted,
    rejected: counts.rejected,
    unclear: counts.unclear,
    unmatched: counts.unmatched,
    repeated: counts.repeated,
    skipped: Object.values(counts.skipped).reduce((sum, count) => sum + count, 0),
    skipped_rows: counts.skipped,
    matched_by: counts.matchedBy,
    reasons: counts.reasons,
    doubts: counts.doubts,
    already_read: reply.alreadyRead,
  };
}

function batchJson(batch: BatchView) {
  return {
    batch: batch.batchId,
    batch_no: batch.batchNo,
    roster: batch.rosterRunId,
    programme: batch.programmeCode,
    layout: batch.layout,
    lines: batch.lineCount,
    accepted: batch.accepted,
    rejected: batch.rejected,
    unclear: batch.unclear,
    unanswered: batch.unanswered,
    sent_by: batch.sentBy,
    sent_at: batch.sentAt,
  };
}

function tellSubmission(submission: Submission, line: CommandLine): string {
  const id = line.language === "id";
  const count = (number: number) => groupThousands(number, id ? "." : ",");
  const { roster, accepted, awaiting, rejected, batches, passedOver } = submission;
  const left = roster.seats - accepted - awaiting;
  const sum = id
    ? `${count(roster.seats)} tempat = ${count(accepted)} diterima + ${count(awaiting)} menunggu jawaban + ${count(left)} belum terisi; ${count(rejected)} orang ditolak.`
    : `${count(roster.seats)} places = ${count(accepted)} accepted + ${count(awaiting)} awaiting an answer + ${count(left)} not filled; ${count(rejected)} people were rejected.`;
  const files = batches.map((batch) =>
    id
      ? `Berkas ${batch.batchNo}: ${count(batch.lines)} orang, ${batch.file}`
      : `Batch ${batch.batchNo}: ${count(batch.lines)} people, ${batch.file}`,
  );
  const over =
    passedOver.merged + passedOver.withoutNik + passedOver.nikTaken + passedOver.restricted;
  const passed =
    over === 0
      ? []
      : [
          id
            ? `${count(over)} orang dilewati: ${passedOver.withoutNik} tanpa NIK yang dapat dipakai, ${passedOver.nikTaken} ber-NIK sama dengan orang lain yang sudah dikirim, ${passedOver.merged} ternyata orang lain dalam daftar, ${passedOver.restricted} membatasi pemakaian datanya.`
            : `${count(over)} people were passed over: ${passedOver.withoutNik} without a usable NIK, ${passedOver.nikTaken} with the NIK of somebody already sent, ${passedOver.merged} who turned out to be another person, ${passedOver.restricted} who restricted the use of their data.`,
        ];
  return [submissionSentences[submission.type][line.language], ...files, ...passed, sum].join("\n");
}

const submissionSentences = {
  sent: { id: "Berkas baru ditulis.", en: "A new batch was written." },
  "sent-before": {
    id: "Tidak ada orang baru untuk dikirim; berkas yang menunggu jawaban ditulis ulang, isinya sama.",
    en: "Nobody new to send; what awaits an answer was written again, unchanged.",
  },
  complete: {
    id: "Semua tempat sudah diterima; tidak ada yang dikirim.",
    en: "All places are accepted; nothing was sent.",
  },
  "list-ended": {
    id: "Daftar tunggu habis; tidak ada lagi yang dapat dikirim.",
    en: "The waiting list has ended; nobody is left to send.",
  },
} as const;

function tellReply(reply: TakenReply, line: CommandLine): string {
  const id = line.language === "id";
  const count = (number: number) => groupThousands(number, id ? "." : ",");
  const { rows, accepted, rejected, unclear, unmatched, repeated, reasons, doubts } = reply.counts;
  const before = reply.alreadyRead ? (id ? " (sudah pernah dibaca)" : " (read before)") : "";
  const sum = id
    ? `Berkas ${reply.batchNo}, jawaban ${reply.replyNo}${before}: ${count(rows)} baris = ${count(accepted)} diterima + ${count(rejected)} ditolak + ${count(unclear)} belum jelas + ${count(unmatched)} bukan orang berkas ini + ${count(repeated)} berulang.`
    : `Batch ${reply.batchNo}, reply ${reply.replyNo}${before}: ${count(rows)} rows = ${count(accepted)} accepted + ${count(rejected)} rejected + ${count(unclear)} unclear + ${count(unmatched)} about nobody in the batch + ${count(repeated)} repeated.`;
  const codes = Object.entries({ ...reasons, ...doubts });
  if (codes.length === 0) return sum;
  const headings = id ? ["Alasan", "Orang"] : ["Reason", "People"];
  const table = codes
    .sort(([, one], [, other]) => other - one)
    .map(([code, number]) => [code, count(number)]);
  return `${sum}\n${renderTable(headings, table)}`;
}

function tellBatches(batches: readonly BatchView[], line: CommandLine): string {
  const id = line.language === "id";
  const headings = id
    ? [
        "No",
        "Berkas",
        "Program",
        "Orang",
        "Diterima",
        "Ditolak",
        "Belum jelas",
        "Menunggu",
        "Dikirim",
      ]
    : ["No", "Batch", "Programme", "People", "Accepted", "Rejected", "Unclear", "Waiting", "Sent"];
  const count = (number: number) => groupThousands(number, id ? "." : ",");
  const rows = batches.map((batch) => [
    String(batch.batchNo),
    batch.batchId.slice(0, 8),
    batch.programmeCode,
    count(batch.lineCount),
    count(batch.accepted),
    count(batch.rejected),
    count(batch.unclear),
    count(batch.unanswered),
    batch.sentAt.slice(0, 10),
  ]);
  return renderTable(headings, rows);
}
