import { cleanText } from "../platform/spreadsheet/index.ts";
import { remember } from "./remember.ts";

/**
 * A name taken apart: titles and degrees aside, the own name, the Daeng name (areng paddaengang),
 * the patronym. `key` is what comparison uses and nobody is shown:
 * `own tokens|daeng tokens|patronym tokens`, each token brought to one spelling.
 */
export interface ReadName {
  readonly display: string;
  readonly title: string | null;
  readonly key: string;
}

const frontTitles = new Set([
  "h",
  "hj",
  "haji",
  "hajjah",
  "drs",
  "dra",
  "ir",
  "dr",
  "drg",
  "prof",
  "kh",
  "ust",
  "ustad",
  "ustadz",
  "andi",
  "karaeng",
  "kr",
  "puang",
  "petta",
  "tetta",
  "etta",
  "opu",
  "datu",
  "sdr",
  "sdri",
  "alm",
  "almh",
]);
const degree =
  /^(s\.?(pd|sos|e|h|ag|t|kom|kep|ip|si|pi|kel|ked|farm|pdi|kpi|hut|psi|st|km)|a\.?md|amd|m\.?(m|si|pd|h|kes|ag|ap|sc|t|kom|hum)|se|sh|st|skm|ners?|spd|ssos)\.?$/i;
const daengMarks = new Set(["daeng", "dg", "dng"]);
const patronymMarks = new Set(["bin", "binti", "bt", "bte", "b"]);

/** Words that people write in many ways, by the form that `spell` gives them. */
const wholeWords: Readonly<Record<string, string>> = {
  muh: "muhamad",
  moh: "muhamad",
  mohamad: "muhamad",
  mohd: "muhamad",
  muhd: "muhamad",
  mhd: "muhamad",
  md: "muhamad",
  muhamat: "muhamad",
  abd: "abdul",
  abdu: "abdul",
  abdulah: "abdula",
  st: "siti",
  sit: "siti",
};

export function readName(cell: string): ReadName | null {
  const display = cleanText(cell).replace(/^'/, "");
  if (!/[a-z]/i.test(display) || /^kosong$/i.test(display)) return null;
  const [front = "", ...behind] = display.split(",");
  const degrees = behind.map((part) => part.trim()).filter((part) => part !== "");
  const written = front.split(" ").filter((word) => word !== "");
  while (written.length > 1 && isDegree(written.at(-1) ?? "")) degrees.unshift(written.pop() ?? "");
  const words = written.flatMap(partAtDots);
  const titles: string[] = [];
  while (words.length > 1 && frontTitles.has(bare(words[0] ?? "")))
    titles.push(words.shift() ?? "");
  const title = [...titles, ...degrees].join(" ");
  return { display, title: title === "" ? null : title, key: keyOf(words) };
}

/** `Drs.H.Abdul` is three words; `S.Pd` would be two, so degrees are taken off before. */
function partAtDots(word: string): readonly string[] {
  if (!word.includes(".")) return [word];
  return word.split(/(?<=\.)(?=[^.])/);
}

const isDegree = remember(
  (word) =>
    degree.test(word) &&
    (word.includes(".") || word === word.toUpperCase()) &&
    (bare(word) !== "st" || /^s\.t\.?$/i.test(word)),
);

function keyOf(words: readonly string[]): string {
  const parts: [string[], string[], string[]] = [[], [], []];
  let part = 0;
  words.forEach((word, place) => {
    const plain = bare(word);
    if (place > 0 && daengMarks.has(plain)) part = 1;
    else if (place === 0 && daengMarks.has(plain)) part = 1;
    else if (place > 0 && patronymMarks.has(plain) && place < words.length - 1) part = 2;
    else {
      const spelt = spell(plain);
      if (spelt !== "") parts[part]?.push(spelt);
    }
  });
  return parts.map((tokens) => tokens.join(" ")).join("|");
}

const bare = remember((word) => word.toLowerCase().replace(/[^a-z'’`]/g, ""));

/**
 * One spelling for a word: old orthography (oe, dj, tj, nj, sj, ch), doubled letters, glottal marks,
 * q/k, z/s, f/v/p, silent h, ai/ae. Different names may meet here; they are told apart by birth
 * date, place and NIK, never by the key alone.
 */
const spell = remember((word) => {
  const spelt = word
    .replace(/['’`]/g, "")
    .replaceAll("oe", "u")
    .replaceAll("dj", "y")
    .replaceAll("tj", "c")
    .replaceAll("nj", "ny")
    .replaceAll("sj", "s")
    .replaceAll("sy", "s")
    .replaceAll("sh", "s")
    .replace(/(ch|kh)/g, "h")
    .replace(/[jy]/g, "y")
    .replaceAll("th", "t")
    .replaceAll("dh", "d")
    .replaceAll("gh", "g")
    .replaceAll("q", "k")
    .replaceAll("z", "s")
    .replace(/[fv]/g, "p")
    .replace(/(ae|ay(?=[^aiueo])|ai)/g, "ai")
    .replace(/(.)\1+/g, "$1")
    .replace(/([^aiueo])y$/, "$1i")
    .replace(/h$/, "");
  return wholeWords[spelt] ?? wholeWords[word] ?? spelt;
});
