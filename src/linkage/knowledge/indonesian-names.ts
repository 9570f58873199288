import { plainWord, type WordReader } from "./word-reader.ts";

/**
 * Names as Indonesians, and Bugis and Makassarese among them, write them: titles and degrees, Daeng
 * names (areng paddaengang), short forms, the spelling of before 1972, letters that are doubled or
 * exchanged. Two different names may meet in one spelling; they are told apart by everything else,
 * so nothing here decides anything.
 *
 * Sources: EYD 1972 against van Ophuijsen and Soewandi (oe, dj, tj, nj, sj, ch); reference lists of
 * names of Makassar. "M." and "St." alone are ambiguous: M. stays an initial, St. before a name is Sitti.
 */
const titles = new Set(
  "h hj haji hajjah hajah drs dra ir dr drg prof kh ust ustad ustadz ustadzah karaeng kr krg puang petta tetta etta opu datu sdr sdri bpk bapak ibu alm almh almarhum almarhumah tn ny".split(
    " ",
  ),
);
const degrees = new Set(
  "se sh st skm spd sos ssos sag skom skep sip spi sked sfarm mm msi mpd mkes mag mh mt msc amd amdkeb ners ag pd kom kep kes farm".split(
    " ",
  ),
);
const asideMarks = new Set(["daeng", "dg", "dng"]);
const childMarks = new Set(["bin", "binti", "bt", "bte"]);
const nothing = new Set(["kosong", "null", "nan", "nihil"]);

/** Short and other forms of one name, by the spelling that the rules below give them. */
const oneName: Readonly<Record<string, string>> = {
  muh: "muhamad",
  mu: "muhamad",
  moh: "muhamad",
  mo: "muhamad",
  mohamad: "muhamad",
  muhamat: "muhamad",
  mohamed: "muhamad",
  muhamed: "muhamad",
  mohd: "muhamad",
  mohmad: "muhamad",
  muhmad: "muhamad",
  muhd: "muhamad",
  mhd: "muhamad",
  md: "muhamad",
  amad: "ahmad",
  akmad: "ahmad",
  abd: "abdul",
  abdu: "abdul",
  st: "siti",
  sit: "siti",
  jusup: "iusup",
  jakub: "iakub",
  jahia: "iahia",
  jasin: "iasin",
};

/** Rules in order; each old or careless spelling to the letter it is heard as. */
const rules: readonly (readonly [RegExp, string])[] = [
  [/oe/g, "u"],
  [/dj/g, "j"],
  [/tj/g, "c"],
  [/nj/g, "ny"],
  [/sj|sy|sh/g, "s"],
  [/kh|ch/g, "h"],
  [/th/g, "t"],
  [/dh/g, "d"],
  [/gh/g, "g"],
  [/y/g, "i"],
  [/ae/g, "ai"],
  [/[fv]/g, "p"],
  [/z/g, "j"],
  [/q/g, "k"],
  [/(.)\1+/gu, "$1"],
  [/h$/, ""],
];

/** Baji' is also written Bajik: the stop at the end of a word is heard as k. */
const glottalStop = /(?<=[aiueo])['’‘`]$/u;

export function spellIndonesianWord(written: string): string {
  const plain = plainWord(written.replace(glottalStop, "k"));
  let word = plain;
  for (const [pattern, heard] of rules) word = word.replace(pattern, heard);
  return oneName[word] ?? oneName[plain] ?? (word === "" ? plain : word);
}

/**
 * Abdurrahman is Abdul Rahman (the l becomes the letter it meets), Nurhayati is Nur Hayati: taken apart
 * where enough is left behind. Doubled letters are one here already.
 */
const joinedAbdul = /^abdu(?:l(?=[^aiueo].{3,})|(?=[rsjndt].{3,}))/;
const joinedNur = /^nur(?=.{4,})/;

function takeApart(word: string): readonly string[] {
  if (joinedAbdul.test(word)) return ["abdul", word.replace(joinedAbdul, "")];
  if (joinedNur.test(word)) return ["nur", word.slice(3)];
  return [word];
}

export const readIndonesianNameWord: WordReader = (written) => {
  const plain = plainWord(written);
  if (plain === "") return { role: "noise", parts: [] };
  if (nothing.has(plain)) return { role: "nothing", parts: [plain] };
  if (asideMarks.has(plain)) return { role: "aside-mark", parts: [plain] };
  if (childMarks.has(plain)) return { role: "child-mark", parts: [plain] };
  const parts = takeApart(spellIndonesianWord(written));
  if (titles.has(plain)) return { role: "title", parts };
  if (degrees.has(plain)) return { role: "degree", parts };
  return { role: "word", parts };
};
