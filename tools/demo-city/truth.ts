import type { SheetSources } from "./cells.ts";
import { type City, isTrulyEligible } from "./city.ts";
import { toIsoDay } from "./days.ts";
import { type Person, toPersonId } from "./person.ts";

/**
 * Columns of truth.csv: one line for every person's row of every file.
 *
 * `row_nik`: true, missing, damaged or wrong, of this very row. All others are of the person and
 * the same on each of the person's lines. Empty: does not apply (an outsider has no decile).
 */
const TRUTH_HEADER = [
  "file",
  "sheet",
  "row",
  "row_nik",
  "person_id",
  "in_registry",
  "nik",
  "name",
  "birth_date",
  "sex",
  "kecamatan_code",
  "kelurahan_code",
  "job_class",
  "decile",
  "is_worker",
  "dead",
  "dead_on",
  "moved",
  "moved_on",
  "wage_earner",
  "active_elsewhere",
  "segment",
  "disabled",
  "disability_type",
  "nik_usable",
  "true_eligible",
] as const;

export function* truthRows(
  city: City,
  sheets: readonly SheetSources[],
  onLine: () => void,
): Generator<readonly string[]> {
  yield TRUTH_HEADER;
  const outsiderFacts = collectOutsiderFacts(city);
  for (const { file, sheet, rows, people, nikStates } of sheets) {
    for (const [index, row] of rows.entries()) {
      const person = people[index] as Person;
      const facts = personFacts(city, person, outsiderFacts.get(person.number) ?? {});
      yield [file, sheet, String(row), nikStates[index] as string, ...facts];
      onLine();
    }
  }
}

interface OutsiderFacts {
  readonly deadOn?: string;
  readonly movedOn?: string;
  readonly segment?: string;
  readonly disability?: string;
}

function collectOutsiderFacts(city: City): ReadonlyMap<number, OutsiderFacts> {
  const facts = new Map<number, OutsiderFacts>();
  const isOutsider = ({ number }: Person) => !city.registeredByNumber.has(number);
  for (const { person, fact } of city.lists.insured) {
    if (isOutsider(person)) facts.set(person.number, { segment: fact });
  }
  for (const { person, fact } of city.lists.civil) {
    if (!isOutsider(person)) continue;
    const on = toIsoDay(fact.on);
    facts.set(person.number, fact.status === "PINDAH" ? { movedOn: on } : { deadOn: on });
  }
  for (const { person, fact } of city.lists.disabled) {
    if (isOutsider(person)) facts.set(person.number, { disability: fact });
  }
  return facts;
}

function personFacts(city: City, person: Person, outsider: OutsiderFacts): readonly string[] {
  const { deadOnByPerson, moveByPerson, segmentByPerson, disabilityByPerson } = city.circumstances;
  const registered = city.registeredByNumber.get(person.number);
  const deathDay = deadOnByPerson.get(person.number);
  const move = moveByPerson.get(person.number);
  const deadOn = deathDay === undefined ? outsider.deadOn : toIsoDay(deathDay);
  const movedOn = move === undefined ? outsider.movedOn : toIsoDay(move.on);
  const segment = segmentByPerson.get(person.number) ?? outsider.segment;
  const disability = disabilityByPerson.get(person.number) ?? outsider.disability;
  const isWageEarner = registered?.isWageEarner ?? segment === "PU";
  return [
    toPersonId(person.number),
    String(registered !== undefined),
    person.nik,
    person.name,
    toIsoDay(person.birth),
    person.sex,
    person.home.districtCode,
    person.home.code,
    registered?.job ?? "",
    registered === undefined ? "" : String(registered.decile),
    String(registered?.isWorker ?? false),
    String(deadOn !== undefined),
    deadOn ?? "",
    String(movedOn !== undefined),
    movedOn ?? "",
    String(isWageEarner),
    String(segment !== undefined),
    segment ?? "",
    String(disability !== undefined),
    disability ?? "",
    String(city.withUsableNik.has(person.number)),
    String(registered !== undefined && isTrulyEligible(city, registered)),
  ];
}
