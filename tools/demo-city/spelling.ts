import { hashText, type Random } from "./random.ts";

/**
 * Writes the same person's name another way, as clerks and neighbours do.
 *
 * Tries the kinds of change in a random order and keeps the first that changes anything, so that
 * the answer always differs from `name`.
 */
export function respell(random: Random, name: string, daeng: string | null): string {
  const start = random.below(CHANGES_BY_LIKELIHOOD.length);
  for (let step = 0; step < CHANGES_BY_LIKELIHOOD.length; step++) {
    const index = (start + step * STRIDE) % CHANGES_BY_LIKELIHOOD.length;
    const change = CHANGES_BY_LIKELIHOOD[index] as Change;
    const changed = change(name, daeng, random);
    if (changed !== null && changed !== name) return changed;
  }
  return doubleOneLetter(name, random);
}

type Change = (name: string, daeng: string | null, random: Random) => string | null;

/** Ways to write the same word. The first is not the right one, merely the first. */
const SAME_WORDS: readonly (readonly string[])[] = [
  ["MUHAMMAD", "MUH.", "MUH", "MOH.", "MUHAMAD", "MOHAMMAD", "M."],
  ["ABDUL", "ABD.", "ABD", "ABDOEL"],
  ["AHMAD", "ACHMAD", "AKHMAD"],
  ["SITI", "SITTI", "ST.", "ST"],
  ["SYAMSUDDIN", "SYAMSUDIN", "SAMSUDDIN", "SAMSUDIN", "SJAMSUDDIN"],
  ["HASANUDDIN", "HASANUDIN"],
  ["NURHAYATI", "NUR HAYATI", "NURHAYATY"],
  ["NURLAELA", "NURLAILA", "NUR LAELA"],
  ["YUSUF", "JUSUF", "YUSUP"],
  ["SYARIFUDDIN", "SARIFUDDIN", "SYARIFUDIN"],
  ["AISYAH", "AISAH", "AISJAH", "AISYA"],
  ["DAENG", "DG.", "DG"],
  ["RAHMAT", "RACHMAT"],
  ["ISMAIL", "ISMAEL"],
  ["ZAINUDDIN", "SAINUDDIN", "ZAENUDDIN"],
];

const SAME_WORDS_BY_WORD = new Map(
  SAME_WORDS.flatMap((group) => group.map((word) => [word, group] as const)),
);

const OLD_SPELLINGS: readonly (readonly [string, string])[] = [
  ["U", "OE"],
  ["SY", "SJ"],
  ["NY", "NJ"],
  ["J", "DJ"],
  ["Y", "J"],
  ["KH", "CH"],
];

const CHANGES_BY_LIKELIHOOD: readonly Change[] = [
  writeWordOtherwise,
  writeWordOtherwise,
  changeDaeng,
  joinOrSplit,
  changeDoubling,
  changeTitle,
  writeWordOtherwise,
  changeDaeng,
  useOldSpelling,
  dropLastH,
  changeSound,
  changeDoubling,
  dropApostrophe,
];

/** No common divisor with the number of changes: visits each of them once. */
const STRIDE = 5;

function writeWordOtherwise(name: string, _daeng: string | null, random: Random): string | null {
  const words = name.split(" ");
  const index = words.findIndex((word) => SAME_WORDS_BY_WORD.has(word));
  const word = words[index];
  if (word === undefined) return null;
  const others = (SAME_WORDS_BY_WORD.get(word) ?? []).filter((other) => other !== word);
  words[index] = random.pick(others);
  return words.join(" ");
}

function changeDaeng(name: string, daeng: string | null, random: Random): string | null {
  const onCard = / (DG\.|DAENG) .+$/.exec(name);
  if (onCard !== null) return name.slice(0, onCard.index);
  if (daeng === null || name.includes(",")) return null;
  return `${name} ${random.pick(["DG.", "DG", "DAENG"])} ${daeng}`;
}

function joinOrSplit(name: string): string | null {
  if (/\bABDUL (RAHMAN|RAHIM|RASYID|RAZAK)\b/.test(name)) {
    return name.replace(/\bABDUL (R)/, "ABDUR$1");
  }
  if (/\bNUR [A-Z]{4,}/.test(name)) return name.replace(/\bNUR /, "NUR");
  if (/\bNUR[A-Z]{4,}/.test(name)) return name.replace(/\bNUR/, "NUR ");
  return /^[A-Z]{3,6} [A-Z]{3,5}$/.test(name) ? name.replace(" ", "") : null;
}

function changeDoubling(name: string): string | null {
  const doubled = /([BCDFGHKLMNPRST])\1/.exec(name);
  if (doubled !== null) {
    return name.slice(0, doubled.index) + name.slice(doubled.index + 1);
  }
  return name.replace(/([AIU])([DLMNST])([AIU])/, "$1$2$2$3");
}

function changeTitle(name: string, _daeng: string | null, random: Random): string | null {
  if (name.includes(",")) return name.slice(0, name.indexOf(","));
  const title = /^(H\.|HJ\.|ANDI|KARAENG|PUANG) /.exec(name);
  if (title !== null) {
    if (title[1] === "ANDI" && random.chance(0.6)) return name.replace(/^ANDI/, "A.");
    return name.slice(title[0].length);
  }
  return null;
}

function useOldSpelling(name: string, _daeng: string | null, random: Random): string | null {
  const fitting = OLD_SPELLINGS.filter(([now]) => name.includes(now));
  if (fitting.length === 0) return null;
  const [now, before] = random.pick(fitting);
  return name.replace(now, before);
}

function dropLastH(name: string): string | null {
  return name.replace(/([AIU])H( |$)/, "$1$2");
}

function changeSound(name: string, _daeng: string | null, random: Random): string | null {
  const [from, to] = random.pick([
    ["Z", "S"],
    ["Q", "K"],
    ["F", "P"],
    ["V", "F"],
    ["AE", "AI"],
  ] as const);
  return name.replace(from, to);
}

function dropApostrophe(name: string): string | null {
  return name.includes("'") ? name.replace("'", hashText(name) % 3 === 0 ? "K" : "") : null;
}

function doubleOneLetter(name: string, random: Random): string {
  const place = random.below(Math.max(1, name.length - 1));
  const letter = name[place] ?? "A";
  return name.slice(0, place) + (letter === " " ? "  " : letter + letter) + name.slice(place + 1);
}
