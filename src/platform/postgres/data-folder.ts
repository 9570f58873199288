import {
  accessSync,
  chmodSync,
  chownSync,
  closeSync,
  constants,
  existsSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  realpathSync,
  type Stats,
  statSync,
} from "node:fs";
import path from "node:path";
import { ok, type Result, refuse } from "../../kernel/result.ts";
import { findServerUser, runsAsRoot } from "./accounts.ts";
import type { EmbeddedRefusal } from "./refusal.ts";

/**
 * Makes the data folder if need be and answers its real path, or names the folder on the way that
 * cannot be entered, made or written by this process.
 *
 * As root a new folder is root's, and the group of the server's user may pass through it (0710): the
 * server's own folder lies inside. Otherwise it is closed to others (0700).
 */
export function prepareDataFolder(dataDir: string): Result<string, EmbeddedRefusal> {
  const blocked = (ancestor: string, reason: string) =>
    refuse({ type: "DataFolderUnreachable", path: dataDir, ancestor, reason });
  for (const folder of ancestorsOf(dataDir)) {
    try {
      if (!existsSync(folder)) makeFolder(folder, folder === dataDir);
      if (!statSync(folder).isDirectory()) return blocked(folder, "it is a file, not a folder");
      accessSync(folder, folder === dataDir ? constants.W_OK | constants.X_OK : constants.X_OK);
    } catch (error) {
      // What could not be made is the fault of the folder above it.
      const culprit = existsSync(folder) ? folder : path.dirname(folder);
      return blocked(culprit, reasonOf(error, culprit));
    }
  }
  return ok(realpathSync(dataDir));
}

/** The folder and every folder above it, the root first. */
export function ancestorsOf(folder: string): readonly string[] {
  const above = path.dirname(folder);
  return above === folder ? [folder] : [...ancestorsOf(above), folder];
}

/** What root makes in a folder of another user stays usable by that user. */
export function giveToOwnerOf(folder: string, file: string): void {
  if (!runsAsRoot) return;
  const owner = statSync(folder);
  if (owner.uid !== 0) chownSync(file, owner.uid, owner.gid);
}

/** Gives a folder and all it holds to a user; links themselves are not followed out of it. */
export function giveTree(folder: string, uid: number, gid: number): void {
  chownSync(folder, uid, gid);
  for (const name of readdirSync(folder)) {
    const file = path.join(folder, name);
    const kind = lstatSync(file);
    if (kind.isDirectory()) giveTree(file, uid, gid);
    else if (!kind.isSymbolicLink()) chownSync(file, uid, gid);
  }
}

/** Makes a rename within the folder last through a power cut. */
export function syncFolder(folder: string): void {
  const descriptor = openSync(folder, "r");
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

function makeFolder(folder: string, isDataFolder: boolean): void {
  try {
    mkdirSync(folder, isDataFolder ? { mode: 0o700 } : {});
  } catch (error) {
    // Another Payung may be making it at this moment; who owns it is settled later, by the claim.
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return;
    throw error;
  }
  const user = isDataFolder && runsAsRoot ? findServerUser() : null;
  if (user === null) return;
  chownSync(folder, 0, user.gid);
  chmodSync(folder, 0o710);
}

function reasonOf(error: unknown, folder: string): string {
  const code = (error as NodeJS.ErrnoException).code ?? String(error);
  const owner = code === "EACCES" ? findStatus(folder) : null;
  if (owner !== null) {
    const mode = (owner.mode & 0o777).toString(8).padStart(4, "0");
    return `permission denied: it belongs to user ${owner.uid} with mode ${mode}`;
  }
  return code === "EACCES" ? "permission denied" : code;
}

function findStatus(folder: string): Stats | null {
  try {
    return statSync(folder, { throwIfNoEntry: false }) ?? null;
  } catch {
    return null;
  }
}
