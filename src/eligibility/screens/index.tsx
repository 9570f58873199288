/** Door of eligibility in the browser. */
export { Statements } from "./statements.tsx";
