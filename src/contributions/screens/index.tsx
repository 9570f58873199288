/** Door of contributions in the browser. */
export { BillScreen } from "./bill-screen.tsx";
export { BillsScreen } from "./bills-screen.tsx";
export { ContributionStep } from "./contribution-step.tsx";
export { LedgerBalances } from "./ledger-balances.tsx";
