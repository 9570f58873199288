import type { Kelurahan, KelurahanWithWorkers } from "./areas.ts";
import {
  type DisabilityType,
  drawDeathDay,
  drawDisabilityType,
  drawMove,
  type Move,
  type Segment,
} from "./circumstances.ts";
import type { Day } from "./days.ts";
import { birthAtAge } from "./kinship.ts";
import { drawLineage, drawName } from "./names.ts";
import type { NikIssuer } from "./nik.ts";
import type { Person } from "./person.ts";
import { createRandom, createWeightedPick, type Random } from "./random.ts";

/** Residents who are in one of the other lists and not in the registry at all. */
export interface Outsiders {
  readonly insured: readonly (Person & { readonly segment: Segment })[];
  readonly dead: readonly (Person & { readonly deadOn: Day })[];
  readonly moved: readonly (Person & { readonly move: Move })[];
  readonly disabled: readonly (Person & { readonly disability: DisabilityType })[];
}

export interface OutsiderCounts {
  readonly insured: number;
  readonly dead: number;
  readonly moved: number;
  readonly disabled: number;
}

export function makeOutsiders(
  options: { readonly seed: number; readonly firstNumber: number; readonly counts: OutsiderCounts },
  shares: readonly KelurahanWithWorkers[],
  issuer: NikIssuer,
): Outsiders {
  const { counts } = options;
  const random = createRandom(options.seed, "outsiders");
  // One more for each, so that a kelurahan without registered workers is no empty place.
  const pickHome = createWeightedPick(
    shares.map(({ kelurahan, workers }) => [kelurahan, workers + 1] as const),
  );
  let nextNumber = options.firstNumber;
  const make = (ageMin: number, ageMax: number): Person =>
    makeOutsider(random, issuer, pickHome(random), nextNumber++, random.between(ageMin, ageMax));
  return {
    insured: times(counts.insured, () => ({ ...make(19, 57), segment: pickSegment(random) })),
    dead: times(counts.dead, () => {
      const [youngest, oldest] = random.chance(0.75) ? GROWN_OLD : YOUNGER;
      return { ...make(youngest, oldest), deadOn: drawDeathDay(random) };
    }),
    moved: times(counts.moved, () => ({ ...make(3, 66), move: drawMove(random) })),
    disabled: times(counts.disabled, () => {
      const [youngest, oldest] = random.chance(0.35) ? CHILDREN : GROWN_UP;
      return { ...make(youngest, oldest), disability: drawDisabilityType(random) };
    }),
  };
}

type AgeRange = readonly [number, number];

const GROWN_OLD: AgeRange = [55, 93];
const YOUNGER: AgeRange = [3, 54];
const CHILDREN: AgeRange = [3, 17];
const GROWN_UP: AgeRange = [18, 80];

const pickSegment = createWeightedPick<Segment>([
  ["PU", 80],
  ["BPU", 15],
  ["JAKON", 5],
]);

function makeOutsider(
  random: Random,
  issuer: NikIssuer,
  home: Kelurahan,
  number: number,
  age: number,
): Person {
  const sex = random.chance(0.53) ? "L" : "P";
  const birth = birthAtAge(random, age);
  return {
    number,
    sex,
    birth,
    ...drawName(random, drawLineage(random), sex, birth),
    nik: issuer.issue({ sex, birth, districtCode: home.districtCode }),
    home,
    marital: age > 24 ? "KAWIN" : "BELUM KAWIN",
  };
}

function times<T>(count: number, make: () => T): readonly T[] {
  return Array.from({ length: count }, make);
}
