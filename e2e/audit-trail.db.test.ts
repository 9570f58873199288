import { readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { migrate, readMigrations } from "../src/platform/database/migrate.ts";
import { projectRoot } from "../src/platform/project-root.ts";
import { freshOffice, type TestOffice } from "../src/platform/testing/database.ts";
import { loadAll, makeTestCity } from "./test-city.ts";
import { buildOnce, jsonOf, payungWith, type RunPayung } from "./test-command-line.ts";

let at: TestOffice;
let payung: RunPayung;
beforeAll(async () => {
  buildOnce();
  at = await freshOffice();
  payung = payungWith({ DATABASE_URL: at.url, PAYUNG_DATA: at.office.dataDir });
  const city = await makeTestCity(100, 7);
  await loadAll(at.office, city.sent);
  await city.remove();
});
afterAll(() => at.close());

async function tamper(...statements: readonly string[]): Promise<void> {
  await at.admin.query("begin");
  await at.admin.query("set local session_replication_role = replica");
  for (const statement of statements) await at.admin.query(statement);
  await at.admin.query("commit");
}

describe("payung audit, as an inspector runs it", () => {
  test("anchors, verifies, and names what was changed, exit code 1; a tail cut off is shown by an anchor kept elsewhere", async () => {
    const anchored = await payung("audit", "anchor", "--on", "2024-06-01");
    expect(anchored.code).toBe(0);
    expect(anchored.stdout).toMatch(/^payung-anchor-1 73\.71 2024-06-01 4 [0-9a-f]{64}\n$/);
    const folderFile = path.join(at.office.dataDir, "audit-anchors.txt");
    expect(await readFile(folderFile, "utf8")).toBe(anchored.stdout);
    const whole = jsonOf<{ entries: number; anchors: number }>(
      await payung("audit", "verify", "--json"),
    );
    expect(whole).toMatchObject({ whole: true, entries: 4, anchors: 1 });

    await tamper(
      `update platform.journal set body = '{}' where entry_no = (select entry_no from platform.journal_link where chain_no = 2)`,
    );
    const altered = await payung("audit", "verify", "--lang", "en");
    expect(altered.code).toBe(1);
    expect(altered.stderr).toContain("Entry number 2 (journal row");
    expect(altered.stderr).toContain("was altered");

    // The verifications above are entries too. Whoever cuts everything off from the third on, and empties both places of
    // anchors that are in reach, is shown by the print.
    const printed = path.join(at.office.dataDir, "cetakan.txt");
    await writeFile(printed, `Papan pengumuman, 1 Juni:\n\n  ${anchored.stdout}`);
    await rm(folderFile);
    await tamper(
      "delete from platform.anchor",
      "delete from platform.journal j using platform.journal_link l where l.entry_no = j.entry_no and l.chain_no >= 3",
      "delete from platform.journal_link where chain_no >= 3",
    );
    const cut = await payung("audit", "verify", "--anchor", printed, "--lang", "en");
    expect(cut.code).toBe(1);
    expect(cut.stderr).toContain(
      "The journal's tail was cut off: the anchor of 2024-06-01 names 4 entries, 2 are left.",
    );
    const wrong = await payung(
      "audit",
      "verify",
      "--anchor",
      path.join(projectRoot(), "README.md"),
    );
    expect(wrong.code).toBe(1);
    expect(wrong.stderr).toContain("payung-anchor-1");
  });
});

test("entries of a journal that was not chained yet are chained by the migration, in their order", async () => {
  const name = `${new URL(at.url).pathname.slice(1)}_before`;
  await at.admin.query(`create database ${name}`);
  const url = new URL(at.url);
  url.pathname = `/${name}`;
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  onTestFinished(async () => {
    await client.end();
    await at.admin.query(`drop database ${name} with (force)`);
  });
  const migrations = readMigrations(path.join(projectRoot(), "migrations"));
  const before = migrations.filter((one) => one.name < "0012");
  await client.query(`grant create on database ${name} to payung_owner`);
  expect(await migrate(client, before)).toMatchObject({ ok: true });
  await client.query(
    `insert into platform.journal (regency_code, actor, act, subject, body)
     select case n % 3 when 0 then '73.06' else '73.71' end, 'os:lama', 'act.' || n, '-', jsonb_build_object('n', n) from generate_series(1, 9) n`,
  );
  expect(await migrate(client, migrations)).toMatchObject({ ok: true });
  const links = await client.query(
    `select l.regency_code as city, array_agg(j.act order by l.chain_no) as acts,
       bool_and(l.hash = sha256(convert_to(platform.chained_text(j, l.chain_no, l.previous_hash), 'UTF8'))) as sound
     from platform.journal_link l join platform.journal j using (regency_code, entry_no) group by 1 order by 1`,
  );
  expect(links.rows).toEqual([
    { city: "73.06", acts: ["act.3", "act.6", "act.9"], sound: true },
    { city: "73.71", acts: ["act.1", "act.2", "act.4", "act.5", "act.7", "act.8"], sound: true },
  ]);
});
