import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { findBrowser } from "./browser.ts";

function makeProgram(name: string): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), "payung-browser-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = path.join(folder, name);
  writeFileSync(file, "");
  return file;
}

test("the browser that CHROMIUM_PATH names goes before installed ones, and must be there", () => {
  const [named, installed] = [makeProgram("chrome"), makeProgram("chromium")];
  expect(findBrowser(named, [installed])).toBe(named);
  expect(() => findBrowser(`${named}-not`, [installed])).toThrow(
    /CHROMIUM_PATH names .*-not, and there is no such file/,
  );
});

test("of the places to look, the first in which there is a browser is taken; none is no error yet", () => {
  const installed = makeProgram("chromium");
  expect(findBrowser(undefined, ["/no/such/chromium", "", installed])).toBe(installed);
  expect(findBrowser(undefined, ["/no/such/chromium"])).toBeNull();
});
