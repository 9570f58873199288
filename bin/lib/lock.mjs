// One process at a time works in a folder: a lock file that names its holder, given up when the holder is gone.
import { linkSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";

const staleAfterMs = 10 * 60_000;

/** Runs `work` while no other process holds `file`. */
export async function withLock(file, work) {
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, String(process.pid));
  try {
    // A link is made whole or not at all, so nobody ever reads a lock without its holder.
    while (!tryLink(draft, file)) {
      breakIfStale(file);
      await wait(50);
    }
  } finally {
    rmSync(draft, { force: true });
  }
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}

function tryLink(draft, file) {
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if (error.code === "EEXIST") return false;
    throw error;
  }
}

function breakIfStale(file) {
  const holder = readHolder(file);
  if (holder === null || isHeld(holder)) return;
  const aside = `${file}.stale-${process.pid}`;
  try {
    renameSync(file, aside);
  } catch (error) {
    if (error.code === "ENOENT") return;
    throw error;
  }
  // Another waiter may have broken it first and taken it: then what was set aside is that one's, and goes back.
  if (readHolder(aside)?.pid !== holder.pid) tryLink(aside, file);
  rmSync(aside, { force: true });
}

function readHolder(file) {
  try {
    return { pid: Number(readFileSync(file, "utf8")), since: statSync(file).mtimeMs };
  } catch (error) {
    if (error.code === "ENOENT") return null;
    throw error;
  }
}

function isHeld({ pid, since }) {
  if (Date.now() - since > staleAfterMs) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}
