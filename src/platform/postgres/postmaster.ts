import { type ChildProcess, spawn } from "node:child_process";
import { closeSync } from "node:fs";
import { createServer, Socket } from "node:net";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { assert } from "../../kernel/assert.ts";
import { ok, type Result, refuse } from "../../kernel/result.ts";
import { guardWords, hasParentDeathSignal, pipeGuardWords } from "./guard.ts";
import type { Placement } from "./placement.ts";
import { findPostmasterFile, signalIfAlive } from "./processes.ts";
import { identityOf, plainEnvironment } from "./run-program.ts";
import { openLog, readLogTail } from "./server-log.ts";
import { serverSettings } from "./settings.ts";

/** A running server of this process. */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
  /** Resolves when the server has ended, wanted or not, with its last lines in the log. */
  readonly ended: Promise<string>;
  /** Fast and clean: sessions are ended, everything is written, then the server goes. */
  stop(): Promise<void>;
}

/** How long to come back while the backends of a killed server still hold its memory. */
const oldBackendsMsMax = 15_000;
const portTriesMax = 5;
/** Recovery after a crash reads at most max_wal_size again; slow disks take minutes. */
const startMsMax = 300_000;
const fastStopMsMax = 30_000;

/** Starts the server on a free port of 127.0.0.1; refused with its last lines in the log. */
export async function startPostmaster(
  dataDir: string,
  placement: Placement,
  guard: "best" | "pipe",
): Promise<Result<Postmaster, { readonly type: "NotStarted"; readonly logTail: string }>> {
  const begin = performance.now();
  for (let portTries = 1; ; ) {
    const attempt = await tryStart(dataDir, placement, guard);
    if (attempt.ok) return attempt;
    const { logTail } = attempt.error;
    const isBusy = /pre-existing shared memory block|lock file "postmaster\.pid"/.test(logTail);
    const isPortTaken = /could not bind|could not create any TCP\/IP sockets/.test(logTail);
    if (isBusy && performance.now() - begin < oldBackendsMsMax) await pause(200);
    else if (isPortTaken && portTries < portTriesMax) portTries += 1;
    else return attempt;
  }
}

async function tryStart(
  dataDir: string,
  placement: Placement,
  guard: "best" | "pipe",
): Promise<Result<Postmaster, { readonly type: "NotStarted"; readonly logTail: string }>> {
  const port = await chooseFreePort();
  const viaPipe = guard === "pipe" || !hasParentDeathSignal();
  const log = openLog(dataDir);
  const child = spawnServer(placement, port, viaPipe, log.descriptor);
  closeSync(log.descriptor);

  const ending = { hasEnded: false };
  const ended = new Promise<string>((resolve) => {
    const end = (word: string) => {
      ending.hasEnded = true;
      resolve([readLogTail(dataDir, log.from), word].filter((line) => line !== "").join("\n"));
    };
    child.once("error", (error) => end(error.message));
    child.once("exit", () => end(""));
  });
  const pid = await waitUntilReady(placement.clusterDir, child, port, viaPipe, ending);
  if (pid === null) {
    if (!ending.hasEnded) await stopServer(child, child.pid ?? 0, ended);
    return refuse({ type: "NotStarted", logTail: await ended });
  }
  letProcessEnd(child, true);
  return ok({ pid, port, ended, stop: () => stopServer(child, pid, ended) });
}

function spawnServer(
  placement: Placement,
  port: number,
  viaPipe: boolean,
  log: number,
): ChildProcess {
  const { clusterDir, footing, nativeDir } = placement;
  const [program, ...args] = [
    ...footing.account.wrap,
    ...(viaPipe ? pipeGuardWords : guardWords("INT")),
    path.join(nativeDir, "bin", "postgres"),
    "-D",
    clusterDir,
    ...serverSettings(port),
  ];
  assert(program !== undefined, "a command has a first word");
  return spawn(program, args, {
    ...identityOf(footing.account),
    cwd: "/",
    env: plainEnvironment,
    // A session of its own: Ctrl-C reaches this process only, which then stops the server in order.
    detached: true,
    stdio: [viaPipe ? "pipe" : "ignore", log, log],
  });
}

/** The server's number once it takes connections; null when it has ended or takes too long. */
async function waitUntilReady(
  clusterDir: string,
  child: ChildProcess,
  port: number,
  viaPipe: boolean,
  ending: { readonly hasEnded: boolean },
): Promise<number | null> {
  const deadline = performance.now() + startMsMax;
  while (!ending.hasEnded && performance.now() < deadline) {
    const said = findPostmasterFile(clusterDir);
    // The file of the server before may still lie there: number and port tell it apart.
    const isOurs = said?.port === port && (viaPipe || said.pid === child.pid);
    if (said?.isReady && isOurs) return said.pid;
    await pause(10);
  }
  return null;
}

async function stopServer(child: ChildProcess, pid: number, ended: Promise<string>): Promise<void> {
  letProcessEnd(child, false);
  let isOver = false;
  const over = ended.then(() => {
    isOver = true;
  });
  // Fast shutdown; if that hangs, the immediate one, after which the next start recovers.
  for (const signal of ["SIGINT", "SIGQUIT"] as const) {
    if (isOver || pid === 0) break;
    signalIfAlive(pid, signal);
    const patience = new AbortController();
    const timer = pause(fastStopMsMax, null, { signal: patience.signal }).catch(() => null);
    await Promise.race([over, timer]);
    patience.abort();
  }
  assert(isOver || pid === 0, `the database server (process ${pid}) ends when it is told to`);
}

/** Whether this process may come to its own end while the server runs; the guard then ends it. */
function letProcessEnd(child: ChildProcess, mayEnd: boolean): void {
  const pipe = child.stdin instanceof Socket ? child.stdin : null;
  if (mayEnd) {
    child.unref();
    pipe?.unref();
  } else {
    child.ref();
    pipe?.ref();
  }
}

function chooseFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      assert(typeof address === "object" && address !== null, "a listening socket has a port");
      probe.close(() => resolve(address.port));
    });
  });
}
