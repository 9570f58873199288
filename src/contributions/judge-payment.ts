import { ok, type Result, refuse } from "../kernel/result.ts";

/** What decides about a payment: the bill as it stands. Unit: whole rupiah. */
export interface BillToPay {
  readonly billNo: number;
  readonly amountRp: bigint;
  readonly paidRp: bigint;
}

/** A payment that already stands under this reference on this bill. */
export interface KnownPayment {
  readonly amountRp: bigint;
  readonly reversed: boolean;
}

export type PaymentRefusal =
  | { readonly type: "ReferenceMissing" }
  | { readonly type: "AmountNotPositive"; readonly amountRp: bigint }
  | { readonly type: "PaymentWasReversed"; readonly reference: string; readonly billNo: number }
  | {
      readonly type: "PaymentDiffers";
      readonly reference: string;
      readonly billNo: number;
      readonly recordedRp: bigint;
      readonly amountRp: bigint;
    }
  | {
      readonly type: "MoreThanOwed";
      readonly billNo: number;
      readonly owedRp: bigint;
      readonly amountRp: bigint;
    };

/**
 * Whether a payment is to be posted, stands already, or is refused; the first that holds, in the
 * order of `PaymentRefusal`. That it stands already goes before what is owed: a payment that is
 * sent twice is answered twice, also when it was the one that settled the bill.
 */
export function judgePayment(
  bill: BillToPay,
  known: KnownPayment | null,
  payment: { readonly reference: string; readonly amountRp: bigint },
): Result<"to-be-posted" | "already-paid", PaymentRefusal> {
  const { reference, amountRp } = payment;
  const { billNo } = bill;
  if (reference === "") return refuse({ type: "ReferenceMissing" });
  if (amountRp <= 0n) return refuse({ type: "AmountNotPositive", amountRp });
  if (known?.reversed) return refuse({ type: "PaymentWasReversed", reference, billNo });
  if (known !== null && known.amountRp !== amountRp)
    return refuse({
      type: "PaymentDiffers",
      reference,
      billNo,
      recordedRp: known.amountRp,
      amountRp,
    });
  if (known !== null) return ok("already-paid");
  const owedRp = bill.amountRp - bill.paidRp;
  if (amountRp > owedRp) return refuse({ type: "MoreThanOwed", billNo, owedRp, amountRp });
  return ok("to-be-posted");
}
