/** Node door of programme. */
export { mountProgrammeCommands } from "./commands.ts";
export { createProgramme, describeCreateRefusal } from "./load-programme.ts";
export { findProgramme, listProgrammes, type ProgrammeVersion } from "./store.ts";
