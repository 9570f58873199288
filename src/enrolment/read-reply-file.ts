import { createHash } from "node:crypto";
import { ok, type Result, refuse } from "../kernel/result.ts";
import {
  openWorkbook,
  type SheetRow,
  SpreadsheetError,
  type SpreadsheetRefusal,
} from "../platform/spreadsheet/server.ts";
import { createReplyReader, type ReadReply } from "./read-reply.ts";

export type ReplyFileRefusal =
  | SpreadsheetRefusal
  | { readonly type: "NotAReply"; readonly file: string; readonly sheets: readonly string[] }
  | { readonly type: "ReplyHoldsNoAnswer"; readonly file: string; readonly unanswered: number };

/** A reply as its file holds it. `contentHash` is over the cells as read: the same sheets zipped again are the same reply. */
export interface FileRead extends ReadReply {
  readonly fileName: string;
  readonly contentHash: Buffer;
}

/** Reads every sheet of a file that has the header of a reply. Errors: ReplyFileRefusal; a file is read whole or not. */
export async function readReplyFile(path: string): Promise<Result<FileRead, ReplyFileRefusal>> {
  const fileName = path.replace(/^.*[\\/]/, "");
  const opened = await openWorkbook(path);
  if (!opened.ok) return opened;
  const workbook = opened.value;
  try {
    const hash = createHash("sha256");
    const reader = createReplyReader(hash);
    let sheetsTaken = 0;
    for (const { name } of workbook.sheets) {
      const rows: SheetRow[] = [];
      for await (const batch of workbook.readBatches(name)) rows.push(...batch);
      if (reader.takeSheet(rows)) sheetsTaken += 1;
    }
    const sheets = workbook.sheets.map(({ name }) => name);
    if (sheetsTaken === 0) return refuse({ type: "NotAReply", file: fileName, sheets });
    const read = reader.finish();
    const { unanswered } = read.skipped;
    if (read.rows.length === 0)
      return refuse({ type: "ReplyHoldsNoAnswer", file: fileName, unanswered });
    return ok({ ...read, fileName, contentHash: hash.digest() });
  } catch (error) {
    if (error instanceof SpreadsheetError) return { ok: false, error: error.refusal };
    throw error;
  } finally {
    await workbook.close();
  }
}
