#!/usr/bin/env node
// npx payung …: the command line. Builds first when the source changed; its exit code is the command's.
import { pathToFileURL } from "node:url";
import { buildIfNeeded, cliFile } from "./lib/build.mjs";
import { isInstalled } from "./lib/install.mjs";
import { requireNode } from "./lib/project.mjs";

requireNode();
if (!isInstalled()) {
  console.error("payung: the packages are not installed, or of another version; run: npm ci");
  process.exit(1);
}
buildIfNeeded();
process.argv = [process.execPath, cliFile, ...process.argv.slice(2)];
process.setSourceMapsEnabled(true);
await import(pathToFileURL(cliFile).href);
