import { createHash } from "node:crypto";
import type { PlainMonth } from "../kernel/plain-date.ts";
import { type Uuid, uuidOfHash } from "../kernel/uuid.ts";

/** Ids made of content: an act that is sent twice, or again after a crash, names the same things. */
export function billIdOf(programmeCode: string, month: PlainMonth, partNo: number): Uuid {
  return idOf("bill", programmeCode, month, partNo);
}

export function paymentIdOf(billId: Uuid, reference: string): Uuid {
  return idOf("payment", billId, reference);
}

/** The transfer that posts a bill or a payment, or that reverses a payment. */
export function transferIdOf(reason: "bill" | "payment" | "reversal", subject: Uuid): Uuid {
  return idOf("transfer", reason, subject);
}

export function accountIdOf(code: string): Uuid {
  return idOf("account", code);
}

function idOf(...parts: readonly (string | number)[]): Uuid {
  return uuidOfHash(createHash("sha256").update(parts.join("/")).digest());
}
