import fc from "fast-check";
import { expect, test } from "vitest";
import { plainMonth } from "../kernel/plain-date.ts";
import { payerKinds } from "../law/index.ts";
import { accountIdOf, billIdOf, paymentIdOf, transferIdOf } from "./ids.ts";
import {
  isBalanced,
  reversalOf,
  type Transfer,
  transferOfBill,
  transferOfPayment,
} from "./ledger.ts";

const seed = Number(process.env["PAYUNG_SEED"] ?? 20_240_531);
const june = plainMonth("2024-06");
const bill = billIdOf("makassar-2024", june, 1);
const oneMonth = { subject: bill, payer: "apbd-city", amountRp: 595_089_600n } as const;

function sidesOf(transfer: Transfer): readonly (readonly [string, bigint])[] {
  return transfer.postings.map(({ account, amountRp }) => [account.code, amountRp] as const);
}

test("a bill debits its payer and credits the insurer, a payment the reverse", () => {
  const billed = transferOfBill({ ...oneMonth, transferId: transferIdOf("bill", bill) });
  expect(sidesOf(billed)).toEqual([
    ["receivable/apbd-city", 595_089_600n],
    ["payable/bpjs-ketenagakerjaan", -595_089_600n],
  ]);
  const paid = transferOfPayment({ ...oneMonth, transferId: transferIdOf("payment", bill) });
  expect(sidesOf(paid)).toEqual([
    ["receivable/apbd-city", -595_089_600n],
    ["payable/bpjs-ketenagakerjaan", 595_089_600n],
  ]);
});

test("a reversal is the mirror of a payment and names it; a bill is never reversed", () => {
  const paid = transferOfPayment({ ...oneMonth, transferId: transferIdOf("payment", bill) });
  const reversal = reversalOf(paid, transferIdOf("reversal", bill));
  expect(reversal.reverses).toBe(paid.transferId);
  expect(sidesOf(reversal)).toEqual(sidesOf(paid).map(([code, amount]) => [code, -amount]));
  const billed = transferOfBill({ ...oneMonth, transferId: transferIdOf("bill", bill) });
  expect(() => reversalOf(billed, transferIdOf("reversal", bill))).toThrow(
    "only a payment is reversed",
  );
});

test("whatever is billed, paid and reversed, every transfer balances and together they sum to nothing", () => {
  const anyMovement = fc.record({
    payer: fc.constantFrom(...payerKinds),
    amountRp: fc.bigInt({ min: 1n, max: 10n ** 15n }),
    kind: fc.constantFrom("bill", "payment", "reversal"),
  });
  fc.assert(
    fc.property(fc.array(anyMovement, { minLength: 1, maxLength: 30 }), (movements) => {
      const transfers = movements.map(({ payer, amountRp, kind }) => {
        const movement = { transferId: bill, subject: bill, payer, amountRp };
        if (kind === "bill") return transferOfBill(movement);
        const payment = transferOfPayment(movement);
        return kind === "payment" ? payment : reversalOf(payment, bill);
      });
      expect(transfers.every(isBalanced)).toBe(true);
      const all = transfers.flatMap((one) => one.postings);
      expect(all.reduce((sum, posting) => sum + posting.amountRp, 0n)).toBe(0n);
    }),
    { seed },
  );
});

test("one-sided, empty, zero, doubled and crooked postings do not balance", () => {
  const [debit, credit] = transferOfBill({ ...oneMonth, transferId: bill }).postings;
  if (!debit || !credit) throw new Error("a bill has two sides");
  for (const postings of [
    [],
    [debit],
    [debit, { ...credit, amountRp: credit.amountRp + 1n }],
    [
      { ...debit, amountRp: 0n },
      { ...credit, amountRp: 0n },
    ],
    [debit, { ...debit, amountRp: -debit.amountRp }],
  ]) {
    expect(isBalanced({ postings })).toBe(false);
  }
  expect(isBalanced({ postings: [debit, credit] })).toBe(true);
});

test("ids are made of content: the same bill and reference are the same payment, on any machine", () => {
  expect(bill).toBe(billIdOf("makassar-2024", june, 1));
  expect(new Set([bill, billIdOf("makassar-2024", june, 2), accountIdOf("x")]).size).toBe(3);
  expect(paymentIdOf(bill, "SP2D-1")).toBe(paymentIdOf(bill, "SP2D-1"));
  expect(paymentIdOf(bill, "SP2D-1")).not.toBe(paymentIdOf(bill, "SP2D-2"));
  expect(bill).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8/);
});
