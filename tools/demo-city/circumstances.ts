import { DESTINATIONS } from "./data/places.ts";
import { ageOn, type Day } from "./days.ts";
import type { Household } from "./households.ts";
import { drawDayBetween } from "./kinship.ts";
import type { RegisteredPerson } from "./person.ts";
import { chooseExactly, createRandom, createWeightedPick, type Random, shuffle } from "./random.ts";
import { RATES, REFERENCE_DAY, WORKER_AGE_MAX, WORKER_AGE_MIN } from "./rates.ts";

export type Segment = "PU" | "BPU" | "JAKON";

export type DisabilityType =
  | "Fisik"
  | "Intelektual"
  | "Mental"
  | "Sensorik Netra"
  | "Sensorik Rungu"
  | "Sensorik Wicara"
  | "Ganda";

export interface Move {
  readonly on: Day;
  readonly destination: string;
}

/** What befell people that the registry itself does not know. Keys are person numbers. */
export interface Circumstances {
  readonly deadOnByPerson: ReadonlyMap<number, Day>;
  readonly moveByPerson: ReadonlyMap<number, Move>;
  readonly segmentByPerson: ReadonlyMap<number, Segment>;
  readonly disabilityByPerson: ReadonlyMap<number, DisabilityType>;
}

export function drawCircumstances(
  seed: number,
  households: readonly Household[],
  people: readonly RegisteredPerson[],
): Circumstances {
  const deadOnByPerson = drawDeaths(createRandom(seed, "deaths"), people);
  const isAlive = (person: RegisteredPerson) => !deadOnByPerson.has(person.number);
  const alive = people.filter(isAlive);
  return {
    deadOnByPerson,
    moveByPerson: drawMoves(createRandom(seed, "moves"), households, alive, people.length),
    segmentByPerson: drawInsured(createRandom(seed, "insured"), alive),
    disabilityByPerson: drawDisabled(createRandom(seed, "disabled"), people),
  };
}

export function drawDeathDay(random: Random): Day {
  return drawDayBetween(random, 2022_01_03, 2024_05_30);
}

export function drawMove(random: Random): Move {
  return {
    on: drawDayBetween(random, 2022_06_01, 2024_05_30),
    destination: random.pick(DESTINATIONS),
  };
}

export const drawDisabilityType = createWeightedPick<DisabilityType>([
  ["Fisik", 46],
  ["Intelektual", 9],
  ["Mental", 9],
  ["Sensorik Netra", 13],
  ["Sensorik Rungu", 12],
  ["Sensorik Wicara", 5],
  ["Ganda", 6],
]);

type AgeGroup = "child" | "adult" | "elder";

/** How much likelier than an adult's a death is, by age group. Invented. */
const DEATH_WEIGHTS: Readonly<Record<AgeGroup, number>> = { child: 0.15, adult: 1, elder: 5 };

function drawDeaths(random: Random, people: readonly RegisteredPerson[]) {
  const total = Math.round(people.length * RATES.dead);
  const groups: Record<AgeGroup, RegisteredPerson[]> = { child: [], adult: [], elder: [] };
  for (const person of people) groups[ageGroupOf(person)].push(person);
  const weightOf = (group: AgeGroup) => groups[group].length * DEATH_WEIGHTS[group];
  const weights = weightOf("child") + weightOf("adult") + weightOf("elder");
  const quotaOf = (group: AgeGroup) => Math.round((total * weightOf(group)) / weights);
  const elders = Math.min(quotaOf("elder"), groups.elder.length);
  const children = quotaOf("child");
  const dead = [
    ...chooseFrom(random, groups.elder, elders),
    ...chooseFrom(random, groups.child, children),
    ...chooseFrom(random, groups.adult, total - elders - children),
  ];
  return new Map(dead.map((person) => [person.number, drawLifeEnd(random, person)] as const));
}

/** Nobody dies before being born. */
function drawLifeEnd(random: Random, person: RegisteredPerson): Day {
  for (;;) {
    const day = drawDeathDay(random);
    if (day >= person.birth) return day;
    if (person.birth >= 2024_05_01) return 2024_05_30;
  }
}

function ageGroupOf(person: RegisteredPerson): AgeGroup {
  const age = ageOn(person.birth, REFERENCE_DAY);
  if (age < WORKER_AGE_MIN) return "child";
  return age < 60 ? "adult" : "elder";
}

function drawMoves(
  random: Random,
  households: readonly Household[],
  alive: readonly RegisteredPerson[],
  peopleCount: number,
): ReadonlyMap<number, Move> {
  const total = Math.round(peopleCount * RATES.moved);
  const aliveNumbers = new Set(alive.map(({ number }) => number));
  const moves = new Map<number, Move>();
  for (const { members } of shuffle(random, households)) {
    if (moves.size >= total / 2) break;
    const leaving = members.filter(({ person }) => aliveNumbers.has(person.number));
    if (moves.size + leaving.length > total) continue;
    const move = drawMove(random);
    for (const { person } of leaving) moves.set(person.number, notBeforeBirth(move, person.birth));
  }
  const staying = alive.filter(({ number }) => !moves.has(number));
  for (const person of chooseFrom(random, staying, total - moves.size)) {
    moves.set(person.number, notBeforeBirth(drawMove(random), person.birth));
  }
  return moves;
}

function notBeforeBirth(move: Move, birth: Day): Move {
  return move.on >= birth ? move : { ...move, on: REFERENCE_DAY - 1 };
}

function drawInsured(
  random: Random,
  alive: readonly RegisteredPerson[],
): ReadonlyMap<number, Segment> {
  const workers = alive.filter(({ isWorker }) => isWorker);
  const earners = workers.filter(({ isWageEarner }) => isWageEarner);
  const known = earners.filter(({ job }) => job === "PEGAWAI SWASTA");
  const others = workers.filter(({ isWageEarner }) => !isWageEarner);
  const byBpu = Math.round(others.length * RATES.insuredAsBpu);
  const byJakon = Math.round(others.length * RATES.insuredAsJakon);
  const insured = chooseFrom(random, known, Math.round(known.length * RATES.wageEarnerInsured));
  const unwaged = shuffle(random, chooseFrom(random, others, byBpu + byJakon));
  return new Map<number, Segment>([
    ...insured.map(({ number }) => [number, "PU"] as const),
    // The registry shows these with an outdated job: only the insurer knows that they earn a wage.
    ...earners
      .filter(({ job }) => job !== "PEGAWAI SWASTA")
      .map(({ number }) => [number, "PU"] as const),
    ...unwaged.map(({ number }, index) => [number, index < byJakon ? "JAKON" : "BPU"] as const),
  ]);
}

function drawDisabled(
  random: Random,
  people: readonly RegisteredPerson[],
): ReadonlyMap<number, DisabilityType> {
  const chosen = DISABILITY_GROUPS.flatMap(({ share, holds }) => {
    const group = people.filter((person) => holds(person, ageOn(person.birth, REFERENCE_DAY)));
    return chooseFrom(random, group, Math.round(group.length * share));
  });
  return new Map(chosen.map(({ number }) => [number, drawDisabilityType(random)] as const));
}

interface DisabilityGroup {
  readonly share: number;
  readonly holds: (person: RegisteredPerson, age: number) => boolean;
}

const DISABILITY_GROUPS: readonly DisabilityGroup[] = [
  { share: RATES.disabledWorker, holds: (person) => person.isWorker },
  { share: RATES.disabledChild, holds: (_, age) => age < WORKER_AGE_MIN },
  { share: RATES.disabledElder, holds: (_, age) => age > WORKER_AGE_MAX },
  {
    share: RATES.disabledIdleAdult,
    holds: (person, age) => !person.isWorker && age >= WORKER_AGE_MIN && age <= WORKER_AGE_MAX,
  },
];

function chooseFrom<T>(random: Random, items: readonly T[], count: number): T[] {
  const flags = chooseExactly(random, count, items.length);
  return items.filter((_, index) => flags[index] === 1);
}
