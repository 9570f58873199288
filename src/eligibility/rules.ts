import type { Bilingual } from "../kernel/statement.ts";

/** The rules a person is held against, in the order in which they are told. */
export const ruleNames = [
  "alive",
  "resident",
  "decile",
  "age",
  "works",
  "not-wage-earner",
  "not-active-elsewhere",
  "identified",
] as const;

/** The rules, and what stands above them: that the person restricted the use of the data. */
export type RuleName = (typeof ruleNames)[number] | "use-allowed";

export const ruleTitles: Readonly<Record<RuleName, Bilingual>> = {
  alive: { id: "Masih hidup", en: "Alive" },
  resident: { id: "Tinggal di kota ini", en: "Lives in this city" },
  decile: { id: "Desil kesejahteraan", en: "Welfare decile" },
  age: { id: "Umur", en: "Age" },
  works: { id: "Bekerja di luar hubungan kerja", en: "Works outside an employment relation" },
  "not-wage-earner": { id: "Bukan penerima upah", en: "Not a wage earner" },
  "not-active-elsewhere": {
    id: "Belum dilindungi pihak lain",
    en: "Not yet covered by another payer",
  },
  identified: { id: "NIK dapat dipakai", en: "Has a usable NIK" },
  "use-allowed": { id: "Datanya boleh dipakai", en: "The data may be used" },
};
