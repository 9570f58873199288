import { rmSync } from "node:fs";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import {
  answersSignals,
  findPostmasterFile,
  listServerProcesses,
  signalIfAlive,
} from "./processes.ts";

const politeMsMax = 15_000;
const urgentMsMax = 10_000;

/**
 * Ends the server that a dead owner left on this cluster and waits until all of it is gone. Only the
 * owner of the data folder may call this.
 *
 * Normally the server is ending by itself already and this only waits. Returns the processes that
 * would not go; none when all is well.
 */
export async function endLeftovers(clusterDir: string): Promise<readonly number[]> {
  let left = listServerProcesses(clusterDir);
  if (left.length > 0) {
    signalServer(clusterDir, left, "SIGINT");
    left = await waitUntilGone(clusterDir, politeMsMax);
  }
  if (left.length > 0) {
    for (const pid of left) signalIfAlive(pid, "SIGQUIT");
    left = await waitUntilGone(clusterDir, urgentMsMax);
  }
  if (left.length === 0) forgetStrangersNumber(clusterDir);
  return left;
}

function signalServer(
  clusterDir: string,
  processes: readonly number[],
  signal: NodeJS.Signals,
): void {
  const server = findPostmasterFile(clusterDir)?.pid;
  if (server !== undefined && processes.includes(server)) signalIfAlive(server, signal);
}

async function waitUntilGone(clusterDir: string, msMax: number): Promise<readonly number[]> {
  const deadline = performance.now() + msMax;
  for (;;) {
    const left = listServerProcesses(clusterDir);
    if (left.length === 0 || performance.now() > deadline) return left;
    await pause(50);
  }
}

/**
 * After a crash the number in postmaster.pid can belong to somebody else by now, and PostgreSQL would
 * refuse to start because "it" lives. No process works on this cluster, so the file is outdated.
 */
function forgetStrangersNumber(clusterDir: string): void {
  const said = findPostmasterFile(clusterDir);
  if (said !== null && answersSignals(said.pid)) {
    rmSync(path.join(clusterDir, "postmaster.pid"), { force: true });
  }
}
