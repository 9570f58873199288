// What a run of vitest came to, from its JSON report and its exit code.
import { readFileSync } from "node:fs";

/** The report, or an empty one when vitest ended before it wrote any. */
export function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return { numPassedTests: 0, numFailedTests: 0, numPendingTests: 0, testResults: [] };
  }
}

/**
 * Counts tests, and what failed without being a test: a file that could not be read, an error outside
 * every test (the exit code tells), a run that found nothing to run.
 */
export function countReport(report, exitCode) {
  const { numPassedTests: passed, numFailedTests, numPendingTests: skipped, testResults } = report;
  const broken = testResults.filter(isBrokenFile).length;
  const failed = numFailedTests + broken;
  const unexplained = exitCode !== 0 && failed === 0 ? 1 : 0;
  const nothingRan = passed + failed + unexplained === 0;
  return { passed, failed: failed + unexplained + (nothingRan ? 1 : 0), skipped, nothingRan };
}

const isBrokenFile = (file) => file.status === "failed" && file.assertionResults.length === 0;
