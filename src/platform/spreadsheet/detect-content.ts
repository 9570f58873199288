import { TextDecoder } from "node:util";
import { findByteOrder } from "./csv-encoding.ts";
import { WorkbookDefect } from "./spreadsheet-error.ts";

/** How much of a file is looked at to tell what it is; noise of any size is refused on it. */
export const SAMPLE_BYTES = 64 * 1024;
/** Share of control characters above which a sample is no text. Noise has about 11 in 100. */
const CONTROL_SHARE_MAX = 0.005;

const OTHER_FORMATS: readonly (readonly [start: string, name: string])[] = [
  ["%PDF", "a PDF document"],
  ["\x89PNG", "a PNG picture"],
  ["\xff\xd8\xff", "a JPEG picture"],
  ["GIF8", "a GIF picture"],
  ["{\\rtf", "an RTF document"],
  ["Rar!", "a RAR archive"],
  ["7z\xbc\xaf", "a 7z archive"],
  ["\x1f\x8b", "a gzip archive"],
];

/** BIFF 2 to 4, the workbooks of Excel before 5, which were no containers. */
const OLDEST_EXCEL = ["\x09\x00\x04\x00", "\x09\x02\x06\x00", "\x09\x04\x06\x00"];

/**
 * What a file is, by its first bytes and never by its name: `xlsx` for any zip, `ole` for the
 * container of old Excel files and of encrypted workbooks, `csv` for text.
 * Errors: WorkbookDefect NotASpreadsheet, OldExcelFormat, FileEmpty.
 */
export function detectContent(sample: Buffer): "xlsx" | "ole" | "csv" {
  const start = sample.toString("latin1", 0, 8);
  if (start.startsWith("PK\x03\x04")) return "xlsx";
  if (start.startsWith("PK\x05\x06")) throw notASpreadsheet("an empty zip file");
  if (start === "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") return "ole";
  if (OLDEST_EXCEL.some((magic) => start.startsWith(magic))) {
    throw new WorkbookDefect("OldExcelFormat", "a workbook of Excel 2 to 4");
  }
  const other = OTHER_FORMATS.find(([magic]) => start.startsWith(magic));
  if (other !== undefined) throw notASpreadsheet(other[1]);
  const text = decodeSample(sample);
  const trimmed = text.trimStart();
  if (trimmed === "") throw new WorkbookDefect("FileEmpty", "it holds nothing but blanks");
  if (/^<(!doctype|html|table|head|meta|\?xml|\w+:)/i.test(trimmed)) {
    throw notASpreadsheet("a web page or XML document, perhaps renamed to .xls");
  }
  if (controlShare(text) > CONTROL_SHARE_MAX) throw notASpreadsheet("its bytes are not text");
  return "csv";
}

function decodeSample(sample: Buffer): string {
  const order = findByteOrder(sample);
  return order === null
    ? sample.toString("latin1")
    : new TextDecoder(order.encoding).decode(sample);
}

function controlShare(text: string): number {
  let controls = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    const isBlank = code === 9 || code === 10 || code === 13;
    if ((code < 32 && !isBlank) || code === 127 || code === 0xfffd) controls++;
  }
  return controls / text.length;
}

function notASpreadsheet(detail: string): WorkbookDefect {
  return new WorkbookDefect("NotASpreadsheet", detail);
}
