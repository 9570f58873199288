import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import fc from "fast-check";
import { expect, onTestFinished, test } from "vitest";
import { projectRoot } from "../platform/project-root.ts";
import { freshOffice, type TestOffice } from "../platform/testing/database.ts";
import { launchPerson, recordLaunch } from "./test-launch.ts";

const peopleARound = 150;
const rounds = 20;
const root = projectRoot();

test("printing that is killed at any instant loses no card and records none twice", async () => {
  const city = await freshOffice();
  const folder = mkdtempSync(path.join(tmpdir(), "payung-killed-"));
  onTestFinished(async () => {
    await city.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const people = Array.from({ length: peopleARound * (rounds + 1) }, (_, no) =>
    launchPerson(no, { reply: no < peopleARound ? "accepted" : null }),
  );
  await recordLaunch(city.office, people);
  const file = path.join(folder, "cards.pdf");
  const startedAt = performance.now();
  expect(finish(city, file)).toMatchObject({ cards: peopleARound, sheet_cards: peopleARound });
  const undisturbedMs = performance.now() - startedAt;

  // The seed is in the message of a failure: the same seed kills at the same instants.
  const seed = Math.floor(startedAt * 1_000) % 2 ** 31;
  const instants = fc.sample(fc.double({ min: 0.2, max: 1, noNaN: true }), {
    seed,
    numRuns: rounds,
  });
  const completed: number[] = [];
  for (const [round, instant] of instants.entries()) {
    const accepted = peopleARound * (round + 2);
    await acceptMore(city, accepted);
    const before = await countCards(city);
    await killAt(city, file, undisturbedMs * instant);
    const between = await countCards(city);
    expect([before, before + peopleARound], `seed ${seed}`).toContain(between);
    const told = finish(city, file);
    expect(told, `seed ${seed}, round ${round}`).toMatchObject({
      ...{ accepted, skipped: [], not_reprinted: [] },
      ...{ cards: accepted - between, already_issued: between, sheet_cards: peopleARound },
    });
    expect(existsSync(file)).toBe(true);
    completed.push(between - before);
  }
  const rows = await city.admin.query(
    `select (select count(*)::int from cards.card) as cards, (select count(distinct member_number)::int from cards.card) as members,
       (select count(*)::int from cards.print_run) as runs, (select count(*)::int from cards.sheet) as sheets`,
  );
  expect(rows.rows).toEqual([
    { cards: people.length, members: people.length, runs: rounds + 1, sheets: rounds + 1 },
  ]);
  expect(completed).toContain(0);
});

function settings(city: TestOffice) {
  return { ...process.env, DATABASE_URL: city.url, PAYUNG_DATA: city.office.dataDir };
}

function argumentsOf(file: string): readonly string[] {
  return ["cards", "print", "--out", file, "--on", "2024-06-01", "--json"];
}

function finish(city: TestOffice, file: string): unknown {
  const run = spawnSync(process.execPath, ["bin/payung.mjs", ...argumentsOf(file)], {
    ...{ cwd: root, env: settings(city), encoding: "utf8" },
  });
  expect(run.status, run.stderr).toBe(0);
  return JSON.parse(run.stdout);
}

async function killAt(city: TestOffice, file: string, afterMs: number): Promise<void> {
  const child = spawn(process.execPath, ["bin/payung.mjs", ...argumentsOf(file)], {
    ...{ cwd: root, env: settings(city), stdio: "ignore" },
  });
  const timer = setTimeout(() => child.kill("SIGKILL"), afterMs);
  await once(child, "exit");
  clearTimeout(timer);
  // What the killed program had sent is done or undone before anything is counted.
  await city.admin.query("begin");
  await city.admin.query("lock table cards.card in access exclusive mode");
  await city.admin.query("commit");
}

async function acceptMore(city: TestOffice, upTo: number): Promise<void> {
  await city.admin.query(
    `insert into enrolment.reply_line (regency_code, reply_id, row_no, batch_id, person_id, matched_by, outcome, kpj, starts_on)
     select l.regency_code, r.reply_id, l.line_no + 100000, l.batch_id, l.person_id, 'nik', 'accepted',
       '2101' || lpad(l.line_no::text, 7, '0'), '2024-06-01'
     from enrolment.batch_line l join enrolment.reply r using (regency_code, batch_id)
     where l.line_no <= $1 and not exists (select from enrolment.reply_line x where x.person_id = l.person_id)`,
    [upTo],
  );
}

async function countCards(city: TestOffice): Promise<number> {
  const counted = await city.admin.query<{ n: number }>(
    "select count(*)::int as n from cards.card",
  );
  return counted.rows[0]?.n ?? 0;
}
