import { readFileSync } from "node:fs";
import { userInfo } from "node:os";

export interface LocalUser {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/** PostgreSQL refuses to run as root, so root must lend it another account. */
export const runsAsRoot = process.getuid?.() === 0;

/** The account that root lends the server: postgres where a package has made it, else nobody. */
export function findServerUser(): LocalUser | null {
  return findUserByName("postgres") ?? findUserByName("nobody");
}

export function findUserByName(name: string): LocalUser | null {
  return localUsers().find((user) => user.name === name) ?? null;
}

export function findUserById(uid: number): LocalUser | null {
  return localUsers().find((user) => user.uid === uid) ?? null;
}

/** Whether the system knows this process's user by name; initdb insists on it, the server does not. */
export function hasName(): boolean {
  try {
    userInfo();
    return true;
  } catch {
    return false;
  }
}

function localUsers(): readonly LocalUser[] {
  let lines: readonly string[];
  try {
    lines = readFileSync("/etc/passwd", "utf8").split("\n");
  } catch {
    return [];
  }
  return lines
    .map((line) => line.split(":"))
    .filter((fields) => fields.length >= 7)
    .map(([name = "", , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }));
}
