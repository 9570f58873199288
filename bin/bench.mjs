// npm run bench: the measured promises (bench/main.ts), run on the built program.
// npm run bench:linkage: those of the linkage engine (bench/linkage/main.ts).
import path from "node:path";
import { pathToFileURL } from "node:url";
import { buildIfNeeded, bundle } from "./lib/build.mjs";
import { requireNode, root } from "./lib/project.mjs";

requireNode();
buildIfNeeded();
const outdir = path.join(root, "dist/bench");
const isLinkage = process.argv[2] === "linkage";
const entryPoints = isLinkage
  ? {
      linkage: path.join(root, "bench/linkage/main.ts"),
      "linkage-worker": path.join(root, "src/linkage/node-worker.ts"),
    }
  : { main: path.join(root, "bench/main.ts") };
await bundle({ entryPoints, outdir });
const main = path.join(outdir, isLinkage ? "linkage.js" : "main.js");
process.argv = [process.execPath, main, ...process.argv.slice(isLinkage ? 3 : 2)];
process.setSourceMapsEnabled(true);
await import(pathToFileURL(main).href);
