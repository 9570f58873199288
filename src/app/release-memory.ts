import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/**
 * Gives back what a finished stage left behind. On a machine with much memory V8 puts collecting off,
 * and ten stages in one process would pile up to a gigabyte that none of them needs.
 */
export function releaseMemory(): void {
  collect ??= exposeCollector();
  collect();
}

let collect: (() => void) | null = null;

function exposeCollector(): () => void {
  setFlagsFromString("--expose-gc");
  return runInNewContext("gc") as () => void;
}
