import { type KelurahanWithWorkers, shareWorkers } from "./areas.ts";
import { type Circumstances, drawCircumstances } from "./circumstances.ts";
import { type Household, makeHouseholds } from "./households.ts";
import { type Lists, makeLists } from "./lists.ts";
import { createNikIssuer } from "./nik.ts";
import { makeOutsiders } from "./outsiders.ts";
import { isPublicOffice, type Person, type RegisteredPerson } from "./person.ts";
import { createRandom } from "./random.ts";
import { RATES } from "./rates.ts";
import { type Registry, registerHouseholds } from "./registry.ts";

/** Everything that is true of the synthetic city, and everything its offices wrote down of it. */
export interface City {
  readonly seed: number;
  readonly workers: number;
  readonly households: readonly Household[];
  /** All registered persons, by number. */
  readonly people: readonly RegisteredPerson[];
  readonly registeredByNumber: ReadonlyMap<number, RegisteredPerson>;
  readonly circumstances: Circumstances;
  readonly outsidersCount: number;
  readonly registry: Registry;
  readonly lists: Lists;
  /** Numbers of those of whom some row of some file carries the true NIK undamaged. */
  readonly withUsableNik: ReadonlySet<number>;
}

export function makeCity(options: { readonly seed: number; readonly workers: number }): City {
  const { seed, workers } = options;
  const shares = shareWorkers(workers);
  const issuer = createNikIssuer(createRandom(seed, "niks"));
  const households = makeHouseholds({ seed, workers, firstNumber: 1 }, shares, issuer);
  const people = households.flatMap(({ members }) => members.map(({ person }) => person));
  const circumstances = drawCircumstances(seed, households, people);
  const outsiders = makeOutsidersFor(options, shares, circumstances, people.length, issuer);
  const registry = registerHouseholds(seed, households, people, shares, issuer);
  const lists = makeLists(seed, people, circumstances, outsiders, registry);
  const { insured, dead, moved, disabled } = outsiders;
  return {
    seed,
    workers,
    households,
    people,
    registeredByNumber: new Map(people.map((person) => [person.number, person] as const)),
    circumstances,
    outsidersCount: insured.length + dead.length + moved.length + disabled.length,
    registry,
    lists,
    withUsableNik: findUsableNiks(registry, lists),
  };
}

/**
 * Whether the launch programme ought to insure the person: a worker of decile 1 to 3, alive and
 * resident, with no wage, no public office, no other cover, and a NIK that some row shows intact.
 */
export function isTrulyEligible(city: City, person: RegisteredPerson): boolean {
  return person.decile <= 3 && isTrulyEligibleInAnyDecile(city, person);
}

export function isTrulyEligibleInAnyDecile(city: City, person: RegisteredPerson): boolean {
  const { deadOnByPerson, moveByPerson, segmentByPerson } = city.circumstances;
  return (
    person.isWorker &&
    !person.isWageEarner &&
    !isPublicOffice(person.job) &&
    !deadOnByPerson.has(person.number) &&
    !moveByPerson.has(person.number) &&
    !segmentByPerson.has(person.number) &&
    city.withUsableNik.has(person.number)
  );
}

function makeOutsidersFor(
  options: { readonly seed: number; readonly workers: number },
  shares: readonly KelurahanWithWorkers[],
  circumstances: Circumstances,
  peopleCount: number,
  issuer: ReturnType<typeof createNikIssuer>,
) {
  const { deadOnByPerson, moveByPerson, disabilityByPerson } = circumstances;
  const perCivilRow = RATES.outsidersInCivilListPerRow;
  const perDisabledRow = RATES.outsidersInDisabilityListPerRow;
  const counts = {
    insured: Math.round(options.workers * RATES.outsidersInInsurerListPerWorker),
    dead: Math.round(deadOnByPerson.size * perCivilRow),
    moved: Math.round(moveByPerson.size * perCivilRow),
    disabled: Math.round(disabilityByPerson.size * perDisabledRow),
  };
  return makeOutsiders(
    { seed: options.seed, firstNumber: peopleCount + 1, counts },
    shares,
    issuer,
  );
}

function findUsableNiks(registry: Registry, lists: Lists): ReadonlySet<number> {
  const usable = new Set<number>();
  const note = (row: { readonly person: Person; readonly nikState: string }) => {
    if (row.nikState === "true") usable.add(row.person.number);
  };
  for (const { rows } of registry.blocks) rows.forEach(note);
  lists.insured.forEach(note);
  lists.civil.forEach(note);
  lists.disabled.forEach(note);
  return usable;
}
