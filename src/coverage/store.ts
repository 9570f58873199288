import type { PlainDate, PlainMonth } from "../kernel/plain-date.ts";
import type { Uuid } from "../kernel/uuid.ts";
import type { Transaction } from "../platform/database/database.ts";
import type { Dimension } from "./dimensions.ts";

/** Counts by kecamatan of registry rows, persons, decisions and places; every code that occurs. */
export interface KecamatanRow {
  readonly code: string;
  readonly rows: number;
  readonly persons: number;
  readonly workers: number;
  readonly eligible: number;
  readonly cannot_say: number;
  readonly chosen: number;
  readonly waiting: number;
  readonly chosen_disabled: number;
}

export async function countByKecamatan(
  transaction: Transaction,
  runs: { readonly eligibilityRunId: string | null; readonly allocationRunId: string | null },
): Promise<readonly KecamatanRow[]> {
  const found = await transaction.query<KecamatanRow>(
    `with rows as (
       select kecamatan_code as code, count(*)::int as rows from intake.published_record where source = 'p3ke' group by 1
     ), persons as (
       select kecamatan_code as code, count(*)::int as persons from resolution.published_person where merged_into is null group by 1
     ), decisions as (
       select d.kecamatan_code as code, count(*) filter (where d.worker)::int as workers,
              count(*) filter (where d.standing = 'eligible')::int as eligible,
              count(*) filter (where d.standing = 'cannot-say')::int as cannot_say,
              count(*) filter (where p.outcome = 'chosen')::int as chosen,
              count(*) filter (where p.outcome = 'waiting')::int as waiting,
              count(*) filter (where p.outcome = 'chosen' and d.disability is not null)::int as chosen_disabled
       from eligibility.published_decision d
       left join allocation.published_place p on p.run_id = $2 and p.person_id = d.person_id
       where d.run_id = $1
       group by 1
     )
     select code, coalesce(rows, 0) as rows, coalesce(persons, 0) as persons, coalesce(workers, 0) as workers,
            coalesce(eligible, 0) as eligible, coalesce(cannot_say, 0) as cannot_say, coalesce(chosen, 0) as chosen,
            coalesce(waiting, 0) as waiting, coalesce(chosen_disabled, 0) as chosen_disabled
     from rows full join persons using (code) full join decisions using (code)
     where code is not null
     order by code`,
    [runs.eligibilityRunId, runs.allocationRunId],
  );
  return found.rows;
}

export interface DecileRow {
  readonly decile: number;
  readonly eligible: number;
  readonly chosen: number;
}

export async function countByDecile(
  transaction: Transaction,
  runs: { readonly eligibilityRunId: string; readonly allocationRunId: string },
): Promise<readonly DecileRow[]> {
  const found = await transaction.query<DecileRow>(
    `select d.decile, count(*)::int as eligible, count(*) filter (where p.outcome = 'chosen')::int as chosen
     from eligibility.published_decision d
     left join allocation.published_place p on p.run_id = $2 and p.person_id = d.person_id
     where d.run_id = $1 and d.standing = 'eligible' and d.decile is not null
     group by d.decile order by d.decile`,
    [runs.eligibilityRunId, runs.allocationRunId],
  );
  return found.rows;
}

/** The assessment and roster on which a programme's coverage rests. */
export interface CoverageBase {
  readonly programmeCode: string;
  readonly eligibilityRunId: Uuid;
  readonly assessedOn: PlainDate;
}

/**
 * The newest assessment of a programme behind a roster, or the newest at all while there is no
 * roster; of any programme when `programmeCode` is null.
 */
export async function findCoverageBase(
  transaction: Transaction,
  programmeCode: string | null,
): Promise<CoverageBase | null> {
  const found = await transaction.query<CoverageBase>(
    `select e.programme_code as "programmeCode", e.run_id as "eligibilityRunId", e.on_date as "assessedOn"
     from eligibility.published_run e
     left join (select eligibility_run_id, max(run_no) as roster_no from allocation.published_run group by 1) r
       on r.eligibility_run_id = e.run_id
     where $1::text is null or e.programme_code = $1
     order by r.roster_no desc nulls last, e.run_no desc limit 1`,
    [programmeCode],
  );
  return found.rows[0] ?? null;
}

/** The newest month for which a programme was billed. */
export async function findLatestBilledMonth(
  transaction: Transaction,
  programmeCode: string,
): Promise<PlainMonth | null> {
  const found = await transaction.query<{ month: PlainMonth | null }>(
    "select to_char(max(month), 'YYYY-MM') as month from contributions.published_bill where programme_code = $1",
    [programmeCode],
  );
  return found.rows[0]?.month ?? null;
}

/** Counts of people who share a key; `key` null where the registries do not state it. */
export interface CoverageCount {
  readonly key: string | null;
  readonly workers: number;
  readonly eligible: number;
  readonly accepted: number;
  readonly billed: number;
  readonly covered: number;
}

const columnOf: Readonly<Record<Dimension, string>> = {
  kecamatan: "kecamatan_code",
  kelurahan: "kelurahan_code",
  occupation: "occupation",
  sex: "sex",
  disability: "disability",
  decile: "decile::text",
};

/**
 * Who works and who is eligible by the programme's assessment, who was accepted to date, who is
 * billed and who is covered in a month. Accepted and covered people are counted where the
 * assessment that chose them puts them. Without a month nobody is billed or covered.
 */
export async function countCoverage(
  transaction: Transaction,
  query: CoverageBase & { readonly dimension: Dimension; readonly month: PlainMonth | null },
): Promise<readonly CoverageCount[]> {
  const column = columnOf[query.dimension];
  const found = await transaction.query<CoverageCount>(
    `with assessed as (
       select ${column} as key, count(*) filter (where worker)::int as workers,
              count(*) filter (where standing = 'eligible')::int as eligible
       from eligibility.published_decision where run_id = $2 group by 1
     ), accepted as (
       select ${column} as key, count(*)::int as accepted
       from (
         select distinct on (person_id) regency_code, person_id, roster_run_id
         from enrolment.published_participation where programme_code = $1 and state = 'accepted'
         order by person_id, starts_on, batch_no
       ) p
       join allocation.published_run a on a.regency_code = p.regency_code and a.run_id = p.roster_run_id
       join eligibility.published_decision d on d.regency_code = p.regency_code and d.run_id = a.eligibility_run_id
         and d.person_id = p.person_id
       group by 1
     ), insured as (
       select ${column} as key, count(*)::int as billed, count(*) filter (where standing = 'covered')::int as covered
       from coverage.published_person_month where programme_code = $1 and month = $3::date group by 1
     )
     select key, sum(workers)::int as workers, sum(eligible)::int as eligible, sum(accepted)::int as accepted,
            sum(billed)::int as billed, sum(covered)::int as covered
     from (
       select key, workers, eligible, 0 as accepted, 0 as billed, 0 as covered from assessed
       union all select key, 0, 0, accepted, 0, 0 from accepted
       union all select key, 0, 0, 0, billed, covered from insured
     ) counted
     group by key`,
    [query.programmeCode, query.eligibilityRunId, query.month && `${query.month}-01`],
  );
  return found.rows;
}

/** Where a programme's enrolment stands; null when nobody was sent yet. Each person counts once. */
export interface EnrolmentCount {
  readonly submitted: number;
  readonly accepted: number;
  readonly rejected: number;
  readonly awaiting: number;
  readonly batches: number;
}

export async function findEnrolmentCount(
  transaction: Transaction,
  programmeCode: string,
): Promise<EnrolmentCount | null> {
  const found = await transaction.query<EnrolmentCount>(
    `select count(*)::int as submitted, count(*) filter (where state = 'accepted')::int as accepted,
       count(*) filter (where state = 'rejected')::int as rejected,
       count(*) filter (where state in ('submitted', 'unclear'))::int as awaiting,
       (select count(*)::int from enrolment.published_batch where programme_code = $1) as batches
     from (
       select distinct on (person_id) state from enrolment.published_participation where programme_code = $1
       order by person_id, (state = 'accepted') desc, batch_no desc
     ) newest`,
    [programmeCode],
  );
  const [row] = found.rows;
  return row === undefined || row.submitted === 0 ? null : row;
}

/** What a programme was billed and paid; null before the first bill. */
export interface ContributionCount {
  readonly bills: number;
  readonly billedRp: bigint;
  readonly paidRp: bigint;
  readonly months: number;
}

export async function findContributionCount(
  transaction: Transaction,
  programmeCode: string,
): Promise<ContributionCount | null> {
  const found = await transaction.query<ContributionCount>(
    `select count(*)::int as bills, coalesce(sum(amount_rp), 0)::bigint as "billedRp", coalesce(sum(paid_rp), 0)::bigint as "paidRp",
       count(distinct month)::int as months
     from contributions.published_bill where programme_code = $1`,
    [programmeCode],
  );
  const [row] = found.rows;
  return row === undefined || row.bills === 0 ? null : row;
}
