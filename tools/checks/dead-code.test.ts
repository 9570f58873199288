import { spawnSync } from "node:child_process";
import path from "node:path";
import { expect, test } from "vitest";
import { projectRoot } from "../../src/platform/project-root.ts";

const root = projectRoot();

interface Issues {
  readonly issues: readonly {
    readonly file: string;
    readonly files: readonly unknown[];
    readonly exports: readonly { readonly name: string }[];
    readonly types: readonly { readonly name: string }[];
    readonly dependencies: readonly { readonly name: string }[];
  }[];
}

test("the check of dead code finds the forgotten file, export, type and package of a bad house", () => {
  const knip = path.join(root, "node_modules/knip/bin/knip.js");
  const fixture = path.join(root, "tools/checks/fixtures/dead-code");
  const config = path.relative(fixture, path.join(root, "knip.json"));
  const run = spawnSync(
    process.execPath,
    [knip, "--directory", fixture, "--config", config, "--reporter", "json"],
    { encoding: "utf8" },
  );
  expect(run.status).toBe(1);
  const { issues } = JSON.parse(run.stdout) as Issues;
  const found = issues.flatMap(({ file, files, ...named }) => [
    ...files.map(() => file),
    ...[...named.exports, ...named.types, ...named.dependencies].map(
      ({ name }) => `${file}: ${name}`,
    ),
  ]);
  expect(found.sort()).toEqual([
    "package.json: never-used",
    "src/law/forgotten.ts",
    "src/law/index.ts: UnusedType",
    "src/law/index.ts: unused",
  ]);
});
