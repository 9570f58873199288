// Installs the packages of the lock file when node_modules is missing or of another lock file.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { root } from "./project.mjs";

/** npm's own record of what lies in node_modules agrees with the lock file. */
export function isInstalled() {
  try {
    const wanted = readPackages("package-lock.json");
    const present = readPackages("node_modules/.package-lock.json");
    return Object.entries(wanted).every(
      ([name, one]) => name === "" || isLeftOut(one) || present[name]?.version === one.version,
    );
  } catch {
    return false;
  }
}

/** Optional packages are those of other platforms: npm does not install them, and that is no fault. */
const isLeftOut = (one) => one.optional || one.devOptional || one.peer;

const readPackages = (file) => JSON.parse(readFileSync(path.join(root, file), "utf8")).packages;

/** Runs `npm ci` when needed; ends the process with npm's exit code when it fails. */
export function installIfNeeded() {
  if (isInstalled()) return;
  console.error("Installing packages (first start, or package-lock.json changed) ...");
  const npm = process.env.npm_execpath
    ? [process.execPath, process.env.npm_execpath]
    : [process.platform === "win32" ? "npm.cmd" : "npm"];
  const args = [...npm.slice(1), "ci", "--include=dev", "--loglevel=error"];
  const run = spawnSync(npm[0], args, { cwd: root, stdio: "inherit" });
  if (run.error) {
    console.error(`npm could not be run (${run.error.message}); run: npm ci`);
    process.exit(1);
  }
  if (run.status !== 0) process.exit(run.status ?? 1);
}
