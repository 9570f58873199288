import { describeSpreadsheetRefusal, type SpreadsheetRefusal } from "./refusal.ts";

/** A file that turned out broken while it was being read: thrown so that a load rolls back. */
export class SpreadsheetError extends Error {
  readonly refusal: SpreadsheetRefusal;

  constructor(refusal: SpreadsheetRefusal) {
    super(describeSpreadsheetRefusal(refusal, "en"));
    this.name = "SpreadsheetError";
    this.refusal = refusal;
  }
}

/**
 * What the inner parts throw: they know the defect, not the file. The workbook turns it into a
 * SpreadsheetError, which names the file.
 */
export class WorkbookDefect extends Error {
  readonly type: SpreadsheetRefusal["type"];

  constructor(type: SpreadsheetRefusal["type"], detail: string) {
    super(detail);
    this.name = "WorkbookDefect";
    this.type = type;
  }
}

/** The same defect, said of a file; any other error is ours or the machine's and stays itself. */
export function nameFile(error: unknown, file: string, sheet?: string): unknown {
  if (!(error instanceof WorkbookDefect)) return error;
  const place = sheet === undefined ? "" : `sheet "${sheet}", `;
  return new SpreadsheetError({ type: error.type, file, detail: place + error.message });
}
