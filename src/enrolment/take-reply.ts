import { createHash } from "node:crypto";
import { findRoster } from "../allocation/server.ts";
import { assert } from "../kernel/assert.ts";
import { ok, type Result, refuse } from "../kernel/result.ts";
import type { Bilingual } from "../kernel/statement.ts";
import { uuidOfHash } from "../kernel/uuid.ts";
import { enterInJournal, type Transaction, waitForTurn } from "../platform/database/database.ts";
import type { Office } from "../platform/office.ts";
import { describeSpreadsheetRefusal } from "../platform/spreadsheet/index.ts";
import { findDataKey } from "../platform/vault/deposit.ts";
import {
  type BatchReferenceRefusal,
  describeBatchReferenceRefusal,
  findBatch,
} from "./find-batch.ts";
import type { ReplyCounts, ReplyView } from "./index.ts";
import { createMatcher, type SentPerson } from "./match-reply.ts";
import { type FileRead, type ReplyFileRefusal, readReplyFile } from "./read-reply-file.ts";
import { type MatchedRow, type Settled, settleReply } from "./settle-reply.ts";
import { openSnapshot } from "./snapshot.ts";
import {
  type BatchHead,
  countStanding,
  findBatchOfNiks,
  findKpjHolders,
  findReplyByContent,
  getSentLines,
  insertReply,
  listSentRows,
  type SentRow,
} from "./store.ts";

export interface ReplyRequest {
  /** Which batch: id, its first characters, number, or `latest`. */
  readonly reference: string;
  readonly path: string;
}

export interface TakenReply extends Pick<ReplyView, "batchId" | "replyId" | "replyNo" | "counts"> {
  readonly batchNo: number;
  readonly alreadyRead: boolean;
}

export type ReplyRefusal =
  | BatchReferenceRefusal
  | ReplyFileRefusal
  | {
      readonly type: "ReplyOfAnotherBatch";
      readonly file: string;
      readonly batchNo: number;
      readonly rows: number;
      readonly matched: number;
      /** The batch that the file seems to answer, when one is known. */
      readonly fits: number | null;
    };

/**
 * Reads an answer of the insurer to a batch.
 *
 * One transaction: a file is read whole or not at all, and once by its content. Under half of its
 * rows about people of the batch: refused, it answers something else. Partial replies are welcome;
 * whoever is not in it awaits an answer still.
 */
export async function takeReply(
  office: Office,
  request: ReplyRequest,
): Promise<Result<TakenReply, ReplyRefusal>> {
  const file = await readReplyFile(request.path);
  if (!file.ok) return file;
  const { fileName, contentHash } = file.value;
  return await office.jobs.act(office.identity, async (transaction) => {
    await waitForTurn(transaction, office.identity, "enrolment");
    const found = await findBatch(transaction, request.reference);
    if (!found.ok) return found;
    const batch = found.value;
    const { batchId, batchNo } = batch;
    const known = await findReplyByContent(transaction, batchId, contentHash);
    if (known !== null) return ok({ ...known, batchNo, alreadyRead: true });
    const matching = await matchRows(office, transaction, batch, file.value);
    if (!matching.ok) return matching;
    const settled = await settle(transaction, batch, matching.value);
    const counts = countReply(file.value, matching.value.rows, settled);
    const replyId = uuidOfHash(
      createHash("sha256").update(`${batchId}/`).update(contentHash).digest(),
    );
    const reply = { replyId, batchId, fileName, contentHash, counts };
    const replyNo = await insertReply(transaction, office.identity, reply, settled.lines);
    await enterInJournal(transaction, office.identity, {
      act: "enrolment.replied",
      subject: batchId,
      body: { batchNo, replyNo, ...counts },
    });
    return ok({ batchId, batchNo, replyId, replyNo, counts, alreadyRead: false });
  });
}

interface Matching {
  readonly rows: readonly MatchedRow[];
  readonly sent: readonly SentRow[];
}

async function matchRows(
  office: Office,
  transaction: Transaction,
  batch: BatchHead,
  file: FileRead,
): Promise<Result<Matching, ReplyRefusal>> {
  const { vault } = office;
  const nikIdOf = (nik: string) => vault.idOfIndex(vault.blindIndex("nik", nik));
  const sent = await listSentRows(transaction, batch.batchId);
  const people = await namePeople(office, transaction, batch, sent);
  const match = createMatcher(people, nikIdOf);
  const rows = file.rows.map((row) => ({
    rowNo: row.rowNo,
    answer: row.answer,
    match: match(row),
  }));
  const matched = rows.filter((row) => row.match.personId !== null).length;
  if (matched * 2 >= rows.length) return ok({ rows, sent });
  const niks = file.rows.flatMap(({ nik }) => (nik.state === "whole" ? [nikIdOf(nik.nik)] : []));
  const fits = await findBatchOfNiks(transaction, niks, batch.batchId);
  const { batchNo } = batch;
  const counts = { rows: rows.length, matched, fits };
  return refuse({ type: "ReplyOfAnotherBatch", file: file.fileName, batchNo, ...counts });
}

/** Names and birth dates as they were sent; unknown once the batch's key is destroyed. */
async function namePeople(
  office: Office,
  transaction: Transaction,
  batch: BatchHead,
  sent: readonly SentRow[],
): Promise<readonly SentPerson[]> {
  const dataKey = await findDataKey(transaction, office.vault, batch.dataKeyId);
  const lines =
    dataKey === null
      ? []
      : openSnapshot(await getSentLines(transaction, batch.batchId), dataKey).lines;
  const lineByPerson = new Map(lines.map((line) => [line.personId, line]));
  return sent.map(({ personId, memberNumber, nikId }) => {
    const line = lineByPerson.get(personId);
    const { name = null, bornOn = null } = line ?? {};
    return { personId, memberNumber, nikId, name, bornOn };
  });
}

async function settle(
  transaction: Transaction,
  batch: BatchHead,
  { rows, sent }: Matching,
): Promise<Settled> {
  const roster = await findRoster(transaction, batch.rosterRunId);
  assert(roster.ok, "a batch is of a roster");
  const standing = await countStanding(transaction, roster.value);
  const numbers = rows.flatMap(({ answer }) => (answer.outcome === "accepted" ? [answer.kpj] : []));
  return settleReply(rows, {
    standings: new Map(sent.map((one) => [one.personId, one])),
    holderByKpj: await findKpjHolders(transaction, numbers),
    freePlaces: roster.value.seats - standing.accepted - standing.awaiting,
  });
}

function countReply(
  file: FileRead,
  rows: readonly MatchedRow[],
  { lines, repeated }: Settled,
): ReplyCounts {
  const of = (outcome: string) => lines.filter((line) => line.outcome === outcome);
  const counts = {
    rows: rows.length,
    accepted: of("accepted").length,
    rejected: of("rejected").length,
    unclear: of("unclear").length,
    unmatched: of("unmatched").length,
    repeated,
  };
  const { accepted, rejected, unclear, unmatched } = counts;
  assert(
    counts.rows === accepted + rejected + unclear + unmatched + repeated,
    "every row of a reply has one outcome",
  );
  return {
    ...counts,
    skipped: file.skipped,
    matchedBy: tally(rows.map(({ match }) => match.by)),
    reasons: tally(of("rejected").map(({ reasonCode }) => reasonCode ?? "")),
    doubts: tally(of("unclear").map(({ reasonCode }) => reasonCode ?? "")),
  };
}

/** How often each word occurs, in the order of the words. */
function tally(words: readonly string[]): Readonly<Record<string, number>> {
  const countByWord: Record<string, number> = {};
  for (const word of [...words].sort()) countByWord[word] = (countByWord[word] ?? 0) + 1;
  return countByWord;
}

export function describeReplyRefusal(refusal: ReplyRefusal): Bilingual {
  switch (refusal.type) {
    case "NoSuchBatch":
    case "BatchNotOne":
      return describeBatchReferenceRefusal(refusal);
    case "NotAReply": {
      const sheets = refusal.sheets.map((sheet) => `"${sheet}"`).join(", ");
      return {
        id: `${refusal.file} bukan jawaban: pada 15 baris pertama (lembar: ${sheets}) tidak ada judul kolom NIK atau NOMOR ANGGOTA bersama STATUS, KETERANGAN, atau NOMOR KPJ. Periksa judul kolom; tidak ada yang dicatat.`,
        en: `${refusal.file} is no reply: the first 15 rows (sheets: ${sheets}) have no headers NIK or NOMOR ANGGOTA together with STATUS, KETERANGAN or NOMOR KPJ. Check the headers; nothing was recorded.`,
      };
    }
    case "ReplyHoldsNoAnswer":
      return {
        id: `${refusal.file} belum berisi jawaban (${refusal.unanswered} orang tanpa STATUS). Tidak ada yang dicatat; muat lagi bila kantor cabang sudah mengisinya.`,
        en: `${refusal.file} holds no answer yet (${refusal.unanswered} people without STATUS). Nothing was recorded; load it again once the branch office has filled it in.`,
      };
    case "ReplyOfAnotherBatch": {
      const { file, rows, matched, batchNo, fits } = refusal;
      const hint =
        fits === null
          ? { id: "Periksa berkasnya: payung enrol list", en: "Check the file: payung enrol list" }
          : {
              id: `Tampaknya jawaban atas berkas ${fits}: payung enrol reply ${fits} ${file}`,
              en: `It seems to answer batch ${fits}: payung enrol reply ${fits} ${file}`,
            };
      return {
        id: `${file} tampaknya bukan jawaban atas berkas ${batchNo}: hanya ${matched} dari ${rows} baris tentang orang di dalamnya. Tidak ada yang dicatat. ${hint.id}`,
        en: `${file} does not seem to answer batch ${batchNo}: only ${matched} of ${rows} rows are about people in it. Nothing was recorded. ${hint.en}`,
      };
    }
    default:
      return {
        id: describeSpreadsheetRefusal(refusal, "id"),
        en: describeSpreadsheetRefusal(refusal, "en"),
      };
  }
}
