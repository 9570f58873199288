/** Node door of intake. */
export { mountIntakeCommands } from "./commands.ts";
export { describeLoadRefusal, sheetReportJson } from "./describe.ts";
export { findRawRow } from "./find-row.ts";
export { describeFinding } from "./findings.ts";
export { loadFile, type SheetReport } from "./load-file.ts";
export { eraseInBlock } from "./raw-rows.ts";
export { listLoads } from "./store.ts";
