export type { SpreadsheetRefusal } from "./refusal.ts";
export { describeSpreadsheetRefusal } from "./refusal.ts";
export type { SheetInfo, SheetRow, Workbook, WriteCell, WriteSheet } from "./spreadsheet.ts";
