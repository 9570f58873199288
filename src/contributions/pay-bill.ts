import type { PlainDate } from "../kernel/plain-date.ts";
import { ok, type Result, refuse } from "../kernel/result.ts";
import type { Uuid } from "../kernel/uuid.ts";
import type { PayerKind } from "../law/index.ts";
import { enterInJournal, waitForTurn } from "../platform/database/database.ts";
import type { Office } from "../platform/office.ts";
import { paymentIdOf, transferIdOf } from "./ids.ts";
import { judgePayment, type PaymentRefusal } from "./judge-payment.ts";
import { reversalOf, type Transfer, transferOfPayment } from "./ledger.ts";
import { type BillNameRefusal, resolveBill } from "./resolve-bill.ts";
import { type BillRow, getBill, insertPayment, insertTransfer, listPayments } from "./store.ts";

export interface PaymentRequest {
  /** The bill by number, id, six signs of its id, or `latest`. */
  readonly bill: string;
  readonly amountRp: bigint;
  /** The number of the treasury's paper (SP2D). */
  readonly reference: string;
  readonly paidOn: PlainDate;
}

/** A payment and the bill as it stands after it. */
export interface BillPaid {
  readonly bill: BillRow;
  readonly paymentId: Uuid;
  readonly amountRp: bigint;
  readonly alreadyPaid: boolean;
}

/**
 * Enters money paid on a bill, in whole or in part, and posts it to the ledger.
 *
 * The same reference with the same amount is the same payment: sent again, it changes nothing.
 * Errors: those of `judgePayment`; no such bill.
 */
export async function payBill(
  office: Office,
  request: PaymentRequest,
): Promise<Result<BillPaid, PaymentRefusal | BillNameRefusal>> {
  return await office.db.act(office.identity, async (transaction) => {
    await waitForTurn(transaction, office.identity, "contributions");
    const resolved = await resolveBill(transaction, request.bill);
    if (!resolved.ok) return resolved;
    const bill = resolved.value;
    const { amountRp, paidOn } = request;
    const reference = request.reference.trim();
    const payments = await listPayments(transaction, bill.billId);
    const known = payments.find((one) => one.reference === reference) ?? null;
    const judged = judgePayment(bill, known, { reference, amountRp });
    if (!judged.ok) return judged;
    const paymentId = paymentIdOf(bill.billId, reference);
    if (judged.value === "already-paid")
      return ok({ bill, paymentId, amountRp, alreadyPaid: true });
    const transfer = transferOfThePayment(bill, paymentId, amountRp);
    await insertTransfer(transaction, office.identity, transfer);
    const { transferId } = transfer;
    const payment = { paymentId, reference, amountRp, paidOn, transferId };
    await insertPayment(transaction, office.identity, bill.billId, payment);
    await enterInJournal(transaction, office.identity, {
      act: "contributions.paid",
      subject: bill.billId,
      body: { paymentId, reference, amountRp: String(amountRp), paidOn },
    });
    const paid = await getBill(transaction, bill.billId);
    return ok({ bill: paid, paymentId, amountRp, alreadyPaid: false });
  });
}

export type ReversalRefusal =
  | BillNameRefusal
  | { readonly type: "NoSuchPayment"; readonly reference: string; readonly billNo: number };

export interface PaymentReversed {
  readonly bill: BillRow;
  readonly paymentId: Uuid;
  readonly amountRp: bigint;
  readonly alreadyReversed: boolean;
}

/** Undoes a payment that was entered by mistake, whole, by the mirror of its transfer. Repeated, it changes nothing. */
export async function reversePayment(
  office: Office,
  request: Pick<PaymentRequest, "bill" | "reference">,
): Promise<Result<PaymentReversed, ReversalRefusal>> {
  return await office.db.act(office.identity, async (transaction) => {
    await waitForTurn(transaction, office.identity, "contributions");
    const resolved = await resolveBill(transaction, request.bill);
    if (!resolved.ok) return resolved;
    const bill = resolved.value;
    const reference = request.reference.trim();
    const payments = await listPayments(transaction, bill.billId);
    const payment = payments.find((one) => one.reference === reference);
    if (payment === undefined)
      return refuse({ type: "NoSuchPayment", reference, billNo: bill.billNo });
    const { paymentId, amountRp } = payment;
    if (payment.reversed) return ok({ bill, paymentId, amountRp, alreadyReversed: true });
    const mistaken = transferOfThePayment(bill, paymentId, amountRp);
    const reversal = reversalOf(mistaken, transferIdOf("reversal", paymentId));
    await insertTransfer(transaction, office.identity, reversal);
    await enterInJournal(transaction, office.identity, {
      act: "contributions.payment-reversed",
      subject: bill.billId,
      body: { paymentId, reference, amountRp: String(amountRp) },
    });
    const mended = await getBill(transaction, bill.billId);
    return ok({ bill: mended, paymentId, amountRp, alreadyReversed: false });
  });
}

function transferOfThePayment(bill: BillRow, paymentId: Uuid, amountRp: bigint): Transfer {
  return transferOfPayment({
    transferId: transferIdOf("payment", paymentId),
    subject: paymentId,
    payer: bill.payer as PayerKind,
    amountRp,
  });
}
