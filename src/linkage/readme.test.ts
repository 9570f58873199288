import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { build } from "esbuild";
import { expect, test } from "vitest";
import { projectRoot } from "../platform/project-root.ts";
import { parseSpec } from "./spec/parse-spec.ts";

const readme = readFileSync(path.join(import.meta.dirname, "README.md"), "utf8");
const blockOf = (language: string) =>
  new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``).exec(readme)?.[1] ?? "";

test("the specification in the README is one", () => {
  expect(parseSpec(blockOf("yaml"))).toMatchObject({ ok: true });
});

test("the program in the README runs as written, by the name that others import", async () => {
  const folder = mkdtempSync(path.join(projectRoot(), "node_modules/.payung-readme-"));
  try {
    const door = path.join(import.meta.dirname, "server.ts");
    const example = path.join(folder, "example.ts");
    writeFileSync(example, blockOf("ts"));
    await build({
      entryPoints: {
        example,
        "linkage-worker": path.join(import.meta.dirname, "node-worker.ts"),
      },
      outdir: folder,
      bundle: true,
      platform: "node",
      format: "esm",
      packages: "external",
      alias: { "payung/linkage": door },
      outExtension: { ".js": ".mjs" },
      logLevel: "warning",
    });
    const built = path.join(folder, "example.mjs");
    // The worker lies beside the program as `npm run build` puts it there.
    writeFileSync(
      path.join(folder, "linkage-worker.js"),
      readFileSync(path.join(folder, "linkage-worker.mjs")),
    );
    writeFileSync(path.join(folder, "package.json"), '{"type":"module"}');
    const run = spawnSync(process.execPath, [built], { encoding: "utf8", cwd: os.tmpdir() });
    expect(run.stderr).toBe("");
    expect(run.stdout).toContain("Int32Array(2)");
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
