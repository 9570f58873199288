import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { projectRoot } from "../../src/platform/project-root.ts";

const root = projectRoot();

/** A command line that tells what it was given, and serves until it is told to stop. */
const cli = `
const [command, ...rest] = process.argv.slice(2);
process.stdout.write(JSON.stringify({ command, rest, build: process.env.PAYUNG_BUILD }) + "\\n");
if (command === "fail") process.exitCode = 2;
if (command === "serve") {
  const alive = setInterval(() => undefined, 1000);
  process.on("SIGTERM", () => {
    process.stdout.write("stopped by SIGTERM\\n");
    clearInterval(alive);
  });
  process.stdout.write("ready\\n");
}
`;

let clone: string;

beforeAll(() => {
  clone = mkdtempSync(path.join(os.tmpdir(), "payung-clone-"));
  for (const name of ["bin", "package.json", "package-lock.json", ".npmrc"]) {
    cpSync(path.join(root, name), path.join(clone, name), { recursive: true });
  }
  symlinkSync(path.join(root, "node_modules"), path.join(clone, "node_modules"));
  mkdirSync(path.join(clone, "src/app"), { recursive: true });
  writeFileSync(path.join(clone, "src/app/cli.ts"), cli);
  mkdirSync(path.join(clone, "src/intake"), { recursive: true });
  writeFileSync(path.join(clone, "src/intake/node-sheet-thread.ts"), "export {};\n");
  mkdirSync(path.join(clone, "src/linkage"), { recursive: true });
  for (const name of ["server.ts", "node-worker.ts"])
    writeFileSync(path.join(clone, "src/linkage", name), "");
});

afterAll(() => rmSync(clone, { recursive: true, force: true }));

function payung(...args: readonly string[]) {
  return spawnSync("npx", ["payung", ...args], { cwd: clone, encoding: "utf8" });
}

/** Runs `payung` directly, so that several may run at once. */
async function payungAtOnce(
  word: string,
): Promise<{ readonly code: number | null; readonly said: string }> {
  const child = spawn(process.execPath, ["bin/payung.mjs", word], {
    cwd: clone,
    stdio: ["ignore", "pipe", "inherit"],
  });
  let said = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    said += text;
  });
  const [code] = (await once(child, "close")) as [number | null];
  return { code, said };
}

test("npx payung builds once, says so apart from the answer, and passes arguments and exit code on", () => {
  const first = payung("person", "--json");
  expect(first.stderr).toContain("built in ");
  expect(JSON.parse(first.stdout)).toEqual({
    command: "person",
    rest: ["--json"],
    build: expect.stringMatching(/^\d+\.\d+\.\d+\+[0-9a-f]{12}$/),
  });
  const second = payung("fail");
  expect(second.stderr).not.toContain("built in ");
  expect(second.status).toBe(2);
});

test("a change of the source is built, by several commands at once without harm", async () => {
  const before = JSON.parse(payung("look").stdout) as { build: string };
  appendFileSync(path.join(clone, "src/app/cli.ts"), "// changed\n");
  const runs = await Promise.all(["a", "b", "c"].map(payungAtOnce));
  const answers = runs.map((run) => JSON.parse(run.said) as { command: string; build: string });
  expect(runs.map((run) => run.code)).toEqual([0, 0, 0]);
  expect(answers.map((answer) => answer.command)).toEqual(["a", "b", "c"]);
  expect(new Set(answers.map((answer) => answer.build)).size).toBe(1);
  expect(answers[0]?.build).not.toBe(before.build);
  expect(readdirSync(path.join(clone, "dist")).sort()).toEqual(["server", "stamp"]);
});

test("a build that fails ends with a reason and leaves the last good one", () => {
  const file = path.join(clone, "src/app/broken.ts");
  writeFileSync(path.join(clone, "src/app/cli.ts"), `import "./broken.ts";\n${cli}`);
  writeFileSync(file, "const = ;\n");
  const run = payung("look");
  expect(run.status).toBe(1);
  expect(run.stderr).toContain("broken.ts");
  expect(existsSync(path.join(clone, "dist/server/cli.js"))).toBe(true);
  rmSync(file);
  writeFileSync(path.join(clone, "src/app/cli.ts"), cli);
  mkdirSync(path.join(clone, "src/intake"), { recursive: true });
  writeFileSync(path.join(clone, "src/intake/node-sheet-thread.ts"), "export {};\n");
});

test("npm start serves with the arguments after --, and SIGTERM to npm stops the server", async () => {
  const npm = spawn("npm", ["start", "--", "--empty"], {
    cwd: clone,
    stdio: ["ignore", "pipe", "inherit"],
  });
  let said = "";
  for await (const text of npm.stdout.setEncoding("utf8")) {
    said += text;
    // The pipe closes when the last process that holds it has ended: the server, not npm alone.
    if (said.includes("ready") && npm.signalCode === null && !npm.killed) npm.kill("SIGTERM");
  }
  expect(said).toContain('"command":"serve","rest":["--empty"]');
  expect(said).toContain("stopped by SIGTERM");
});
