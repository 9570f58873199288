/** Node door of allocation. */
export { allocatePlaces, describeAllocationRefusal } from "./allocate.ts";
export { allocationJson, mountAllocationCommands } from "./commands.ts";
export { explainPlace, readRosterPage } from "./read-roster.ts";
export { type AllocationRow, findLatestAllocation } from "./store.ts";
