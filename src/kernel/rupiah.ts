import { assert } from "./assert.ts";

declare const rupiahBrand: unique symbol;

/** An amount of money. Unit: whole rupiah, as `bigint`; never a float, from input to print. */
export type Rupiah = bigint & { readonly [rupiahBrand]: true };

declare const ppmBrand: unique symbol;

/** A share of something. Unit: parts per million (1 % = 10,000 ppm). */
export type Ppm = bigint & { readonly [ppmBrand]: true };

export function rupiah(amount: bigint | number): Rupiah {
  assert(typeof amount === "bigint" || Number.isSafeInteger(amount), "rupiah are whole");
  return BigInt(amount) as Rupiah;
}

/**
 * Reads rupiah as people type them: `7000000000`, `7.000.000.000`, `Rp7.000.000.000`.
 *
 * Returns null for anything else: a comma (decimals) or a minus sign is not guessed away.
 */
export function parseRupiah(text: string): Rupiah | null {
  const bare = text.trim().replace(/^rp\.?\s*/i, "");
  const grouped = /^\d{1,3}(\.\d{3})+$/.test(bare);
  const digits = grouped ? bare.replaceAll(".", "") : bare.replaceAll("_", "");
  return /^\d{1,18}$/.test(digits) ? rupiah(BigInt(digits)) : null;
}

export function ppm(parts: bigint | number): Ppm {
  return BigInt(parts) as Ppm;
}

/** `base × share`, with the rounding named: the law says up, down or half up, never nothing. */
export function shareOf(base: Rupiah, share: Ppm, rounding: "up" | "down" | "half-up"): Rupiah {
  assert(base >= 0n && share >= 0n, "shares are taken of amounts that are not negative");
  const million = 1_000_000n;
  const exact = base * share;
  const add = rounding === "up" ? million - 1n : rounding === "half-up" ? million / 2n : 0n;
  return ((exact + add) / million) as Rupiah;
}

/** `Rp7.141.075.200`: the way an Indonesian official writes it. */
export function formatRupiah(amount: bigint): string {
  const sign = amount < 0n ? "-" : "";
  return `${sign}Rp${groupThousands(amount < 0n ? -amount : amount, ".")}`;
}

export function groupThousands(count: bigint | number, separator: string): string {
  return String(count).replace(/\B(?=(\d{3})+(?!\d))/g, separator);
}
