import type { PlainDate } from "../kernel/plain-date.ts";
import type { Uuid } from "../kernel/uuid.ts";
import { type CopySink, openCopy } from "../platform/database/copy.ts";
import {
  type Identity,
  refreshStatistics,
  type Transaction,
} from "../platform/database/database.ts";
import { readBatches } from "../platform/database/read-batches.ts";
import type { Evidence } from "./decide.ts";
import type { DecisionView } from "./index.ts";

/** A person's golden record as eligibility reads it, with what lists say. */
export interface PersonRow {
  readonly person_id: Uuid;
  readonly member_number: string;
  readonly run_no: number;
  readonly born_on: PlainDate | null;
  readonly nik_known: boolean;
  readonly nik_state: string;
  readonly sex: string | null;
  readonly decile: number | null;
  readonly occupation: string | null;
  readonly relation: string | null;
  readonly kecamatan_code: string | null;
  readonly kelurahan_code: string | null;
  readonly identity_row: Uuid | null;
  readonly registry_row: Uuid | null;
  readonly evidence: readonly Evidence[] | null;
  readonly restricted: boolean;
}

const personColumns = `p.person_id, p.member_number, p.run_no, p.born_on, p.nik_id is not null as nik_known, p.nik_state, p.sex, p.decile,
  p.occupation, p.relation, p.kecamatan_code, p.kelurahan_code, p.identity_row, p.registry_row, e.evidence,
  p.person_id in (select person_id from privacy.published_restriction) as restricted`;

const evidenceList = `json_agg(json_build_object('rowId', row_id, 'kind', kind, 'code', code, 'detail', detail,
    'fromOn', from_on, 'active', active) order by from_on nulls first, row_id)`;

const evidenceByPerson = `select person_id, ${evidenceList} as evidence
  from resolution.published_evidence group by person_id`;

/**
 * How often a restriction of use was granted or lifted until now: an input of an assessment like any other. A
 * number and not a list, for what was restricted and allowed again is another state than what never was.
 */
export async function countRestrictionChanges(transaction: Transaction): Promise<number> {
  const found = await transaction.query<{ changes: number }>(
    "select count(*)::int as changes from privacy.published_restriction_change",
  );
  return found.rows[0]?.changes ?? 0;
}

/** Everybody there is, in the order of their ids; of whoever was erased no row speaks any more. */
export function readPersons(transaction: Transaction): AsyncGenerator<readonly PersonRow[]> {
  return readBatches<PersonRow>(
    transaction,
    `select ${personColumns}
     from resolution.published_person p left join (${evidenceByPerson}) e on e.person_id = p.person_id
     where p.merged_into is null and p.row_count > 0 order by p.person_id`,
    [],
  );
}

/** What a run decided of a person, and the golden record it looked at. */
export interface DecidedPerson {
  readonly standing: DecisionView["standing"];
  /** As it was at the run: later rows, merges and corrections have changed nothing in it. */
  readonly person: PersonRow;
}

/** Null when the run did not decide about this person. */
export async function findDecided(
  transaction: Transaction,
  run: Pick<AssessmentRow, "runId" | "resolutionRunNo">,
  personId: Uuid,
): Promise<DecidedPerson | null> {
  const found = await transaction.query<PersonRow & { standing: DecisionView["standing"] }>(
    `select d.standing, ${personColumns}
     from eligibility.decision d
     join resolution.published_person_version p on p.person_id = d.person_id and p.run_no = d.person_run_no
     cross join lateral (
       select ${evidenceList} as evidence from resolution.published_evidence_version
       where person_id = d.person_id and run_no <= $3 and (until_run_no is null or until_run_no > $3)
     ) e
     where d.run_id = $1 and d.person_id = $2`,
    [run.runId, personId, run.resolutionRunNo],
  );
  const [row] = found.rows;
  if (row === undefined) return null;
  const { standing, ...person } = row;
  return { standing, person };
}

export interface AssessmentRow {
  readonly runId: Uuid;
  readonly runNo: number;
  readonly programmeCode: string;
  readonly programmeVersion: number;
  readonly onDate: PlainDate;
  readonly lawVersion: string;
  readonly resolutionRunNo: number;
  readonly counts: AssessmentCounts;
}

export interface AssessmentCounts {
  readonly persons: number;
  readonly workers: number;
  readonly eligible: number;
  readonly notEligible: number;
  readonly cannotSay: number;
  /** By rule: how many it refuses, for how many it cannot be answered. One person may count under several. */
  readonly rules: Readonly<Record<string, { readonly refused: number; readonly notKnown: number }>>;
}

const runColumns = `run_id as "runId", run_no as "runNo", programme_code as "programmeCode", programme_version as "programmeVersion",
  on_date as "onDate", law_version as "lawVersion", resolution_run_no as "resolutionRunNo", counts`;

export async function findAssessment(
  transaction: Transaction,
  runId: Uuid,
): Promise<AssessmentRow | null> {
  const found = await transaction.query<AssessmentRow>(
    `select ${runColumns} from eligibility.run where run_id = $1`,
    [runId],
  );
  return found.rows[0] ?? null;
}

/** The assessment of a programme that has this number (they are counted through all programmes). */
export async function findAssessmentByNo(
  transaction: Transaction,
  programmeCode: string,
  runNo: number,
): Promise<AssessmentRow | null> {
  const found = await transaction.query<AssessmentRow>(
    `select ${runColumns} from eligibility.run where programme_code = $1 and run_no = $2`,
    [programmeCode, runNo],
  );
  return found.rows[0] ?? null;
}

/** The newest assessment of a programme (the one first made last), or of any when `programmeCode` is null. */
export async function findLatestAssessment(
  transaction: Transaction,
  programmeCode: string | null,
): Promise<AssessmentRow | null> {
  const found = await transaction.query<AssessmentRow>(
    `select ${runColumns} from eligibility.run where $1::text is null or programme_code = $1 order by run_no desc limit 1`,
    [programmeCode],
  );
  return found.rows[0] ?? null;
}

export async function insertAssessment(
  transaction: Transaction,
  identity: Identity,
  run: Omit<AssessmentRow, "runNo"> & { readonly codeVersion: string },
): Promise<number> {
  const inserted = await transaction.query<{ run_no: number }>(
    `insert into eligibility.run (regency_code, run_id, run_no, programme_code, programme_version, on_date, law_version,
       resolution_run_no, code_version, counts)
     select $1, $2, coalesce(max(run_no), 0) + 1, $3, $4, $5, $6, $7, $8, $9 from eligibility.run returning run_no`,
    [
      identity.regencyCode,
      run.runId,
      run.programmeCode,
      run.programmeVersion,
      run.onDate,
      run.lawVersion,
      run.resolutionRunNo,
      run.codeVersion,
      JSON.stringify(run.counts),
    ],
  );
  return inserted.rows[0]?.run_no ?? 0;
}

const decisionColumns = `person_id, person_run_no, standing, refused_by, not_known, worker, decile, disability, head_of_family, age, sex,
  occupation, kecamatan_code, kelurahan_code, member_number, born_on`;

/** Opens the staging of a run's decisions. Reading persons goes on through its cursor, so rows are held and copied at the end. */
export async function openDecisions(transaction: Transaction): Promise<CopySink> {
  await transaction.query(
    `create temporary table incoming_decision (person_id uuid, person_run_no integer, standing text, refused_by text[], not_known text[],
       worker boolean, decile smallint, disability text, head_of_family boolean, age smallint, sex text, occupation text,
       kecamatan_code text, kelurahan_code text, member_number text, born_on date) on commit drop`,
  );
  return openCopy(
    transaction,
    "incoming_decision",
    decisionColumns.split(",").map((column) => column.trim()),
  );
}

export async function moveDecisions(
  transaction: Transaction,
  identity: Identity,
  runId: Uuid,
): Promise<void> {
  await transaction.query(
    `insert into eligibility.decision (regency_code, run_id, ${decisionColumns})
     select $1, $2, ${decisionColumns} from incoming_decision order by person_id`,
    [identity.regencyCode, runId],
  );
  await transaction.query("drop table incoming_decision");
  await refreshStatistics(transaction, ["eligibility.decision"]);
}
