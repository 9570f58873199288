// The folder of the project, and what must hold before anything else: a Node.js that is new enough.
// No dependencies: these files run on a fresh clone, before anything is installed.
import path from "node:path";
import { fileURLToPath } from "node:url";

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");

/** Ends the process with a sentence when Node.js is older than the code needs. */
export function requireNode() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  console.error(
    `Payung needs Node.js 20.19 or newer; this is ${process.version}. See https://nodejs.org`,
  );
  process.exit(1);
}

export const seconds = (startedAt) => `${((performance.now() - startedAt) / 1000).toFixed(1)} s`;
