import { sharedInts } from "./growable.ts";

/**
 * What agreement on each value adds for being rare, in millibits; below 0 for common ones. Agreement on
 * a value that a share `p` of records has comes about by chance with odds `p`, on any value with the
 * sum of `p²`: the difference of the two, so that on average over chance agreements it adds nothing.
 */
export interface TextRarities {
  readonly exact: Int32Array;
  readonly spelling: Int32Array;
  readonly most: number;
}

/** A value is had by two records at least where two records agree on it. */
const leastFrequency = 2;

export function findTextRarities(
  frequency: Int32Array,
  spellingFrequency: Int32Array,
  filled: number,
): TextRarities {
  let squaresOfSpelling = 0;
  for (let id = 0; id < frequency.length; id += 1)
    squaresOfSpelling += (frequency[id] ?? 0) * (spellingFrequency[id] ?? 0);
  const exact = raritiesOf(frequency, sumOfSquares(frequency), filled);
  const spelling = raritiesOf(spellingFrequency, squaresOfSpelling, filled);
  return { exact, spelling, most: Math.max(mostOf(exact), mostOf(spelling)) };
}

/** Rarities by place of a table of counts (days): 0 where nobody is counted. */
export function raritiesOf(frequency: Int32Array, squares: number, filled: number): Int32Array {
  const rarities = sharedInts(frequency.length);
  if (filled === 0 || squares === 0) return rarities;
  const any = Math.log2(squares / filled / filled);
  for (let id = 0; id < frequency.length; id += 1) {
    const seen = frequency[id] ?? 0;
    if (seen === 0) continue;
    const own = Math.log2(Math.max(seen, leastFrequency) / filled);
    rarities[id] = Math.round((any - own) * 1000);
  }
  return rarities;
}

export function sumOfSquares(frequency: Int32Array): number {
  let squares = 0;
  for (const seen of frequency) squares += seen * seen;
  return squares;
}

function mostOf(rarities: Int32Array): number {
  let most = 0;
  for (const one of rarities) if (one > most) most = one;
  return most;
}
