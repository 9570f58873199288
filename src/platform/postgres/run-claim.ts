import { randomBytes } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { assert } from "../../kernel/assert.ts";
import { giveToOwnerOf } from "./data-folder.ts";
import { findBirth, isStillAlive } from "./processes.ts";

/** What the owner of a data folder says of itself; guests and refused programs read it. */
export interface RunRecord {
  readonly pid: number;
  readonly command: string;
  readonly since: string;
  readonly state: "starting" | "ready" | "stopping";
  readonly port: number | null;
  readonly how: string | null;
  readonly clusterDir: string | null;
}

export interface Claim {
  readonly record: RunRecord;
  say(news: Partial<Pick<RunRecord, "state" | "port" | "how" | "clusterDir">>): void;
  release(): void;
}

export type ClaimOutcome =
  | { readonly type: "claimed"; readonly claim: Claim }
  | { readonly type: "held"; readonly pid: number; readonly record: RunRecord | null };

const free = "free";
const ownerPattern = /^(\d+)\.([0-9a-f]+)\.[0-9a-f]+$/;

/**
 * Claims the data folder for this process, or tells who holds it.
 *
 * The folder run/ holds one file, always. Its *name* says who owns: "free", or number, birth mark
 * and a random token of the owner. To claim, take over from the dead and release is to rename that
 * one file away from the exact name that was judged. The system lets one of many renamers win, and
 * none can act on an outdated judgement: an owner's name never returns, "free" always means free.
 * No lock is left to mend after a crash: the name of a dead process is as good as "free".
 *
 * Not modelled: processes that cannot see each other (two containers sharing one volume).
 */
export async function claimDataFolder(dataDir: string, command: string): Promise<ClaimOutcome> {
  const runDir = path.join(dataDir, "run");
  for (;;) {
    const name = await getOwnerName(dataDir, runDir);
    const owner = parseOwner(name);
    if (owner !== null && isStillAlive(owner.pid, owner.birth)) {
      return { type: "held", pid: owner.pid, record: findRecord(runDir, name, owner.pid) };
    }
    const mine = myName();
    if (renameIfThere(path.join(runDir, name), path.join(runDir, mine))) {
      return { type: "claimed", claim: startRecord(dataDir, path.join(runDir, mine), command) };
    }
  }
}

function startRecord(dataDir: string, file: string, command: string): Claim {
  let record: RunRecord = {
    pid: process.pid,
    command,
    since: new Date().toISOString(),
    state: "starting",
    port: null,
    how: null,
    clusterDir: null,
  };
  const write = () => {
    const draft = path.join(dataDir, "run.draft");
    writeFileSync(draft, `${JSON.stringify(record, null, 2)}\n`);
    giveToOwnerOf(dataDir, draft);
    renameSync(draft, file);
  };
  write();
  return {
    get record() {
      return record;
    },
    say: (news) => {
      record = { ...record, ...news };
      write();
    },
    release: () => {
      const released = renameIfThere(file, path.join(path.dirname(file), free));
      assert(released, "the claim of a living owner is not taken away");
    },
  };
}

function myName(): string {
  const birth = findBirth(process.pid);
  assert(birth !== null, "this process lives");
  return `${process.pid}.${birth}.${randomBytes(8).toString("hex")}`;
}

function parseOwner(name: string): { readonly pid: number; readonly birth: string } | null {
  const [, pid, birth] = ownerPattern.exec(name) ?? [];
  return pid === undefined || birth === undefined ? null : { pid: Number(pid), birth };
}

/** Right after a claim the file still tells of the owner before: that is no news of this one. */
function findRecord(runDir: string, name: string, pid: number): RunRecord | null {
  try {
    const record = JSON.parse(readFileSync(path.join(runDir, name), "utf8")) as RunRecord;
    return record.pid === pid ? record : null;
  } catch {
    return null;
  }
}

async function getOwnerName(dataDir: string, runDir: string): Promise<string> {
  for (let look = 1; ; look += 1) {
    const names = listNames(runDir);
    const [name, ...others] = names;
    if (name !== undefined && others.length === 0) return name;
    // A look during a rename can show no name or two; the next look shows one.
    if (look % 20 !== 0) await pause(2);
    else if (name === undefined) makeRunFolder(dataDir, runDir);
    else return settleOnOne(runDir, names);
  }
}

function listNames(runDir: string): readonly string[] {
  try {
    return readdirSync(runDir).filter((name) => name === free || ownerPattern.test(name));
  } catch {
    return [];
  }
}

/** The folder appears with its file in it, or (somebody was first) not at all. */
function makeRunFolder(dataDir: string, runDir: string): void {
  const draft = mkdtempSync(path.join(dataDir, "run.new-"));
  writeFileSync(path.join(draft, free), "");
  giveToOwnerOf(dataDir, draft);
  giveToOwnerOf(dataDir, path.join(draft, free));
  try {
    renameSync(draft, runDir);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    if (listNames(runDir).length === 0) throw error;
  }
}

/** Several names that stay were put there by hand (a merged copy): a living owner goes first. */
function settleOnOne(runDir: string, names: readonly string[]): string {
  const isAlive = (name: string) => {
    const owner = parseOwner(name);
    return owner !== null && isStillAlive(owner.pid, owner.birth);
  };
  const kept = names.find(isAlive) ?? names[0] ?? free;
  for (const name of names) {
    if (name !== kept && !isAlive(name)) rmSync(path.join(runDir, name), { force: true });
  }
  return kept;
}

function renameIfThere(from: string, to: string): boolean {
  try {
    renameSync(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return false;
    throw error;
  }
}
