import { spawnSync } from "node:child_process";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { projectRoot } from "../../src/platform/project-root.ts";
import { doorRules } from "./door-rules.ts";
import { listSourceFiles } from "./source-files.ts";

const root = projectRoot();

describe("the check of the doors", () => {
  test("finds fault with a bad house, in every rule, and with nothing else in it", () => {
    const { violations } = cruise(path.join(root, "tools/checks/fixtures/bad-house"));
    expect(violations).toEqual([
      "browser-code-stays-in-the-browser: src/enrolment/screens/ask.ts → fs",
      "browser-code-stays-in-the-browser: src/enrolment/screens/index.tsx → fs",
      "cards-opens-only-its-doors: src/cards/print.ts → src/contributions/index.ts",
      "cards-opens-only-its-doors: src/cards/print.ts → src/enrolment/batch.ts",
      "core-does-no-input-or-output: src/eligibility/decide.ts → pg",
      "core-does-no-input-or-output: src/enrolment/screens/ask.ts → fs",
      "every-import-is-found: src/programme/server.ts → ./nowhere.ts",
      "index-is-pure: src/enrolment/index.ts → pg",
      "index-is-pure: src/enrolment/index.ts → src/enrolment/store.ts",
      "kernel-imports-nothing: src/kernel/money.ts → fs",
      "kernel-imports-nothing: src/kernel/money.ts → src/platform/clock.ts",
      "law-opens-only-its-doors: src/law/index.ts → src/app/serve.ts",
      "no-cycles: src/areas/code.ts → src/areas/place.ts",
      "nobody-imports-app: src/law/index.ts → src/app/serve.ts",
      "only-app-uses-tools: src/resolution/compare.ts → tools/city.ts",
      "only-tests-use-test-support: src/eligibility/decide.ts → src/platform/testing/office.ts",
      "packages-are-listed: src/programme/server.ts → light-my-request",
      "platform-knows-no-room: src/platform/clock.ts → src/cards/index.ts",
      "program-uses-no-dev-packages: src/programme/server.ts → fast-check",
      "resolution-opens-only-its-doors: src/resolution/compare.ts → tools/city.ts",
      "server-shows-no-screens: src/enrolment/server.ts → src/platform/ui/button.tsx",
      "tests-and-app-use-doors: src/app/serve.ts → src/intake/row.ts",
      "tools-share-no-code-with-rooms: tools/city.ts → src/intake/index.ts",
    ]);
    const general = doorRules
      .map((rule) => rule.name)
      .filter((name) => !/opens-only/.test(name ?? ""));
    const broken = new Set(violations.map((violation) => violation.split(":")[0]));
    expect(general.filter((name) => !broken.has(name))).toEqual([]);
  });

  test("reads every TypeScript file of this house", () => {
    const { modules } = cruise(root);
    const files = listSourceFiles(root, ["src", "tools"]);
    expect(files.length).toBeGreaterThan(50);
    expect(files.filter((file) => !modules.has(file))).toEqual([]);
  });

  test("says what to do instead", () => {
    expect(doorRules.filter((rule) => (rule.comment ?? "").length < 40)).toEqual([]);
  });
});

interface Cruise {
  readonly modules: { readonly source: string }[];
  readonly summary: {
    readonly violations: {
      readonly from: string;
      readonly to: string;
      readonly rule: { readonly name: string };
    }[];
  };
}

/** Runs the tool as `npm run doors` does, with this project's own configuration, in a folder. */
function cruise(folder: string): {
  readonly modules: ReadonlySet<string>;
  readonly violations: readonly string[];
} {
  const tool = path.join(root, "node_modules/dependency-cruiser/bin/dependency-cruise.mjs");
  const config = path.join(root, ".dependency-cruiser.mjs");
  const run = spawnSync(
    process.execPath,
    [tool, "--config", config, "--output-type", "json", "src", "tools"],
    { cwd: folder, encoding: "utf8", maxBuffer: 256 * 1024 * 1024 },
  );
  expect(run.stderr).toBe("");
  const answer = JSON.parse(run.stdout) as Cruise;
  return {
    modules: new Set(answer.modules.map((module) => module.source)),
    violations: answer.summary.violations
      .map(({ rule, from, to }) => `${rule.name}: ${from} → ${packageOf(to)}`)
      .sort(),
  };
}

function packageOf(target: string): string {
  return target.includes("node_modules/")
    ? (target.split("node_modules/").at(-1)?.split("/")[0] ?? target)
    : target;
}
