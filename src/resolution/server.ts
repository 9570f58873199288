/** Node door of resolution. */
export { mountResolutionCommands, resolutionJson } from "./commands.ts";
export { findNik, findPersonId, findPersonView, searchPeople } from "./find-person.ts";
export { lookOfSearch } from "./look-of-search.ts";
export { type ResolutionReport, runResolution } from "./run-resolution.ts";
export { findLatestRun as findLatestResolution, findPersonOfRow } from "./store.ts";
