/** A cell as a person would read it: no-break spaces, line breaks and doubled spaces are one space. */
export function plainCell(cell: string | undefined): string {
  return (cell ?? "")
    .replace(/[\s\u00a0\u200b\ufeff]+/g, " ")
    .trim()
    .replace(/^['`’]+/, "");
}

/** Like plainCell, and empty where a cell only says that it says nothing: dashes, KOSONG, NIHIL. */
export function statedCell(cell: string | undefined): string {
  const text = plainCell(cell);
  return /^([-–—._]+|kosong|null|nihil|n\/a)$/i.test(text) ? "" : text;
}

/** What headers and single words are compared by: letters and digits, lower case, remarks in brackets aside. */
export function wordKey(text: string): string {
  return text
    .replace(/\(.*?\)/g, "")
    .toLowerCase()
    .replace(/[^a-z0-9]/g, "");
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
