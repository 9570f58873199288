import makassar from "./data/73.71.json" with { type: "json" };

/** Pure door of areas: the places of a city and how to find one from what people write. */
export interface Kelurahan {
  readonly code: string;
  readonly bpsCode: string;
  readonly name: string;
  readonly postcode: string;
  readonly islands: boolean;
}

export interface Kecamatan {
  readonly code: string;
  readonly bpsCode: string;
  readonly name: string;
  readonly kelurahan: readonly Kelurahan[];
}

export interface Regency {
  readonly code: string;
  readonly bpsCode: string;
  readonly name: string;
  readonly province: string;
  readonly kecamatan: readonly Kecamatan[];
}

/** Where a row says a person lives: a place of the city, outside it, or nothing readable. */
export type FoundPlace =
  | {
      readonly type: "in-city";
      readonly kecamatanCode: string;
      readonly kelurahanCode: string | null;
    }
  | { readonly type: "outside" }
  | { readonly type: "unreadable" }
  | { readonly type: "not-stated" };

export interface PlaceFinder {
  /** A Kemendagri code of 6 or 10 digits, dotted or not. */
  byCode(text: string): FoundPlace;
  /** Names as a list writes them; either may be empty. */
  byNames(kecamatan: string, kelurahan: string): FoundPlace;
}

const regencies: readonly Regency[] = [makassar];

/** The city with this Kemendagri code, or null when Payung has no file for it. */
export function findRegency(code: string): Regency | null {
  return regencies.find((regency) => regency.code === code) ?? null;
}

/**
 * The name of a place by its code: the regency, a kecamatan, a kelurahan, or an RW of one as `73.71.05.1003/004`. Null
 * when the regency has no such place; RW are not listed anywhere, so any number of a kelurahan that is there will do.
 */
export function nameArea(regencyCode: string, code: string): string | null {
  const regency = findRegency(regencyCode);
  if (code === regencyCode) return regency?.name ?? regencyCode;
  const [place = "", rw = null, ...more] = code.split("/");
  if (more.length > 0 || (rw !== null && !/^\d{3}$/.test(rw))) return null;
  for (const kecamatan of regency?.kecamatan ?? []) {
    if (rw === null && kecamatan.code === place) return `Kecamatan ${kecamatan.name}`;
    const kelurahan = kecamatan.kelurahan.find((each) => each.code === place);
    if (kelurahan === undefined) continue;
    return rw === null ? `Kelurahan ${kelurahan.name}` : `RW ${rw} Kelurahan ${kelurahan.name}`;
  }
  return null;
}

export function createPlaceFinder(regency: Regency): PlaceFinder {
  const kelurahanCodes = new Set<string>();
  const kecamatanCodes = new Set<string>();
  const kecamatanByName = new Map<string, string>();
  const kelurahanByName = new Map<string, string[]>();
  for (const kecamatan of regency.kecamatan) {
    kecamatanCodes.add(kecamatan.code);
    kecamatanByName.set(nameKey(kecamatan.name), kecamatan.code);
    for (const kelurahan of kecamatan.kelurahan) {
      kelurahanCodes.add(kelurahan.code);
      const key = nameKey(kelurahan.name);
      kelurahanByName.set(key, [...(kelurahanByName.get(key) ?? []), kelurahan.code]);
    }
  }
  return {
    byCode(text) {
      const digits = text.replace(/\D/g, "");
      if (digits === "") return { type: "not-stated" };
      if (digits.length !== 6 && digits.length !== 10) return { type: "unreadable" };
      const kecamatanCode = `${digits.slice(0, 2)}.${digits.slice(2, 4)}.${digits.slice(4, 6)}`;
      const kelurahanCode = digits.length === 10 ? `${kecamatanCode}.${digits.slice(6)}` : null;
      if (!kecamatanCode.startsWith(`${regency.code}.`)) return { type: "outside" };
      if (!kecamatanCodes.has(kecamatanCode)) return { type: "unreadable" };
      if (kelurahanCode && !kelurahanCodes.has(kelurahanCode)) return { type: "unreadable" };
      return { type: "in-city", kecamatanCode, kelurahanCode };
    },
    byNames(kecamatan, kelurahan) {
      const kecamatanKey = nameKey(kecamatan);
      const kelurahanKey = nameKey(kelurahan);
      if (kecamatanKey === "" && kelurahanKey === "") return { type: "not-stated" };
      const kecamatanCode = kecamatanByName.get(kecamatanKey);
      if (kecamatanKey !== "" && kecamatanCode === undefined) return { type: "unreadable" };
      if (kelurahanKey === "" && kecamatanCode)
        return { type: "in-city", kecamatanCode, kelurahanCode: null };
      const found = (kelurahanByName.get(kelurahanKey) ?? []).filter(
        (code) => kecamatanCode === undefined || code.startsWith(kecamatanCode),
      );
      const [only] = found;
      if (only === undefined || found.length > 1) return { type: "unreadable" };
      return { type: "in-city", kecamatanCode: only.slice(0, 8), kelurahanCode: only };
    },
  };
}

/** Letters and digits only, so that `Kunjung Mae`, `KUNJUNGMAE` and `Kel. Kunjung-Mae` are one name. */
function nameKey(name: string): string {
  return name
    .toLowerCase()
    .replace(/^\s*(kel|kelurahan|kec|kecamatan|desa)\b\.?/, "")
    .replace(/[^a-z0-9]/g, "");
}

/** Names for codes; a code without a name is shown as it is. */
export interface PlaceNames {
  readonly kecamatanName: (code: string) => string;
  readonly kelurahanName: (code: string) => string;
}

export function createPlaceNames(regencyCode: string): PlaceNames {
  const regency = findRegency(regencyCode);
  const kecamatan = new Map((regency?.kecamatan ?? []).map((one) => [one.code, one.name]));
  const kelurahan = new Map(
    (regency?.kecamatan ?? []).flatMap((one) =>
      one.kelurahan.map((each) => [each.code, each.name] as const),
    ),
  );
  return {
    kecamatanName: (code) => kecamatan.get(code) ?? code,
    kelurahanName: (code) => kelurahan.get(code) ?? code,
  };
}
