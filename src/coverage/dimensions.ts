import type { Bilingual } from "../kernel/statement.ts";

/** What coverage can be broken down by. */
export const dimensions = [
  "kecamatan",
  "kelurahan",
  "occupation",
  "sex",
  "disability",
  "decile",
] as const;
export type Dimension = (typeof dimensions)[number];

export const dimensionTitles: Readonly<Record<Dimension, Bilingual>> = {
  kecamatan: { id: "Kecamatan", en: "Kecamatan" },
  kelurahan: { id: "Kelurahan", en: "Kelurahan" },
  occupation: { id: "Pekerjaan", en: "Occupation" },
  sex: { id: "Jenis kelamin", en: "Sex" },
  disability: { id: "Disabilitas", en: "Disability" },
  decile: { id: "Desil", en: "Decile" },
};
