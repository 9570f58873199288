import type { TextValues } from "../prepare/text-values.ts";
import { isOneSlip } from "./likeness.ts";

/** How the words of two texts answer each other; written into one object, for there are millions. */
export interface WordAlignment {
  /** Every word of the shorter text has an equal one, or one it is the initial of, in the longer. */
  within: boolean;
  /** And at least one of the equal words is rare. */
  rareWithin: boolean;
  /** Every word of the shorter text has an equal or nearly equal one, an initial counting. */
  nearlyWithin: boolean;
  /** Both texts have a word that nothing in the other answers: two people, it seems. */
  conflict: boolean;
  /** A rare word stands in both. */
  sharesRare: boolean;
  /** Both texts have as many words. */
  sameCount: boolean;
}

/** More words than this that only nearly answer each other are no answer. */
export const nearWordsMax = 2;

const wordsMax = 8;
const taken = new Uint8Array(wordsMax);

export function alignWords(values: TextValues, one: number, other: number, into: WordAlignment) {
  const { words, wordStart, speltRare } = values;
  let a = one;
  let b = other;
  let countA = (wordStart[a + 1] ?? 0) - (wordStart[a] ?? 0);
  let countB = (wordStart[b + 1] ?? 0) - (wordStart[b] ?? 0);
  if (countA > countB) {
    [a, b] = [b, a];
    [countA, countB] = [countB, countA];
  }
  const startA = wordStart[a] ?? 0;
  const startB = wordStart[b] ?? 0;
  if (countB > wordsMax) countB = wordsMax;
  if (countA > countB) countA = countB;
  taken.fill(0);
  let equal = 0;
  let near = 0;
  let rare = false;
  let waiting = 0;
  for (let at = 0; at < countA; at += 1) {
    const word = words[startA + at] ?? 0;
    let found = false;
    for (let place = 0; place < countB && !found; place += 1) {
      if (taken[place] === 0 && words[startB + place] === word) {
        taken[place] = 1;
        found = true;
        equal += 1;
        if (speltRare[word] === 1) rare = true;
      }
    }
    if (!found) waiting |= 1 << at;
  }
  let initials = 0;
  for (let at = 0; waiting !== 0 && at < countA; at += 1) {
    if (((waiting >>> at) & 1) === 0) continue;
    const word = words[startA + at] ?? 0;
    const answer = findNear(values, word, startB, countB);
    if (answer < 0) continue;
    taken[answer >> 1] = 1;
    waiting &= ~(1 << at);
    if ((answer & 1) === 1) initials += 1;
    else near += 1;
  }
  let leftB = 0;
  for (let place = 0; place < countB; place += 1) if (taken[place] === 0) leftB += 1;
  const matched = equal + near + initials;
  into.within = equal > 0 && equal + initials === countA;
  into.rareWithin = into.within && rare;
  into.nearlyWithin = equal > 0 && near <= nearWordsMax && matched === countA;
  into.conflict = matched < countA && leftB > 0;
  into.sharesRare = rare;
  into.sameCount = countA === countB;
}

/** `place << 1 | isInitial` of a free word that nearly is this one, or -1. */
function findNear(values: TextValues, word: number, startB: number, countB: number): number {
  const { words, speltLetters, speltStart } = values;
  const from = speltStart[word] ?? 0;
  const to = speltStart[word + 1] ?? 0;
  for (let place = 0; place < countB; place += 1) {
    if (taken[place] === 1) continue;
    const other = words[startB + place] ?? 0;
    const otherFrom = speltStart[other] ?? 0;
    const otherTo = speltStart[other + 1] ?? 0;
    const isInitial =
      (to - from === 1 || otherTo - otherFrom === 1) &&
      speltLetters[from] === speltLetters[otherFrom] &&
      (speltLetters[from] ?? 0) > 57;
    if (isInitial) return (place << 1) | 1;
    // Numbers that differ are other numbers, and short words that differ are other words.
    const isLong = to - from >= 4 && otherTo - otherFrom >= 3;
    const isNumber = (speltLetters[to - 1] ?? 0) <= 57 || (speltLetters[otherTo - 1] ?? 0) <= 57;
    if (isLong && !isNumber && isOneSlip(speltLetters, from, to, otherFrom, otherTo))
      return place << 1;
  }
  return -1;
}
