/** Door of coverage in the browser. */
export { OverviewScreen } from "./overview-screen.tsx";
