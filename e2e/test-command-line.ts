import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { projectRoot } from "../src/platform/project-root.ts";

export interface Said {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export type RunPayung = (...args: readonly string[]) => Promise<Said>;

const cli = path.join(projectRoot(), "dist", "server", "cli.js");

/** Builds the program if its source changed, once for all commands of a test file. */
export function buildOnce(): void {
  const built = spawnSync(
    process.execPath,
    [path.join(projectRoot(), "bin", "build.mjs"), "--quiet"],
    {
      encoding: "utf8",
    },
  );
  if (built.status !== 0) throw new Error(`the program could not be built:\n${built.stderr}`);
}

/** Starts the built `payung` as a process of its own, in a process group of its own. */
export function startPayung(args: readonly string[], env: Readonly<Record<string, string>>) {
  return spawn(process.execPath, [cli, ...args], {
    env: { ...withoutSettings(), ...env },
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
}

/** Runs commands with the given settings, each to its end, and collects every word of it. */
export function payungWith(env: Readonly<Record<string, string>>): RunPayung {
  return async (...args) => {
    const child = startPayung(args, env);
    const words = { stdout: "", stderr: "" };
    for (const stream of ["stdout", "stderr"] as const)
      child[stream].setEncoding("utf8").on("data", (text: string) => {
        words[stream] += text;
      });
    const [code] = (await once(child, "close")) as [number | null];
    return { code, ...words };
  };
}

/** The answer of a command that was asked for JSON. */
export function jsonOf<T>(said: Said): T {
  if (said.code !== 0) throw new Error(`exit code ${said.code}: ${said.stderr}`);
  return JSON.parse(said.stdout) as T;
}

function withoutSettings(): NodeJS.ProcessEnv {
  const names = [
    "DATABASE_URL",
    "PAYUNG_DATA",
    "PAYUNG_LANG",
    "PAYUNG_REGENCY",
    "PORT",
    "NODE_OPTIONS",
  ];
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !names.includes(name)));
}
