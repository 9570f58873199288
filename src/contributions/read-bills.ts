import type { Transaction } from "../platform/database/database.ts";
import type { BillDetailView, BillView, LedgerView } from "./index.ts";
import { resolveBill } from "./resolve-bill.ts";
import { type BillRow, listBalances, listBills, listPayments } from "./store.ts";

/** All bills, the newest first. */
export async function readBills(transaction: Transaction): Promise<readonly BillView[]> {
  return (await listBills(transaction)).map(billViewOf);
}

/** A bill by number, id, six signs of its id, or `latest`; null when that is none or several. */
export async function findBillDetail(
  transaction: Transaction,
  text: string,
): Promise<BillDetailView | null> {
  const bill = await resolveBill(transaction, text);
  if (!bill.ok) return null;
  const payments = await listPayments(transaction, bill.value.billId);
  return {
    ...billViewOf(bill.value),
    payments: payments.map((payment) => ({ ...payment, amountRp: String(payment.amountRp) })),
  };
}

export async function readLedger(transaction: Transaction): Promise<LedgerView> {
  const balances = await listBalances(transaction);
  return {
    balances: balances.map((one) => ({ ...one, balanceRp: String(one.balanceRp) })),
    sumRp: String(balances.reduce((sum, one) => sum + one.balanceRp, 0n)),
  };
}

function billViewOf(bill: BillRow): BillView {
  return {
    ...bill,
    amountRp: String(bill.amountRp),
    paidRp: String(bill.paidRp),
    owedRp: String(bill.owedRp),
  };
}
