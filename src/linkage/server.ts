/** The Node door of the room: everything of the pure door, threads, files, and `payung link`. */
export { mountLinkageCommands } from "./commands.ts";
export { type Crew, LinkageCancelled } from "./crew/crew.ts";
export { type Estimates, probabilityOf } from "./engine/estimate-quality.ts";
export {
  type KnownRecords,
  type LinkageResult,
  type LinkageSettings,
  type LinkageStep,
  linkRecords,
  type RowPair,
} from "./engine/link-records.ts";
export * from "./index.ts";
export { openCrew } from "./node-crew.ts";
export { readCsvFiles } from "./node-read-csv.ts";
export { type ProposalSettings, proposeSpec } from "./spec/propose-spec.ts";
export {
  cellOf,
  stackTables,
  type Table,
  type TextColumn,
  TextColumnBuilder,
  tableOf,
  textColumnOf,
} from "./table/text-column.ts";
