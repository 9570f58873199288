import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { isMainThread } from "node:worker_threads";
import { assert } from "../../kernel/assert.ts";
import { ok, type Result, refuse } from "../../kernel/result.ts";
import { ensureCluster, inspectDataFolder } from "./cluster.ts";
import { prepareDataFolder } from "./data-folder.ts";
import { endLeftovers } from "./leftovers.ts";
import { choosePlacement } from "./placement.ts";
import { type Postmaster, startPostmaster } from "./postmaster.ts";
import type { EmbeddedRefusal } from "./refusal.ts";
import { type Claim, claimDataFolder, type RunRecord } from "./run-claim.ts";
import { findPassword, secretsFile } from "./secrets.ts";
import { noteInLog, rotateOpenLog, serverLogFile } from "./server-log.ts";
import type { Surroundings } from "./surroundings.ts";

/** What a PostgreSQL driver needs to connect. */
export interface ServerConnection {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly database: string;
}

export interface EmbeddedServer {
  readonly superuser: ServerConnection;
  /** The owner started the server and ends it; a guest uses the one of a running `serve`. */
  readonly role: "owner" | "guest";
  /** Under which account it runs, and where when not in the data folder: for logs and people. */
  readonly how: string;
  readonly dataDir: string;
  /** Milliseconds; 0 for what was not done. */
  readonly timings: { readonly initMs: number; readonly startMs: number };
  /** Ends the server cleanly and frees the data folder. For a guest, and the second time: nothing. */
  stop(): Promise<void>;
}

export interface EmbeddedOptions {
  /** PAYUNG_DATA, e.g. ./.payung; made when it is not there. */
  readonly dataDir: string;
  /** What this process does: 'serve', 'intake', …; told to whoever finds the folder in use. */
  readonly command: string;
  /** Whether to use the server of a running 'serve' rather than be refused. */
  readonly mayJoin: boolean;
  /** Called when the server ends though nobody stopped it, with its last lines in the log. */
  readonly onLost?: (logTail: string) => void;
}

/** How long to wait for an owner that is starting or ending. */
const ownerChangeMsMax = 60_000;
const logLookMs = 3_600_000;

export async function openServer(
  options: EmbeddedOptions,
  surroundings: Surroundings,
): Promise<Result<EmbeddedServer, EmbeddedRefusal>> {
  // The server ends with the *thread* that started it (see guard.ts).
  assert(isMainThread, "the embedded server is opened from the main thread");
  const folder = prepareDataFolder(path.resolve(options.dataDir));
  if (!folder.ok) return folder;
  const dataDir = folder.value;
  // Before the claim, which leaves its mark: a folder that is not ours stays as it is.
  const own = inspectDataFolder(dataDir, path.join(dataDir, "postgres"));
  if (!own.ok) return own;
  const entry = await enter(dataDir, options);
  if (!entry.ok) return entry;
  if (entry.value.type === "guest") return join(dataDir, entry.value.record);

  const { claim } = entry.value;
  let opened: Result<EmbeddedServer, EmbeddedRefusal> | null = null;
  try {
    opened = await openAsOwner(dataDir, claim, options, surroundings);
    return opened;
  } finally {
    if (opened?.ok !== true) claim.release();
  }
}

type Entry =
  | { readonly type: "owner"; readonly claim: Claim }
  | { readonly type: "guest"; readonly record: RunRecord };

/** Owner if the folder is free, guest if its owner serves and guests are welcome, else refused. */
async function enter(
  dataDir: string,
  options: EmbeddedOptions,
): Promise<Result<Entry, EmbeddedRefusal>> {
  const begin = performance.now();
  for (;;) {
    const outcome = await claimDataFolder(dataDir, options.command);
    if (outcome.type === "claimed") return ok({ type: "owner", claim: outcome.claim });
    const { pid, record } = outcome;
    const isWelcome = options.mayJoin && record?.command === "serve";
    if (isWelcome && record.state === "ready") return ok({ type: "guest", record });
    // An owner that has just claimed has not said yet what it does: it will in a moment.
    const isChanging = record?.state === "stopping" || isWelcome;
    const patienceMs = isChanging ? ownerChangeMsMax : record === null ? 2_000 : 0;
    if (performance.now() - begin >= patienceMs) {
      const { command, since } = record ?? { command: "unknown", since: "unknown" };
      return refuse({ type: "DataFolderInUse", dataDir, pid, command, since });
    }
    await pause(50);
  }
}

function join(dataDir: string, record: RunRecord): Result<EmbeddedServer, EmbeddedRefusal> {
  const password = findPassword(dataDir);
  if (!password.ok) return password;
  if (password.value === null) {
    const found = secretsFile(dataDir);
    return refuse({ type: "DataFolderForeign", dataDir, reason: "PasswordLost", found });
  }
  assert(record.port !== null, "an owner that is ready has said its port");
  return ok({
    superuser: connectionTo(record.port, password.value),
    role: "guest",
    how: record.how ?? "",
    dataDir,
    timings: { initMs: 0, startMs: 0 },
    stop: () => Promise.resolve(),
  });
}

async function openAsOwner(
  dataDir: string,
  claim: Claim,
  options: EmbeddedOptions,
  surroundings: Surroundings,
): Promise<Result<EmbeddedServer, EmbeddedRefusal>> {
  const logFile = serverLogFile(dataDir);
  const chosen = await choosePlacement(dataDir, surroundings);
  if (!chosen.ok) return chosen;
  const placement = chosen.value;
  const { clusterDir, footing } = placement;
  const known = inspectDataFolder(dataDir, clusterDir);
  if (!known.ok) return known;

  noteInLog(dataDir, `${options.command} starts PostgreSQL on ${clusterDir} (${footing.how})`);
  const refused = (during: "start" | "ending the server left by a dead owner", logTail: string) =>
    refuse({ type: "ServerWouldNotStart", during, dataDir, logFile, logTail });
  const left = await endLeftovers(clusterDir);
  if (left.length > 0) {
    return refused("ending the server left by a dead owner", `processes ${left.join(", ")} stay`);
  }
  const cluster = await ensureCluster(dataDir, placement, logFile);
  if (!cluster.ok) return cluster;
  const begin = performance.now();
  const started = await startPostmaster(dataDir, placement, surroundings.guard);
  if (!started.ok) return refused("start", started.error.logTail);
  const startMs = Math.round(performance.now() - begin);
  const { port } = started.value;
  claim.say({ state: "ready", port, how: footing.how, clusterDir });
  return ok({
    superuser: connectionTo(port, cluster.value.password),
    role: "owner",
    how: footing.how,
    dataDir,
    timings: { initMs: cluster.value.initMs, startMs },
    stop: keepUntilStopped(dataDir, claim, started.value, options),
  });
}

/** Looks after the running server; answers how to stop it. */
function keepUntilStopped(
  dataDir: string,
  claim: Claim,
  server: Postmaster,
  options: EmbeddedOptions,
): () => Promise<void> {
  let stopping: Promise<void> | null = null;
  const logLook = setInterval(() => rotateOpenLog(dataDir), logLookMs).unref();
  void server.ended.then((logTail) => {
    clearInterval(logLook);
    if (stopping !== null) return;
    noteInLog(dataDir, `PostgreSQL (process ${server.pid}) ended though nobody stopped it`);
    options.onLost?.(logTail);
  });
  const stop = async () => {
    claim.say({ state: "stopping" });
    await server.stop();
    noteInLog(dataDir, `${options.command} has stopped PostgreSQL`);
    claim.release();
  };
  return () => {
    stopping ??= stop();
    return stopping;
  };
}

function connectionTo(port: number, password: string): ServerConnection {
  return { host: "127.0.0.1", port, user: "postgres", password, database: "postgres" };
}
