import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Office } from "../src/platform/office.ts";
import {
  makeTestCity,
  programmeCode,
  programmeFile,
  seatsFor,
  type TestCity,
} from "./test-city.ts";
import { buildOnce, jsonOf } from "./test-command-line.ts";
import {
  type Counts,
  copyFolder,
  countRows,
  crashSeed,
  cutOff,
  draw,
  inspect,
  runOn,
} from "./test-crash.ts";

/** The acts of the flow, in their order; each is one command. */
const acts = ["intake", "resolve", "assess", "allocate"] as const;
type Act = (typeof acts)[number];

const workers = 4_000;
const roundsPerAct = 5;

let city: TestCity;
let folder: string;
/** How long each act takes undisturbed, and what then stands in the database. */
const undisturbed = new Map<Act, { readonly ms: number; readonly counts: Counts }>();
let emptyCounts: Counts;
let wholeLoads: ReadonlyMap<string, string>;
let rosterHash: string;

beforeAll(async () => {
  buildOnce();
  city = await makeTestCity(workers, 21);
  folder = mkdtempSync(path.join(os.tmpdir(), "payung-crash-"));
  // The server of a root's Payung runs as another user, who must be able to pass.
  chmodSync(folder, 0o755);
  await walkUndisturbed();
});
afterAll(async () => {
  await city.remove();
  rmSync(folder, { recursive: true, force: true });
});

/** The data folder as it is before an act; it is copied for every round. */
function before(act: Act): string {
  return path.join(folder, `before-${act}`);
}

function commandOf(act: Act): readonly string[] {
  if (act === "intake") return ["intake", ...city.sent, "--on", "2024-05-31", "--json"];
  if (act === "resolve") return ["resolve", "--json"];
  if (act === "assess")
    return ["assess", "--programme", programmeCode, "--on", "2024-05-31", "--json"];
  return ["allocate", "--programme", programmeCode, "--seats", String(seatsFor(workers)), "--json"];
}

async function walkUndisturbed(): Promise<void> {
  const dataDir = path.join(folder, "undisturbed");
  jsonOf(await runOn(dataDir, ["programme", "create", programmeFile, "--json"]));
  emptyCounts = await inspect(dataDir, countAll);
  for (const act of acts) {
    copyFolder(dataDir, before(act));
    const startedAt = performance.now();
    const answer = jsonOf<{ roster_hash?: string }>(await runOn(dataDir, commandOf(act)));
    const ms = performance.now() - startedAt;
    undisturbed.set(act, { ms, counts: await inspect(dataDir, countAll) });
    rosterHash = answer.roster_hash ?? "";
  }
  wholeLoads = await inspect(dataDir, describeLoads);
  expect(rosterHash).toMatch(/^[0-9a-f]{64}$/);
}

const tables = [
  "platform.identifier",
  "platform.data_key",
  "platform.journal",
  "intake.load",
  "intake.raw_block",
  "intake.record",
  "intake.registry_fact",
  "intake.insurer_fact",
  "intake.civil_fact",
  "intake.disability_fact",
  "resolution.run",
  "resolution.person",
  "resolution.assignment",
  "resolution.person_version",
  "resolution.doubt",
  "programme.version",
  "eligibility.run",
  "eligibility.decision",
  "allocation.run",
  "allocation.place",
];

function countAll(office: Office): Promise<Counts> {
  return countRows(office, tables);
}

/** Each load with all that belongs to it, counted: equal to the undisturbed one's when it is whole. */
async function describeLoads(office: Office): Promise<ReadonlyMap<string, string>> {
  return await office.db.look(office.identity, async (transaction) => {
    const found = await transaction.query<{ load_id: string; parts: unknown }>(
      `select l.load_id, json_build_array(l.row_count, l.accepted, l.warned, l.quarantined,
         (select count(*) from intake.record r where r.load_id = l.load_id),
         (select count(*) from intake.record r join intake.registry_fact f using (regency_code, row_id) where r.load_id = l.load_id),
         (select count(*) from intake.record r join intake.insurer_fact f using (regency_code, row_id) where r.load_id = l.load_id),
         (select count(*) from intake.record r join intake.civil_fact f using (regency_code, row_id) where r.load_id = l.load_id),
         (select count(*) from intake.record r join intake.disability_fact f using (regency_code, row_id) where r.load_id = l.load_id),
         (select count(*) from intake.record r join platform.identifier i on i.identifier_id = r.nik_id where r.load_id = l.load_id),
         (select sum(last_row_no - first_row_no + 1) from intake.raw_block b where b.load_id = l.load_id),
         (select count(*) from platform.data_key k where k.data_key_id = l.data_key_id),
         (select count(*) from platform.journal j where j.subject = l.load_id::text)) as parts
       from intake.load l`,
    );
    return new Map(found.rows.map((row) => [row.load_id, JSON.stringify(row.parts)]));
  });
}

const rounds = acts.flatMap((act, index) =>
  Array.from({ length: roundsPerAct }, (_, round) => ({
    act,
    round: index * roundsPerAct + round + 1,
    share: draw(index * roundsPerAct + round),
  })),
);

test.each(rounds)(
  `round $round, seed ${crashSeed}: kill -9 of everything during $act, at $share of its time`,
  async ({ act, round, share }) => {
    const dataDir = path.join(folder, `round-${round}`);
    const reference = undisturbed.get(act);
    if (reference === undefined) throw new Error("the undisturbed walk comes first");
    const delay = await cutOff(commandOf(act), before(act), dataDir, share * reference.ms);

    // The next start is clean, and the act is whole or absent.
    const left = await inspect(dataDir, countAll);
    const loads = await inspect(dataDir, describeLoads);
    for (const [loadId, parts] of loads) expect(parts).toBe(wholeLoads.get(loadId));
    if (act === "intake") {
      expect(left["platform.data_key"]).toBe(loads.size);
      expect(left["intake.load"]).toBe(loads.size);
      if (loads.size === 0) expect(left).toEqual(emptyCounts);
    } else {
      const earlier = undisturbed.get(acts[acts.indexOf(act) - 1] ?? "intake")?.counts;
      expect([earlier, reference.counts]).toContainEqual(left);
    }
    console.log(
      `round ${round}: ${act} killed after ${Math.round(delay)} of ${Math.round(reference.ms)} ms; ` +
        (act === "intake"
          ? `${loads.size} of ${wholeLoads.size} sheets were whole`
          : left[`${schemaOf(act)}.run`] === 0
            ? "absent"
            : "whole"),
    );

    // Running it again completes it, and the flow ends where it would have ended.
    expect((await runOn(dataDir, commandOf(act))).stderr).toBe("");
    expect(await inspect(dataDir, countAll)).toEqual(reference.counts);
    let answer: { roster_hash?: string } = {};
    for (const next of acts.slice(acts.indexOf(act)))
      answer = jsonOf(await runOn(dataDir, commandOf(next)));
    expect(answer.roster_hash).toBe(rosterHash);
    rmSync(dataDir, { recursive: true, force: true });
  },
);

function schemaOf(act: Exclude<Act, "intake">): string {
  return { resolve: "resolution", assess: "eligibility", allocate: "allocation" }[act];
}
