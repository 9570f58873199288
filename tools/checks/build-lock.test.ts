import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { projectRoot } from "../../src/platform/project-root.ts";

const lockModule = pathToFileURL(path.join(projectRoot(), "bin/lib/lock.mjs")).href;

/** Adds one to a counter ten times, each time reading, waiting and writing inside the lock. */
const counting = (folder: string) => `
  import { readFileSync, writeFileSync } from "node:fs";
  import { setImmediate } from "node:timers/promises";
  import { withLock } from "${lockModule}";
  const counter = ${JSON.stringify(path.join(folder, "counter"))};
  for (let turn = 0; turn < 10; turn += 1) {
    await withLock(${JSON.stringify(path.join(folder, "lock"))}, async () => {
      const seen = Number(readFileSync(counter, "utf8"));
      for (let tick = 0; tick < 50; tick += 1) await setImmediate();
      writeFileSync(counter, String(seen + 1));
    });
  }`;

async function run(code: string): Promise<number | null> {
  const child = spawn(process.execPath, ["--input-type=module", "-e", code], { stdio: "inherit" });
  const [status] = (await once(child, "exit")) as [number | null];
  return status;
}

test("builds at once take turns, also where one died holding the lock", async () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), "payung-lock-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const lock = path.join(folder, "lock");
  writeFileSync(path.join(folder, "counter"), "0");
  await run(
    `import { withLock } from "${lockModule}"; await withLock(${JSON.stringify(lock)}, () => process.kill(process.pid, "SIGKILL"));`,
  );
  expect(readdirSync(folder)).toContain("lock");
  const statuses = await Promise.all(Array.from({ length: 4 }, () => run(counting(folder))));
  expect(statuses).toEqual([0, 0, 0, 0]);
  expect(readFileSync(path.join(folder, "counter"), "utf8")).toBe("40");
  expect(readdirSync(folder)).toEqual(["counter"]);
});
