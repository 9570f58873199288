import { statSync } from "node:fs";
import path from "node:path";
import { findServerUser, findUserById, findUserByName, hasName, runsAsRoot } from "./accounts.ts";
import { ancestorsOf } from "./data-folder.ts";
import { type Account, runProgram } from "./run-program.ts";

/** Under which account the server runs, said in words, and to whom its files belong. */
export interface Footing {
  readonly how: string;
  readonly account: Account;
  /** The account for initdb, which insists that its user has a name. */
  readonly initAccount: Account;
  /** Null: this process's own user, no file need be given away. */
  readonly files: { readonly uid: number; readonly gid: number } | null;
}

/** Whether the server's programs run on a footing; `blockedAt` is a path it cannot pass or read. */
export type Trial =
  | { readonly type: "works" }
  | { readonly type: "blocked"; readonly blockedAt: string }
  | { readonly type: "broken"; readonly output: string };

const mapToNobody = ["unshare", "--user", "--map-user=65534", "--map-group=65534"];

const thisProcess: Account = { uid: null, gid: null, wrap: [] };

/**
 * The footings to try for a cluster, the best first.
 *
 * An ordinary user has one. Root has several: the user who owns the data folder, user postgres or
 * nobody by setuid, the user who owns the place, or a user namespace in which root's files look like nobody's. A cluster that exists
 * is first tried under the account that owns it, so that it does not change hands at every start.
 */
export async function listFootings(
  clusterDir: string,
  userNamespaces: boolean,
): Promise<readonly Footing[]> {
  if (!runsAsRoot) return [await sameUser(userNamespaces)];
  const namespace = userNamespaces ? [inUserNamespace] : [];
  const dataFolder = path.dirname(clusterDir);
  const owner = statSync(clusterDir, { throwIfNoEntry: false });
  const strangers = [findUserByName("postgres"), findUserByName("nobody")]
    .filter((user) => user !== null)
    .map((user) => asUser(user.uid, user.gid));
  if (owner === undefined) {
    const [ofFolder, ofPlace] = [ownerOf(dataFolder), ownerOfPlace(dataFolder)];
    return [...ofFolder, ...strangers, ...ofPlace, ...namespace];
  }
  if (owner.uid === 0) return [...namespace, ...strangers];
  return [asUser(owner.uid, owner.gid), ...namespace, ...strangers];
}

/** The account for files that root moves to where everybody can go; null without such a user. */
export function footingForRelocated(relocateTo: string): Footing | null {
  const user = findServerUser();
  if (user === null) return null;
  const footing = asUser(user.uid, user.gid);
  return { ...footing, how: `${footing.how}, relocated to ${relocateTo}` };
}

/** Goes the whole way as the server would: every folder to both places, then the program itself. */
export async function tryFooting(
  footing: Footing,
  nativeDir: string,
  dataFolder: string,
): Promise<Trial> {
  const postgres = path.join(nativeDir, "bin", "postgres");
  const oneReadFile = path.join(nativeDir, "share", "postgresql", "postgres.bki");
  const folders = [...ancestorsOf(dataFolder), ...ancestorsOf(path.dirname(postgres))];
  const { status, output } = await runProgram(footing.account, [
    "/bin/sh",
    "-c",
    trialScript,
    postgres,
    oneReadFile,
    ...folders,
  ]);
  if (status === 0) return { type: "works" };
  if (status === 3) return { type: "blocked", blockedAt: output.trim() };
  return { type: "broken", output: output.trim() };
}

const trialScript = `
  file=$1; shift
  for folder; do [ -x "$folder" ] || { printf %s "$folder"; exit 3; }; done
  for needed in "$file" "$0"; do [ -r "$needed" ] || { printf %s "$needed"; exit 3; }; done
  exec "$0" --version`;

const inUserNamespace: Footing = {
  how: "user namespace",
  account: { uid: null, gid: null, wrap: mapToNobody },
  initAccount: { uid: null, gid: null, wrap: mapToNobody },
  files: { uid: 0, gid: 0 },
};

async function sameUser(userNamespaces: boolean): Promise<Footing> {
  const footing = { how: "same user", account: thisProcess, initAccount: thisProcess, files: null };
  if (hasName() || !userNamespaces) return footing;
  // A container's bare number as user: for the minute of initdb it borrows the name of nobody.
  const borrowed: Account = { uid: null, gid: null, wrap: mapToNobody };
  const canBorrow = (await runProgram(borrowed, ["true"])).status === 0;
  return canBorrow ? { ...footing, initAccount: borrowed } : footing;
}

function asUser(uid: number, gid: number): Footing {
  const account: Account = { uid, gid, wrap: [] };
  const how = `setuid ${findUserById(uid)?.name ?? uid}`;
  return { how, account, initAccount: account, files: { uid, gid } };
}

/** `sudo npm start` on a user's data folder or in a user's closed home: that user can go there. */
function ownerOfPlace(dataFolder: string): readonly Footing[] {
  const owners = [...ancestorsOf(dataFolder)].reverse().flatMap(ownerOf);
  return owners.slice(0, 1);
}

function ownerOf(folder: string): readonly Footing[] {
  const user = findUserById(statSync(folder).uid);
  return user === null || user.uid === 0 ? [] : [asUser(user.uid, user.gid)];
}
