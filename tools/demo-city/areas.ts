import { MAKASSAR_DISTRICTS, type Shore } from "./data/areas.ts";

export interface Kelurahan {
  /** 73.71.13.1006 */
  readonly code: string;
  /** As offices write it: capitals. */
  readonly name: string;
  readonly districtCode: string;
  readonly districtName: string;
  readonly shore: Shore;
  readonly tilled: boolean;
}

export interface KelurahanWithWorkers {
  readonly kelurahan: Kelurahan;
  readonly workers: number;
}

/**
 * Shares the workers over the 153 kelurahan, exactly.
 *
 * Between kelurahan of one kecamatan no population is published: the share grows slowly with the
 * area, small islands count less. Between kecamatan: poor persons of 2016.
 */
export function shareWorkers(workers: number): readonly KelurahanWithWorkers[] {
  const weighted = MAKASSAR_DISTRICTS.flatMap((district) => {
    const weights = district.kelurahan.map(([, , areaKm2, shore]) =>
      kelurahanWeight(areaKm2, shore, district.code),
    );
    const whole = weights.reduce((sum, weight) => sum + weight, 0);
    return district.kelurahan.map(([ending, name, , shore, tilled], index) => ({
      kelurahan: {
        code: `${district.code}.${ending}`,
        name: name.toUpperCase(),
        districtCode: district.code,
        districtName: district.name.toUpperCase(),
        shore,
        tilled,
      },
      weight: (poorPersonsOf(district.code) * (weights[index] as number)) / whole,
    }));
  });
  return byLargestRemainder(weighted, workers);
}

const ISLANDS_DISTRICT = "73.71.15";
const MOTHER_OF_ISLANDS = "73.71.08";

/** Where no count of poor persons is known, as many of the people are taken to be poor. */
const POOR_SHARE_WHERE_UNKNOWN = 0.16;

function poorPersonsOf(districtCode: string): number {
  const own = districtFacts(districtCode);
  const islands = districtFacts(ISLANDS_DISTRICT);
  const mother = districtFacts(MOTHER_OF_ISLANDS);
  const isSplit = districtCode === ISLANDS_DISTRICT || districtCode === MOTHER_OF_ISLANDS;
  if (isSplit && mother.poorPersons !== null) {
    // The islands were still part of Ujung Tanah when the poor were counted.
    return (mother.poorPersons * own.population) / (mother.population + islands.population);
  }
  return own.poorPersons ?? own.population * POOR_SHARE_WHERE_UNKNOWN;
}

function districtFacts(code: string) {
  const district = MAKASSAR_DISTRICTS.find((one) => one.code === code);
  if (district === undefined) throw new Error(`data/areas.ts lacks the kecamatan ${code}`);
  return district;
}

function kelurahanWeight(areaKm2: number, shore: Shore, districtCode: string): number {
  if (districtCode === ISLANDS_DISTRICT) return 1;
  return Math.sqrt(Math.sqrt(areaKm2)) * (shore === "island" ? 0.3 : 1);
}

function byLargestRemainder(
  weighted: readonly { readonly kelurahan: Kelurahan; readonly weight: number }[],
  workers: number,
): readonly KelurahanWithWorkers[] {
  const total = weighted.reduce((sum, { weight }) => sum + weight, 0);
  const shares = weighted.map(({ kelurahan, weight }, index) => {
    const exact = (workers * weight) / total;
    return { kelurahan, index, whole: Math.floor(exact), remainder: exact - Math.floor(exact) };
  });
  const left = workers - shares.reduce((sum, { whole }) => sum + whole, 0);
  const lucky = new Set(
    [...shares]
      .sort((one, other) => other.remainder - one.remainder || one.index - other.index)
      .slice(0, left)
      .map(({ index }) => index),
  );
  return shares.map(({ kelurahan, index, whole }) => ({
    kelurahan,
    workers: whole + (lucky.has(index) ? 1 : 0),
  }));
}
