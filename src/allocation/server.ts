/** Node door of allocation. */
export { allocatePlaces, describeAllocationRefusal } from "./allocate.ts";
export { approveRoster, describeApprovalRefusal } from "./approve-roster.ts";
export { allocationJson, mountAllocationCommands } from "./commands.ts";
export { describeReferenceRefusal, findRoster, type ReferenceRefusal } from "./find-roster.ts";
export { explainPlace, readRosterPage } from "./read-roster.ts";

export { mountRosterRoutes } from "./routes.ts";
export { type AllocationRow, findLatestAllocation, type Roster } from "./store.ts";
