import { describe, expect, test } from "vitest";
import { judgePayment, type KnownPayment } from "./judge-payment.ts";

const recorded: KnownPayment = { amountRp: 16_800n, reversed: false };
const undone: KnownPayment = { amountRp: 16_800n, reversed: true };

/** Bill of Rp33,600: what is paid, what stands under the reference, what is sent, the answer. */
const answers: readonly (readonly [bigint, KnownPayment | null, string, bigint, string])[] = [
  [0n, null, "", 0n, "ReferenceMissing"],
  [0n, undone, "S1", 0n, "AmountNotPositive"],
  [0n, undone, "S1", 16_801n, "PaymentWasReversed"],
  [16_800n, recorded, "S1", 16_801n, "PaymentDiffers"],
  [33_600n, recorded, "S1", 33_601n, "PaymentDiffers"],
  [33_600n, recorded, "S1", 16_800n, "already-paid"],
  [16_800n, null, "S2", 16_801n, "MoreThanOwed"],
  [16_800n, null, "S2", 16_800n, "to-be-posted"],
  [33_600n, null, "S3", 1n, "MoreThanOwed"],
  [0n, null, "S1", 1n, "to-be-posted"],
];

describe("a payment is answered in order of precedence", () => {
  test.each(answers)(
    "paid %s, known %o, sends %s %s: %s",
    (paidRp, known, reference, amountRp, answer) => {
      const bill = { billNo: 1, amountRp: 33_600n, paidRp };
      const judged = judgePayment(bill, known, { reference, amountRp });
      expect(judged.ok ? judged.value : judged.error.type).toBe(answer);
    },
  );
});
