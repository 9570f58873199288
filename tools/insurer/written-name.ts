import type { Random } from "../demo-city/random.ts";

const FRONT_TITLE = /^(?:H|HJ|DRS|DRA|IR|DR)\.\s+/i;
const DEGREES = /,.*$/;
const DAENG = /\s+(?:DAENG|DG\.?)\s+\S+$/i;

/** The name as the office's own register has it: no haji, no degree, no areng paddaengang. */
export function withoutTitles(name: string): string {
  const bare = name.replace(DEGREES, "").replace(FRONT_TITLE, "").replace(DAENG, "").trim();
  return bare === "" ? name : bare;
}

/** The same letters in another case than the one written, with two blanks now and then. */
export function otherwiseCased(name: string, random: Random): string {
  if (random.chance(0.2)) return name.replace(" ", "  ");
  if (name !== name.toUpperCase()) return name.toUpperCase();
  const lower = name.toLowerCase();
  if (random.chance(0.3)) return lower;
  return lower.replace(/(?<![\p{L}'])\p{L}/gu, (letter) => letter.toUpperCase());
}
