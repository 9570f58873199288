import { type FileHandle, open } from "node:fs/promises";
import { basename } from "node:path";
import { ok, type Result, refuse } from "../../kernel/result.ts";
import { openCsv } from "./csv-workbook.ts";
import { detectContent, SAMPLE_BYTES } from "./detect-content.ts";
import { explainOleContainer } from "./ole-container.ts";
import type { SpreadsheetRefusal } from "./refusal.ts";
import type { Workbook } from "./spreadsheet.ts";
import { nameFile, SpreadsheetError, WorkbookDefect } from "./spreadsheet-error.ts";
import { openXlsx } from "./xlsx-workbook.ts";

const UNCOMPRESSED_BYTES_MAX = 2 * 1024 ** 3;

/**
 * Opens an .xlsx or CSV file; which of them is told by its content, never by its name.
 *
 * Shape: only the beginning, the zip directory and the list of sheets are read here (of a CSV file
 * without byte order mark all bytes once, to tell its encoding).
 * Errors: SpreadsheetRefusal. What shows only later is thrown by readBatches as SpreadsheetError.
 * Not modelled: .xls, .xlsb and .ods, which are refused with what to do.
 */
export async function openWorkbook(
  path: string,
  options: { readonly maxUncompressedBytes?: number } = {},
): Promise<Result<Workbook, SpreadsheetRefusal>> {
  const file = basename(path);
  try {
    const { content, sample } = await lookAt(path);
    if (content === "csv") return ok(await openCsv(path, sample));
    return ok(await openXlsx(path, options.maxUncompressedBytes ?? UNCOMPRESSED_BYTES_MAX));
  } catch (error) {
    const named = nameFile(error, file);
    if (named instanceof SpreadsheetError) return refuse(named.refusal);
    throw named;
  }
}

async function lookAt(
  path: string,
): Promise<{ readonly content: "xlsx" | "csv"; readonly sample: Buffer }> {
  const handle = await openForReading(path);
  try {
    const stat = await handle.stat();
    if (!stat.isFile()) throw new WorkbookDefect("NotASpreadsheet", "a folder or a device");
    if (stat.size === 0) throw new WorkbookDefect("FileEmpty", "0 bytes");
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(SAMPLE_BYTES), 0, SAMPLE_BYTES, 0);
    const sample = buffer.subarray(0, bytesRead);
    const content = detectContent(sample);
    if (content === "ole") throw await explainOleContainer(handle);
    return { content, sample };
  } finally {
    await handle.close();
  }
}

const NOT_TO_BE_HAD = new Set(["ENOENT", "ENOTDIR", "EACCES", "EPERM", "ELOOP", "ENAMETOOLONG"]);

async function openForReading(path: string): Promise<FileHandle> {
  try {
    return await open(path, "r");
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? "";
    if (NOT_TO_BE_HAD.has(code)) throw new WorkbookDefect("FileMissing", code);
    throw error;
  }
}
