import { createHash } from "node:crypto";
import path from "node:path";
import { assert } from "../kernel/assert.ts";
import { type PlainDate, plainDate } from "../kernel/plain-date.ts";
import { memberNumberOf, type Uuid, uuidOfHash } from "../kernel/uuid.ts";
import type { Transaction } from "../platform/database/database.ts";
import type { Office } from "../platform/office.ts";
import { projectRoot } from "../platform/project-root.ts";
import { createProgramme } from "../programme/server.ts";

/** A person of a made-up launch, and how far that person comes. */
export interface LaunchPerson {
  readonly name: string | null;
  readonly kecamatanCode: string | null;
  readonly kelurahanCode: string | null;
  readonly occupation: string | null;
  readonly sex: "male" | "female" | null;
  readonly disability: string | null;
  readonly decile: number | null;
  readonly worker: boolean;
  readonly standing: "eligible" | "not-eligible" | "cannot-say";
  /** `waiting` and null are never sent to the insurer. */
  readonly place: "chosen" | "waiting" | null;
  readonly reply: "accepted" | "rejected" | null;
  readonly kpj: string;
}

export interface Launch {
  readonly programmeCode: string;
  readonly eligibilityRunId: Uuid;
  readonly rosterRunId: Uuid;
  readonly personIds: readonly Uuid[];
  readonly memberNumbers: readonly string[];
}

const launchStart: PlainDate = plainDate("2024-06-01");

export function launchPerson(number: number, changes: Partial<LaunchPerson> = {}): LaunchPerson {
  return {
    name: `SITTI NOMOR ${number}`,
    kecamatanCode: "73.71.01",
    kelurahanCode: "73.71.01.1001",
    occupation: "PEDAGANG",
    sex: "female",
    disability: null,
    decile: 1,
    worker: true,
    standing: "eligible",
    place: "chosen",
    reply: "accepted",
    kpj: `2101${String(number).padStart(7, "0")}`,
    ...changes,
  };
}

/**
 * Records a launch as the rooms before would have, by plain SQL under the policies, so that a test
 * of this room rests on the schema and not on the code of others.
 */
export async function recordLaunch(
  office: Office,
  people: readonly LaunchPerson[],
): Promise<Launch> {
  const file = path.join(projectRoot(), "programmes", "makassar-2024.yaml");
  const programme = await createProgramme(office, file);
  assert(programme.ok, "the programme of the launch is recorded");
  const { regencyCode } = office.identity;
  const personIds = people.map((_, index) => idOf(`person ${index}`));
  const memberNumbers = personIds.map((personId) =>
    memberNumberOf(regencyCode, createHash("sha256").update(personId).digest()),
  );
  const launch: Launch = {
    programmeCode: programme.value.code,
    eligibilityRunId: idOf("eligibility"),
    rosterRunId: idOf("roster"),
    personIds,
    memberNumbers,
  };
  const rows = people.map((person, index) => ({
    ...person,
    no: index + 1,
    person_id: personIds[index],
    member_number: memberNumbers[index],
  }));
  await office.jobs.act(office.identity, async (transaction) => {
    const insert = (sql: string, ...parameters: readonly unknown[]) =>
      transaction.query(sql, [regencyCode, ...parameters]);
    const people = JSON.stringify(rows);
    await insert(
      `insert into resolution.run (regency_code, run_id, run_no, inputs_sha256, rules_version, code_version, counts)
       values ($1, $2, 1, '\\x00', 'test', 'test', $3)`,
      idOf("resolution"),
      JSON.stringify({ ...noRows, persons: rows.length }),
    );
    await insert(
      `insert into resolution.person (regency_code, person_id, member_number, first_row_id, run_no)
       select $1, person_id, member_number, person_id, 1 from ${recordset}`,
      people,
    );
    await insert(
      `insert into resolution.person_version (regency_code, person_id, run_no, row_count, name, sex, nik_state, kecamatan_code,
         kelurahan_code, decile, occupation)
       select $1, person_id, 1, 1, name, sex, 'usable', "kecamatanCode", "kelurahanCode", decile, occupation from ${recordset}`,
      people,
    );
    await insert(
      `insert into eligibility.run (regency_code, run_id, run_no, programme_code, programme_version, on_date, law_version,
         resolution_run_no, code_version, counts)
       values ($1, $2, 1, $3, 1, '2024-05-31', 'test', 1, 'test', $4)`,
      launch.eligibilityRunId,
      launch.programmeCode,
      JSON.stringify(countsOf(rows)),
    );
    await insert(
      `insert into eligibility.decision (regency_code, run_id, person_id, person_run_no, standing, refused_by, not_known, worker, decile,
         disability, head_of_family, age, sex, occupation, kecamatan_code, kelurahan_code, member_number, born_on)
       select $1, $3, person_id, 1, standing, case standing when 'not-eligible' then array['works'] else '{}' end,
         case standing when 'cannot-say' then array['age'] else '{}' end, worker, decile, disability, false, 40, sex, occupation,
         "kecamatanCode", "kelurahanCode", member_number, '1984-01-01' from ${recordset}`,
      people,
      launch.eligibilityRunId,
    );
    await insertRoster(transaction, regencyCode, launch, rows);
    await insertReplies(transaction, regencyCode, launch, rows);
    await transaction.query("select platform.refresh_statistics($1::regclass[])", [
      ["resolution.person", "resolution.person_version", "eligibility.decision"],
    ]);
  });
  return launch;
}

/** The launch begins with persons: no rows of any registry stand behind them. */
const noRows = {
  rows: 0,
  registryRows: 0,
  mergedRows: 0,
  attachedRows: 0,
  unattachedRows: 0,
  doubts: 0,
};

type LaunchRow = LaunchPerson & {
  readonly no: number;
  readonly person_id: Uuid | undefined;
  readonly member_number: string | undefined;
};

const recordset = `json_to_recordset($2) as t (no int, person_id uuid, member_number text, name text, "kecamatanCode" text,
  "kelurahanCode" text, occupation text, sex text, disability text, decile smallint, worker boolean, standing text, place text,
  reply text, kpj text)`;

function countsOf(rows: readonly LaunchRow[]) {
  const count = (standing: string) => rows.filter((row) => row.standing === standing).length;
  return {
    persons: rows.length,
    workers: rows.filter((row) => row.worker).length,
    eligible: count("eligible"),
    notEligible: count("not-eligible"),
    cannotSay: count("cannot-say"),
    rules: {},
  };
}

async function insertRoster(
  transaction: Transaction,
  regencyCode: string,
  launch: Launch,
  rows: readonly LaunchRow[],
): Promise<void> {
  const chosen = rows.filter((row) => row.place === "chosen").length;
  const waiting = rows.filter((row) => row.place === "waiting").length;
  await transaction.query(
    `insert into allocation.run (regency_code, run_id, run_no, programme_code, programme_version, eligibility_run_id, law_version,
       limit_kind, seats, months, first_month, cost_per_person_rp, cost_rp, chosen, waiting, roster_sha256, code_version)
     values ($1, $2, 1, $3, 1, $4, 'test', 'seats', $5, 12, '2024-06-01', 201600, $5::int * 201600::bigint, $5, $6, '\\x00', 'test')`,
    [
      regencyCode,
      launch.rosterRunId,
      launch.programmeCode,
      launch.eligibilityRunId,
      chosen,
      waiting,
    ],
  );
  await transaction.query(
    `insert into allocation.place (regency_code, run_id, rank, person_id, member_number, outcome)
     select $1, $3, row_number() over (order by place, no), person_id, member_number, place from ${recordset} where place is not null`,
    [regencyCode, JSON.stringify(rows), launch.rosterRunId],
  );
}

/** One batch of the chosen, and the insurer's answers to it; nobody's NIK is made up. */
async function insertReplies(
  transaction: Transaction,
  regencyCode: string,
  launch: Launch,
  rows: readonly LaunchRow[],
): Promise<void> {
  const sent = rows.filter((row) => row.place === "chosen");
  const [batchId, replyId] = [idOf("batch"), idOf("reply")];
  await transaction.query(
    `insert into enrolment.batch (regency_code, batch_id, batch_no, roster_run_id, programme_code, layout, line_count, lines_sha256,
       data_key_id, sent_lines)
     values ($1, $2, 1, $3, $4, 'test', $5, '\\x00', $6, '\\x00')`,
    [regencyCode, batchId, launch.rosterRunId, launch.programmeCode, sent.length, idOf("data key")],
  );
  await transaction.query(
    `insert into enrolment.batch_line (regency_code, batch_id, line_no, person_id, member_number, rank, nik_id, starts_on)
     select $1, $3, row_number() over (order by no), person_id, member_number, no, person_id, $4::date from ${recordset}`,
    [regencyCode, JSON.stringify(sent), batchId, launchStart],
  );
  await transaction.query(
    `insert into enrolment.reply (regency_code, reply_id, batch_id, reply_no, file_name, content_sha256, counts)
     values ($1, $2, $3, 1, 'balasan.xlsx', '\\x00', '{}')`,
    [regencyCode, replyId, batchId],
  );
  await transaction.query(
    `insert into enrolment.reply_line (regency_code, reply_id, row_no, batch_id, person_id, matched_by, outcome, kpj, starts_on, reason_code)
     select $1, $3, no, $4, person_id, 'nik', reply, case reply when 'accepted' then kpj end,
       case reply when 'accepted' then $5::date end, case reply when 'rejected' then 'TIDAK_BEKERJA' end
     from ${recordset} where reply is not null`,
    [regencyCode, JSON.stringify(sent), replyId, batchId, launchStart],
  );
  await transaction.query("select platform.refresh_statistics($1::regclass[])", [
    ["enrolment.batch_line", "enrolment.reply_line"],
  ]);
}

function idOf(text: string): Uuid {
  return uuidOfHash(createHash("sha256").update(`test launch/${text}`).digest());
}
