import { wordKey } from "../platform/spreadsheet/index.ts";

/** What headers and single words of a reply are compared by; remarks in brackets aside. */
export function replyKey(text: string): string {
  return wordKey(text.replace(/\(.*?\)/g, ""));
}

/** A remark brought to one spelling: upper case, words of letters and digits, usual shortenings written out. */
export function spellRemark(text: string): string {
  return text
    .toUpperCase()
    .normalize("NFKD")
    .replace(/[^A-Z0-9]+/g, " ")
    .trim()
    .split(" ")
    .map((word) => shortenings[word] ?? word)
    .join(" ");
}

const shortenings: Readonly<Record<string, string>> = {
  TDK: "TIDAK",
  TDAK: "TIDAK",
  TIDK: "TIDAK",
  GK: "TIDAK",
  BLM: "BELUM",
  SDH: "SUDAH",
  SUDH: "SUDAH",
  TGL: "TANGGAL",
  LHR: "LAHIR",
  TH: "TAHUN",
  THN: "TAHUN",
  MD: "MENINGGAL",
  DISDUKCAPIL: "DUKCAPIL",
};

/** What a name is compared by: letters only, upper case, accents aside. */
export function nameKey(name: string): string {
  return name
    .toUpperCase()
    .normalize("NFKD")
    .replace(/[^A-Z]/g, "");
}

/** Whether two spellings may be of one name: a word of three or more letters stands in both. */
export function namesMayAgree(one: string, other: string): boolean {
  if (nameKey(one) === nameKey(other)) return true;
  const words = (name: string) =>
    name
      .toUpperCase()
      .normalize("NFKD")
      .split(/[^A-Z]+/)
      .filter((word) => word.length >= 3);
  const there = new Set(words(other));
  return words(one).some((word) => there.has(word));
}
