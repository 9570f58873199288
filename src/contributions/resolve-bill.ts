import { ok, type Result, refuse } from "../kernel/result.ts";
import type { Transaction } from "../platform/database/database.ts";
import { type BillRow, findBillsByText, listBills } from "./store.ts";

export type BillNameRefusal =
  | { readonly type: "NoSuchBill"; readonly text: string }
  | { readonly type: "BillAmbiguous"; readonly text: string; readonly billNos: readonly number[] };

/** The bill that people name by its number, its id or six signs of it, or `latest`. A number goes first. */
export async function resolveBill(
  transaction: Transaction,
  text: string,
): Promise<Result<BillRow, BillNameRefusal>> {
  const named = text.trim().toLowerCase();
  if (named === "latest") {
    const [newest] = await listBills(transaction);
    return newest === undefined ? refuse({ type: "NoSuchBill", text }) : ok(newest);
  }
  const billNo = /^[1-9]\d{0,8}$/.test(named) ? Number(named) : null;
  const idPrefix = /^[0-9a-f-]{6,36}$/.test(named) ? named : null;
  const found = await findBillsByText(transaction, { billNo, idPrefix });
  const bill = found.find((one) => one.billNo === billNo) ?? found[0];
  if (bill === undefined) return refuse({ type: "NoSuchBill", text });
  if (found.length > 1 && bill.billNo !== billNo)
    return refuse({ type: "BillAmbiguous", text, billNos: found.map((one) => one.billNo) });
  return ok(bill);
}
