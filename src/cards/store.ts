import type { PlainDate } from "../kernel/plain-date.ts";
import type { Uuid } from "../kernel/uuid.ts";
import {
  type Identity,
  refreshStatistics,
  type Transaction,
} from "../platform/database/database.ts";
import { readBatches } from "../platform/database/read-batches.ts";

/** An accepted participant with what a card says, and the card already issued, if any. */
export interface ParticipantRow {
  readonly personId: Uuid;
  readonly memberNumber: string;
  readonly participantNumber: string | null;
  readonly startsOn: PlainDate | null;
  readonly name: string | null;
  readonly mergedInto: Uuid | null;
  readonly kecamatanCode: string | null;
  readonly kelurahanCode: string | null;
  readonly issued: IssuedCard | null;
}

export interface IssuedCard {
  readonly issuedOn: PlainDate;
  readonly textSha256: string;
  readonly keyId: string;
  readonly programmeVersion: number;
}

/** Which participants a sheet is for: everybody, or those without a card and those of some runs. */
export interface SheetSelection {
  readonly programmeCode: string;
  readonly everybody: boolean;
  readonly withoutCard: boolean;
  readonly runIds: readonly Uuid[];
}

/** Who was accepted twice (for a second roster of the programme) is one participant: the first acceptance counts. */
const participants = `select distinct on (person_id) regency_code, person_id, member_number, kpj, starts_on
  from enrolment.published_participation where programme_code = $1 and state = 'accepted'
  order by person_id, starts_on, batch_no`;

/** Participants in the order of the sheets: kecamatan, kelurahan, name, member number, so that a pile can be cut by area. */
export function readParticipants(
  transaction: Transaction,
  selection: SheetSelection,
): AsyncGenerator<readonly ParticipantRow[]> {
  return readBatches<ParticipantRow>(
    transaction,
    `select p.person_id as "personId", p.member_number as "memberNumber", p.kpj as "participantNumber", p.starts_on as "startsOn",
       n.name, n.merged_into as "mergedInto", n.kecamatan_code as "kecamatanCode", n.kelurahan_code as "kelurahanCode",
       case when c.person_id is not null then json_build_object('issuedOn', c.issued_on, 'textSha256', encode(c.text_sha256, 'hex'),
         'keyId', r.key_id, 'programmeVersion', r.programme_version) end as issued
     from (${participants}) p
     left join resolution.published_person n on n.regency_code = p.regency_code and n.person_id = p.person_id
     left join cards.card c on c.regency_code = p.regency_code and c.programme_code = $1 and c.person_id = p.person_id
     left join cards.print_run r on r.regency_code = c.regency_code and r.print_run_id = c.print_run_id
     where $2 or ($3 and c.person_id is null) or c.print_run_id = any($4::uuid[])
     order by n.kecamatan_code collate "C" nulls last, n.kelurahan_code collate "C" nulls last, n.name collate "C" nulls last,
       p.member_number collate "C"`,
    [selection.programmeCode, selection.everybody, selection.withoutCard, [...selection.runIds]],
    1_000,
  );
}

/** How far printing of a programme has come. */
export interface PrintStand {
  readonly accepted: number;
  readonly alreadyIssued: number;
  readonly lastRun: { readonly printRunId: Uuid; readonly printNo: number } | null;
  /** Runs whose cards are recorded and whose sheet never stood whole: a printing that was cut off. */
  readonly unfinishedRunIds: readonly Uuid[];
}

export async function readPrintStand(
  transaction: Transaction,
  programmeCode: string,
): Promise<PrintStand> {
  const counted = await transaction.query<{ accepted: number; alreadyIssued: number }>(
    `select count(*)::int as accepted, count(c.person_id)::int as "alreadyIssued"
     from (${participants}) p
     left join cards.card c on c.regency_code = p.regency_code and c.programme_code = $1 and c.person_id = p.person_id`,
    [programmeCode],
  );
  const runs = await transaction.query<{
    printRunId: Uuid;
    printNo: number;
    finished: boolean;
  }>(
    `select r.print_run_id as "printRunId", r.print_no as "printNo", s.print_run_id is not null as finished
     from cards.print_run r
     left join cards.sheet s on s.regency_code = r.regency_code and s.print_run_id = r.print_run_id
     where r.programme_code = $1 order by r.print_no`,
    [programmeCode],
  );
  const last = runs.rows.at(-1);
  return {
    accepted: counted.rows[0]?.accepted ?? 0,
    alreadyIssued: counted.rows[0]?.alreadyIssued ?? 0,
    lastRun: last ? { printRunId: last.printRunId, printNo: last.printNo } : null,
    unfinishedRunIds: runs.rows.filter((run) => !run.finished).map((run) => run.printRunId),
  };
}

export async function openIncomingCards(transaction: Transaction): Promise<void> {
  await transaction.query(
    "create temporary table incoming_card (card_no integer, person_id uuid, member_number text, text_sha256 bytea) on commit drop",
  );
}

export interface NewCard {
  readonly cardNo: number;
  readonly personId: Uuid;
  readonly memberNumber: string;
  readonly textSha256: Uint8Array;
}

/** Puts new cards aside until their run is known; between two batches of reading, so COPY cannot be used. */
export async function stageCards(
  transaction: Transaction,
  cards: readonly NewCard[],
): Promise<void> {
  if (cards.length === 0) return;
  await transaction.query(
    "insert into incoming_card select * from unnest($1::int[], $2::uuid[], $3::text[], $4::bytea[])",
    [
      cards.map((card) => card.cardNo),
      cards.map((card) => card.personId),
      cards.map((card) => card.memberNumber),
      cards.map((card) => Buffer.from(card.textSha256)),
    ],
  );
}

export interface NewPrintRun {
  readonly printRunId: Uuid;
  readonly programmeCode: string;
  readonly programmeVersion: number;
  readonly issuedOn: PlainDate;
  readonly keyId: string;
  readonly cardCount: number;
  readonly pageCount: number;
  readonly textsSha256: Uint8Array;
}

/** Records a run and its staged cards. Answers the run's number. */
export async function insertPrintRun(
  transaction: Transaction,
  identity: Identity,
  run: NewPrintRun,
): Promise<number> {
  const inserted = await transaction.query<{ print_no: number }>(
    `insert into cards.print_run (regency_code, print_run_id, print_no, programme_code, programme_version, issued_on, key_id,
       card_count, page_count, texts_sha256)
     select $1, $2, coalesce(max(print_no), 0) + 1, $3, $4, $5, $6, $7, $8, $9 from cards.print_run returning print_no`,
    [
      identity.regencyCode,
      run.printRunId,
      run.programmeCode,
      run.programmeVersion,
      run.issuedOn,
      run.keyId,
      run.cardCount,
      run.pageCount,
      Buffer.from(run.textsSha256),
    ],
  );
  await transaction.query(
    `insert into cards.card (regency_code, programme_code, person_id, print_run_id, card_no, member_number, issued_on, text_sha256)
     select $1, $2, person_id, $3, card_no, member_number, $4, text_sha256 from incoming_card order by person_id`,
    [identity.regencyCode, run.programmeCode, run.printRunId, run.issuedOn],
  );
  await refreshStatistics(transaction, ["cards.card", "cards.print_run"]);
  return inserted.rows[0]?.print_no ?? 0;
}

/** Notes that the cards of these runs stand on a whole sheet; a run's first sheet is kept. */
export async function insertSheets(
  transaction: Transaction,
  identity: Identity,
  runIds: readonly Uuid[],
  sheet: { readonly fileName: string; readonly cards: number; readonly pages: number },
): Promise<void> {
  await transaction.query(
    `insert into cards.sheet (regency_code, print_run_id, file_name, sheet_cards, sheet_pages)
     select $1, print_run_id, $3, $4, $5 from unnest($2::uuid[]) as t (print_run_id)
     on conflict (regency_code, print_run_id) do nothing`,
    [identity.regencyCode, [...runIds], sheet.fileName, sheet.cards, sheet.pages],
  );
}

/** The first day on which a key signed cards of this city, or null when it signed none. */
export async function findFirstDayOfKey(
  transaction: Transaction,
  keyId: string,
): Promise<PlainDate | null> {
  const found = await transaction.query<{ first: PlainDate | null }>(
    "select min(issued_on) as first from cards.print_run where key_id = $1",
    [keyId],
  );
  return found.rows[0]?.first ?? null;
}

export interface PrintRunRow {
  readonly printRunId: Uuid;
  readonly printNo: number;
  readonly programmeCode: string;
  readonly issuedOn: PlainDate;
  readonly keyId: string;
  readonly cards: number;
  readonly pages: number;
  readonly printedBy: string;
  readonly printedAt: string;
  readonly fileName: string | null;
}

export async function listPrintRuns(transaction: Transaction): Promise<readonly PrintRunRow[]> {
  const found = await transaction.query<PrintRunRow>(
    `select r.print_run_id as "printRunId", r.print_no as "printNo", r.programme_code as "programmeCode", r.issued_on as "issuedOn",
       r.key_id as "keyId", r.card_count as cards, r.page_count as pages, r.printed_by as "printedBy",
       to_char(r.printed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "printedAt", s.file_name as "fileName"
     from cards.print_run r
     left join cards.sheet s on s.regency_code = r.regency_code and s.print_run_id = r.print_run_id
     order by r.print_no desc`,
  );
  return found.rows;
}

export async function countCards(transaction: Transaction): Promise<number> {
  const found = await transaction.query<{ issued: number }>(
    "select count(*)::int as issued from cards.card",
  );
  return found.rows[0]?.issued ?? 0;
}

export interface CardRow {
  readonly programmeCode: string;
  readonly memberNumber: string;
  readonly printNo: number;
  readonly cardNo: number;
  readonly issuedOn: PlainDate;
  readonly keyId: string;
}

/** The card of a person: of one programme, or the newest of any when `programmeCode` is null. */
export async function findCard(
  transaction: Transaction,
  personId: Uuid,
  programmeCode: string | null = null,
): Promise<CardRow | null> {
  const found = await transaction.query<CardRow>(
    `select c.programme_code as "programmeCode", c.member_number as "memberNumber", r.print_no as "printNo", c.card_no as "cardNo",
       c.issued_on as "issuedOn", r.key_id as "keyId"
     from cards.card c join cards.print_run r on r.regency_code = c.regency_code and r.print_run_id = c.print_run_id
     where c.person_id = $1 and ($2::text is null or c.programme_code = $2) order by r.print_no desc limit 1`,
    [personId, programmeCode],
  );
  return found.rows[0] ?? null;
}
