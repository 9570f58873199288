/** Node door of contributions. */
export { billMonth, type MonthBilled } from "./bill-month.ts";
export { billJson, mountContributionCommands, payJson } from "./commands.ts";
export { describeBillRefusal, describePaymentRefusal } from "./describe.ts";
export { loadHolidays } from "./load-holidays.ts";
export { type BillPaid, payBill } from "./pay-bill.ts";

export { mountContributionRoutes } from "./routes.ts";
export { findStanding } from "./standing.ts";
