// npm run bench: the measured promises (bench/main.ts), run on the built program.
import path from "node:path";
import { pathToFileURL } from "node:url";
import { buildIfNeeded, bundle } from "./lib/build.mjs";
import { requireNode, root } from "./lib/project.mjs";

requireNode();
buildIfNeeded();
const outdir = path.join(root, "dist/bench");
await bundle({ entryPoints: { main: path.join(root, "bench/main.ts") }, outdir });
const main = path.join(outdir, "main.js");
process.argv = [process.execPath, main, ...process.argv.slice(2)];
process.setSourceMapsEnabled(true);
await import(pathToFileURL(main).href);
