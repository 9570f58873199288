import { plainWord, type WordReader } from "./word-reader.ts";

/** Words that say what kind of a place it is and are left out as often as written. */
const noise = new Set(
  "jl jln jalan dusun dsn kp kpg kampung gg gang lr lrg lorong komp kompleks perum perumahan blok blk desa kel kelurahan kec kecamatan".split(
    " ",
  ),
);
/** Words glued to the number behind them. */
const prefixes: Readonly<Record<string, string>> = {
  rt: "rt",
  rw: "rw",
  no: "n",
  nomor: "n",
  nmr: "n",
  km: "km",
};
const nothing = new Set(["kosong", "null", "nan", "nihil"]);
const glued = /^(rt|rw|no|km)0*(\d+)$/;

/** `Jl. Melati No. 12 RT 003/RW 04` and `melati 12 rt3 rw4` are nearly one address: melati 12 rt3 rw4. */
export const readIndonesianAddressWord: WordReader = (written) => {
  const word = plainWord(written);
  if (word === "") return { role: "noise", parts: [] };
  if (nothing.has(word)) return { role: "nothing", parts: [word] };
  if (noise.has(word)) return { role: "noise", parts: [word] };
  const prefix = prefixes[word];
  if (prefix !== undefined) return { role: "prefix", parts: [prefix] };
  const joined = glued.exec(word);
  if (joined) return { role: "word", parts: [`${prefixes[joined[1] ?? ""] ?? ""}${joined[2]}`] };
  if (/^\d+$/.test(word)) return { role: "word", parts: [word.replace(/^0+(?=\d)/, "")] };
  return { role: "word", parts: [word] };
};
