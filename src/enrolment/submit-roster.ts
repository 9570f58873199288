import { createHash } from "node:crypto";
import {
  describeReferenceRefusal,
  findRoster,
  type ReferenceRefusal,
  type Roster,
} from "../allocation/server.ts";
import { assert } from "../kernel/assert.ts";
import { ok, type Result, refuse } from "../kernel/result.ts";
import type { Bilingual } from "../kernel/statement.ts";
import { type Uuid, uuidOfHash } from "../kernel/uuid.ts";
import { enterInJournal, type Transaction, waitForTurn } from "../platform/database/database.ts";
import type { Office } from "../platform/office.ts";
import { findDataKey, keepDataKey } from "../platform/vault/deposit.ts";
import type { Programme } from "../programme/index.ts";
import { findProgramme } from "../programme/server.ts";
import { batchFileName, batchSheets, linesText, rowsAboveLines } from "./batch-sheets.ts";
import { chooseCandidates, type PassedOver } from "./choose-candidates.ts";
import type { Layout, SentLine } from "./layout.ts";
import {
  defaultLayout,
  describeLayoutRefusal,
  type LayoutRefusal,
  loadLayout,
} from "./load-layout.ts";
import { type OutRefusal, prepareOutFolder, writeBatchFile } from "./node-batch-file.ts";
import { openSnapshot, type Snapshot, sealSnapshot } from "./snapshot.ts";
import {
  type BatchHead,
  countStanding,
  getSentLines,
  insertBatch,
  insertBatchLines,
  listBatches,
  listBatchHeads,
  type RosterStanding,
} from "./store.ts";

export interface SubmitRequest {
  /** Which roster: run id, its first characters, run number, or `latest`. */
  readonly reference: string;
  readonly outDir: string;
  /** A layout's name or its file; null: the neutral layout, or that of the batch sent before. */
  readonly layout: string | null;
}

/** A batch whose file was written; `file` is its path. */
export interface WrittenBatch {
  readonly batchId: Uuid;
  readonly batchNo: number;
  readonly lines: number;
  readonly layout: string;
  readonly file: string;
}

/**
 * `sent`: a new batch. `sent-before`: nobody more is needed, or is left to send, and the batches that
 * await an answer were written again. `complete`: all places are accepted. `list-ended`: places are
 * left, but nobody waits for one any more.
 */
export interface Submission extends RosterStanding {
  readonly type: "sent" | "sent-before" | "complete" | "list-ended";
  readonly roster: Roster;
  readonly passedOver: PassedOver;
  /** Files written, the newest batch first. */
  readonly batches: readonly WrittenBatch[];
}

export type SubmitRefusal =
  | ReferenceRefusal
  | LayoutRefusal
  | OutRefusal
  | { readonly type: "RosterNotApproved"; readonly runNo: number }
  | {
      readonly type: "SentInOtherLayout";
      readonly batchNo: number;
      readonly layout: string;
      readonly wanted: string;
    }
  | { readonly type: "SentLinesDestroyed"; readonly batchNo: number };

/**
 * Sends as many people of an approved roster as it still has places for, in one batch and in the
 * order of rank, and writes the batch's file.
 *
 * The batch is recorded in one transaction before its file is written: cut off between the two, the
 * same request writes the file. Repeated before an answer came, it writes the same file, byte for
 * byte. Accepted and awaiting never exceed the places.
 */
export async function submitRoster(
  office: Office,
  request: SubmitRequest,
): Promise<Result<Submission, SubmitRefusal>> {
  const layout = loadLayout(request.layout ?? defaultLayout);
  if (!layout.ok) return layout;
  const prepared = await prepareOutFolder(request.outDir);
  if (!prepared.ok) return prepared;
  const answer = await office.jobs.act(office.identity, async (transaction) => {
    await waitForTurn(transaction, office.identity, "enrolment");
    return await decideBatch(office, transaction, request, layout.value);
  });
  if (!answer.ok) return answer;
  const batches: WrittenBatch[] = [];
  for (const batch of answer.value.batches) {
    const { batchId, batchNo, lineCount, layout: layoutName } = batch.head;
    // The sending is in the journal; a file with everybody's NIK that is written again is entered too.
    if (answer.value.type !== "sent") {
      const look = { act: "batch.written", subject: batchId, body: { lines: lineCount } };
      await office.db.note(office.identity, [look]);
    }
    const name = batchFileName(batch.head);
    const file = await writeBatchFile(request.outDir, name, batch.sheets, rowsAboveLines);
    batches.push({ batchId, batchNo, lines: lineCount, layout: layoutName, file });
  }
  return ok({ ...answer.value, batches });
}

interface PreparedBatch {
  readonly head: BatchHead;
  readonly sheets: ReturnType<typeof batchSheets>;
}

type Decided = Omit<Submission, "batches"> & { readonly batches: readonly PreparedBatch[] };

async function decideBatch(
  office: Office,
  transaction: Transaction,
  request: SubmitRequest,
  layout: Layout,
): Promise<Result<Decided, SubmitRefusal>> {
  const found = await findRoster(transaction, request.reference);
  if (!found.ok) return found;
  const roster = found.value;
  if (roster.decree === null) return refuse({ type: "RosterNotApproved", runNo: roster.runNo });
  const version = await findProgramme(transaction, roster.programmeCode, roster.programmeVersion);
  assert(version !== null, "a roster's programme version is never deleted");
  const { programme } = version;
  const before = await countStanding(transaction, roster);
  const count = roster.seats - before.accepted - before.awaiting;
  const wanted = { roster, programme, count };
  const { lines, passedOver } = await chooseCandidates(office, transaction, wanted);
  if (lines.length > 0) {
    const snapshot = { layout, lines };
    const head = await recordBatch(office, transaction, roster, snapshot);
    await enterInJournal(transaction, office.identity, {
      act: "enrolment.submitted",
      subject: head.batchId,
      body: { batchNo: head.batchNo, roster: roster.runId, lines: lines.length, passedOver },
    });
    const sheets = batchSheets(factsOf(head, roster, programme), snapshot);
    const awaiting = before.awaiting + lines.length;
    const batches = [{ head, sheets }];
    return ok({ type: "sent", roster, ...before, awaiting, passedOver, batches });
  }
  const again = await openAgain(office, transaction, { roster, programme, request, layout });
  if (!again.ok) return again;
  const isComplete = before.accepted >= roster.seats;
  const type = again.value.length > 0 ? "sent-before" : isComplete ? "complete" : "list-ended";
  return ok({ type, roster, ...before, passedOver, batches: again.value });
}

async function recordBatch(
  office: Office,
  transaction: Transaction,
  roster: Roster,
  snapshot: Snapshot,
): Promise<BatchHead> {
  const { identity, vault } = office;
  const { lines, layout } = snapshot;
  const text = linesText(lines);
  const linesHash = createHash("sha256").update(text).digest("hex");
  const dataKey = vault.newDataKey();
  await keepDataKey(transaction, identity, vault, dataKey);
  const batch = {
    batchId: batchIdOf(roster.runId, lines),
    rosterRunId: roster.runId,
    programmeCode: roster.programmeCode,
    layout: layout.name,
    lineCount: lines.length,
    linesHash,
    dataKeyId: dataKey.dataKeyId,
  };
  const sentLines = sealSnapshot(snapshot, dataKey);
  const batchNo = await insertBatch(transaction, identity, { ...batch, sentLines });
  await insertBatchLines(transaction, identity, batch.batchId, lines);
  return { ...batch, batchNo };
}

/** Made of the roster and the people: the same people of the same roster are the same batch. */
function batchIdOf(rosterRunId: Uuid, lines: readonly SentLine[]): Uuid {
  const hash = createHash("sha256").update(`enrolment-batch-1/${rosterRunId}\n`);
  return uuidOfHash(hash.update(linesText(lines)).digest());
}

/** The batches of the roster that await an answer, from the snapshots kept when they were sent. */
async function openAgain(
  office: Office,
  transaction: Transaction,
  {
    roster,
    programme,
    request,
    layout,
  }: {
    readonly roster: Roster;
    readonly programme: Programme;
    readonly request: SubmitRequest;
    readonly layout: Layout;
  },
): Promise<Result<readonly PreparedBatch[], SubmitRefusal>> {
  const heads = await listBatchHeads(transaction, { rosterRunId: roster.runId });
  const prepared: PreparedBatch[] = [];
  for (const head of heads) {
    const [counts] = await listBatches(transaction, head.batchId);
    if (counts === undefined || counts.unanswered + counts.unclear === 0) continue;
    if (request.layout !== null && head.layout !== layout.name) {
      const { batchNo, layout: sentIn } = head;
      return refuse({ type: "SentInOtherLayout", batchNo, layout: sentIn, wanted: layout.name });
    }
    const dataKey = await findDataKey(transaction, office.vault, head.dataKeyId);
    if (dataKey === null) return refuse({ type: "SentLinesDestroyed", batchNo: head.batchNo });
    const snapshot = openSnapshot(await getSentLines(transaction, head.batchId), dataKey);
    prepared.push({ head, sheets: batchSheets(factsOf(head, roster, programme), snapshot) });
  }
  return ok(prepared);
}

function factsOf(head: BatchHead, roster: Roster, programme: Programme) {
  return {
    ...head,
    programmeTitle: programme.title.id,
    rosterNo: roster.runNo,
    rosterHash: roster.rosterHash,
    decree: roster.decree ?? "",
  };
}

export function describeSubmitRefusal(refusal: SubmitRefusal): Bilingual {
  switch (refusal.type) {
    case "RosterNotApproved":
      return {
        id: `Daftar ${refusal.runNo} belum disetujui, jadi belum boleh dikirim. Minta pejabat lain menyetujuinya: payung roster approve ${refusal.runNo} --decree "…"`,
        en: `Roster ${refusal.runNo} is not approved, so it may not be sent. Ask another officer to approve it: payung roster approve ${refusal.runNo} --decree "…"`,
      };
    case "OutFolderNotUsable":
      return {
        id: `Folder ${refusal.folder} tidak dapat ditulisi (${refusal.reason}). Pilih folder lain dengan --out; tidak ada yang dikirim.`,
        en: `The folder ${refusal.folder} cannot be written to (${refusal.reason}). Choose another one with --out; nothing was sent.`,
      };
    case "SentInOtherLayout":
      return {
        id: `Berkas ${refusal.batchNo} sudah dikirim dengan tata letak ${refusal.layout} dan menunggu jawaban; tidak ditulis ulang dengan ${refusal.wanted}. Ulangi tanpa --layout.`,
        en: `Batch ${refusal.batchNo} was sent in the layout ${refusal.layout} and awaits an answer; it is not written again in ${refusal.wanted}. Repeat without --layout.`,
      };
    case "SentLinesDestroyed":
      return {
        id: `Isi berkas ${refusal.batchNo} sudah dimusnahkan bersama kuncinya, jadi tidak dapat ditulis ulang. Pakai berkas yang dahulu dikirim.`,
        en: `What batch ${refusal.batchNo} held was destroyed with its key and cannot be written again. Use the file that was sent.`,
      };
    case "NoSuchLayout":
    case "LayoutFaulty":
      return describeLayoutRefusal(refusal);
    default:
      return describeReferenceRefusal(refusal);
  }
}
