import {
  accessSync,
  chownSync,
  constants,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { ok, type Result, refuse } from "../../kernel/result.ts";
import { syncFolder } from "./data-folder.ts";
import { guardWords } from "./guard.ts";
import type { Placement } from "./placement.ts";
import type { EmbeddedRefusal } from "./refusal.ts";
import { runProgram } from "./run-program.ts";
import { findPassword, makePassword, secretsFile } from "./secrets.ts";
import { noteInLog } from "./server-log.ts";
import { initdbSettings, postgresMajor } from "./settings.ts";

const draftPattern = /^postgres\.new-/;

/** Refuses a folder whose content this launcher did not make and could harm. */
export function inspectDataFolder(
  dataDir: string,
  clusterDir: string,
): Result<null, EmbeddedRefusal> {
  const foreign = (
    reason: "DataFolderIsACluster" | "NotACluster" | "OtherMajorVersion",
    found: string,
  ) => refuse({ type: "DataFolderForeign", dataDir, reason, found });
  const ownVersion = path.join(dataDir, "PG_VERSION");
  if (existsSync(ownVersion)) return foreign("DataFolderIsACluster", ownVersion);
  if (!existsSync(clusterDir)) return ok(null);
  const versionFile = path.join(clusterDir, "PG_VERSION");
  try {
    accessSync(clusterDir, constants.R_OK | constants.X_OK);
  } catch {
    const reason = "the database belongs to another user: start Payung as that user or as root";
    return refuse({ type: "DataFolderUnreachable", path: dataDir, ancestor: clusterDir, reason });
  }
  if (!existsSync(versionFile)) {
    return readdirSync(clusterDir).length === 0 ? ok(null) : foreign("NotACluster", clusterDir);
  }
  const version = readFileSync(versionFile, "utf8").trim();
  return version === postgresMajor ? ok(null) : foreign("OtherMajorVersion", version);
}

/**
 * The superuser's password, and a cluster that has it: made now if there is none.
 *
 * The cluster is made under another name and renamed when it is whole, so a crash in between leaves
 * a draft to delete, never half a database that looks like one.
 */
export async function ensureCluster(
  dataDir: string,
  placement: Placement,
  logFile: string,
): Promise<Result<{ readonly password: string; readonly initMs: number }, EmbeddedRefusal>> {
  const { clusterDir } = placement;
  const known = findPassword(dataDir);
  if (!known.ok) return known;
  if (existsSync(path.join(clusterDir, "PG_VERSION"))) {
    if (known.value !== null) return ok({ password: known.value, initMs: 0 });
    const found = secretsFile(dataDir);
    return refuse({ type: "DataFolderForeign", dataDir, reason: "PasswordLost", found });
  }
  const password = known.value === null ? makePassword(dataDir) : ok(known.value);
  if (!password.ok) return password;
  const begin = performance.now();
  const made = await makeCluster(placement, password.value);
  if (made !== null) {
    noteInLog(dataDir, made);
    const during = "initdb";
    return refuse({ type: "ServerWouldNotStart", during, dataDir, logFile, logTail: made });
  }
  return ok({ password: password.value, initMs: Math.round(performance.now() - begin) });
}

/** Null when the cluster is there, else what initdb complained of. */
async function makeCluster(placement: Placement, password: string): Promise<string | null> {
  const { clusterDir, footing, nativeDir } = placement;
  const parent = path.dirname(clusterDir);
  removeDrafts(parent);
  const draft = path.join(parent, `postgres.new-${process.pid}-${Date.now()}`);
  const passwordFile = `${draft}.password`;
  try {
    mkdirSync(draft, { mode: 0o700 });
    // Readable by the server's account alone, from its first moment to its last, half a second on.
    writeFileSync(passwordFile, "", { mode: 0o600, flag: "wx" });
    if (footing.files !== null) {
      const { uid, gid } = footing.files;
      for (const file of [draft, passwordFile]) chownSync(file, uid, gid);
    }
    writeFileSync(passwordFile, `${password}\n`);
    const { status, output } = await runProgram(footing.initAccount, [
      ...guardWords("TERM"),
      path.join(nativeDir, "bin", "initdb"),
      `--pgdata=${draft}`,
      `--pwfile=${passwordFile}`,
      ...initdbSettings,
    ]);
    if (status !== 0) return output.trim() || `initdb ended with status ${status}`;
    rmSync(clusterDir, { recursive: true, force: true });
    renameSync(draft, clusterDir);
    syncFolder(parent);
    return null;
  } finally {
    removeDrafts(parent);
  }
}

function removeDrafts(parent: string): void {
  for (const name of readdirSync(parent)) {
    if (draftPattern.test(name)) {
      rmSync(path.join(parent, name), { recursive: true, force: true, maxRetries: 5 });
    }
  }
}
