import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";

/**
 * Words before a command that tie its life to this process: the kernel sends it the signal when this
 * process is gone, however it ended. Empty where the machine has no `setpriv`.
 *
 * The signal follows the *thread* that spawned, so only the main thread may use this. It is set
 * after any change of user (such a change clears it); the little shell then checks that the parent
 * did not die before it was set, and becomes the command itself.
 */
export function guardWords(signal: "INT" | "TERM"): readonly string[] {
  if (!hasParentDeathSignal()) return [];
  const stillMine = '[ "$PPID" = "$0" ] && exec "$@"';
  return ["setpriv", "--pdeathsig", signal, "/bin/sh", "-c", stillMine, String(process.pid)];
}

/**
 * The same for machines without parent-death signals: a shell that holds the other end of its
 * standard input. When this process is gone the input ends, and the shell interrupts the command.
 */
export const pipeGuardWords: readonly string[] = [
  "/bin/sh",
  "-c",
  `exec 3<&0 </dev/null
   "$@" 3<&- &
   server=$!
   { cat <&3 >/dev/null; kill -INT "$server"; } >/dev/null 2>&1 &
   watcher=$!
   exec 3<&-
   wait "$server"
   status=$?
   kill "$watcher" 2>/dev/null
   exit "$status"`,
  "payung-guard",
];

let parentDeathSignal: boolean | null = null;

export function hasParentDeathSignal(): boolean {
  if (parentDeathSignal === null) {
    const isLinux = process.platform === "linux" && existsSync("/proc/self/stat");
    const command = ["setpriv", "--pdeathsig", "TERM", "true"] as const;
    parentDeathSignal = isLinux && spawnSync(command[0], command.slice(1)).status === 0;
  }
  return parentDeathSignal;
}
