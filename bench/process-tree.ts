import { readdirSync, readFileSync } from "node:fs";

/** USER_HZ, the unit of CPU times in /proc: 100 on every Linux architecture that Payung runs on. */
const ticksPerSecond = 100;

/** A process and all that descend from it, PostgreSQL and its workers included. */
function processTree(pid: number): readonly number[] {
  const tree = [pid];
  for (let at = 0; at < tree.length; at += 1) tree.push(...childrenOf(tree[at] ?? 0));
  return tree;
}

/**
 * Memory that a process tree holds now, in MB: the sum of PSS, in which a page shared by n processes
 * counts 1/n for each. Resident sizes would count PostgreSQL's shared memory once a process.
 */
export function memoryOfTreeMb(pid: number): number {
  let kilobytes = 0;
  for (const member of processTree(pid)) {
    const rollup = readIfThere(`/proc/${member}/smaps_rollup`);
    kilobytes += Number(/^Pss:\s+(\d+) kB/m.exec(rollup)?.[1] ?? 0);
  }
  return kilobytes / 1024;
}

/** CPU seconds of every child that this process has waited for, and of theirs. */
export function cpuSecondsOfEndedChildren(): number {
  const stat = readIfThere("/proc/self/stat");
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[13]) + Number(fields[14])) / ticksPerSecond;
}

function childrenOf(pid: number): readonly number[] {
  try {
    return readdirSync(`/proc/${pid}/task`).flatMap((thread) =>
      readIfThere(`/proc/${pid}/task/${thread}/children`)
        .split(" ")
        .filter((word) => word.trim() !== "")
        .map(Number),
    );
  } catch {
    return []; // It ended between two looks.
  }
}

function readIfThere(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
