import { afterAll, beforeAll, expect, test } from "vitest";
import { freshDatabase, type TestDatabase } from "../../src/platform/testing/database.ts";
import { checkCatalogue } from "./catalogue.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await freshDatabase();
});

afterAll(() => database.close());

/** What the check finds after `change`, which is undone before the answer is looked at. */
async function findingsAfter(change: string): Promise<readonly string[]> {
  await database.admin.query("begin");
  try {
    await database.admin.query(change);
    return await checkCatalogue(database.admin);
  } finally {
    await database.admin.query("rollback");
  }
}

test("the migrated database keeps every promise of the catalogue", async () => {
  expect(await checkCatalogue(database.admin)).toEqual([]);
});

test("the check sees every table: what takes each one's protection away is told of each one", async () => {
  const tables = await database.admin.query<{ name: string }>(
    "select format('%s.%s', schemaname, tablename) as name from pg_tables where schemaname in ('intake', 'resolution')",
  );
  const names = tables.rows.map((row) => row.name);
  expect(names.length).toBeGreaterThan(10);
  const findings = await findingsAfter(
    names.map((name) => `alter table ${name} no force row level security`).join(";"),
  );
  const told = findings.filter((finding) => finding.includes("does not bind its owner"));
  expect(told.map((finding) => finding.split(":")[0])).toEqual(names.sort());
});

const badHouse: readonly (readonly [fault: string, sql: string, findings: readonly string[]])[] = [
  [
    "a table open to all regencies, without key, comment or owner",
    "create table intake.note (row_id uuid, text text)",
    [
      "intake.note: belongs to postgres; everything belongs to payung_owner",
      "intake.note: has no comment; comment on … is 'what a row of it says'",
      "intake.note: has no policy; create policy act_in_its_regency … using (regency_code = platform.current_regency())",
      "intake.note: has no primary key",
      "intake.note: row-level security does not bind its owner; alter table … force row level security",
      "intake.note: row-level security is off; alter table … enable row level security",
    ],
  ],
  [
    "a table that any role of the city may read and write",
    "drop policy seen_by_right on allocation.place; drop policy written_by_right on allocation.place",
    ["payung_app", "payung_job"].flatMap((role) =>
      ["insert", "select"].map(
        (act) =>
          `allocation.place: ${role} may ${act} it whatever its role in the city; create policy … as restrictive for ${act} using or with check (select platform.sees(…), holds(…) or current_actor() …)`,
      ),
    ),
  ],
  [
    "accounts that the application may look into",
    "grant select on signin.seal_key to payung_app",
    [
      "signin.seal_key: payung_app may reach it; accounts and seal keys are closed to the application",
    ],
  ],
  [
    "a policy that lets everybody through beside the right one",
    "create policy reports on intake.record for select using (true)",
    [
      "intake.record: policy reports does not ask for the regency of the act (platform.current_regency())",
    ],
  ],
  [
    "a policy with a way round it",
    "create policy audit on intake.record for select using (regency_code = platform.current_regency() or true)",
    [
      "intake.record: policy audit does not ask for the regency of the act (platform.current_regency())",
    ],
  ],
  [
    "a policy that lets everything in",
    "create policy loading on intake.record for insert with check (regency_code is not null)",
    [
      "intake.record: policy loading does not ask for the regency of the act (platform.current_regency())",
    ],
  ],
  [
    "a unique index that another regency's rows would meet",
    "create unique index record_by_row on intake.record (row_id)",
    [
      "intake.record: intake.record_by_row does not begin with regency_code; one regency is one shard",
    ],
  ],
  [
    "a foreign key that leaves the regency out, and points downstream",
    `create unique index person_alone on resolution.person (person_id);
     alter table intake.record add column person_id uuid;
     alter table intake.record add constraint record_is_of_a_person foreign key (person_id) references resolution.person (person_id)`,
    [
      "intake.record: foreign key record_is_of_a_person does not begin with regency_code on both sides",
      "intake.record: foreign key record_is_of_a_person leads to resolution, which intake may not open (src/rooms.ts); foreign keys point upstream",
      "resolution.person: resolution.person_alone does not begin with regency_code; one regency is one shard",
    ],
  ],
  [
    "a published view that sees with its owner's eyes, unexplained",
    "set role payung_owner; create view intake.published_raw as select * from intake.raw_block; reset role",
    [
      "intake.published_raw: has no comment; comment on … is 'what a row of it says'",
      "intake.published_raw: shows rows with its owner's eyes; create view … with (security_invoker = true)",
    ],
  ],
  [
    "a copy of people's rows outside row-level security",
    "set role payung_owner; create materialized view resolution.names as select 1 as one; reset role",
    [
      "resolution.names: a materialized view is a copy without row-level security; use a view or a table",
    ],
  ],
  [
    "a view of what others keep to themselves, or of a room that may not be opened",
    `set role payung_owner;
     create view resolution.peek with (security_invoker = true) as select row_id from intake.record;
     create view intake.ahead with (security_invoker = true) as select person_id from resolution.published_person;
     reset role`,
    [
      "intake.ahead: reads resolution.published_person, and intake may not open resolution (src/rooms.ts)",
      "resolution.peek: reads intake.record; others read intake.published_* only",
    ],
  ],
  [
    "facts that the application may change",
    `grant update (name) on intake.record to payung_app; grant delete on intake.load to public; grant create on schema intake to payung_job`,
    [
      "intake.load: payung_app has delete; facts are appended, never changed (or list the table in tools/checks/catalogue.ts with its reason)",
      "intake.load: payung_job has delete; facts are appended, never changed (or list the table in tools/checks/catalogue.ts with its reason)",
      "intake.load: payung_rotation has delete; facts are appended, never changed (or list the table in tools/checks/catalogue.ts with its reason)",
      "intake.record: payung_app has update; facts are appended, never changed (or list the table in tools/checks/catalogue.ts with its reason)",
      "intake: payung_job may create in this schema; only migrations do",
    ],
  ],
  [
    "a function that lends its owner's rights",
    "create function intake.open_all() returns int language sql security definer return 1",
    [
      "intake.open_all: runs with its owner's rights (security definer) and is not on the reviewed list",
    ],
  ],
  [
    "a schema of no room",
    "create schema reporting",
    ["reporting: no room of src/rooms.ts has this schema; name it after its room"],
  ],
];

test.each(badHouse)("the check refuses %s", async (_, sql, findings) => {
  const before = new Set(await checkCatalogue(database.admin));
  const after = await findingsAfter(sql);
  expect(after.filter((finding) => !before.has(finding))).toEqual(findings);
});

test("the check refuses a login that bypasses row-level security or owns the tables", async () => {
  const app = `${new URL(database.url).pathname.slice(1)}_app`;
  const findings = await findingsAfter(`alter role ${app} bypassrls; grant payung_owner to ${app}`);
  expect(findings.filter((finding) => finding.includes(app))).toEqual([
    `role ${app}: may act as payung_owner; only migrations do`,
    `role ${app}: passes row-level security; the application's roles have no such power`,
  ]);
});
