export * from "./index.ts";
export { openWorkbook } from "./open-workbook.ts";
export { SpreadsheetError } from "./spreadsheet-error.ts";
export { writeCsv } from "./write-csv.ts";
export { writeWorkbook } from "./write-workbook.ts";
