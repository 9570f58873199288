import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";

/** The worker built as the program builds it: threads cannot run TypeScript. */
export async function buildTestWorker(): Promise<{ readonly file: URL; remove(): void }> {
  const folder = mkdtempSync(path.join(os.tmpdir(), "payung-linkage-"));
  const outfile = path.join(folder, "linkage-worker.mjs");
  await build({
    entryPoints: [path.join(import.meta.dirname, "node-worker.ts")],
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    logLevel: "warning",
  });
  return {
    file: pathToFileURL(outfile),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
