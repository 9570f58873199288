/** Node door of programme. */
export { mountProgrammeCommands } from "./commands.ts";
export { createProgramme, describeCreateRefusal } from "./create-programme.ts";
export { findProgramme, listProgrammes, type ProgrammeVersion } from "./store.ts";
