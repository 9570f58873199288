import { type City, isTrulyEligible, isTrulyEligibleInAnyDecile } from "./city.ts";
import { isJobless } from "./person.ts";

/** What the city holds, counted on the truth and not on the rates. */
export interface DemoCityCounts {
  /** Distinct persons registered in P3KE. */
  readonly persons: number;
  /** Of those: 18 to 64 on the reference day with a job. Exactly what was asked for. */
  readonly workers: number;
  /** With a job but younger than 18 or older than 64: not among `workers`. */
  readonly jobholdersOfOtherAge: number;
  readonly households: number;
  readonly registryRows: number;
  readonly personsWithTwoRows: number;
  readonly personsWithTwoRowsWithoutCommonNik: number;
  readonly registryRowsWithDamagedOrMissingNik: number;
  readonly registryRowsWithWrongNik: number;
  readonly dead: number;
  readonly moved: number;
  readonly wageEarners: number;
  readonly activeElsewhere: number;
  readonly disabled: number;
  /** No row of any file shows the true NIK. */
  readonly personsWithoutUsableNik: number;
  /** No registry row shows it, but a row of another file does. */
  readonly personsWithNikFromOtherFile: number;
  readonly trueEligibleDeciles1To3: number;
  readonly trueEligibleDecile4: number;
  readonly disabledAmongTrueEligible: number;
  readonly insurerRows: number;
  readonly civilRows: number;
  readonly disabilityRows: number;
  /** Persons in the three lists who are not in the registry. */
  readonly outsiders: number;
}

export function countCity(city: City): DemoCityCounts {
  const { people, circumstances, registry, lists } = city;
  const rows = registry.blocks.flatMap((block) => block.rows);
  const count = <T>(items: readonly T[], holds: (item: T) => boolean) =>
    items.reduce((sum, item) => sum + (holds(item) ? 1 : 0), 0);
  const eligible = people.filter((person) => isTrulyEligible(city, person));
  const eligibleAnywhere = count(people, (person) => isTrulyEligibleInAnyDecile(city, person));
  const withNikInRegistry = new Set(
    rows.filter(({ nikState }) => nikState === "true").map(({ person }) => person.number),
  );
  return {
    persons: people.length,
    workers: count(people, ({ isWorker }) => isWorker),
    jobholdersOfOtherAge: count(people, ({ isWorker, job }) => !isWorker && !isJobless(job)),
    households: city.households.length,
    registryRows: rows.length,
    personsWithTwoRows: registry.secondRows,
    personsWithTwoRowsWithoutCommonNik: registry.secondRowsWithoutCommonNik,
    registryRowsWithDamagedOrMissingNik: count(
      rows,
      ({ nikState }) => nikState === "damaged" || nikState === "missing",
    ),
    registryRowsWithWrongNik: count(rows, ({ nikState }) => nikState === "wrong"),
    dead: circumstances.deadOnByPerson.size,
    moved: circumstances.moveByPerson.size,
    wageEarners: count(people, ({ isWageEarner }) => isWageEarner),
    activeElsewhere: circumstances.segmentByPerson.size,
    disabled: circumstances.disabilityByPerson.size,
    personsWithoutUsableNik: count(people, ({ number }) => !city.withUsableNik.has(number)),
    personsWithNikFromOtherFile: count(
      people,
      ({ number }) => city.withUsableNik.has(number) && !withNikInRegistry.has(number),
    ),
    trueEligibleDeciles1To3: eligible.length,
    trueEligibleDecile4: eligibleAnywhere - eligible.length,
    disabledAmongTrueEligible: count(eligible, ({ number }) =>
      circumstances.disabilityByPerson.has(number),
    ),
    insurerRows: lists.insured.length,
    civilRows: lists.civil.length,
    disabilityRows: lists.disabled.length,
    outsiders: city.outsidersCount,
  };
}
