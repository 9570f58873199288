// npm test: build, types, lint, doors, dead code, then every kind of test. npm run test:long: the long ones.
//
//   npm test                    everything but the long tests
//   npm test -- house database  only these sections: build, house, unit, database, browser
//
// Ends with one plain line, "N passed, N failed": each check counts as one, each test as one. A section
// in which no test ran has failed: tests that are not found prove nothing.
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { root, seconds } from "./lib/project.mjs";
import { countReport, readReport } from "./lib/test-report.mjs";

const node = process.execPath;
const program = (file) => path.join(root, "node_modules", file);
const running = new Set();

const npm = process.env.npm_execpath ? [node, process.env.npm_execpath] : ["npm"];
const script = (name) => ({ name, command: [...npm, "run", "--silent", name] });
const houseChecks = ["typecheck", "lint", "doors", "dead"].map(script);

const sections = {
  build: {
    title: "Build",
    run: () => runChecks([{ name: "build", command: [node, "bin/build.mjs"] }]),
  },
  house: { title: "Types, lint, doors, dead code", run: () => runChecks(houseChecks) },
  unit: {
    title: "Checks of the checks, unit and property tests",
    run: () => runTests("checks", "unit"),
  },
  database: { title: "Database: real PostgreSQL", run: () => runTests("database") },
  browser: { title: "Browser: journeys", run: () => runTests("browser") },
  long: { title: "Long: crash loops, big data", run: () => runTests("long") },
};

async function main(args) {
  const startedAt = performance.now();
  const names = chooseSections(args);
  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const name of names) {
    const { title, run } = sections[name];
    console.log(`\n━━ ${title} ━━`);
    const sectionStartedAt = performance.now();
    const outcome = await run();
    for (const key of Object.keys(total)) total[key] += outcome[key];
    console.log(
      `   ${outcome.passed} passed, ${outcome.failed} failed; ${seconds(sectionStartedAt)}`,
    );
    // Without a build nothing else can be true of this source.
    if (name === "build" && outcome.failed > 0) break;
  }
  console.log(`\nin ${seconds(startedAt)}`);
  const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : "";
  console.log(`${total.passed} passed, ${total.failed} failed${skipped}`);
  process.exitCode = total.failed > 0 ? 1 : 0;
}

function chooseSections(args) {
  if (args.includes("--long")) return ["build", "long"];
  const chosen = args.filter((arg) => arg in sections);
  if (chosen.length !== args.length) {
    console.error(
      `Sections are: ${Object.keys(sections).join(", ")}; or --long. Not known: ${args.join(" ")}`,
    );
    process.exit(2);
  }
  return chosen.length > 0 ? chosen : ["build", "house", "unit", "database", "browser"];
}

/** Runs the checks, two at a time; tells what each that failed has found. */
async function runChecks(checks) {
  const outcome = { passed: 0, failed: 0, skipped: 0 };
  const waiting = [...checks];
  const worker = async () => {
    for (let check = waiting.shift(); check; check = waiting.shift()) {
      const startedAt = performance.now();
      const { code, output } = await run(check.command, "pipe");
      console.log(` ${code === 0 ? "✓" : "✗"} ${check.name} (${seconds(startedAt)})`);
      if (code !== 0) console.log(output);
      outcome[code === 0 ? "passed" : "failed"] += 1;
    }
  };
  await Promise.all([worker(), worker()]);
  return outcome;
}

async function runTests(...projects) {
  const folder = mkdtempSync(path.join(os.tmpdir(), "payung-tests-"));
  const report = path.join(folder, "report.json");
  const { code } = await run(
    [
      ...[node, program("vitest/vitest.mjs"), "run", "--passWithNoTests"],
      ...projects.flatMap((project) => ["--project", project]),
      ...["--reporter=default", "--reporter=json", `--outputFile.json=${report}`],
    ],
    "inherit",
  );
  const outcome = countReport(readReport(report), code);
  rmSync(folder, { recursive: true, force: true });
  if (outcome.nothingRan)
    console.log("no test ran here, and a section without tests proves nothing");
  return outcome;
}

function run([file, ...args], output) {
  const child = spawn(file, args, { cwd: root, stdio: ["ignore", output, output] });
  running.add(child);
  const chunks = [];
  child.stdout?.on("data", (chunk) => chunks.push(chunk));
  child.stderr?.on("data", (chunk) => chunks.push(chunk));
  return new Promise((resolve) => {
    const end = (code, words) => {
      running.delete(child);
      resolve({ code, output: words });
    };
    child.on("error", (error) => end(1, error.message));
    child.on("close", (code) => end(code ?? 1, Buffer.concat(chunks).toString("utf8")));
  });
}

for (const signal of ["SIGINT", "SIGTERM"]) {
  process.on(signal, () => {
    for (const child of running) child.kill(signal);
    process.exit(1);
  });
}

await main(process.argv.slice(2));
