export { cleanText, statedCell, wordKey } from "./cell-text.ts";
export { readDate } from "./read-date.ts";
export type { SpreadsheetRefusal } from "./refusal.ts";
export { describeSpreadsheetRefusal } from "./refusal.ts";
export type { SheetRow, Workbook, WriteCell, WriteSheet } from "./spreadsheet.ts";
