/** Node door of contributions. */
export { type BillRefusal, billMonth, type MonthBilled } from "./bill-month.ts";
export { billJson, mountContributionCommands, payJson } from "./commands.ts";
export { describeBillRefusal, describePaymentRefusal } from "./describe.ts";
export { loadHolidays } from "./load-holidays.ts";
export { type BillPaid, payBill, reversePayment } from "./pay-bill.ts";
export { findBillDetail, readBills, readLedger } from "./read-bills.ts";
export { mountContributionRoutes } from "./routes.ts";
export { findStanding } from "./standing.ts";
export { type BillRow, listBills } from "./store.ts";
