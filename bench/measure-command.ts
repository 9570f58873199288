import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpuSecondsOfEndedChildren, memoryOfTreeMb } from "./process-tree.ts";

/** How often the memory of the tree is looked at. */
const lookEveryMs = 100;

export interface Measured {
  readonly wallS: number;
  readonly cpuS: number;
  readonly peakMb: number;
  readonly stdout: string;
}

/**
 * Runs a command as a process of its own and measures it from outside: wall clock, CPU seconds of the
 * whole tree, peak of the tree's memory. Throws with its last words when it fails.
 */
export async function measureCommand(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Measured> {
  const cpuBefore = cpuSecondsOfEndedChildren();
  const startedAt = performance.now();
  const child = spawn(process.execPath, args, {
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const endWithMe = () => child.kill("SIGTERM");
  process.once("exit", endWithMe);
  let peakMb = 0;
  const look = setInterval(() => {
    peakMb = Math.max(peakMb, memoryOfTreeMb(child.pid ?? 0));
  }, lookEveryMs);
  const out: Buffer[] = [];
  const words: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => out.push(chunk));
  child.stderr.on("data", (chunk: Buffer) => words.push(chunk));
  try {
    const [code] = (await once(child, "close")) as [number | null];
    const wallS = (performance.now() - startedAt) / 1000;
    if (code !== 0) throw new Error(`${args.join(" ")} failed (${code}):\n${Buffer.concat(words)}`);
    return {
      wallS,
      cpuS: cpuSecondsOfEndedChildren() - cpuBefore,
      peakMb,
      stdout: Buffer.concat(out).toString("utf8"),
    };
  } finally {
    clearInterval(look);
    process.off("exit", endWithMe);
  }
}
