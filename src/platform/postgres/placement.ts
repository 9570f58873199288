import { createHash } from "node:crypto";
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { assert } from "../../kernel/assert.ts";
import { ok, type Result, refuse } from "../../kernel/result.ts";
import { runsAsRoot } from "./accounts.ts";
import { type Binaries, copyBinaries, findBinaries, missingBinaries } from "./binaries.ts";
import { giveTree } from "./data-folder.ts";
import {
  type Footing,
  footingForRelocated,
  listFootings,
  type Trial,
  tryFooting,
} from "./footing.ts";
import type { EmbeddedRefusal } from "./refusal.ts";
import type { Surroundings } from "./surroundings.ts";

/** Where the programs and the cluster lie, and under which account the server works there. */
export interface Placement {
  readonly nativeDir: string;
  readonly clusterDir: string;
  readonly footing: Footing;
}

/**
 * Finds a place and an account where the server can work. Only when root finds none is a *new*
 * cluster placed outside the data folder, in a folder named after the data folder's path, and a
 * file in the data folder says where; a cluster that exists is never moved.
 */
export async function choosePlacement(
  dataDir: string,
  surroundings: Surroundings,
): Promise<Result<Placement, EmbeddedRefusal>> {
  const binaries = findBinaries(dataDir, surroundings.nativeDir);
  if (!binaries.ok) return binaries;
  const location = findLocation(dataDir, surroundings.relocateTo);
  if (!location.ok) return location;
  if (location.value !== null) return placeOutside(dataDir, binaries.value, surroundings);

  const { nativeDir } = binaries.value;
  const clusterDir = path.join(dataDir, "postgres");
  const trials: Trial[] = [];
  for (const footing of await listFootings(clusterDir, surroundings.userNamespaces)) {
    const trial = await tryFooting(footing, nativeDir, dataDir);
    if (trial.type === "works") {
      handOver(clusterDir, footing);
      return ok({ nativeDir, clusterDir, footing });
    }
    trials.push(trial);
  }
  if (runsAsRoot && !existsSync(clusterDir)) {
    return placeOutside(dataDir, binaries.value, surroundings);
  }
  return refuse(refusalOf(dataDir, trials));
}

async function placeOutside(
  dataDir: string,
  binaries: Binaries,
  surroundings: Surroundings,
): Promise<Result<Placement, EmbeddedRefusal>> {
  const { relocateTo } = surroundings;
  const blocked = (reason: string) =>
    refuse({ type: "DataFolderUnreachable", path: dataDir, ancestor: relocateTo, reason });
  const footing = footingForRelocated(relocateTo);
  if (footing?.files == null) return blocked("there is no user postgres or nobody to run it as");
  const folder = relocatedFolder(dataDir, relocateTo);
  try {
    mkdirSync(relocateTo, { recursive: true, mode: 0o755 });
    const status = statSync(relocateTo);
    if (status.uid !== 0 || (status.mode & 0o022) !== 0) return blocked("others may write in it");
    mkdirSync(folder, { recursive: true });
    chownSync(folder, 0, footing.files.gid);
    chmodSync(folder, 0o710);
  } catch (error) {
    return blocked((error as NodeJS.ErrnoException).code ?? String(error));
  }
  // The programs may be within reach where they are, even when the data folder is not.
  const inPlace = await tryFooting(footing, binaries.nativeDir, folder);
  const reachable = inPlace.type === "works" ? binaries : copyBinaries(binaries, relocateTo);
  const trial = await tryFooting(footing, reachable.nativeDir, folder);
  if (trial.type !== "works") return refuse(refusalOf(dataDir, [trial]));
  const clusterDir = path.join(folder, "postgres");
  writeFileSync(locationFile(dataDir), `${JSON.stringify({ clusterDir }, null, 2)}\n`);
  handOver(clusterDir, footing);
  return ok({ nativeDir: reachable.nativeDir, clusterDir, footing });
}

/** Where the cluster of this data folder was placed before; null: in the folder itself. */
function findLocation(dataDir: string, relocateTo: string): Result<string | null, EmbeddedRefusal> {
  const file = locationFile(dataDir);
  if (!existsSync(file)) return ok(null);
  const said = JSON.parse(readFileSync(file, "utf8")) as { readonly clusterDir?: unknown };
  const found = String(said.clusterDir);
  const foreign = (reason: "RelocatedFromElsewhere" | "RelocatedFolderGone") =>
    refuse({ type: "DataFolderForeign", dataDir, reason, found });
  if (found !== path.join(relocatedFolder(dataDir, relocateTo), "postgres")) {
    return foreign("RelocatedFromElsewhere");
  }
  return existsSync(path.dirname(found)) ? ok(found) : foreign("RelocatedFolderGone");
}

function locationFile(dataDir: string): string {
  return path.join(dataDir, "postgres-location.json");
}

/** One folder for one data folder: readable first, and told apart by a digest of the whole path. */
function relocatedFolder(dataDir: string, relocateTo: string): string {
  const readable = dataDir
    .replace(/[^A-Za-z0-9]+/g, "-")
    .replace(/^-|-$/g, "")
    .slice(-40);
  const digest = createHash("sha256").update(dataDir).digest("hex").slice(0, 16);
  return path.join(relocateTo, `${readable}-${digest}`);
}

function handOver(clusterDir: string, footing: Footing): void {
  const cluster = statSync(clusterDir, { throwIfNoEntry: false });
  if (cluster === undefined || footing.files === null) return;
  const { uid, gid } = footing.files;
  if (cluster.uid !== uid) giveTree(clusterDir, uid, gid);
}

function refusalOf(dataDir: string, trials: readonly Trial[]): EmbeddedRefusal {
  const blocked = trials.find((trial) => trial.type === "blocked");
  if (blocked !== undefined) {
    const reason = "the account of the database server may not enter or read it";
    return { type: "DataFolderUnreachable", path: dataDir, ancestor: blocked.blockedAt, reason };
  }
  const broken = trials.find((trial) => trial.type === "broken");
  assert(broken !== undefined, "a placement is refused because of a trial");
  return missingBinaries(`they do not run here (${broken.output})`);
}
