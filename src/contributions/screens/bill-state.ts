import type { Tone } from "../../platform/ui/index.tsx";
import type { BillView } from "../index.ts";

/** How a bill stands on a day, as a tone and the key of its words. */
export function billState(
  bill: Pick<BillView, "settled" | "paidRp" | "dueOn">,
  today: string | null,
): { readonly tone: Tone; readonly words: "settled" | "late" | "partly" | "open" } {
  if (bill.settled) return { tone: "eligible", words: "settled" };
  if (today !== null && bill.dueOn < today) return { tone: "refused", words: "late" };
  return { tone: "waiting", words: BigInt(bill.paidRp) > 0n ? "partly" : "open" };
}

/** One participant's contribution in a bill; null when it is not the same for all. Unit: rupiah. */
export function findRateRp(bill: Pick<BillView, "amountRp" | "participants">): string | null {
  const participants = BigInt(bill.participants);
  if (participants <= 0n || BigInt(bill.amountRp) % participants !== 0n) return null;
  return String(BigInt(bill.amountRp) / participants);
}

/** Sum of amounts that travel as digits. */
export function sumRp(amounts: readonly string[]): string {
  return String(amounts.reduce((sum, amount) => sum + BigInt(amount), 0n));
}
