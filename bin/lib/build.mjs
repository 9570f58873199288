// Builds the server (esbuild) and the web (vite) into dist/, only when their source changed.
//
// dist/server/cli.js  the command line and the server     dist/web/     what the browser gets
// dist/server/sheet-thread.js  the thread that reads sheets
// dist/stamp          hash of the source of both          dist/.lock    held while they are exchanged
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { withLock } from "./lock.mjs";
import { root, seconds } from "./project.mjs";

const dist = path.join(root, "dist");
const stampFile = path.join(dist, "stamp");
const sources = [
  "src",
  "tools",
  "bin/lib",
  "package.json",
  "package-lock.json",
  "tsconfig.base.json",
];
const notSource = /\.test\.tsx?$|^tools\/checks$|\/testing$/;
const webConfig = path.join(root, "src/app/web/vite.config.ts");

export const cliFile = path.join(dist, "server/cli.js");

/** A hash over every file the build reads; another one means another program. */
function hashSource() {
  const hash = createHash("sha256");
  for (const source of sources) addToHash(hash, source);
  return hash.digest("hex");
}

function addToHash(hash, name) {
  const file = path.join(root, name);
  if (!existsSync(file) || notSource.test(name)) return;
  if (!statSync(file).isDirectory()) {
    hash.update(`${name}\0`).update(readFileSync(file)).update("\0");
    return;
  }
  for (const child of readdirSync(file).sort()) addToHash(hash, `${name}/${child}`);
}

function isBuilt(hash = hashSource()) {
  return existsSync(cliFile) && existsSync(stampFile) && readFileSync(stampFile, "utf8") === hash;
}

/**
 * Builds in a child process when the source changed, so that a server started afterwards in this
 * process does not carry the compiler's memory. Ends the process when the build fails.
 */
export function buildIfNeeded() {
  if (isBuilt()) return;
  const script = path.join(root, "bin/build.mjs");
  // All its words go to stderr: stdout belongs to the command's answer.
  const run = spawnSync(process.execPath, [script, "--quiet"], {
    cwd: root,
    stdio: ["ignore", 2, 2],
  });
  if (run.status !== 0) process.exit(run.status ?? 1);
}

/** Builds everything beside the present build, then exchanges them. Answers whether there was work to do. */
export async function build() {
  mkdirSync(dist, { recursive: true });
  return withLock(path.join(dist, ".lock"), async () => {
    const hash = hashSource();
    if (isBuilt(hash)) return false;
    const startedAt = performance.now();
    removeAbandonedDrafts();
    const draft = path.join(dist, `.draft-${process.pid}`);
    try {
      await Promise.all([
        buildServer(path.join(draft, "server"), hash),
        buildWeb(path.join(draft, "web")),
      ]);
      exchange(draft, hash);
    } finally {
      rmSync(draft, { recursive: true, force: true });
    }
    console.error(`built in ${seconds(startedAt)}`);
    return true;
  });
}

/** Only the holder of the lock drafts, so every draft that is there now was left by a process that died. */
function removeAbandonedDrafts() {
  for (const name of readdirSync(dist)) {
    if (name.startsWith(".draft-")) rmSync(path.join(dist, name), { recursive: true, force: true });
  }
}

async function buildServer(outdir, hash) {
  // Each worker lies beside whatever opens threads with it; `payung/linkage` is the engine for other programs.
  const entryPoints = {
    cli: path.join(root, "src/app/cli.ts"),
    "sheet-thread": path.join(root, "src/intake/node-sheet-thread.ts"),
    linkage: path.join(root, "src/linkage/server.ts"),
    "linkage-worker": path.join(root, "src/linkage/node-worker.ts"),
  };
  await bundle({ entryPoints, outdir, hash });
}

/** Bundles TypeScript for Node; packages stay in node_modules. `process.env.PAYUNG_BUILD` becomes the version. */
export async function bundle({ entryPoints, outdir, hash = hashSource() }) {
  const esbuild = await import("esbuild");
  const { version } = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8"));
  await esbuild.build({
    entryPoints,
    outdir,
    bundle: true,
    platform: "node",
    target: "node20",
    format: "esm",
    packages: "external",
    sourcemap: true,
    logLevel: "warning",
    absWorkingDir: root,
    define: { "process.env.PAYUNG_BUILD": JSON.stringify(`${version}+${hash.slice(0, 12)}`) },
  });
}

async function buildWeb(outDir) {
  if (!existsSync(webConfig)) return;
  const vite = await import("vite");
  await vite.build({
    configFile: webConfig,
    build: { outDir, emptyOutDir: true },
    logLevel: "warn",
  });
}

/** The stamp goes first and comes last: a crash in between means building again, never a half-new program. */
function exchange(draft, hash) {
  rmSync(stampFile, { force: true });
  for (const part of ["server", "web"]) {
    const fresh = path.join(draft, part);
    const present = path.join(dist, part);
    if (existsSync(present)) renameSync(present, path.join(draft, `${part}.old`));
    if (existsSync(fresh)) renameSync(fresh, present);
  }
  writeFileSync(`${stampFile}.new`, hash);
  renameSync(`${stampFile}.new`, stampFile);
}
