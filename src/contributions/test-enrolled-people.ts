import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import type pg from "pg";
import { assert } from "../kernel/assert.ts";
import { projectRoot } from "../platform/project-root.ts";
import type { TestOffice } from "../platform/testing/database.ts";
import { createProgramme } from "../programme/server.ts";

/** The model city's programme under another code, with what `change` does to its text. */
export async function createTestProgramme(
  { office }: TestOffice,
  code: string,
  change: (yaml: string) => string = (yaml) => yaml,
): Promise<void> {
  const folder = mkdtempSync(path.join(os.tmpdir(), "payung-programme-"));
  try {
    const model = readFileSync(path.join(projectRoot(), "programmes/makassar-2024.yaml"), "utf8");
    const file = path.join(folder, "programme.yaml");
    writeFileSync(file, change(model.replace("code: makassar-2024", `code: ${code}`)));
    const created = await createProgramme(office, file);
    assert(created.ok, `the test programme is sound: ${JSON.stringify(created)}`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A batch of people whom the insurer answered. */
export interface AnsweredBatch {
  readonly programmeCode: string;
  readonly batchNo: number;
  readonly accepted: number;
  readonly rejected?: number;
  readonly startsOn: string;
}

/**
 * Writes what the rooms upstream would have written: people, the batch they were sent in, the reply.
 * Plain SQL as superuser, so that the tests of money stand on the schema alone. The NIKs are no NIKs.
 */
export async function enrolPeople(
  { admin, office, takeIdentity }: TestOffice,
  batch: AnsweredBatch,
): Promise<void> {
  await takeIdentity(admin, office.identity);
  const { programmeCode, batchNo, accepted, rejected = 0, startsOn } = batch;
  const count = accepted + rejected;
  const batchId = await readId(admin, `batch/${batchNo}`);
  const runId = await makeRoster(admin, programmeCode);
  await admin.query(
    `create temporary table sent as
     select n, platform.uuid8(sha256(convert_to($1 || '/person/' || n, 'UTF8'))) as person_id,
       platform.uuid8(sha256(convert_to($1 || '/nik/' || n, 'UTF8'))) as nik_id, 'TEST-' || $1 || '-' || n as member_number
     from generate_series(1, $2::int) n`,
    [String(batchNo), count],
  );
  await insertAll(admin, [
    `insert into platform.identifier (regency_code, identifier_id, kind, key_version, ciphertext, blind_index)
     select '73.71', nik_id, 'nik', 1, '\\x00', uuid_send(nik_id) from sent`,
    `insert into resolution.person (regency_code, person_id, member_number, first_row_id, run_no)
     select '73.71', person_id, member_number, person_id, 1 from sent`,
  ]);
  await admin.query(
    `insert into enrolment.batch (regency_code, batch_id, batch_no, roster_run_id, programme_code, layout, line_count, lines_sha256, data_key_id, sent_lines)
     values ('73.71', $1, $2, $3, $4, 'test', $5, '\\x00', $6, '\\x00')`,
    [batchId, batchNo, runId, programmeCode, count, await makeDataKey(admin)],
  );
  await admin.query(
    `insert into enrolment.batch_line (regency_code, batch_id, line_no, person_id, member_number, rank, nik_id, starts_on)
     select '73.71', $1, n, person_id, member_number, n, nik_id, $2 from sent`,
    [batchId, startsOn],
  );
  await admin.query(
    `insert into enrolment.reply (regency_code, reply_id, batch_id, reply_no, file_name, content_sha256, counts)
     values ('73.71', $1, $1, 1, 'reply.xlsx', '\\x00', '{}')`,
    [batchId],
  );
  await admin.query(
    `insert into enrolment.reply_line (regency_code, reply_id, row_no, batch_id, person_id, matched_by, outcome, kpj, starts_on, reason_code, reason_text)
     select '73.71', $1, n, $1, person_id, 'nik', case when n <= $2 then 'accepted' else 'rejected' end,
       case when n <= $2 then 'KPJ' || n end, case when n <= $2 then $3::date end, case when n > $2 then 'age' end, null
     from sent`,
    [batchId, accepted, startsOn],
  );
  await insertAll(admin, ["drop table sent", "analyze enrolment.batch_line, enrolment.reply_line"]);
}

/** The person sent as number `n` of a batch. */
export function readPersonId(admin: pg.Client, batchNo: number, n: number): Promise<string> {
  return readId(admin, `${batchNo}/person/${n}`);
}

async function makeRoster(admin: pg.Client, programmeCode: string): Promise<string> {
  const runId = await readId(admin, `roster/${programmeCode}`);
  await admin.query(
    `insert into resolution.run (regency_code, run_id, run_no, inputs_sha256, rules_version, code_version, counts)
     values ('73.71', $1, 1, '\\x00', 'test', 'test', '{}') on conflict do nothing`,
    [await readId(admin, "resolution")],
  );
  await admin.query(
    `insert into eligibility.run (regency_code, run_id, run_no, programme_code, programme_version, on_date, law_version, resolution_run_no, code_version, counts)
     select '73.71', $1, count(*) + 1, $2, 1, '2024-05-31', 'test', 1, 'test', '{}' from eligibility.run on conflict do nothing`,
    [runId, programmeCode],
  );
  await admin.query(
    `insert into allocation.run (regency_code, run_id, run_no, programme_code, programme_version, eligibility_run_id, law_version, limit_kind,
       seats, months, first_month, cost_per_person_rp, cost_rp, chosen, waiting, roster_sha256, code_version)
     select '73.71', $1, count(*) + 1, $2, 1, $1, 'test', 'seats', 0, 12, '2024-06-01', 0, 0, 0, 0, '\\x00', 'test'
     from allocation.run on conflict do nothing`,
    [runId, programmeCode],
  );
  return runId;
}

async function makeDataKey(admin: pg.Client): Promise<string> {
  const keyId = await readId(admin, "key");
  await admin.query(
    "insert into platform.data_key (regency_code, data_key_id, key_version, wrapped_key) values ('73.71', $1, 1, '\\x00') on conflict do nothing",
    [keyId],
  );
  return keyId;
}

async function readId(admin: pg.Client, name: string): Promise<string> {
  const made = await admin.query<{ id: string }>(
    "select platform.uuid8(sha256(convert_to($1, 'UTF8')))::text as id",
    [name],
  );
  return made.rows[0]?.id ?? "";
}

async function insertAll(admin: pg.Client, statements: readonly string[]): Promise<void> {
  for (const statement of statements) await admin.query(statement);
}
