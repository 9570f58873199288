import { chmod, mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import path from "node:path";
import { ok, type Result, refuse } from "../kernel/result.ts";
import type { WriteSheet } from "../platform/spreadsheet/server.ts";
import { writeWorkbook } from "../platform/spreadsheet/server.ts";

export interface OutRefusal {
  readonly type: "OutFolderNotUsable";
  readonly folder: string;
  readonly reason: string;
}

/** Makes the folder if need be, before anything is recorded as sent. */
export async function prepareOutFolder(folder: string): Promise<Result<null, OutRefusal>> {
  try {
    await mkdir(folder, { recursive: true });
    await rm(await mkdtemp(path.join(folder, ".payung-")), { recursive: true });
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
  const closed = await mkdtemp(path.join(folder, ".payung-"));
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
