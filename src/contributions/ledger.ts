import { assert } from "../kernel/assert.ts";
import type { Uuid } from "../kernel/uuid.ts";
import type { PayerKind } from "../law/index.ts";

/** An account: what a payer still has to pay (receivable), what the insurer is still owed (payable). */
export interface Account {
  readonly code: string;
  readonly title: string;
  readonly kind: "receivable" | "payable";
}

/** One side of a transfer. Unit: whole rupiah, debit above nought, credit below. */
export interface Posting {
  readonly account: Account;
  readonly amountRp: bigint;
}

/** A movement of money. It is never changed; a mistake is mended by a reversal. */
export interface Transfer {
  readonly transferId: Uuid;
  readonly reason: "bill" | "payment" | "reversal";
  /** What it is about: the bill's or the payment's id. */
  readonly subject: Uuid;
  readonly reverses: Uuid | null;
  readonly postings: readonly Posting[];
}

interface Movement {
  readonly transferId: Uuid;
  readonly subject: Uuid;
  readonly payer: PayerKind;
  readonly amountRp: bigint;
}

/** A bill: the payer owes (debit), and the insurer is owed (credit). */
export function transferOfBill(bill: Movement): Transfer {
  return transferOf("bill", bill, bill.amountRp);
}

/** A payment undoes that much of a bill: the insurer is owed less (debit), and so is the payer (credit). */
export function transferOfPayment(payment: Movement): Transfer {
  return transferOf("payment", payment, -payment.amountRp);
}

/** The mirror of a payment's transfer: as if it had never been, with both left to be seen. */
export function reversalOf(payment: Transfer, transferId: Uuid): Transfer {
  assert(payment.reason === "payment", "only a payment is reversed");
  const reversal: Transfer = {
    transferId,
    reason: "reversal",
    subject: payment.subject,
    reverses: payment.transferId,
    postings: payment.postings.map(({ account, amountRp }) => ({ account, amountRp: -amountRp })),
  };
  assert(isBalanced(reversal), "the mirror of what balances balances");
  return reversal;
}

/** Two sides or more, each on an account of its own, each moving something, together nothing. */
export function isBalanced({ postings }: Pick<Transfer, "postings">): boolean {
  const accounts = new Set(postings.map((posting) => posting.account.code));
  const sum = postings.reduce((total, posting) => total + posting.amountRp, 0n);
  return (
    postings.length >= 2 &&
    accounts.size === postings.length &&
    postings.every((posting) => posting.amountRp !== 0n) &&
    sum === 0n
  );
}

function transferOf(
  reason: Transfer["reason"],
  movement: Movement,
  owedByPayerRp: bigint,
): Transfer {
  assert(movement.amountRp > 0n, "a transfer moves money");
  const transfer: Transfer = {
    transferId: movement.transferId,
    reason,
    subject: movement.subject,
    reverses: null,
    postings: [
      { account: receivableFrom(movement.payer), amountRp: owedByPayerRp },
      { account: payableToInsurer, amountRp: -owedByPayerRp },
    ],
  };
  assert(isBalanced(transfer), "what one side gets the other gives");
  return transfer;
}

/** What a payer still has to pay. */
function receivableFrom(payer: PayerKind): Account {
  return {
    code: `receivable/${payer}`,
    title: `Iuran yang masih harus dibayar: ${payerTitles[payer]}`,
    kind: "receivable",
  };
}

const payableToInsurer: Account = {
  code: "payable/bpjs-ketenagakerjaan",
  title: "Iuran yang masih harus diterima BPJS Ketenagakerjaan",
  kind: "payable",
};

const payerTitles: Readonly<Record<PayerKind, string>> = {
  "apbd-city": "APBD kota",
  "apbd-province": "APBD provinsi",
  apbn: "APBN",
  apbdes: "APBDes",
  dbhcht: "DBH CHT",
  csr: "CSR",
  zakat: "zakat",
  self: "peserta sendiri",
};
