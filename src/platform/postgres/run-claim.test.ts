import { spawn } from "node:child_process";
import { mkdirSync, readdirSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { ClaimOrder } from "./claim-program.ts";
import { findBirth } from "./processes.ts";
import { claimDataFolder } from "./run-claim.ts";
import { buildProgram, makeTestFolder, removeTestFolder } from "./test-programs.ts";

let folder = "";
let contender = "";

beforeAll(async () => {
  folder = makeTestFolder();
  contender = await buildProgram("claim-program", folder);
});
afterAll(() => removeTestFolder(folder));

function newDataFolder(name: string): string {
  const dataDir = path.join(folder, name);
  mkdirSync(dataDir);
  return dataDir;
}

test("of many processes that claim, release and die, never two hold the folder at once", async () => {
  const dataDir = newDataFolder("contended");
  const order: ClaimOrder = { dataDir, claims: 30 };
  const contend = () =>
    new Promise<NodeJS.Signals | number | null>((resolve) => {
      const child = spawn(process.execPath, [contender, JSON.stringify(order)], {
        stdio: "inherit",
      });
      child.once("exit", (status, signal) => resolve(signal ?? status));
    });
  const ends = await Promise.all(Array.from({ length: 6 }, contend));
  expect(ends).toEqual(Array.from({ length: 6 }, () => "SIGKILL"));
  expect(readdirSync(path.join(dataDir, "run"))).toHaveLength(1);
  expect(await claimDataFolder(dataDir, "serve")).toMatchObject({ type: "claimed" });
});

test("whoever finds the folder held learns by which process, command and since when", async () => {
  const dataDir = newDataFolder("held");
  const first = await claimDataFolder(dataDir, "intake");
  expect(first.type).toBe("claimed");
  const second = await claimDataFolder(dataDir, "serve");
  expect(second).toMatchObject({
    type: "held",
    pid: process.pid,
    record: { command: "intake", state: "starting", since: expect.stringMatching(/^\d{4}-.*Z$/) },
  });
});

test("a released folder is free for the next", async () => {
  const dataDir = newDataFolder("released");
  const first = await claimDataFolder(dataDir, "intake");
  if (first.type === "claimed") first.claim.release();
  expect(await claimDataFolder(dataDir, "serve")).toMatchObject({ type: "claimed" });
});

test("the number of a dead owner, given to another process meanwhile, does not hold the folder", async () => {
  const dataDir = newDataFolder("reused");
  const birth = findBirth(process.pid) ?? "";
  const otherBirth = birth.replace(/^./, (digit) => (digit === "a" ? "b" : "a"));
  mkdirSync(path.join(dataDir, "run"));
  const name = path.join(dataDir, "run", `${process.pid}.${otherBirth}.00`);
  writeFileSync(name, "");
  expect(await claimDataFolder(dataDir, "serve")).toMatchObject({ type: "claimed" });

  const [mine = ""] = readdirSync(path.join(dataDir, "run"));
  renameSync(path.join(dataDir, "run", mine), name.replace(otherBirth, birth));
  expect(await claimDataFolder(dataDir, "serve")).toMatchObject({ type: "held" });
});
