import { chmod, mkdir, mkdtemp, readdir, rename, rm } from "node:fs/promises";
import path from "node:path";
import { ok, type Result, refuse } from "../kernel/result.ts";
import { type WriteSheet, writeWorkbook } from "../platform/spreadsheet/server.ts";

export interface OutRefusal {
  readonly type: "OutFolderNotUsable";
  readonly folder: string;
  readonly reason: string;
}

/** Makes the folder if need be and tries it, before anything is recorded as sent. */
export async function prepareOutFolder(folder: string): Promise<Result<null, OutRefusal>> {
  try {
    await mkdir(folder, { recursive: true });
    await removeLeftDrafts(folder);
    await rm(await makeDraftFolder(folder), { recursive: true });
    return ok(null);
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? (error as Error).message;
    return refuse({ type: "OutFolderNotUsable", folder, reason });
  }
}

/**
 * Writes a batch's workbook, readable by its owner only; it appears whole or not at all.
 *
 * It holds every NIK of the batch: until it may be read by its owner only, it stands in a folder
 * that nobody else may enter.
 */
export async function writeBatchFile(
  folder: string,
  name: string,
  sheets: readonly WriteSheet[],
  freezeRows: number,
): Promise<string> {
  const closed = await makeDraftFolder(folder);
  try {
    const draft = path.join(closed, name);
    await writeWorkbook(draft, sheets, { freezeRows });
    await chmod(draft, 0o600);
    const file = path.join(folder, name);
    await rename(draft, file);
    return file;
  } finally {
    await rm(closed, { recursive: true, force: true });
  }
}

/** A folder of this process's own, closed to others (mkdtemp makes it 0700). */
async function makeDraftFolder(folder: string): Promise<string> {
  return await mkdtemp(path.join(folder, `.payung-${process.pid}-`));
}

/** Drafts of a process that was killed while it wrote hold NIKs, and nobody will finish them. */
async function removeLeftDrafts(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const pid = /^\.payung-(\d+)-/.exec(name)?.[1];
    if (pid !== undefined && !isRunning(Number(pid)))
      await rm(path.join(folder, name), { recursive: true, force: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== "ESRCH";
  }
}
