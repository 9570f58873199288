import type { Circumstances, DisabilityType, Move, Segment } from "./circumstances.ts";
import type { Day } from "./days.ts";
import type { Outsiders } from "./outsiders.ts";
import type { Person, RegisteredPerson } from "./person.ts";
import { createRandom, type Random, shuffle } from "./random.ts";
import { RATES } from "./rates.ts";
import type { Registry } from "./registry.ts";
import type { NikState } from "./registry-entries.ts";
import { respell } from "./spelling.ts";

/** A row of one of the three lists that other offices send. */
export interface ListRow<T> {
  readonly person: Person;
  readonly name: string;
  /** Null when the list lacks it; always the true one otherwise. */
  readonly nik: string | null;
  readonly nikState: NikState;
  readonly fact: T;
}

export type CivilFact =
  | { readonly status: "MENINGGAL"; readonly on: Day }
  | { readonly status: "PINDAH"; readonly on: Day; readonly destination: string };

export interface Lists {
  readonly insured: readonly ListRow<Segment>[];
  readonly civil: readonly ListRow<CivilFact>[];
  readonly disabled: readonly ListRow<DisabilityType>[];
}

export function makeLists(
  seed: number,
  people: readonly RegisteredPerson[],
  circumstances: Circumstances,
  outsiders: Outsiders,
  registry: Registry,
): Lists {
  const random = createRandom(seed, "lists");
  const { deadOnByPerson, moveByPerson, segmentByPerson, disabilityByPerson } = circumstances;
  const registered = <T>(facts: ReadonlyMap<number, T>) =>
    people.flatMap((person) => {
      const fact = facts.get(person.number);
      return fact === undefined ? [] : [toRow(random, person, fact, isWellKnown(registry, person))];
    });
  const outside = <P extends Person, T>(persons: readonly P[], toFact: (person: P) => T) =>
    persons.map((person) => toRow(random, person, toFact(person), true));
  return {
    insured: shuffle(random, [
      ...registered(segmentByPerson),
      ...outside(outsiders.insured, ({ segment }) => segment),
    ]),
    civil: shuffle(random, [
      ...registered(mapValues(deadOnByPerson, toDeath)),
      ...registered(mapValues(moveByPerson, toDeparture)),
      ...outside(outsiders.dead, ({ deadOn }) => toDeath(deadOn)),
      ...outside(outsiders.moved, ({ move }) => toDeparture(move)),
    ]),
    disabled: shuffle(random, [
      ...registered(disabilityByPerson),
      ...outside(outsiders.disabled, ({ disability }) => disability),
    ]),
  };
}

function toDeath(on: Day): CivilFact {
  return { status: "MENINGGAL", on };
}

function toDeparture({ on, destination }: Move): CivilFact {
  return { status: "PINDAH", on, destination };
}

/** Some registry row at home shows the true NIK, and some the name of the card. */
function isWellKnown(registry: Registry, person: RegisteredPerson): boolean {
  const rows = registry.rowsByPerson.get(person.number) ?? [];
  return (
    rows.some(({ nikState }) => nikState === "true") &&
    rows.every(({ name }) => name === person.name)
  );
}

/**
 * A list row is spoilt in one way at most, and only for people whose registry row is sound: a
 * person with nothing right in either place could be found by nobody.
 */
function toRow<T>(random: Random, person: Person, fact: T, maySpoil: boolean): ListRow<T> {
  const draw = random.next();
  const sound: ListRow<T> = {
    person,
    name: person.name,
    nik: person.nik,
    nikState: "true",
    fact,
  };
  if (!maySpoil) return sound;
  if (draw < RATES.listNikMissing) return { ...sound, nik: null, nikState: "missing" };
  if (draw < RATES.listNikMissing + RATES.listOtherSpelling) {
    return { ...sound, name: respell(random, person.name, person.daeng) };
  }
  return sound;
}

function mapValues<K, V, W>(map: ReadonlyMap<K, V>, change: (value: V) => W): Map<K, W> {
  return new Map([...map].map(([key, value]) => [key, change(value)] as const));
}
