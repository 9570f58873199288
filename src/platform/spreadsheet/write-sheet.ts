import { assert } from "../../kernel/assert.ts";
import type { RepeatedTexts } from "./repeated-texts.ts";
import type { WriteCell, WriteSheet } from "./spreadsheet.ts";
import { STYLE_BOLD, STYLE_DATE, STYLE_TEXT } from "./workbook-parts.ts";
import { encodeText } from "./xml-text.ts";

const ROWS_MAX = 1_048_576;
const COLUMNS_MAX = 16_384;
/** Excel repairs, that is cuts, a file with a longer one. */
const CHARACTERS_MAX = 32_767;
const CHUNK_CHARACTERS = 64 * 1024;

/** The XML of one worksheet in pieces, made as the rows come. */
export async function* writeSheet(
  sheet: WriteSheet,
  texts: RepeatedTexts,
  freezeRows: number,
): AsyncGenerator<string> {
  texts.startSheet();
  const letters: string[] = [];
  let xml = `${OPENING}${viewXml(freezeRows)}${columnsXml(sheet.columnWidths ?? [])}<sheetData>`;
  let rowNumber = 0;
  for await (const row of sheet.rows) {
    rowNumber++;
    assert(rowNumber <= ROWS_MAX, `a sheet has at most ${ROWS_MAX} rows`);
    assert(row.length <= COLUMNS_MAX, `a sheet has at most ${COLUMNS_MAX} columns`);
    while (letters.length < row.length) letters.push(columnLetters(letters.length));
    let cells = "";
    for (let column = 0; column < row.length; column++) {
      const cell = row[column];
      if (cell === null || cell === undefined || cell === "") continue;
      cells += cellXml(`${letters[column]}${rowNumber}`, cell, column, texts);
    }
    if (cells !== "") xml += `<row r="${rowNumber}">${cells}</row>`;
    if (xml.length < CHUNK_CHARACTERS) continue;
    yield xml;
    xml = "";
  }
  yield `${xml}</sheetData></worksheet>`;
}

const OPENING =
  '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' +
  '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">';

function viewXml(freezeRows: number): string {
  if (freezeRows === 0) return "";
  const pane = `<pane ySplit="${freezeRows}" topLeftCell="A${freezeRows + 1}" activePane="bottomLeft"`;
  return `<sheetViews><sheetView workbookViewId="0">${pane} state="frozen"/></sheetView></sheetViews>`;
}

function columnsXml(widths: readonly number[]): string {
  if (widths.length === 0) return "";
  const columns = widths.map(
    (width, i) => `<col min="${i + 1}" max="${i + 1}" width="${width}" customWidth="1"/>`,
  );
  return `<cols>${columns.join("")}</cols>`;
}

function cellXml(
  place: string,
  cell: Exclude<WriteCell, null>,
  column: number,
  texts: RepeatedTexts,
): string {
  if (typeof cell === "string") return textXml(place, cell, STYLE_TEXT, column, texts);
  if ("bold" in cell) return textXml(place, cell.bold, STYLE_BOLD, column, texts);
  const isDate = "date" in cell;
  const digits = isDate ? cell.date : cell.number;
  assert(/^-?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(digits), "a number cell holds decimal digits");
  return `<c r="${place}"${isDate ? ` s="${STYLE_DATE}"` : ""}><v>${digits}</v></c>`;
}

function textXml(
  place: string,
  text: string,
  style: number,
  column: number,
  texts: RepeatedTexts,
): string {
  assert(text.length <= CHARACTERS_MAX, `a cell has at most ${CHARACTERS_MAX} characters`);
  const index = texts.findIndex(text, column);
  if (index !== null) return `<c r="${place}" s="${style}" t="s"><v>${index}</v></c>`;
  return `<c r="${place}" s="${style}" t="inlineStr"><is>${textElement(text)}</is></c>`;
}

/** `<t>`, told to keep blanks where a reader might drop them. */
export function textElement(text: string): string {
  const keep = /^\s|\s$|[\n\t]| {2}/.test(text) ? ' xml:space="preserve"' : "";
  return `<t${keep}>${encodeText(text)}</t>`;
}

/** `A` for 0, `AA` for 26. */
function columnLetters(column: number): string {
  let letters = "";
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  }
  return letters;
}
