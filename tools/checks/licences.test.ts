import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { projectRoot } from "../../src/platform/project-root.ts";

function report(...lock: readonly string[]) {
  const program = path.join(projectRoot(), "bin/licences.mjs");
  return spawnSync(process.execPath, [program, ...lock], { encoding: "utf8" });
}

test("every package is used on terms that let a city use, change and hand on Payung", () => {
  const { status, stderr, stdout } = report();
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  expect(stdout.split("\n").length).toBeGreaterThan(200);
});

test("terms that bind the whole program, or none at all, are refused by name", () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), "payung-licences-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const lock = path.join(folder, "package-lock.json");
  const packages = {
    "node_modules/a": { version: "1.0.0", license: "AGPL-3.0-only" },
    "node_modules/b": { version: "1.0.0" },
    "node_modules/c": { version: "1.0.0", license: "(MIT OR GPL-3.0-or-later)" },
    "node_modules/d": { version: "1.0.0", license: "MIT AND GPL-2.0-only" },
  };
  writeFileSync(lock, JSON.stringify({ packages }));
  const { status, stderr } = report(lock);
  expect(status).toBe(1);
  expect(stderr.match(/^\w+/gm)).toEqual(["a", "b", "d"]);
});
