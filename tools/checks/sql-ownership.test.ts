import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { projectRoot } from "../../src/platform/project-root.ts";
import { listSourceFiles } from "./source-files.ts";
import { checkSqlOwnership, countStatements } from "./sql-ownership.ts";

const root = projectRoot();
const read = (file: string) => readFileSync(path.join(root, file), "utf8");
const sources = listSourceFiles(root, ["src"]);

describe("each room owns its schema", () => {
  test("in this house", () => {
    const findings = sources.flatMap((file) => checkSqlOwnership(file, read(file)));
    expect(findings.map(({ file, line, problem }) => `${file}:${line}: ${problem}`)).toEqual([]);
  });

  test("and the check sees the SQL of this house", () => {
    const statements = sources.map((file) => countStatements(file, read(file)));
    expect(statements.reduce((sum, count) => sum + count, 0)).toBeGreaterThan(10);
  });
});

describe("the check of SQL refuses", () => {
  const refused: readonly (readonly [string, string, string, string])[] = [
    [
      "SQL outside store.ts",
      "src/intake/report.ts",
      'const text = "select count(*) from record";',
      "src/intake/report.ts:1: SQL outside store.ts: move the query into the room's store.ts as a named function",
    ],
    [
      "a query outside store.ts, whatever its text",
      "src/intake/report.ts",
      "\nawait transaction.query(text, [1]);",
      "src/intake/report.ts:2: calls .query(): only store.ts talks to the database; export a named function there",
    ],
    [
      "SQL of app, which is no room",
      "src/app/store.ts",
      "const q = `delete from session where id = $1`;",
      "src/app/store.ts:1: SQL outside store.ts: move the query into the room's store.ts as a named function",
    ],
    [
      "writing another room's table",
      "src/cards/store.ts",
      "q(`with done as (select 1)\n  update\n  enrolment.participation p set state = 'x'`);",
      "src/cards/store.ts:3: update enrolment.participation: only enrolment writes its own schema; call its server.ts",
    ],
    [
      "a write hidden behind a CTE, joined strings and upper case",
      "src/cards/store.ts",
      'q("WITH gone AS (DELETE FROM ONLY " +\n  "law.value returning *) select * from gone");',
      "src/cards/store.ts:2: delete law.value: only law writes its own schema; call its server.ts",
    ],
    [
      "every other way to write",
      "src/cards/store.ts",
      "q('insert into law.a values (1)'); q('merge into law.b using c on true'); q('truncate table law.c'); q('copy law.d (x) from stdin'); q('lock table law.e')",
      ["insert law.a", "merge law.b", "truncate law.c", "copy law.d", "lock law.e"]
        .map(
          (use) =>
            `src/cards/store.ts:1: ${use}: only law writes its own schema; call its server.ts`,
        )
        .join("\n"),
    ],
    [
      "reading what is not published",
      "src/resolution/store.ts",
      "q(`select r.row_id from person p, intake.record r where p.row_id = r.row_id`);",
      "src/resolution/store.ts:1: reads intake.record: others read intake.published_* only; publish what is missing in a migration (or, if intake is an alias here, choose another)",
    ],
    [
      "reading a room whose door it may not open",
      "src/resolution/store.ts",
      "q(`select 1 from resolution.person join cards.published_card using (person_id)`);",
      "src/resolution/store.ts:1: reads cards.published_card: resolution may not open cards; it opens areas, intake (src/rooms.ts)",
    ],
    [
      "reading the vault",
      "src/cards/store.ts",
      "q(`select ciphertext from platform.identifier`);",
      "src/cards/store.ts:1: reads platform.identifier: platform is reached through functions of src/platform, not by SQL of a room",
    ],
    [
      "a table whose name is put in",
      "src/cards/store.ts",
      `q(\`insert into \${table} select * from staged\`); q(\`delete from cards.\${name} where true\`);`,
      "src/cards/store.ts:1: insert (…): write the table's name out, or this check cannot see whose it is\nsrc/cards/store.ts:1: delete cards.(…): write the table's name out, or this check cannot see whose it is",
    ],
    [
      "changing the schema at run time",
      "src/cards/store.ts",
      "q(`create table cards.extra (x int)`);",
      "src/cards/store.ts:1: defines cards.extra: the schema changes by a migration only (migrations/)",
    ],
    [
      "platform that knows a room",
      "src/platform/jobs/queue.ts",
      "q(`select 1 from intake.published_load`);",
      "src/platform/jobs/queue.ts:1: read intake.published_load: platform knows no room; the room does this in its store.ts",
    ],
  ];

  test.each(refused)("%s", (_, file, source, expected) => {
    const findings = checkSqlOwnership(file, source);
    expect(findings.map((one) => `${one.file}:${one.line}: ${one.problem}`).join("\n")).toBe(
      expected,
    );
  });
});

describe("the check of SQL lets pass", () => {
  const passed: readonly (readonly [string, string, string])[] = [
    [
      "own tables, staging tables and what opened rooms publish",
      "src/resolution/store.ts",
      "q(`create temporary table staged (x uuid) on commit drop`); q(`insert into staged select row_id from intake.published_record`); q(`insert into resolution.person select platform.uuid8(x), platform.current_regency() from staged on conflict do update set name = excluded.name returning 1`); q(`select 1 from resolution.person for update`); q(`create index on staged (x)`)",
    ],
    [
      "a staging table whose name is put in",
      "src/resolution/store.ts",
      `q(\`drop table \${staging}\`); q(\`analyze \${staging}\`)`,
    ],
    [
      "words in strings and comments",
      "src/cards/store.ts",
      "q(`select 1 -- from intake.record\\n /* update law.x set y */ , 'delete from law.x' as text, $$ insert into law.y $$`)",
    ],
    [
      "aliases and columns named like verbs",
      "src/cards/store.ts",
      "q(`select c.update, extract(year from c.born_on), c.x is distinct from c.y from cards.card c`)",
    ],
    [
      "vault rows of a load",
      "src/intake/store.ts",
      "q(`insert into platform.identifier select * from staged`)",
    ],
    [
      "prose in a room",
      "src/cards/words.ts",
      'const words = ["Select a programme from the list, please", "update the card", "with", "select", "delete from the list.", "create a programme", "drop the file here", "copy", "grant"];',
    ],
    ["tests", "src/cards/store.test.ts", "q(`select 1 from intake.record`)"],
  ];

  test.each(passed)("%s", (_, file, source) => {
    expect(checkSqlOwnership(file, source)).toEqual([]);
  });
});
