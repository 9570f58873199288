import type { Source } from "../intake/index.ts";
import type { Uuid } from "../kernel/uuid.ts";
import { type CopyValue, openCopy } from "../platform/database/copy.ts";
import {
  type Identity,
  refreshStatistics,
  type Transaction,
} from "../platform/database/database.ts";
import { readBatches } from "../platform/database/read-batches.ts";
import type { GoldenRecord, KnownPerson } from "./persons.ts";

/** A usable row in the stated order (registry before lists, then load, then row number). */
export interface RowToResolve {
  readonly row_id: Uuid;
  readonly load_id: Uuid;
  readonly source: Source;
  readonly nik_id: Uuid | null;
  readonly nik_state: string;
  readonly nik_agrees: boolean;
  readonly name: string | null;
  readonly title: string | null;
  readonly name_key: string | null;
  readonly born_on: string | null;
  readonly sex: string | null;
  readonly kecamatan_code: string | null;
  readonly kelurahan_code: string | null;
  readonly family_ref: string | null;
  readonly address: string | null;
  readonly decile: number | null;
  readonly occupation: string | null;
  readonly relation: string | null;
  readonly dukcapil_match: boolean | null;
}

const sourceOrder =
  "array_position(array['p3ke', 'disability', 'dukcapil', 'bpjs-active'], r.source)";

export function readRows(transaction: Transaction): AsyncGenerator<readonly RowToResolve[]> {
  return readBatches<RowToResolve>(
    transaction,
    `select r.row_id, r.load_id, r.source, r.nik_id, r.nik_state,
       not (r.findings && array['nik.birth-differs', 'nik.sex-differs']) as nik_agrees, r.name, r.title, r.name_key, r.born_on, r.sex,
       r.kecamatan_code, r.kelurahan_code, f.family_ref, f.address, f.decile, f.occupation, f.relation, f.dukcapil_match
     from intake.published_record r
     left join intake.published_registry_fact f on f.regency_code = r.regency_code and f.row_id = r.row_id
     order by ${sourceOrder}, r.load_id, r.row_no`,
    [],
  );
}

/** The loads there are, in an order that does not depend on when they came. */
export async function listLoadIds(transaction: Transaction): Promise<readonly Uuid[]> {
  const found = await transaction.query<{ load_id: Uuid }>(
    "select load_id from intake.published_load order by load_id",
  );
  return found.rows.map((row) => row.load_id);
}

export interface RunRow {
  readonly runId: Uuid;
  readonly runNo: number;
  readonly counts: Readonly<Record<string, number>>;
  readonly runAt: string;
}

export async function findRun(transaction: Transaction, runId: Uuid): Promise<RunRow | null> {
  const found = await transaction.query<RunRow>(
    `select run_id as "runId", run_no as "runNo", counts, to_char(run_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "runAt" from resolution.run where run_id = $1`,
    [runId],
  );
  return found.rows[0] ?? null;
}

export async function findLatestRun(transaction: Transaction): Promise<RunRow | null> {
  const found = await transaction.query<RunRow>(
    `select run_id as "runId", run_no as "runNo", counts, to_char(run_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "runAt" from resolution.run order by run_no desc limit 1`,
  );
  return found.rows[0] ?? null;
}

export interface NewRun extends Omit<RunRow, "runAt"> {
  readonly inputsSha256: Uint8Array;
  readonly rulesVersion: string;
  readonly codeVersion: string;
}

export async function insertRun(
  transaction: Transaction,
  identity: Identity,
  run: NewRun,
): Promise<void> {
  await transaction.query(
    `insert into resolution.run (regency_code, run_id, run_no, inputs_sha256, rules_version, code_version, counts)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [
      identity.regencyCode,
      run.runId,
      run.runNo,
      run.inputsSha256,
      run.rulesVersion,
      run.codeVersion,
      JSON.stringify(run.counts),
    ],
  );
}

export async function listKnownPersons(transaction: Transaction): Promise<readonly KnownPerson[]> {
  const found = await transaction.query<KnownPerson>(
    `select person_id as "personId", first_row_id as "firstRowId" from resolution.person`,
  );
  return found.rows;
}

export async function insertPersons(
  transaction: Transaction,
  identity: Identity,
  runNo: number,
  persons: readonly (KnownPerson & { readonly memberNumber: string })[],
): Promise<void> {
  await moveRows(transaction, {
    staging: "incoming_person",
    columns: "person_id uuid, member_number text, first_row_id uuid",
    rows: persons.map((person) => [person.personId, person.memberNumber, person.firstRowId]),
    move: `insert into resolution.person (regency_code, person_id, member_number, first_row_id, run_no)
      select $1, person_id, member_number, first_row_id, $2 from incoming_person order by person_id`,
    parameters: [identity.regencyCode, runNo],
  });
}

export interface Assignment {
  readonly rowId: Uuid;
  readonly personId: Uuid | null;
  readonly rule: string;
}

/** Appends the assignments that differ from what holds today. */
export async function appendAssignments(
  transaction: Transaction,
  identity: Identity,
  runNo: number,
  assignments: readonly Assignment[],
): Promise<void> {
  await moveRows(transaction, {
    staging: "incoming_assignment",
    columns: "row_id uuid, person_id uuid, rule text",
    rows: assignments.map((assignment) => [assignment.rowId, assignment.personId, assignment.rule]),
    move: `insert into resolution.assignment (regency_code, row_id, run_no, person_id, rule)
      select $1, i.row_id, $2, i.person_id, i.rule
      from incoming_assignment i
      left join resolution.published_assignment a on a.row_id = i.row_id
      where a.row_id is null or a.person_id is distinct from i.person_id or a.rule <> i.rule
      order by i.row_id`,
    parameters: [identity.regencyCode, runNo],
  });
}

/** Appends the golden records that differ from what holds today. */
export async function appendVersions(
  transaction: Transaction,
  identity: Identity,
  runNo: number,
  records: Iterable<GoldenRecord>,
): Promise<void> {
  const fields = `person_id, merged_into, row_count, identity_row, registry_row, name, title, sex, born_on, nik_id, nik_state,
    kecamatan_code, kelurahan_code, address, decile, occupation, relation`;
  await moveRows(transaction, {
    staging: "incoming_version",
    columns: `person_id uuid, merged_into uuid, row_count integer, identity_row uuid, registry_row uuid, name text, title text, sex text,
      born_on date, nik_id uuid, nik_state text, kecamatan_code text, kelurahan_code text, address text, decile smallint,
      occupation text, relation text`,
    rows: mapRecords(records),
    move: `insert into resolution.person_version (regency_code, run_no, ${fields})
      select $1, $2, ${fields} from incoming_version i
      where not exists (
        select from resolution.published_person p
        where p.person_id = i.person_id and (p.merged_into, p.row_count, p.identity_row, p.registry_row, p.name, p.title, p.sex, p.born_on,
          p.nik_id, p.nik_state, p.kecamatan_code, p.kelurahan_code, p.address, p.decile, p.occupation, p.relation)
          is not distinct from (i.merged_into, i.row_count, i.identity_row, i.registry_row, i.name, i.title, i.sex, i.born_on,
          i.nik_id, i.nik_state, i.kecamatan_code, i.kelurahan_code, i.address, i.decile, i.occupation, i.relation))
      order by person_id`,
    parameters: [identity.regencyCode, runNo],
  });
}

function* mapRecords(records: Iterable<GoldenRecord>): Generator<readonly CopyValue[]> {
  for (const record of records) {
    yield [
      record.personId,
      record.mergedInto,
      record.rowCount,
      record.identityRow,
      record.registryRow,
      record.name,
      record.title,
      record.sex,
      record.bornOn,
      record.nikId,
      record.nikState,
      record.kecamatanCode,
      record.kelurahanCode,
      record.address,
      record.decile,
      record.occupation,
      record.relation,
    ];
  }
}

export interface NewDoubt {
  readonly rowId: Uuid;
  readonly personId: Uuid;
  readonly reason: string;
}

export async function insertDoubts(
  transaction: Transaction,
  identity: Identity,
  runNo: number,
  doubts: readonly NewDoubt[],
): Promise<void> {
  await moveRows(transaction, {
    staging: "incoming_doubt",
    columns: "row_id uuid, person_id uuid, reason text",
    rows: doubts.map((doubt) => [doubt.rowId, doubt.personId, doubt.reason]),
    move: `insert into resolution.doubt (regency_code, row_id, run_no, person_id, reason)
      select $1, row_id, $2, person_id, min(reason) from incoming_doubt group by row_id, person_id order by row_id, person_id`,
    parameters: [identity.regencyCode, runNo],
  });
}

/** Tells the planner what a run has added. */
export async function finishRun(transaction: Transaction): Promise<void> {
  await refreshStatistics(transaction, [
    "resolution.person",
    "resolution.assignment",
    "resolution.person_version",
    "resolution.doubt",
  ]);
}

interface Move {
  readonly staging: string;
  readonly columns: string;
  readonly rows: Iterable<readonly CopyValue[]>;
  readonly move: string;
  readonly parameters: readonly unknown[];
}

async function moveRows(transaction: Transaction, move: Move): Promise<void> {
  await transaction.query(
    `create temporary table ${move.staging} (${move.columns}) on commit drop`,
  );
  const names = move.columns.split(",").map((column) => column.trim().split(" ")[0] ?? "");
  const sink = openCopy(transaction, move.staging, names);
  let batch: (readonly CopyValue[])[] = [];
  for (const row of move.rows) {
    batch.push(row);
    if (batch.length === 5_000) {
      await sink.write(batch);
      batch = [];
    }
  }
  await sink.write(batch);
  await sink.end();
  await transaction.query(`analyze ${move.staging}`);
  await transaction.query(move.move, [...move.parameters]);
  await transaction.query(`drop table ${move.staging}`);
}

export interface PersonRecord {
  readonly personId: Uuid;
  readonly memberNumber: string;
  readonly mergedInto: Uuid | null;
  readonly identityRow: Uuid | null;
  readonly registryRow: Uuid | null;
  readonly name: string | null;
  readonly title: string | null;
  readonly sex: "male" | "female" | null;
  readonly bornOn: string | null;
  readonly nikId: Uuid | null;
  readonly nikState: string;
  readonly kecamatanCode: string | null;
  readonly kelurahanCode: string | null;
  readonly address: string | null;
  readonly decile: number | null;
  readonly occupation: string | null;
  readonly relation: string | null;
}

const personColumns = `p.person_id as "personId", p.member_number as "memberNumber", p.merged_into as "mergedInto",
  p.identity_row as "identityRow", p.registry_row as "registryRow", p.name, p.title, p.sex, p.born_on as "bornOn", p.nik_id as "nikId",
  p.nik_state as "nikState", p.kecamatan_code as "kecamatanCode", p.kelurahan_code as "kelurahanCode", p.address, p.decile, p.occupation,
  p.relation`;

export async function findPersonRecord(
  transaction: Transaction,
  personId: Uuid,
): Promise<PersonRecord | null> {
  const found = await transaction.query<PersonRecord>(
    `select ${personColumns} from resolution.published_person p
     where p.person_id = $1 and (p.row_count > 0 or p.merged_into is not null)`,
    [personId],
  );
  return found.rows[0] ?? null;
}

/** Persons by exact member number, by the vault id of a NIK, or by words of a name; the best known first. */
export async function searchPersons(
  transaction: Transaction,
  wanted: {
    readonly memberNumber: string | null;
    readonly nikId: Uuid | null;
    readonly words: readonly string[];
    readonly limit: number;
  },
): Promise<readonly PersonRecord[]> {
  const patterns = wanted.words.map((word) => `%${word.replace(/[\\%_]/g, "\\$&")}%`);
  const found = await transaction.query<PersonRecord>(
    `select ${personColumns} from resolution.published_person p
     where p.merged_into is null and p.row_count > 0 and (
       p.member_number = $1
       or p.nik_id = $2
       or p.person_id in (select a.person_id from intake.published_record r
            join resolution.published_assignment a on a.row_id = r.row_id where r.nik_id = $2)
       or (cardinality($3::text[]) > 0 and p.name ilike all ($3::text[])))
     order by p.name, p.member_number limit $4`,
    [wanted.memberNumber, wanted.nikId, patterns, wanted.limit],
  );
  return found.rows;
}

export interface SpeakingRow {
  readonly rowId: Uuid;
  readonly fileName: string;
  readonly sheet: string;
  readonly rowNo: number;
  readonly source: Source;
  readonly outcome: "accepted" | "warned" | "quarantined";
  readonly findings: readonly string[];
  readonly rule: string;
}

/** The rows that speak of a person, in the stated order. */
export async function listRowsOfPerson(
  transaction: Transaction,
  personId: Uuid,
): Promise<readonly SpeakingRow[]> {
  const found = await transaction.query<SpeakingRow>(
    `select r.row_id as "rowId", l.file_name as "fileName", l.sheet, r.row_no as "rowNo", r.source, r.outcome, r.findings, a.rule
     from resolution.published_assignment a
     join intake.published_record r on r.row_id = a.row_id
     join intake.published_load l on l.load_id = r.load_id
     where a.person_id = $1
     order by ${sourceOrder}, r.load_id, r.row_no`,
    [personId],
  );
  return found.rows;
}

export interface DoubtRow {
  readonly rowId: Uuid;
  readonly fileName: string;
  readonly sheet: string;
  readonly rowNo: number;
  readonly reason: string;
}

/** Rows that the newest run left in doubt about a person. */
export async function listDoubtsOfPerson(
  transaction: Transaction,
  personId: Uuid,
): Promise<readonly DoubtRow[]> {
  const found = await transaction.query<DoubtRow>(
    `select d.row_id as "rowId", l.file_name as "fileName", l.sheet, r.row_no as "rowNo", d.reason
     from resolution.doubt d
     join intake.published_record r on r.row_id = d.row_id
     join intake.published_load l on l.load_id = r.load_id
     where d.person_id = $1 and d.run_no = (select max(run_no) from resolution.run)
     order by l.file_name, r.row_no`,
    [personId],
  );
  return found.rows;
}

export async function findPersonOfRow(transaction: Transaction, rowId: Uuid): Promise<Uuid | null> {
  const found = await transaction.query<{ person_id: Uuid | null }>(
    "select person_id from resolution.assignment where row_id = $1 order by run_no desc limit 1",
    [rowId],
  );
  return found.rows[0]?.person_id ?? null;
}
