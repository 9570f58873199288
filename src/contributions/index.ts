import { z } from "zod";

/** Pure door of contributions: bills, the ledger and a person's standing as the web shows them. Money is digits in a string, whole rupiah. */
const digits = z.string().regex(/^-?\d+$/);
const bilingual = z.object({ id: z.string(), en: z.string() });

/** What one payer owes the insurer for one month. A later part bills those accepted after the first. */
export const billView = z.object({
  billId: z.string(),
  billNo: z.number().int(),
  programmeCode: z.string(),
  month: z.string(),
  partNo: z.number().int(),
  payer: z.string(),
  dueOn: z.string(),
  participants: z.number().int(),
  amountRp: digits,
  paidRp: digits.describe("reversed payments aside"),
  owedRp: digits,
  settled: z.boolean(),
  settledOn: z.string().nullable(),
  transferId: z.string(),
  billedBy: z.string(),
  billedAt: z.string(),
});
export type BillView = z.infer<typeof billView>;

const paymentView = z.object({
  paymentId: z.string(),
  paymentNo: z.number().int(),
  reference: z.string(),
  amountRp: digits,
  paidOn: z.string(),
  reversed: z.boolean(),
  transferId: z.string(),
  paidBy: z.string(),
  paidAt: z.string(),
});

/** A bill with every payment on it, reversed ones too. */
export const billDetailView = billView.extend({ payments: z.array(paymentView) });
export type BillDetailView = z.infer<typeof billDetailView>;

/** What stands on each account; debit above nought, credit below. */
export const ledgerView = z.object({
  balances: z.array(
    z.object({
      code: z.string(),
      title: z.string(),
      kind: z.enum(["receivable", "payable"]),
      balanceRp: digits,
    }),
  ),
  sumRp: digits.describe("always 0"),
});
export type LedgerView = z.infer<typeof ledgerView>;

/** What is billed and paid for one person. */
export const standingView = z.object({
  because: bilingual,
  months: z.array(
    z.object({
      programmeCode: z.string(),
      month: z.string(),
      standing: z.enum(["billed", "paid"]),
      amountRp: digits,
      billId: z.string(),
      billNo: z.number().int(),
      dueOn: z.string(),
      settledOn: z.string().nullable(),
      because: bilingual,
    }),
  ),
});
export type StandingView = z.infer<typeof standingView>;
