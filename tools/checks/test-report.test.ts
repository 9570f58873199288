import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { countReport, readReport } from "../../bin/lib/test-report.mjs";
import { projectRoot } from "../../src/platform/project-root.ts";

const root = projectRoot();

/** Runs vitest on some of the fixture's files and counts what it reports, as `npm test` does. */
function countFixture(...files: readonly string[]) {
  const folder = mkdtempSync(path.join(os.tmpdir(), "payung-report-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const report = path.join(folder, "report.json");
  const fixture = path.join(root, "tools/checks/fixtures/tests");
  const vitest = path.join(root, "node_modules/vitest/vitest.mjs");
  const args = [
    "run",
    "--root",
    fixture,
    "--config",
    path.join(fixture, "vitest.config.mjs"),
    "--passWithNoTests",
    "--reporter=json",
    `--outputFile=${report}`,
  ];
  const run = spawnSync(process.execPath, [vitest, ...args, ...files], { encoding: "utf8" });
  return countReport(readReport(report), run.status);
}

test("npm test counts what passed, failed, was skipped, and a file that could not be read", () => {
  expect(countFixture("one.test.ts", "broken.test.ts")).toEqual({
    passed: 2,
    failed: 2,
    skipped: 1,
    nothingRan: false,
  });
});

test("npm test fails a section in which nothing ran, and a run that ended before its report", () => {
  expect(countFixture("no-such-file")).toMatchObject({ failed: 1, nothingRan: true });
  expect(countReport(readReport("no-such-report.json"), 1)).toMatchObject({ passed: 0, failed: 1 });
});
