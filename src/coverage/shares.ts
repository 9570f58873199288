import { assert } from "../kernel/assert.ts";

/**
 * Percentages by whole numbers alone. Half is rounded up, as officials do; a percentage of nothing
 * is not known, never 0.
 */

/** A percentage as it was said. Unit: hundredths of one percent (48.58 % is 4858). */
export type PercentHundredths = bigint;

/** `part` of `whole` in percent with one decimal, "46.0"; null when the whole is nothing. */
export function percentOf(part: bigint, whole: bigint): string | null {
  assert(part >= 0n && whole >= 0n, "shares are of counts");
  if (whole === 0n) return null;
  const tenths = divideHalfUp(part * 1_000n, whole);
  return `${tenths / 10n}.${tenths % 10n}`;
}

/** How many a percentage of a whole are. */
export function partBehind(percent: PercentHundredths, whole: bigint): bigint {
  return divideHalfUp(whole * percent, 10_000n);
}

/** What a part must divide by to be that percentage; null for 0 %, which any whole gives. */
export function wholeBehind(part: bigint, percent: PercentHundredths): bigint | null {
  return percent === 0n ? null : divideHalfUp(part * 10_000n, percent);
}

/** Reads "48.58", "42"; null for anything else, more than two decimals among it. */
export function parsePercent(text: string): PercentHundredths | null {
  const read = /^(\d{1,3})(?:\.(\d{1,2}))?$/.exec(text);
  if (read === null) return null;
  return BigInt(read[1] ?? "0") * 100n + BigInt((read[2] ?? "").padEnd(2, "0"));
}

function divideHalfUp(part: bigint, whole: bigint): bigint {
  return (part * 2n + whole) / (whole * 2n);
}
