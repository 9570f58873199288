import { spawn } from "node:child_process";

/** Under which account a program runs; null ids: as this process. */
export interface Account {
  readonly uid: number | null;
  readonly gid: number | null;
  /** Words put before the command, e.g. those that enter a user namespace. */
  readonly wrap: readonly string[];
}

export interface ProgramEnd {
  readonly status: number | null;
  /** Both output streams, in order of arrival. */
  readonly output: string;
}

/** PostgreSQL sees a plain environment: PG* and LD_* of the caller must not bend it. */
export const plainEnvironment: Readonly<Record<string, string>> = {
  PATH: process.env.PATH ?? "/usr/local/bin:/usr/bin:/bin",
  LC_ALL: process.platform === "linux" ? "C.UTF-8" : "C",
  TZ: "UTC",
};

/**
 * The ids for spawn. Node clears the supplementary groups itself when it is given a uid, so nothing
 * of root's groups is left to the child.
 */
export function identityOf(account: Account): { uid?: number; gid?: number } {
  if (account.uid === null || account.gid === null) return {};
  return { uid: account.uid, gid: account.gid };
}

/** Runs a program to its end and gathers what it said. A program that cannot run has status null. */
export function runProgram(
  account: Account,
  command: readonly string[],
  environment: Readonly<Record<string, string>> = plainEnvironment,
): Promise<ProgramEnd> {
  const [program, ...args] = [...account.wrap, ...command];
  return new Promise((resolve) => {
    let output = "";
    const child = spawn(program ?? "false", args, {
      ...identityOf(account),
      cwd: "/",
      env: environment,
      stdio: ["ignore", "pipe", "pipe"],
      // A session of its own: Ctrl-C in the terminal is answered by this process, in order.
      detached: true,
    });
    const gather = (chunk: Buffer) => {
      output += chunk.toString("utf8");
    };
    child.stdout.on("data", gather);
    child.stderr.on("data", gather);
    child.on("error", (error) => resolve({ status: null, output: `${output}${error.message}` }));
    child.on("close", (status) => resolve({ status, output }));
  });
}
