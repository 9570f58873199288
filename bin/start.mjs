// npm start: installs if needed, builds if needed, then serves in this very process.
//
// The npm script says "exec node bin/start.mjs", so that no shell stands between npm and the server:
// a signal given to either reaches it. Service managers may run this file directly.
import { pathToFileURL } from "node:url";
import { buildIfNeeded, cliFile } from "./lib/build.mjs";
import { installIfNeeded } from "./lib/install.mjs";
import { requireNode } from "./lib/project.mjs";

requireNode();
installIfNeeded();
buildIfNeeded();
process.argv = [process.execPath, cliFile, "serve", ...process.argv.slice(2)];
process.setSourceMapsEnabled(true);
await import(pathToFileURL(cliFile).href);
