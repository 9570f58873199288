import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { projectRoot } from "../../src/platform/project-root.ts";
import { listSourceFiles } from "./source-files.ts";
import { checkTidy } from "./tidy.ts";

const root = projectRoot();

/** Sixteen digits that law and arithmetic could give somebody, put together here so that they stand nowhere. */
const someNik = ["737101", "410590", "0001"].join("");

test("this house is tidy", () => {
  const findings = listSourceFiles(root, ["src", "tools", "bench", "e2e"]).flatMap((file) =>
    checkTidy(file, readFileSync(path.join(root, file), "utf8")),
  );
  expect(findings.map(({ file, line, problem }) => `${file}:${line}: ${problem}`)).toEqual([]);
});

describe("the check of tidiness", () => {
  const refused: readonly (readonly [string, string, string, RegExp])[] = [
    [
      "chance in a core",
      "src/allocation/rank.ts",
      "\nconst lot = Math.random();",
      /:2: Math\.random: randomness comes from outside/,
    ],
    [
      "chance by another name",
      "src/intake/row-id.ts",
      "const id = randomUUID();",
      /:1: randomUUID: randomness comes from outside/,
    ],
    [
      "the clock of the machine",
      "src/law/rate.ts",
      "const now = Date.now();",
      /:1: Date\.now: .*today is an argument/,
    ],
    [
      "an instant where a day is meant",
      "src/kernel/day.ts",
      "const d = new Date(1990, 4, 17);",
      /:1: new Date: a day is a PlainDate/,
    ],
    [
      "the clock by its other name",
      "src/intake/load-file.ts",
      "const d = globalThis.performance.now();",
      /:1: performance\.now/,
    ],
    [
      "settings read in a room",
      "src/cards/server.ts",
      "const key = process.env.KEY;",
      /:1: process\.env: settings are read once/,
    ],
    [
      "a number that could be somebody's",
      "src/intake/read-nik.ts",
      `const sample = "NIK ${someNik}";`,
      /:1: a number that could be somebody's NIK/,
    ],
    [
      "the same in a template",
      "src/intake/read-nik.ts",
      `const sample = \`\${x} ${someNik}\`;`,
      /:1: a number that could be somebody's NIK/,
    ],
    ["a drawer", "src/cards/utils.ts", "", /:1: the name utils\.ts says nothing/],
    [
      "a name that is not kebab-case",
      "src/cards/cardSheet.ts",
      "",
      /:1: the name cardSheet\.ts is not kebab-case/,
    ],
    [
      "a room nobody decided on",
      "src/billing/index.ts",
      "",
      /:1: src\/billing is no room; add it to src\/rooms\.ts/,
    ],
    ["an open task", "src/cards/card.ts", `// ${"TO"}${"DO"}: later`, /:1: an open task/],
  ];

  test.each(refused)("refuses %s", (_, file, source, expected) => {
    const findings = checkTidy(file, source);
    expect(findings.map(({ line, problem }) => `:${line}: ${problem}`)).toEqual([
      expect.stringMatching(expected),
    ]);
    expect(findings[0]?.file).toBe(file);
  });

  test("lets platform, app and tests have the clock, and words be words", () => {
    const clock = "const now = Date.now(); const d = new Date(); process.env.PORT;";
    const allowed = [
      "src/platform/clock.ts",
      "src/app/serve.ts",
      "src/cards/card.test.ts",
      "tools/demo-city/main.ts",
    ];
    expect(allowed.flatMap((file) => checkTidy(file, clock))).toEqual([]);
    const words =
      'const text = "Date.now and Math.random"; type When = Date; const long = "12345678901234567890";';
    expect(checkTidy("src/cards/card.ts", words)).toEqual([]);
  });
});
