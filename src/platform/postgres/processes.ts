import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";

const onLinux = process.platform === "linux";

/** A birth that could not be learnt; it is taken to match, because wrongly alive does less harm. */
const unknownBirth = "0";

/**
 * A mark of the process that bears this number now: a number is given again after a while (and
 * after a restart of the machine), a mark is not. Null when no such process lives; a zombie is dead.
 */
export function findBirth(pid: number): string | null {
  const told = onLinux ? startToldByProc(pid) : startToldByPs(pid);
  if (told.type === "dead") return null;
  if (told.type === "unseen") return answersSignals(pid) ? unknownBirth : null;
  return createHash("sha256").update(told.start).digest("hex").slice(0, 16);
}

export function isStillAlive(pid: number, birth: string): boolean {
  const now = findBirth(pid);
  return now !== null && (now === birth || now === unknownBirth || birth === unknownBirth);
}

/**
 * Processes of the PostgreSQL server on this cluster folder, whoever started them: a server and all
 * its backends work inside the folder. Elsewhere than on Linux only the postmaster is found.
 */
export function listServerProcesses(clusterDir: string): readonly number[] {
  if (!onLinux) return listByPidFile(clusterDir);
  const cluster = statSync(clusterDir, { throwIfNoEntry: false });
  if (cluster === undefined) return [];
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        const here = statSync(`/proc/${pid}/cwd`);
        return here.dev === cluster.dev && here.ino === cluster.ino && findBirth(pid) !== null;
      } catch {
        // Gone in the meantime, or another user's: a server of ours is visible to us.
        return false;
      }
    });
}

/** Whether a process has the number. Not being allowed to signal it means that it lives. */
export function answersSignals(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** Signals a process that may have ended meanwhile, which is no failure. */
export function signalIfAlive(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

type Told = { type: "dead" } | { type: "unseen" } | { type: "alive"; start: string };

function startToldByProc(pid: number): Told {
  let stat: string;
  try {
    stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  } catch {
    return { type: "unseen" };
  }
  // The second field is the program's name in brackets and may contain blanks and brackets.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  const [state, startTicks] = [fields[0], fields[19]];
  if (state === undefined || startTicks === undefined) return { type: "unseen" };
  if (state === "Z" || state === "X" || state === "x") return { type: "dead" };
  return { type: "alive", start: `${bootMark()} ${startTicks}` };
}

function bootMark(): string {
  try {
    return readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
  } catch {
    return "boot";
  }
}

function startToldByPs(pid: number): Told {
  const line = askPs(pid, "stat=,lstart=");
  if (line === null) return { type: "unseen" };
  return line.startsWith("Z")
    ? { type: "dead" }
    : { type: "alive", start: line.replace(/^\S+/, "") };
}

function listByPidFile(clusterDir: string): readonly number[] {
  const pid = findPostmasterFile(clusterDir)?.pid;
  if (pid === undefined) return [];
  return askPs(pid, "command=")?.includes(clusterDir) ? [pid] : [];
}

function askPs(pid: number, columns: string): string | null {
  try {
    const env = { ...process.env, LC_ALL: "C" };
    const args = ["-o", columns, "-p", String(pid)];
    const line = execFileSync("ps", args, {
      env,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    });
    return line.trim() === "" ? null : line.trim();
  } catch {
    return null;
  }
}

export interface PostmasterFile {
  readonly pid: number;
  readonly port: number;
  readonly isReady: boolean;
}

/** What the server wrote in postmaster.pid; null without the file (or while it is being written). */
export function findPostmasterFile(clusterDir: string): PostmasterFile | null {
  let lines: readonly string[];
  try {
    lines = readFileSync(`${clusterDir}/postmaster.pid`, "utf8").split("\n");
  } catch {
    return null;
  }
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 0) return null;
  return { pid, port: Number(lines[3]), isReady: lines[7]?.trim() === "ready" };
}
