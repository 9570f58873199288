/**
 * What a word does in a value. `word` is part of what is compared. `title` counts for nothing in front,
 * `degree` behind; what follows an `aside-mark` (a Daeng name) is kept apart, since many papers leave it
 * out; a `child-mark` (bin, binti) and `noise` are dropped; a `prefix` is glued to the number that
 * follows (RT 003 is one word, rt3); `nothing` alone is a missing value (KOSONG, NULL).
 */
export type WordRole =
  | "word"
  | "title"
  | "degree"
  | "aside-mark"
  | "child-mark"
  | "prefix"
  | "noise"
  | "nothing";

export interface WordReading {
  readonly role: WordRole;
  /** The word in the one spelling used to compare; two when a joined word is taken apart. */
  readonly parts: readonly string[];
}

/** Reads one written word as it stands in a cell. Pure: the same word is always read the same. */
export type WordReader = (written: string) => WordReading;

const nothing = new Set(["kosong", "null", "nan", "none", "nil", "nihil", "na", "unknown"]);

/** Lower case, accents off, only letters and digits of any script. */
export function plainWord(written: string): string {
  return written
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, "");
}

/** Knows no language. */
export const readPlainWord: WordReader = (written) => {
  const word = plainWord(written);
  if (word === "") return { role: "noise", parts: [] };
  return { role: nothing.has(word) ? "nothing" : "word", parts: [word] };
};
