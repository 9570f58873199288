import { createPlaceNames, findRegency } from "../areas/index.ts";
import { compareTexts } from "../kernel/compare-texts.ts";
import type { Bilingual } from "../kernel/statement.ts";
import type { Dimension } from "./dimensions.ts";

/** Keys that stand in the table even when nobody is counted there: every place of the city. */
export function keysThatMustStand(dimension: Dimension, regencyCode: string): readonly string[] {
  const kecamatan = findRegency(regencyCode)?.kecamatan ?? [];
  if (dimension === "kecamatan") return kecamatan.map((one) => one.code);
  if (dimension === "kelurahan")
    return kecamatan.flatMap((one) => one.kelurahan.map((each) => each.code));
  return [];
}

/** A row's name for a reader; `key` null: what no registry stated. */
export function nameOfKey(
  dimension: Dimension,
  key: string | null,
  regencyCode: string,
): Bilingual {
  if (key === null) return dimension === "disability" ? noDisability : notKnown;
  const places = createPlaceNames(regencyCode);
  const same = (name: string): Bilingual => ({ id: name, en: name });
  switch (dimension) {
    case "kecamatan":
      return same(places.kecamatanName(key));
    case "kelurahan":
      return same(`${places.kelurahanName(key)}, ${places.kecamatanName(key.slice(0, 8))}`);
    case "sex":
      return sexNames[key] ?? same(key);
    case "decile":
      return { id: `Desil ${key}`, en: `Decile ${key}` };
    default:
      return same(key);
  }
}

/** Codes and deciles in their own order; words by how many workers; what is not known last. */
export function compareKeys(
  dimension: Dimension,
  one: { readonly key: string | null; readonly workers: number },
  other: { readonly key: string | null; readonly workers: number },
): number {
  if (one.key === null || other.key === null)
    return (one.key === null ? 1 : 0) - (other.key === null ? 1 : 0);
  if (dimension === "decile") return Number(one.key) - Number(other.key);
  if (dimension === "kecamatan" || dimension === "kelurahan")
    return compareTexts(one.key, other.key);
  return other.workers - one.workers || compareTexts(one.key, other.key);
}

const notKnown: Bilingual = { id: "tidak diketahui", en: "not known" };
const noDisability: Bilingual = { id: "tidak tercatat", en: "none recorded" };

const sexNames: Readonly<Record<string, Bilingual>> = {
  female: { id: "Perempuan", en: "Women" },
  male: { id: "Laki-laki", en: "Men" },
};
