/**
 * How two names stand to each other, by their comparison keys (`own|daeng|patronym`, see intake's
 * read-name). `same`: one spelling of one name. `alike`: one may be a short or misspelt form of the
 * other; never enough by itself. A Daeng name on one side only says nothing (the KTP often leaves it out).
 */
export type NameLikeness = "same" | "alike" | "different";

interface KeyParts {
  readonly own: readonly string[];
  readonly ownJoined: string;
  /** Without the k that some write for a glottal stop: `Baji'`, `Baji` and `Bajik` are one name. */
  readonly ownUnstopped: string;
  readonly daeng: string;
  /** Which of two people of one name, by their own word for it. */
  readonly generation: "junior" | "senior" | null;
}

const partsByKey = new Map<string, KeyParts>();

export function compareNames(one: string, other: string): NameLikeness {
  const a = partsOf(one);
  if (one === other) return a.ownJoined === "" && a.daeng === "" ? "different" : "same";
  const b = partsOf(other);
  if (a.daeng !== "" && b.daeng !== "" && !isWithin(a.daeng, b.daeng, 1)) return "different";
  if (a.generation !== null && b.generation !== null && a.generation !== b.generation)
    return "different";
  if (a.ownJoined === "" || b.ownJoined === "")
    return a.daeng !== "" && unstopped(a.daeng) === unstopped(b.daeng) ? "alike" : "different";
  if (a.ownJoined === b.ownJoined) return "same";
  if (a.ownUnstopped === b.ownUnstopped) return "alike";
  const shorter = Math.min(a.ownJoined.length, b.ownJoined.length);
  const slips = shorter >= 10 ? 2 : shorter >= 5 ? 1 : 0;
  if (slips > 0 && isWithin(a.ownJoined, b.ownJoined, slips)) return "alike";
  return isShortFormOf(a, b) || isShortFormOf(b, a) ? "alike" : "different";
}

/** Every word of the short form stands in the long one, in order: `Muh. Yusuf` of `Muh. Yusuf Rahim`, `M. Ali` of `Muhammad Ali`. */
function isShortFormOf(short: KeyParts, long: KeyParts): boolean {
  if (short.ownJoined.length < 4 || short.own.length > long.own.length) return false;
  let place = 0;
  let wholeWords = 0;
  for (const word of short.own) {
    while (place < long.own.length && !isWordFor(word, long.own[place] ?? "")) place += 1;
    if (place === long.own.length) return false;
    if (word.length > 1) wholeWords += 1;
    place += 1;
  }
  return wholeWords > 0;
}

function isWordFor(word: string, whole: string): boolean {
  if (word === whole) return true;
  if (word.length === 1) return whole.startsWith(word);
  return word.length >= 5 && whole.length >= 5 && isWithin(word, whole, 1);
}

/** Forgets names seen; call between runs so that memory does not keep people. */
export function forgetNames(): void {
  partsByKey.clear();
}

function partsOf(key: string): KeyParts {
  const known = partsByKey.get(key);
  if (known) return known;
  const [own = "", daeng = ""] = key.split("|");
  const words = own === "" ? [] : own.split(" ");
  const parts = {
    own: words,
    ownJoined: words.join(""),
    ownUnstopped: words.map(unstopped).join(""),
    daeng: daeng.replaceAll(" ", ""),
    generation: generationOf(words),
  };
  partsByKey.set(key, parts);
  return parts;
}

function unstopped(word: string): string {
  return word.replace(/(?<=[aiueo])k(?![aiueo])/g, "");
}

/** The words as intake's spelling leaves them: j is y there. */
function generationOf(words: readonly string[]): KeyParts["generation"] {
  if (words.some((word) => word === "yunior" || word === "yr")) return "junior";
  return words.some((word) => word === "senior" || word === "sr") ? "senior" : null;
}

/** Whether at most `limit` insertions, deletions, substitutions or swaps of neighbours part two words. */
export function isWithin(one: string, other: string, limit: number): boolean {
  if (one === other) return true;
  if (Math.abs(one.length - other.length) > limit) return false;
  let before: number[] = [];
  let last = Array.from({ length: other.length + 1 }, (_, column) => column);
  for (let row = 1; row <= one.length; row += 1) {
    const line = [row];
    let least = row;
    for (let column = 1; column <= other.length; column += 1) {
      const equal = one[row - 1] === other[column - 1] ? 0 : 1;
      let cost = Math.min(
        (last[column - 1] ?? 0) + equal,
        (last[column] ?? 0) + 1,
        (line[column - 1] ?? 0) + 1,
      );
      const swapped =
        row > 1 &&
        column > 1 &&
        one[row - 1] === other[column - 2] &&
        one[row - 2] === other[column - 1];
      if (swapped) cost = Math.min(cost, (before[column - 2] ?? 0) + 1);
      line.push(cost);
      least = Math.min(least, cost);
    }
    if (least > limit) return false;
    before = last;
    last = line;
  }
  return (last[other.length] ?? limit + 1) <= limit;
}
