/** Door of coverage in the browser. */
export { type CoverageQuery, coverageQueryPath, readCoverageQuery } from "./coverage-query.ts";
export { CoverageScreen } from "./coverage-screen.tsx";
export { CoverageBy } from "./coverage-table.tsx";
export { OverviewScreen } from "./overview-screen.tsx";
