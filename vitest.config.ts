import { defineConfig } from "vitest/config";

const minute = 60_000;
const serverSetup = "src/platform/testing/server.setup.ts";
const browserSetup = "src/platform/testing/browser.setup.ts";

/** What each project runs. A file's last names say where it belongs: `.db.`, `.browser.`, `.long.`, or none. */
const named = ["**/*.db.test.ts", "**/*.browser.test.ts", "**/*.long.test.ts"];
const elsewhere = ["**/node_modules/**", "dist/**", "tools/checks/fixtures/**"];

/** Timeouts only end what hangs; no test is bound to a clock. */
export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      {
        test: {
          name: "checks",
          include: ["tools/checks/**/*.test.ts"],
          exclude: [...named, ...elsewhere],
          testTimeout: 2 * minute,
        },
      },
      {
        test: {
          name: "unit",
          include: ["src/**/*.test.{ts,tsx}", "tools/**/*.test.ts", "bench/**/*.test.ts"],
          exclude: [...named, ...elsewhere, "tools/checks/**"],
          testTimeout: 2 * minute,
          hookTimeout: 2 * minute,
        },
      },
      {
        test: {
          name: "database",
          include: ["{src,tools,bench,e2e}/**/*.db.test.ts"],
          exclude: elsewhere,
          globalSetup: serverSetup,
          testTimeout: 5 * minute,
          hookTimeout: 5 * minute,
        },
      },
      {
        test: {
          name: "browser",
          include: ["{src,e2e}/**/*.browser.test.ts"],
          exclude: elsewhere,
          globalSetup: [serverSetup, browserSetup],
          fileParallelism: false,
          testTimeout: 5 * minute,
          hookTimeout: 5 * minute,
        },
      },
      {
        test: {
          name: "long",
          include: ["{src,tools,bench,e2e}/**/*.long.test.ts"],
          exclude: elsewhere,
          globalSetup: serverSetup,
          fileParallelism: false,
          testTimeout: 30 * minute,
          hookTimeout: 30 * minute,
        },
      },
    ],
  },
});
