/** Door of allocation in the browser. */
export { PlacePanel } from "./place-panel.tsx";
export { RosterApprovals } from "./roster-approvals.tsx";
export { type RosterQuery, readRosterQuery, rosterPath } from "./roster-query.ts";
export { RosterLines, RosterScreen } from "./roster-screen.tsx";
export { Standing } from "./standing.tsx";
