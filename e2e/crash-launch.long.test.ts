import { createHash } from "node:crypto";
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Office } from "../src/platform/office.ts";
import { keepSetting } from "../src/platform/settings.ts";
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

/** The acts from an approved roster to cards, in their order; each is one command. */
const acts = ["submit", "reply", "bill", "pay", "print"] as const;
type Act = (typeof acts)[number];

const workers = 3_000;
const roundsPerAct = 4;
const seats = seatsFor(workers);

let city: TestCity;
let folder: string;
let owedRp = 0;
let wholeBatch = "none";
const undisturbed = new Map<Act, { readonly ms: number; readonly counts: Counts }>();

beforeAll(async () => {
  buildOnce();
  city = await makeTestCity(workers, 22);
  folder = mkdtempSync(path.join(os.tmpdir(), "payung-crash-launch-"));
  chmodSync(folder, 0o755);
  await walkUndisturbed();
});
afterAll(async () => {
  await city.remove();
  rmSync(folder, { recursive: true, force: true });
});

const tables = [
  "platform.data_key",
  // Files that are written again after a crash are looks of their own.
  "platform.journal where act not in ('batch.written', 'cards.laid-out')",
  "allocation.roster_approval",
  "enrolment.batch",
  "enrolment.batch_line",
  "enrolment.reply",
  "enrolment.reply_line",
  "contributions.account",
  "contributions.transfer",
  "contributions.posting",
  "contributions.bill",
  "contributions.bill_line",
  "contributions.payment",
  "cards.print_run",
  "cards.card",
];

function countAll(office: Office): Promise<Counts> {
  return countRows(office, tables);
}

const reply = () => path.join(folder, "balasan.xlsx");
const batchFile = (dataDir: string) =>
  path.join(dataDir, "out", `batch-0001-${programmeCode}.xlsx`);
const cardFile = (dataDir: string) => path.join(dataDir, "out", "kartu.pdf");
const before = (act: Act) => path.join(folder, `before-${act}`);

function commandOf(act: Act, dataDir: string): readonly string[] {
  switch (act) {
    case "submit":
      return ["enrol", "submit", "latest", "--out", path.dirname(batchFile(dataDir)), "--json"];
    case "reply":
      return ["enrol", "reply", "latest", reply(), "--json"];
    case "bill":
      return ["bill", "--programme", programmeCode, "--month", "2024-06", "--json"];
    case "pay":
      return [
        "pay",
        "latest",
        "--amount",
        String(owedRp),
        "--ref",
        "SP2D-1",
        "--on",
        "2024-06-14",
        "--json",
      ];
    case "print":
      return ["cards", "print", "--out", cardFile(dataDir), "--on", "2024-06-01", "--json"];
  }
}

async function walkUndisturbed(): Promise<void> {
  const dataDir = path.join(folder, "undisturbed");
  const on = ["--on", "2024-05-31", "--json"];
  const approval = [
    "roster",
    "approve",
    "latest",
    "--decree",
    "SK 1/2024",
    "--as",
    "kepala",
    "--json",
  ];
  jsonOf(await runOn(dataDir, ["programme", "create", programmeFile, "--json"]));
  await inspect(dataDir, (office) =>
    office.db.act(office.identity, (transaction) =>
      keepSetting(transaction, office.identity, "demonstration", { workers, seed: 22 }),
    ),
  );
  jsonOf(await runOn(dataDir, ["intake", ...city.sent, ...on]));
  jsonOf(await runOn(dataDir, ["resolve", "--json"]));
  jsonOf(await runOn(dataDir, ["assess", "--programme", programmeCode, ...on]));
  jsonOf(
    await runOn(dataDir, [
      "allocate",
      "--programme",
      programmeCode,
      "--seats",
      String(seats),
      "--json",
    ]),
  );
  jsonOf(await runOn(dataDir, approval));
  for (const act of acts) {
    copyFolder(dataDir, before(act));
    const startedAt = performance.now();
    const answer = jsonOf<{ amount_rp?: number }>(await runOn(dataDir, commandOf(act, dataDir)));
    const ms = performance.now() - startedAt;
    undisturbed.set(act, { ms, counts: await inspect(dataDir, countAll) });
    if (act === "submit") await answerAsInsurer(batchFile(dataDir));
    if (act === "bill") owedRp = Number(answer.amount_rp);
  }
  wholeBatch = hashOf(batchFile(dataDir));
}

async function answerAsInsurer(batch: string): Promise<void> {
  const args = [
    "demo",
    "reply",
    batch,
    "--reject",
    "6%",
    "--seed",
    "22",
    "--out",
    reply(),
    "--json",
  ];
  jsonOf(await runOn(path.join(folder, "insurer"), args));
}

function hashOf(file: string): string {
  return existsSync(file) ? createHash("sha256").update(readFileSync(file)).digest("hex") : "none";
}

const rounds = acts.flatMap((act, index) =>
  Array.from({ length: roundsPerAct }, (_, round) => ({
    act,
    round: index * roundsPerAct + round + 1,
    share: draw(100 + index * roundsPerAct + round),
  })),
);

test.each(rounds)(
  `round $round, seed ${crashSeed}: kill -9 of everything during $act, at $share of its time`,
  async ({ act, round, share }) => {
    const dataDir = path.join(folder, `round-${round}`);
    const reference = undisturbed.get(act);
    if (reference === undefined) throw new Error("the undisturbed walk comes first");
    await cutOff(commandOf(act, dataDir), before(act), dataDir, share * reference.ms);

    // The next start is clean, and the act is whole or absent.
    const left = await inspect(dataDir, countAll);
    const earlier = await inspect(before(act), countAll);
    expect([earlier, reference.counts]).toContainEqual(left);

    // Running it again completes it; sent twice, everything leaves the same state.
    for (const next of acts.slice(acts.indexOf(act))) {
      jsonOf(await runOn(dataDir, commandOf(next, dataDir)));
      const cards = hashOf(cardFile(dataDir));
      jsonOf(await runOn(dataDir, commandOf(next, dataDir)));
      expect(hashOf(cardFile(dataDir))).toBe(cards);
      expect(await inspect(dataDir, countAll)).toEqual(undisturbed.get(next)?.counts);
    }
    // Each data folder has a card key of its own, so sheets are compared with themselves.
    expect(hashOf(cardFile(dataDir))).not.toBe("none");
    expect(hashOf(batchFile(dataDir))).toBe(wholeBatch);
    rmSync(dataDir, { recursive: true, force: true });
  },
);
