import { execFileSync } from "node:child_process";
import { randomInt } from "node:crypto";
import { once } from "node:events";
import { rmSync } from "node:fs";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { type Office, openOffice } from "../src/platform/office.ts";
import {
  answersSignals,
  listServerProcesses,
  signalIfAlive,
} from "../src/platform/postgres/processes.ts";
import { payungWith, startPayung } from "./test-command-line.ts";

/** What every crash loop needs: a data folder to spoil, a blow at a drawn instant, a look at what is left. */

export type Counts = Readonly<Record<string, number>>;

/** Printed with every round; `PAYUNG_TEST_SEED` repeats one. */
export const crashSeed = Number(process.env["PAYUNG_TEST_SEED"] ?? randomInt(1, 2 ** 31 - 1));

export function runOn(dataDir: string, args: readonly string[]) {
  return payungWith({ PAYUNG_DATA: dataDir })(...args);
}

/** With its owners and modes: the cluster may belong to the server's own user. */
export function copyFolder(from: string, to: string): void {
  rmSync(to, { recursive: true, force: true });
  execFileSync("cp", ["-a", from, to]);
}

/** Opens the data folder in this process, looks, and closes it cleanly. */
export async function inspect<T>(
  dataDir: string,
  look: (office: Office) => Promise<T>,
): Promise<T> {
  const opened = await openOffice({
    dataDir,
    databaseUrl: undefined,
    regencyCode: "73.71",
    command: "test",
    mayJoin: false,
  });
  if (!opened.ok) throw new Error(`the next start was refused: ${JSON.stringify(opened.error)}`);
  try {
    return await look(opened.value);
  } finally {
    await opened.value.close();
  }
}

export async function countRows(office: Office, tables: readonly string[]): Promise<Counts> {
  return await office.db.look(office.identity, async (transaction) => {
    const counts: Record<string, number> = {};
    for (const table of tables) {
      const counted = await transaction.query<{ n: number }>(
        `select count(*)::int as n from ${table}`,
      );
      counts[table] = counted.rows[0]?.n ?? 0;
    }
    return counts;
  });
}

/** Kills the command and its database server, all at once, with no chance to say goodbye. */
async function killTree(pid: number, dataDir: string): Promise<void> {
  const cluster = path.join(dataDir, "postgres");
  const server = listServerProcesses(cluster);
  signalIfAlive(-pid, "SIGKILL");
  for (const one of server) signalIfAlive(one, "SIGKILL");
  // A backend that was just being forked is found in a second look.
  while (answersSignals(pid) || listServerProcesses(cluster).length > 0) {
    for (const one of listServerProcesses(cluster)) signalIfAlive(one, "SIGKILL");
    await wait(20);
  }
}

/** Starts the act on a copy of `from` and kills it after `ms`; when it was quicker, begins anew and kills earlier. */
export async function cutOff(
  args: readonly string[],
  from: string,
  dataDir: string,
  ms: number,
): Promise<number> {
  for (let delay = ms; ; delay /= 2) {
    copyFolder(from, dataDir);
    const child = startPayung(args, { PAYUNG_DATA: dataDir });
    child.stdout.resume();
    child.stderr.resume();
    const ended = once(child, "exit").then(() => "ended" as const);
    const first = await Promise.race([ended, wait(delay, "cut off" as const)]);
    if (first === "cut off" && child.exitCode === null && child.pid !== undefined) {
      await killTree(child.pid, dataDir);
      return delay;
    }
  }
}

/** 32 bits from a seed and a count, evenly spread (splitmix). */
export function draw(count: number): number {
  let mixed = (crashSeed + count * 0x9e3779b9) >>> 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x21f0aaad) >>> 0;
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97) >>> 0;
  return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32;
}
