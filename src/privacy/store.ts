import type { Uuid } from "../kernel/uuid.ts";
import type { Identity, Transaction } from "../platform/database/database.ts";
import { readBatches } from "../platform/database/read-batches.ts";
import type { SchemaColumn } from "./classify.ts";
import type { ErasureView, PersonPrivacy, RequestKind, RequestView } from "./index.ts";

const instant = `'YYYY-MM-DD"T"HH24:MI:SS"Z"'`;
const at = (column: string) => `to_char(${column} at time zone 'UTC', ${instant})`;

export interface RequestRow {
  readonly requestId: Uuid;
  readonly requestNo: number;
  readonly kind: RequestKind;
  readonly channel: RequestView["channel"];
  readonly askedBy: RequestView["askedBy"];
  readonly words: string;
  readonly contact: string;
  readonly personId: Uuid | null;
  readonly receivedAt: string;
  readonly dueAt: string;
  readonly hoursGone: number;
  readonly steps: readonly StepRow[];
}

export interface StepRow {
  readonly step: "identified" | "assigned" | "copied" | "reviewed" | "answered";
  readonly personId: Uuid | null;
  readonly assignee: string | null;
  readonly outcome: string | null;
  readonly reason: string | null;
  readonly note: string;
  readonly madeBy: string;
  readonly madeAt: string;
}

/** Requests with their steps, the newest first; all, or one by number or id, or those of a person. */
export async function listRequests(
  transaction: Transaction,
  hoursByKind: Readonly<Record<RequestKind, number>>,
  wanted: { readonly requestId?: Uuid; readonly requestNo?: number; readonly personId?: Uuid } = {},
): Promise<readonly RequestRow[]> {
  const found = await transaction.query<RequestRow>(
    `select q.request_id as "requestId", q.request_no as "requestNo", q.kind, q.channel, q.asked_by as "askedBy", q.words, q.contact,
       q.person_id as "personId", ${at("q.received_at")} as "receivedAt",
       ${at("(q.received_at + make_interval(hours => ($4::jsonb ->> q.kind)::int))")} as "dueAt",
       (extract(epoch from transaction_timestamp() - q.received_at) / 3600)::float8 as "hoursGone",
       coalesce((select json_agg(json_build_object('step', s.step, 'personId', s.person_id, 'assignee', s.assignee, 'outcome', s.outcome,
           'reason', s.reason, 'note', s.note, 'madeBy', s.made_by, 'madeAt', ${at("s.made_at")}) order by s.step_no)
         from privacy.request_step s where s.request_id = q.request_id), '[]') as steps
     from privacy.request q
     where ($1::uuid is null or q.request_id = $1) and ($2::int is null or q.request_no = $2)
       and ($3::uuid is null or q.person_id = $3
         or exists (select from privacy.request_step s where s.request_id = q.request_id and s.person_id = $3))
     order by q.request_no desc`,
    [
      wanted.requestId ?? null,
      wanted.requestNo ?? null,
      wanted.personId ?? null,
      JSON.stringify(hoursByKind),
    ],
  );
  return found.rows;
}

export interface NewRequest {
  readonly requestId: Uuid;
  readonly kind: RequestKind;
  readonly channel: RequestView["channel"];
  readonly askedBy: RequestView["askedBy"];
  readonly words: string;
  readonly contact: string;
  readonly personId: Uuid | null;
  /** When it arrived; null: now. */
  readonly receivedAt: string | null;
}

/** Records a request under the next number; one with this id again is the same request. */
export async function insertRequest(
  transaction: Transaction,
  identity: Identity,
  request: NewRequest,
): Promise<boolean> {
  const { requestId, kind, channel, askedBy, words, contact, personId, receivedAt } = request;
  const inserted = await transaction.query(
    `insert into privacy.request (regency_code, request_id, request_no, kind, channel, asked_by, words, contact, person_id, received_at)
     select $1, $2, coalesce(max(request_no), 0) + 1, $3, $4, $5, $6, $7, $8, least(coalesce($9::timestamptz, transaction_timestamp()), transaction_timestamp())
     from privacy.request having not exists (select from privacy.request where request_id = $2)`,
    [identity.regencyCode, requestId, kind, channel, askedBy, words, contact, personId, receivedAt],
  );
  return inserted.rowCount === 1;
}

export type NewStep = Omit<StepRow, "madeBy" | "madeAt">;

export async function insertStep(
  transaction: Transaction,
  identity: Identity,
  requestId: Uuid,
  step: NewStep,
): Promise<void> {
  await transaction.query(
    `insert into privacy.request_step (regency_code, request_id, step_no, step, person_id, assignee, outcome, reason, note)
     select $1, $2, coalesce(max(step_no), 0) + 1, $3, $4, $5, $6, $7, $8 from privacy.request_step where request_id = $2`,
    [
      identity.regencyCode,
      requestId,
      step.step,
      step.personId,
      step.assignee,
      step.outcome,
      step.reason,
      step.note,
    ],
  );
}

export interface NewCorrection {
  readonly correctionId: Uuid;
  readonly requestId: Uuid;
  readonly personId: Uuid;
  readonly field: string;
  readonly value: string;
  readonly evidence: string;
}

export async function insertCorrection(
  transaction: Transaction,
  identity: Identity,
  one: NewCorrection,
): Promise<void> {
  await transaction.query(
    `insert into privacy.correction (regency_code, correction_id, request_id, person_id, field, value, evidence) values ($1, $2, $3, $4, $5, $6, $7)`,
    [
      identity.regencyCode,
      one.correctionId,
      one.requestId,
      one.personId,
      one.field,
      one.value,
      one.evidence,
    ],
  );
}

export async function insertRestriction(
  transaction: Transaction,
  identity: Identity,
  one: { readonly personId: Uuid; readonly restricted: boolean; readonly requestId: Uuid },
): Promise<void> {
  await transaction.query(
    `insert into privacy.restriction (regency_code, person_id, restriction_no, restricted, request_id)
     select $1, $2, coalesce(max(restriction_no), 0) + 1, $3, $4 from privacy.restriction where person_id = $2`,
    [identity.regencyCode, one.personId, one.restricted, one.requestId],
  );
}

export async function findPersonPrivacy(
  transaction: Transaction,
  personId: Uuid,
): Promise<PersonPrivacy> {
  const restricted = await transaction.query<{ since: string }>(
    `select ${at("since")} as since from privacy.published_restriction where person_id = $1`,
    [personId],
  );
  const corrections = await transaction.query<PersonPrivacy["corrections"][number]>(
    `select field, value, evidence, recorded_by as "recordedBy", ${at("recorded_at")} as "recordedAt"
     from privacy.correction where person_id = $1 order by recorded_at, correction_id`,
    [personId],
  );
  return { restrictedSince: restricted.rows[0]?.since ?? null, corrections: corrections.rows };
}

export interface Hold {
  readonly scope: "person" | "load" | "all";
  readonly personId: Uuid | null;
  readonly loadId: Uuid | null;
  readonly reason: string;
}

export async function insertHold(
  transaction: Transaction,
  identity: Identity,
  hold: Hold & { readonly placed: boolean },
): Promise<void> {
  await transaction.query(
    `insert into privacy.legal_hold (regency_code, hold_no, scope, person_id, load_id, placed, reason)
     select $1, coalesce(max(hold_no), 0) + 1, $2, $3, $4, $5, $6 from privacy.legal_hold`,
    [identity.regencyCode, hold.scope, hold.personId, hold.loadId, hold.placed, hold.reason],
  );
}

export async function listHolds(
  transaction: Transaction,
): Promise<readonly (Hold & { readonly placedBy: string; readonly placedAt: string })[]> {
  const found = await transaction.query<
    Hold & { readonly placedBy: string; readonly placedAt: string }
  >(
    `select scope, person_id as "personId", load_id as "loadId", reason, placed_by as "placedBy", ${at("placed_at")} as "placedAt"
     from privacy.published_hold order by placed_at`,
  );
  return found.rows;
}

export interface Proposal {
  readonly erasureId: Uuid;
  readonly scope: "person" | "load";
  readonly personId: Uuid | null;
  readonly loadId: Uuid | null;
  readonly requestId: Uuid | null;
  readonly reason: string;
  readonly despiteCover: boolean;
}

export async function insertProposal(
  transaction: Transaction,
  identity: Identity,
  one: Proposal,
): Promise<boolean> {
  const inserted = await transaction.query(
    `insert into privacy.erasure_proposal (regency_code, erasure_id, scope, person_id, load_id, request_id, reason, despite_cover)
     values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing`,
    [
      identity.regencyCode,
      one.erasureId,
      one.scope,
      one.personId,
      one.loadId,
      one.requestId,
      one.reason,
      one.despiteCover,
    ],
  );
  return inserted.rowCount === 1;
}

/** Erasures proposed and executed, the newest first; `subject` is a member number or a file's name. */
export async function listErasures(transaction: Transaction): Promise<readonly ErasureView[]> {
  const found = await transaction.query<ErasureView>(
    `select p.erasure_id as "erasureId", p.scope,
       coalesce(n.member_number, l.file_name || ' · ' || l.sheet, p.person_id::text, p.load_id::text) as subject, p.reason,
       p.despite_cover as "despiteCover", p.proposed_by as "proposedBy", ${at("p.proposed_at")} as "proposedAt",
       e.executed_by as "executedBy", ${at("e.executed_at")} as "executedAt", e.counts
     from privacy.erasure_proposal p
     left join privacy.erasure e on e.regency_code = p.regency_code and e.erasure_id = p.erasure_id
     left join resolution.published_person n on n.regency_code = p.regency_code and n.person_id = p.person_id
     left join intake.published_load l on l.regency_code = p.regency_code and l.load_id = p.load_id
     order by p.proposed_at desc, p.erasure_id`,
  );
  return found.rows;
}

/** When and by whom a person was erased, or null. */
export async function findErasure(
  transaction: Transaction,
  personId: Uuid,
): Promise<{ readonly executedAt: string } | null> {
  const found = await transaction.query<{ executedAt: string }>(
    `select ${at("executed_at")} as "executedAt" from privacy.erasure where $1 = any (persons) order by executed_at limit 1`,
    [personId],
  );
  return found.rows[0] ?? null;
}

// What only the rotation role may ask and do.

export async function whyNotErase(
  transaction: Transaction,
  erasureId: Uuid,
): Promise<string | null> {
  const found = await transaction.query<{ why: string | null }>(
    "select privacy.why_not_erase($1) as why",
    [erasureId],
  );
  return found.rows[0]?.why ?? null;
}

export interface BlockToReseal {
  readonly loadId: Uuid;
  readonly blockNo: number;
  readonly dataKeyId: Uuid;
  readonly ciphertext: Uint8Array;
  readonly rowNos: readonly number[];
}

export function readBlocksToReseal(
  transaction: Transaction,
  erasureId: Uuid,
): AsyncGenerator<readonly BlockToReseal[]> {
  return readBatches<BlockToReseal>(
    transaction,
    `select b.load_id as "loadId", b.block_no as "blockNo", b.data_key_id as "dataKeyId", b.ciphertext, b.row_nos as "rowNos"
     from privacy.blocks_to_reseal($1) b`,
    [erasureId],
    50,
  );
}

export interface BatchToReseal {
  readonly batchId: Uuid;
  readonly dataKeyId: Uuid;
  readonly sentLines: Uint8Array;
}

export async function listBatchesToReseal(
  transaction: Transaction,
  erasureId: Uuid,
): Promise<readonly BatchToReseal[]> {
  const found = await transaction.query<BatchToReseal>(
    `select b.batch_id as "batchId", b.data_key_id as "dataKeyId", b.sent_lines as "sentLines" from privacy.batches_to_reseal($1) b`,
    [erasureId],
  );
  return found.rows;
}

export async function listErased(
  transaction: Transaction,
  erasureId: Uuid,
): Promise<{ readonly persons: readonly Uuid[]; readonly identifiers: readonly Uuid[] }> {
  const found = await transaction.query<{ persons: Uuid[]; identifiers: Uuid[] }>(
    `select coalesce((select array_agg(p.person_id) from privacy.persons_of($1) p), '{}') as persons,
       coalesce((select array_agg(i.identifier_id) from privacy.identifiers_of($1) i), '{}') as identifiers`,
    [erasureId],
  );
  return found.rows[0] ?? { persons: [], identifiers: [] };
}

export interface Resealed {
  readonly blocks: readonly {
    readonly loadId: Uuid;
    readonly blockNo: number;
    readonly ciphertext: Uint8Array;
  }[];
  readonly batches: readonly { readonly batchId: Uuid; readonly sentLines: Uint8Array }[];
}

/** Executes; answers what was erased, in counts. */
export async function executeErasure(
  transaction: Transaction,
  erasureId: Uuid,
  { blocks, batches }: Resealed,
): Promise<Readonly<Record<string, number>>> {
  const erased = await transaction.query<{ counts: Record<string, number> }>(
    "select privacy.erase($1, $2::uuid[], $3::integer[], $4::bytea[], $5::uuid[], $6::bytea[]) as counts",
    [
      erasureId,
      blocks.map((one) => one.loadId),
      blocks.map((one) => one.blockNo),
      blocks.map((one) => one.ciphertext),
      batches.map((one) => one.batchId),
      batches.map((one) => one.sentLines),
    ],
  );
  return erased.rows[0]?.counts ?? {};
}

// Facts for the register, the DPIA and a breach.

/** Columns of all tables of the rooms and of platform, by table and place. */
export async function listColumns(transaction: Transaction): Promise<readonly SchemaColumn[]> {
  const found = await transaction.query<SchemaColumn>(
    `select n.nspname || '.' || c.relname as "table", a.attname as "column"
     from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
     where c.relkind = 'r' and a.attnum > 0 and not a.attisdropped and n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'migration', 'signin', 'public')
     order by 1, a.attnum`,
  );
  return found.rows;
}

export interface Persons {
  readonly personId: Uuid;
  readonly memberNumber: string;
  readonly name: string | null;
  readonly kelurahanCode: string | null;
  readonly nikKnown: boolean;
}

export async function listPersons(
  transaction: Transaction,
  ids: readonly string[],
): Promise<readonly Persons[]> {
  const found = await transaction.query<Persons>(
    `select person_id as "personId", member_number as "memberNumber", name, kelurahan_code as "kelurahanCode", nik_id is not null as "nikKnown"
     from resolution.published_person where person_id = any ($1::uuid[]) order by member_number`,
    [ids],
  );
  return found.rows;
}

export async function listPersonsIn(
  transaction: Transaction,
  table: string,
): Promise<readonly Uuid[]> {
  const found = await transaction.query<{ person_id: Uuid }>(
    "select person_id from privacy.persons_in($1)",
    [table],
  );
  return found.rows.map((row) => row.person_id);
}

export async function listPersonsSent(
  transaction: Transaction,
  id: Uuid,
): Promise<readonly Uuid[]> {
  const found = await transaction.query<{ person_id: Uuid }>(
    "select person_id from privacy.persons_sent($1)",
    [id],
  );
  return found.rows.map((row) => row.person_id);
}

export interface PeopleCounts {
  readonly persons: number;
  readonly rows: number;
  readonly children: number;
  readonly loads: number;
  readonly oldestLoad: string | null;
}

/** How many are in the registry; children by the day given (UU 27/2022 art. 25). */
export async function countPeople(transaction: Transaction, on: string): Promise<PeopleCounts> {
  const found = await transaction.query<PeopleCounts>(
    `select
       (select count(*)::int from resolution.published_person where merged_into is null and row_count > 0) as persons,
       (select count(*)::int from resolution.published_person
        where merged_into is null and row_count > 0 and born_on > ($1::date - interval '18 years')) as children,
       (select count(*)::int from intake.published_record) as rows,
       (select count(*)::int from intake.published_load) as loads,
       (select ${at("min(loaded_at)")} from intake.published_load) as "oldestLoad"`,
    [on],
  );
  return found.rows[0] ?? { persons: 0, rows: 0, children: 0, loads: 0, oldestLoad: null };
}

/** Loads with the day they came, the oldest first. */
export async function listLoadDays(transaction: Transaction): Promise<
  readonly {
    readonly loadId: Uuid;
    readonly fileName: string;
    readonly sheet: string;
    readonly rows: number;
    readonly loadedOn: string;
  }[]
> {
  const found = await transaction.query<{
    loadId: Uuid;
    fileName: string;
    sheet: string;
    rows: number;
    loadedOn: string;
  }>(
    `select load_id as "loadId", file_name as "fileName", sheet, row_count as rows, to_char(loaded_at at time zone 'UTC', 'YYYY-MM-DD') as "loadedOn"
     from intake.published_load order by loaded_at, load_id`,
  );
  return found.rows;
}
