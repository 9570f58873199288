import type { PlainDate } from "../kernel/plain-date.ts";
import type { Uuid } from "../kernel/uuid.ts";
import { openCopy } from "../platform/database/copy.ts";
import {
  type Identity,
  refreshStatistics,
  type Transaction,
} from "../platform/database/database.ts";
import { readBatches } from "../platform/database/read-batches.ts";
import type { Candidate } from "./rank.ts";

export function readCandidates(
  transaction: Transaction,
  eligibilityRunId: Uuid,
): AsyncGenerator<readonly Candidate[]> {
  return readBatches<Candidate>(
    transaction,
    `select person_id as "personId", member_number as "memberNumber", decile, disability, head_of_family as "headOfFamily",
       born_on as "bornOn"
     from eligibility.published_decision
     where run_id = $1 and standing = 'eligible' and person_id not in (select person_id from privacy.published_restriction)`,
    [eligibilityRunId],
  );
}

/** How often a restriction of use was granted or lifted until now: an input of an allocation. */
export async function countRestrictionChanges(transaction: Transaction): Promise<number> {
  const found = await transaction.query<{ changes: number }>(
    "select count(*)::int as changes from privacy.published_restriction_change",
  );
  return found.rows[0]?.changes ?? 0;
}

export interface AllocationRow {
  readonly runId: Uuid;
  readonly runNo: number;
  readonly programmeCode: string;
  readonly programmeVersion: number;
  readonly eligibilityRunId: Uuid;
  readonly lawVersion: string;
  readonly limitKind: "seats" | "budget";
  readonly seats: number;
  readonly budgetRp: bigint | null;
  readonly months: number;
  readonly firstMonth: PlainDate;
  readonly costPerPersonRp: bigint;
  readonly costRp: bigint;
  readonly remainderRp: bigint | null;
  readonly chosen: number;
  readonly waiting: number;
  readonly cutOff: CutOff | null;
  readonly rosterHash: string;
}

/** The last person chosen and the first who waits, told by what they were ranked by. */
export interface CutOff {
  readonly rank: number;
  readonly lastChosen: CutOffPerson;
  readonly firstWaiting: CutOffPerson | null;
}

export interface CutOffPerson {
  readonly memberNumber: string;
  readonly decile: number | null;
  readonly disability: string | null;
  readonly headOfFamily: boolean;
  readonly bornOn: PlainDate | null;
}

const runColumns = `run_id as "runId", run_no as "runNo", programme_code as "programmeCode", programme_version as "programmeVersion",
  eligibility_run_id as "eligibilityRunId", law_version as "lawVersion", limit_kind as "limitKind", seats, budget_rp as "budgetRp", months,
  first_month as "firstMonth", cost_per_person_rp as "costPerPersonRp", cost_rp as "costRp", remainder_rp as "remainderRp", chosen,
  waiting, cut_off as "cutOff", encode(roster_sha256, 'hex') as "rosterHash"`;

export async function findAllocation(
  transaction: Transaction,
  runId: Uuid,
): Promise<AllocationRow | null> {
  const found = await transaction.query<AllocationRow>(
    `select ${runColumns} from allocation.run where run_id = $1`,
    [runId],
  );
  return found.rows[0] ?? null;
}

/** The newest allocation of a programme, or of any when `programmeCode` is null. */
export async function findLatestAllocation(
  transaction: Transaction,
  programmeCode: string | null,
): Promise<AllocationRow | null> {
  const found = await transaction.query<AllocationRow>(
    `select ${runColumns} from allocation.run where $1::text is null or programme_code = $1 order by run_no desc limit 1`,
    [programmeCode],
  );
  return found.rows[0] ?? null;
}

export async function insertAllocation(
  transaction: Transaction,
  identity: Identity,
  run: Omit<AllocationRow, "runNo"> & { readonly codeVersion: string },
): Promise<number> {
  const inserted = await transaction.query<{ run_no: number }>(
    `insert into allocation.run (regency_code, run_id, run_no, programme_code, programme_version, eligibility_run_id, law_version,
       limit_kind, seats, budget_rp, months, first_month, cost_per_person_rp, cost_rp, remainder_rp, chosen, waiting, cut_off,
       roster_sha256, code_version)
     select $1, $2, coalesce(max(run_no), 0) + 1, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, decode($18, 'hex'), $19
     from allocation.run returning run_no`,
    [
      identity.regencyCode,
      run.runId,
      run.programmeCode,
      run.programmeVersion,
      run.eligibilityRunId,
      run.lawVersion,
      run.limitKind,
      run.seats,
      run.budgetRp,
      run.months,
      run.firstMonth,
      run.costPerPersonRp,
      run.costRp,
      run.remainderRp,
      run.chosen,
      run.waiting,
      run.cutOff === null ? null : JSON.stringify(run.cutOff),
      run.rosterHash,
      run.codeVersion,
    ],
  );
  return inserted.rows[0]?.run_no ?? 0;
}

export async function insertPlaces(
  transaction: Transaction,
  identity: Identity,
  runId: Uuid,
  ranked: readonly Candidate[],
  chosen: number,
): Promise<void> {
  await transaction.query(
    "create temporary table incoming_place (rank integer, person_id uuid, member_number text, outcome text) on commit drop",
  );
  const sink = openCopy(transaction, "incoming_place", [
    "rank",
    "person_id",
    "member_number",
    "outcome",
  ]);
  for (let start = 0; start < ranked.length; start += 5_000) {
    const batch = ranked.slice(start, start + 5_000);
    await sink.write(
      batch.map((candidate, index) => {
        const rank = start + index + 1;
        return [
          rank,
          candidate.personId,
          candidate.memberNumber,
          rank <= chosen ? "chosen" : "waiting",
        ];
      }),
    );
  }
  await sink.end();
  await transaction.query(
    `insert into allocation.place (regency_code, run_id, rank, person_id, member_number, outcome)
     select $1, $2, rank, person_id, member_number, outcome from incoming_place order by rank`,
    [identity.regencyCode, runId],
  );
  await transaction.query("drop table incoming_place");
  await refreshStatistics(transaction, ["allocation.place"]);
}

export interface RosterQuery {
  readonly runId: Uuid;
  readonly outcome: "chosen" | "waiting" | null;
  readonly kecamatanCode: string | null;
  readonly limit: number | null;
  readonly offset: number;
}

export interface RosterRow {
  readonly rank: number;
  readonly outcome: "chosen" | "waiting";
  readonly personId: Uuid;
  readonly memberNumber: string;
  readonly name: string | null;
  readonly kecamatanCode: string | null;
  readonly kelurahanCode: string | null;
  readonly decile: number | null;
  readonly disability: string | null;
  readonly headOfFamily: boolean;
  readonly age: number | null;
  readonly sex: "male" | "female" | null;
  readonly occupation: string | null;
}

const rosterFrom = `from allocation.place p
     join allocation.run r on r.regency_code = p.regency_code and r.run_id = p.run_id
     join eligibility.published_decision d on d.regency_code = p.regency_code and d.run_id = r.eligibility_run_id and d.person_id = p.person_id
     where p.run_id = $1 and ($2::text is null or p.outcome = $2) and ($3::text is null or d.kecamatan_code = $3)`;

/** Lines of a roster by rank. Names are today's; everything else is as it was ranked. */
export async function listRoster(
  transaction: Transaction,
  query: RosterQuery,
): Promise<readonly RosterRow[]> {
  const found = await transaction.query<RosterRow>(
    `select t.*, n.name
     from (select p.rank, p.outcome, p.person_id as "personId", p.member_number as "memberNumber", d.kecamatan_code as "kecamatanCode",
            d.kelurahan_code as "kelurahanCode", d.decile, d.disability, d.head_of_family as "headOfFamily", d.age, d.sex, d.occupation
            ${rosterFrom} order by p.rank limit $4 offset $5) t
     left join resolution.published_person n on n.person_id = t."personId"
     order by t.rank`,
    [query.runId, query.outcome, query.kecamatanCode, query.limit, query.offset],
  );
  return found.rows;
}

export async function countRoster(transaction: Transaction, query: RosterQuery): Promise<number> {
  const found = await transaction.query<{ total: number }>(
    `select count(*)::int as total ${rosterFrom}`,
    [query.runId, query.outcome, query.kecamatanCode],
  );
  return found.rows[0]?.total ?? 0;
}

export interface PlaceRow {
  readonly rank: number;
  readonly outcome: "chosen" | "waiting";
  readonly decile: number | null;
  readonly disability: string | null;
  readonly headOfFamily: boolean;
  readonly bornOn: PlainDate | null;
}

/** A person's place with what it was ranked by. */
export async function findPlace(
  transaction: Transaction,
  runId: Uuid,
  personId: Uuid,
): Promise<PlaceRow | null> {
  const found = await transaction.query<PlaceRow>(
    `select p.rank, p.outcome, d.decile, d.disability, d.head_of_family as "headOfFamily", d.born_on as "bornOn"
     from allocation.place p
     join allocation.run r on r.regency_code = p.regency_code and r.run_id = p.run_id
     join eligibility.published_decision d on d.regency_code = p.regency_code and d.run_id = r.eligibility_run_id and d.person_id = p.person_id
     where p.run_id = $1 and p.person_id = $2`,
    [runId, personId],
  );
  return found.rows[0] ?? null;
}

/** A roster: the places of a run, frozen when it was made, and its approval when there is one. */
export interface Roster {
  readonly runId: Uuid;
  readonly runNo: number;
  readonly programmeCode: string;
  readonly programmeVersion: number;
  /** Persons chosen. */
  readonly seats: number;
  readonly waiting: number;
  readonly months: number;
  readonly firstMonth: PlainDate;
  readonly costPerPersonRp: bigint;
  readonly costRp: bigint;
  readonly rosterHash: string;
  readonly madeBy: string;
  readonly madeAt: string;
  readonly decree: string | null;
  readonly approvedBy: string | null;
  readonly approvedAt: string | null;
}

const instant = `'YYYY-MM-DD"T"HH24:MI:SS"Z"'`;

/** Rosters, the newest first; all of them, or those of a number or of the first characters of an id. */
export async function listRosters(
  transaction: Transaction,
  wanted: {
    readonly runNo: number | null;
    readonly idBegins: string | null;
    readonly limit: number | null;
  } = { runNo: null, idBegins: null, limit: null },
): Promise<readonly Roster[]> {
  const found = await transaction.query<Roster>(
    `select r.run_id as "runId", r.run_no as "runNo", r.programme_code as "programmeCode", r.programme_version as "programmeVersion",
       r.chosen as seats, r.waiting, r.months, r.first_month as "firstMonth", r.cost_per_person_rp as "costPerPersonRp",
       r.cost_rp as "costRp", encode(r.roster_sha256, 'hex') as "rosterHash", r.run_by as "madeBy",
       to_char(r.run_at at time zone 'UTC', ${instant}) as "madeAt", a.decree, a.approved_by as "approvedBy",
       to_char(a.approved_at at time zone 'UTC', ${instant}) as "approvedAt"
     from allocation.run r
     left join allocation.roster_approval a on a.regency_code = r.regency_code and a.run_id = r.run_id
     where ($1::int is null or r.run_no = $1) and ($2::text is null or starts_with(r.run_id::text, $2))
     order by r.run_no desc limit $3`,
    [wanted.runNo, wanted.idBegins, wanted.limit],
  );
  return found.rows;
}

/** Who is chosen, in order of rank: what the roster's hash is taken over. */
export async function listChosenMembers(
  transaction: Transaction,
  runId: Uuid,
): Promise<readonly { readonly memberNumber: string }[]> {
  const found = await transaction.query<{ memberNumber: string }>(
    `select member_number as "memberNumber" from allocation.place where run_id = $1 and outcome = 'chosen' order by rank`,
    [runId],
  );
  return found.rows;
}

/** Answers when it was approved. */
export async function insertApproval(
  transaction: Transaction,
  identity: Identity,
  roster: Roster,
  decree: string,
): Promise<string> {
  const inserted = await transaction.query<{ at: string }>(
    `insert into allocation.roster_approval (regency_code, run_id, decree, roster_sha256, made_by)
     values ($1, $2, $3, decode($4, 'hex'), $5)
     returning to_char(approved_at at time zone 'UTC', ${instant}) as at`,
    [identity.regencyCode, roster.runId, decree, roster.rosterHash, roster.madeBy],
  );
  return inserted.rows[0]?.at ?? "";
}
