import type { PlainDate } from "../kernel/plain-date.ts";
import type { Uuid } from "../kernel/uuid.ts";
import { type CopyValue, openCopy } from "../platform/database/copy.ts";
import {
  type Identity,
  refreshStatistics,
  type Transaction,
} from "../platform/database/database.ts";
import type { BatchView, ParticipationState, ReplyCounts, ReplyView } from "./index.ts";
import type { SettledLine } from "./settle-reply.ts";

const instant = `'YYYY-MM-DD"T"HH24:MI:SS"Z"'`;

/** The roster that people are sent for, as far as enrolment asks. */
interface RosterKey {
  readonly runId: Uuid;
  readonly programmeCode: string;
}

/** How many of a roster's people stand how, in its programme; sent under an earlier roster counts too. */
export interface RosterStanding {
  readonly accepted: number;
  readonly awaiting: number;
  readonly rejected: number;
}

export async function countStanding(
  transaction: Transaction,
  roster: RosterKey,
): Promise<RosterStanding> {
  const found = await transaction.query<RosterStanding>(
    `with ranked as materialized (select person_id from allocation.published_place where run_id = $1),
     people as (
       select x.person_id, bool_or(x.state = 'accepted') as accepted, bool_or(x.state in ('submitted', 'unclear')) as awaiting
       from enrolment.published_participation x
       where x.programme_code = $2 and x.person_id in (select person_id from ranked)
       group by x.person_id
     )
     select count(*) filter (where accepted)::int as accepted, count(*) filter (where awaiting and not accepted)::int as awaiting,
       count(*) filter (where not awaiting and not accepted)::int as rejected
     from people`,
    [roster.runId, roster.programmeCode],
  );
  return found.rows[0] ?? { accepted: 0, awaiting: 0, rejected: 0 };
}

/** A person with a place or on the waiting list, as known today. */
export interface CandidateRow {
  readonly rank: number;
  readonly personId: Uuid;
  readonly memberNumber: string;
  readonly mergedInto: Uuid | null;
  readonly restricted: boolean;
  readonly name: string | null;
  readonly sex: "male" | "female" | null;
  readonly bornOn: PlainDate | null;
  readonly nikId: Uuid | null;
  readonly kecamatanCode: string | null;
  readonly kelurahanCode: string | null;
  readonly address: string | null;
  readonly occupation: string | null;
}

/**
 * The next people by rank who were never sent for this roster, nor stand accepted or waiting in the
 * programme under another one.
 */
export async function listCandidates(
  transaction: Transaction,
  roster: RosterKey,
  page: { readonly afterRank: number; readonly limit: number },
): Promise<readonly CandidateRow[]> {
  const found = await transaction.query<CandidateRow>(
    `with sent as materialized (
       select x.person_id from enrolment.published_participation x
       where x.programme_code = $2 and (x.roster_run_id = $1 or x.state <> 'rejected')
     ), next as materialized (
       select p.rank, p.person_id, p.member_number from allocation.published_place p
       where p.run_id = $1 and p.rank > $3 and p.person_id not in (select person_id from sent)
       order by p.rank limit $4
     )
     select c.rank, c.person_id as "personId", c.member_number as "memberNumber", n.merged_into as "mergedInto", n.name, n.sex,
       n.born_on as "bornOn", n.nik_id as "nikId", n.kecamatan_code as "kecamatanCode", n.kelurahan_code as "kelurahanCode", n.address,
       n.occupation, c.person_id in (select person_id from privacy.published_restriction) as restricted
     from next c left join resolution.published_person n on n.person_id = c.person_id
     order by c.rank`,
    [roster.runId, roster.programmeCode, page.afterRank, page.limit],
  );
  return found.rows;
}

/** The NIKs under which somebody of the programme is accepted or waits: nobody is sent under them again. */
export async function listTakenNiks(
  transaction: Transaction,
  programmeCode: string,
): Promise<readonly Uuid[]> {
  const found = await transaction.query<{ nik_id: Uuid }>(
    "select nik_id from enrolment.published_participation where programme_code = $1 and state <> 'rejected'",
    [programmeCode],
  );
  return found.rows.map((row) => row.nik_id);
}

export interface BatchHead {
  readonly batchId: Uuid;
  readonly batchNo: number;
  readonly rosterRunId: Uuid;
  readonly programmeCode: string;
  readonly layout: string;
  readonly lineCount: number;
  readonly linesHash: string;
  readonly dataKeyId: Uuid;
}

/** Batches by number, by the first characters of their id, or by roster; the newest first. */
export async function listBatchHeads(
  transaction: Transaction,
  wanted: {
    readonly batchNo?: number | null;
    readonly idBegins?: string | null;
    readonly rosterRunId?: Uuid;
    readonly limit?: number;
  },
): Promise<readonly BatchHead[]> {
  const found = await transaction.query<BatchHead>(
    `select batch_id as "batchId", batch_no as "batchNo", roster_run_id as "rosterRunId", programme_code as "programmeCode", layout,
       line_count as "lineCount", encode(lines_sha256, 'hex') as "linesHash", data_key_id as "dataKeyId"
     from enrolment.batch
     where ($1::int is null or batch_no = $1) and ($2::text is null or starts_with(batch_id::text, $2))
       and ($3::uuid is null or roster_run_id = $3)
     order by batch_no desc limit $4`,
    [
      wanted.batchNo ?? null,
      wanted.idBegins ?? null,
      wanted.rosterRunId ?? null,
      wanted.limit ?? null,
    ],
  );
  return found.rows;
}

/** Batches and how much of each is answered, the newest first; all, or one. */
export async function listBatches(
  transaction: Transaction,
  batchId: Uuid | null = null,
): Promise<readonly BatchView[]> {
  const found = await transaction.query<BatchView>(
    `select batch_id as "batchId", batch_no as "batchNo", roster_run_id as "rosterRunId", programme_code as "programmeCode", layout,
       line_count as "lineCount", accepted, rejected, unclear, unanswered, sent_by as "sentBy",
       to_char(sent_at at time zone 'UTC', ${instant}) as "sentAt"
     from enrolment.published_batch where $1::uuid is null or batch_id = $1 order by batch_no desc`,
    [batchId],
  );
  return found.rows;
}

export interface NewBatch extends Omit<BatchHead, "batchNo"> {
  readonly sentLines: Uint8Array;
}

/** Records a batch under the next number, which it answers. */
export async function insertBatch(
  transaction: Transaction,
  identity: Identity,
  batch: NewBatch,
): Promise<number> {
  const inserted = await transaction.query<{ batch_no: number }>(
    `insert into enrolment.batch (regency_code, batch_id, batch_no, roster_run_id, programme_code, layout, line_count, lines_sha256,
       data_key_id, sent_lines)
     select $1, $2, coalesce(max(batch_no), 0) + 1, $3, $4, $5, $6, decode($7, 'hex'), $8, $9 from enrolment.batch
     returning batch_no`,
    [
      identity.regencyCode,
      batch.batchId,
      batch.rosterRunId,
      batch.programmeCode,
      batch.layout,
      batch.lineCount,
      batch.linesHash,
      batch.dataKeyId,
      batch.sentLines,
    ],
  );
  return inserted.rows[0]?.batch_no ?? 0;
}

export interface NewBatchLine {
  readonly lineNo: number;
  readonly personId: Uuid;
  readonly memberNumber: string;
  readonly rank: number;
  readonly nikId: Uuid;
  readonly startsOn: PlainDate;
}

export async function insertBatchLines(
  transaction: Transaction,
  identity: Identity,
  batchId: Uuid,
  lines: readonly NewBatchLine[],
): Promise<void> {
  await transaction.query(
    `create temporary table incoming_line (line_no integer, person_id uuid, member_number text, rank integer, nik_id uuid, starts_on date)
     on commit drop`,
  );
  const columns = ["line_no", "person_id", "member_number", "rank", "nik_id", "starts_on"];
  await copyRows(transaction, "incoming_line", columns, lines, (line) => [
    line.lineNo,
    line.personId,
    line.memberNumber,
    line.rank,
    line.nikId,
    line.startsOn,
  ]);
  await transaction.query(
    `insert into enrolment.batch_line (regency_code, batch_id, line_no, person_id, member_number, rank, nik_id, starts_on)
     select $1, $2, line_no, person_id, member_number, rank, nik_id, starts_on from incoming_line order by line_no`,
    [identity.regencyCode, batchId],
  );
  await transaction.query("drop table incoming_line");
  await refreshStatistics(transaction, ["enrolment.batch", "enrolment.batch_line"]);
}

/** The encrypted snapshot of what was sent. */
export async function getSentLines(transaction: Transaction, batchId: Uuid): Promise<Uint8Array> {
  const found = await transaction.query<{ sent_lines: Buffer }>(
    "select sent_lines from enrolment.batch where batch_id = $1",
    [batchId],
  );
  return found.rows[0]?.sent_lines ?? new Uint8Array();
}

export interface SentRow {
  readonly lineNo: number;
  readonly personId: Uuid;
  readonly memberNumber: string;
  readonly nikId: Uuid;
  readonly state: ParticipationState;
  readonly kpj: string | null;
  readonly startsOn: PlainDate | null;
}

/** Everybody of a batch, and how each stands today. */
export async function listSentRows(
  transaction: Transaction,
  batchId: Uuid,
): Promise<readonly SentRow[]> {
  const found = await transaction.query<SentRow>(
    `select l.line_no as "lineNo", l.person_id as "personId", l.member_number as "memberNumber", l.nik_id as "nikId", p.state, p.kpj,
       p.starts_on as "startsOn"
     from enrolment.batch_line l
     join enrolment.published_participation p on p.batch_id = l.batch_id and p.person_id = l.person_id
     where l.batch_id = $1 and p.batch_id = $1
     order by l.line_no`,
    [batchId],
  );
  return found.rows;
}

/** Who holds which of these KPJ numbers by an acceptance. */
export async function findKpjHolders(
  transaction: Transaction,
  numbers: readonly string[],
): Promise<ReadonlyMap<string, Uuid>> {
  const found = await transaction.query<{ kpj: string; person_id: Uuid }>(
    "select kpj, person_id from enrolment.published_participation where state = 'accepted' and kpj = any($1::text[])",
    [numbers],
  );
  return new Map(found.rows.map((row) => [row.kpj, row.person_id]));
}

/** The batch, other than this one, in which most of these NIKs were sent. */
export async function findBatchOfNiks(
  transaction: Transaction,
  nikIds: readonly Uuid[],
  notBatchId: Uuid,
): Promise<number | null> {
  const found = await transaction.query<{ batch_no: number; known: number }>(
    `select b.batch_no, count(*)::int as known
     from enrolment.batch_line l join enrolment.batch b on b.regency_code = l.regency_code and b.batch_id = l.batch_id
     where l.nik_id = any($1::uuid[]) and l.batch_id <> $2
     group by b.batch_no order by known desc, b.batch_no desc limit 1`,
    [nikIds, notBatchId],
  );
  const best = found.rows[0];
  return best !== undefined && best.known * 2 >= nikIds.length ? best.batch_no : null;
}

const replyColumns = `reply_id as "replyId", batch_id as "batchId", reply_no as "replyNo", file_name as "fileName", counts,
  read_by as "readBy", to_char(read_at at time zone 'UTC', ${instant}) as "readAt"`;

export async function findReplyByContent(
  transaction: Transaction,
  batchId: Uuid,
  contentHash: Uint8Array,
): Promise<ReplyView | null> {
  const found = await transaction.query<ReplyView>(
    `select ${replyColumns} from enrolment.reply where batch_id = $1 and content_sha256 = $2`,
    [batchId, contentHash],
  );
  return found.rows[0] ?? null;
}

export async function listReplies(
  transaction: Transaction,
  batchId: Uuid,
): Promise<readonly ReplyView[]> {
  const found = await transaction.query<ReplyView>(
    `select ${replyColumns} from enrolment.reply where batch_id = $1 order by reply_no`,
    [batchId],
  );
  return found.rows;
}

export interface NewReply {
  readonly replyId: Uuid;
  readonly batchId: Uuid;
  readonly fileName: string;
  readonly contentHash: Uint8Array;
  readonly counts: ReplyCounts;
}

/** Records a reply under the batch's next reply number, which it answers, with its lines. */
export async function insertReply(
  transaction: Transaction,
  identity: Identity,
  reply: NewReply,
  lines: readonly SettledLine[],
): Promise<number> {
  const inserted = await transaction.query<{ reply_no: number }>(
    `insert into enrolment.reply (regency_code, reply_id, batch_id, reply_no, file_name, content_sha256, counts)
     select $1, $2, $3, coalesce(max(reply_no), 0) + 1, $4, $5, $6 from enrolment.reply where batch_id = $3
     returning reply_no`,
    [
      identity.regencyCode,
      reply.replyId,
      reply.batchId,
      reply.fileName,
      reply.contentHash,
      JSON.stringify(reply.counts),
    ],
  );
  await insertReplyLines(transaction, identity, reply, lines);
  return inserted.rows[0]?.reply_no ?? 0;
}

async function insertReplyLines(
  transaction: Transaction,
  identity: Identity,
  reply: Pick<NewReply, "replyId" | "batchId">,
  lines: readonly SettledLine[],
): Promise<void> {
  await transaction.query(
    `create temporary table incoming_answer (row_no integer, person_id uuid, matched_by text, outcome text, kpj text, starts_on date,
       reason_code text, reason_text text) on commit drop`,
  );
  const columns =
    "row_no, person_id, matched_by, outcome, kpj, starts_on, reason_code, reason_text";
  await copyRows(transaction, "incoming_answer", columns.split(", "), lines, (line) => [
    line.rowNo,
    line.personId,
    line.matchedBy,
    line.outcome,
    line.kpj,
    line.startsOn,
    line.reasonCode,
    line.reasonText,
  ]);
  await transaction.query(
    `insert into enrolment.reply_line (regency_code, reply_id, batch_id, ${columns})
     select $1, $2, $3, ${columns} from incoming_answer order by row_no`,
    [identity.regencyCode, reply.replyId, reply.batchId],
  );
  await transaction.query("drop table incoming_answer");
  await refreshStatistics(transaction, ["enrolment.reply", "enrolment.reply_line"]);
}

export interface ReasonRow {
  readonly code: string;
  readonly state: "rejected" | "unclear";
  readonly count: number;
}

/** Why people of a batch stand rejected or unclear today, the commonest first. */
export async function countReasons(
  transaction: Transaction,
  batchId: Uuid,
): Promise<readonly ReasonRow[]> {
  const found = await transaction.query<ReasonRow>(
    `select reason_code as code, state, count(*)::int as count from enrolment.published_participation
     where batch_id = $1 and state in ('rejected', 'unclear') group by reason_code, state order by count desc, reason_code`,
    [batchId],
  );
  return found.rows;
}

export interface LineRow {
  readonly lineNo: number;
  readonly rank: number;
  readonly personId: Uuid;
  readonly memberNumber: string;
  readonly nikId: Uuid;
  readonly name: string | null;
  readonly state: ParticipationState;
  readonly kpj: string | null;
  readonly startsOn: string | null;
  readonly reasonCode: string | null;
  readonly reasonText: string | null;
}

/** A page of a batch's lines, by line number. Names are today's. */
export async function listLines(
  transaction: Transaction,
  query: {
    readonly batchId: Uuid;
    readonly state: ParticipationState | null;
    readonly limit: number;
    readonly offset: number;
  },
): Promise<readonly LineRow[]> {
  const found = await transaction.query<LineRow>(
    `select t.*, n.name
     from (select l.line_no as "lineNo", l.rank, l.person_id as "personId", l.member_number as "memberNumber", l.nik_id as "nikId",
             p.state, p.kpj, p.starts_on as "startsOn", p.reason_code as "reasonCode", p.reason_text as "reasonText"
           from enrolment.batch_line l
           join enrolment.published_participation p on p.batch_id = l.batch_id and p.person_id = l.person_id
           where l.batch_id = $1 and p.batch_id = $1 and ($2::text is null or p.state = $2)
           order by l.line_no limit $3 offset $4) t
     left join resolution.published_person n on n.person_id = t."personId"
     order by t."lineNo"`,
    [query.batchId, query.state, query.limit, query.offset],
  );
  return found.rows;
}

export interface ParticipationRow {
  readonly personId: Uuid;
  readonly programmeCode: string;
  readonly rosterRunId: Uuid;
  readonly batchId: Uuid;
  readonly batchNo: number;
  readonly rank: number;
  readonly state: ParticipationState;
  readonly kpj: string | null;
  readonly startsOn: string | null;
  readonly reasonCode: string | null;
  readonly reasonText: string | null;
  readonly sentAt: string;
}

/** The newest participation of a person, or null when the person was never sent. */
export async function findParticipationRow(
  transaction: Transaction,
  personId: Uuid,
): Promise<ParticipationRow | null> {
  const found = await transaction.query<ParticipationRow>(
    `select person_id as "personId", programme_code as "programmeCode", roster_run_id as "rosterRunId", batch_id as "batchId",
       batch_no as "batchNo", rank, state, kpj, starts_on as "startsOn", reason_code as "reasonCode", reason_text as "reasonText",
       to_char(sent_at at time zone 'UTC', ${instant}) as "sentAt"
     from enrolment.published_participation where person_id = $1 order by batch_no desc limit 1`,
    [personId],
  );
  return found.rows[0] ?? null;
}

async function copyRows<Row>(
  transaction: Transaction,
  table: string,
  columns: readonly string[],
  rows: readonly Row[],
  valuesOf: (row: Row) => readonly CopyValue[],
): Promise<void> {
  const sink = openCopy(transaction, table, columns);
  for (let start = 0; start < rows.length; start += 5_000)
    await sink.write(rows.slice(start, start + 5_000).map(valuesOf));
  await sink.end();
}
