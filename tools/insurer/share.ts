/**
 * Reads a share as people write it: `6%`, `6,5%`, `0.06`, `0%`, `100%`.
 *
 * Answers a number from 0 to 1, or null for anything else; a bare `6` is null, because it may mean
 * six per cent or six lines.
 */
export function parseShare(text: string): number | null {
  const match = /^(\d{1,3}(?:[.,]\d{1,9})?)\s*(%?)$/.exec(text.trim());
  if (match === null) return null;
  const value = Number((match[1] ?? "").replace(",", "."));
  const share = match[2] === "%" ? value / 100 : value;
  return share <= 1 ? share : null;
}
