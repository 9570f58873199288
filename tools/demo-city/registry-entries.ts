import type { Day } from "./days.ts";
import { type DamagedNik, damageNik, mistakeDay, mistypeNik, type NikIssuer } from "./nik.ts";
import { isJobless, isPublicOffice, type Job, type RegisteredPerson } from "./person.ts";
import { chooseExactly, createWeightedPick, type Random } from "./random.ts";
import { NIK_DAMAGE_WEIGHTS, type NikDamage, RATES } from "./rates.ts";
import { respell } from "./spelling.ts";

/** How the NIK of a row relates to the person's true one. */
export type NikState = "true" | "missing" | "damaged" | "wrong";

/** What a registry row says of a person; the family it stands in is said elsewhere. */
export interface Entry {
  readonly name: string;
  readonly birth: Day;
  readonly job: Job;
  readonly nik: DamagedNik;
  readonly nikState: NikState;
}

/** The two rows of somebody who is registered twice. */
export interface Pair {
  readonly first: Entry;
  readonly second: Entry;
  readonly hasCommonNik: boolean;
}

export interface Entries {
  readonly firstOf: (person: RegisteredPerson) => Entry;
  readonly secondOf: (person: RegisteredPerson) => Entry;
  readonly pairsWithoutCommonNik: number;
}

/** Writes every person's row or rows, with exactly the stated share of damaged NIKs. */
export function drawEntries(
  random: Random,
  people: readonly RegisteredPerson[],
  registeredTwice: readonly RegisteredPerson[],
  issuer: NikIssuer,
): Entries {
  const pairs = drawPairs(random, registeredTwice, issuer);
  const changedSingles = drawChangedSingles(random, people, pairs);
  return {
    firstOf: (person) =>
      changedSingles.get(person.number) ?? pairs.get(person.number)?.first ?? soundEntry(person),
    secondOf: (person) => {
      const pair = pairs.get(person.number);
      if (pair === undefined) throw new Error("broken invariant: a second row without a pair");
      return pair.second;
    },
    pairsWithoutCommonNik: [...pairs.values()].filter((pair) => !pair.hasCommonNik).length,
  };
}

function drawPairs(
  random: Random,
  doubles: readonly RegisteredPerson[],
  issuer: NikIssuer,
): ReadonlyMap<number, Pair> {
  const count = Math.ceil(doubles.length * RATES.secondRowWithoutCommonNik);
  const withoutCommonNik = chooseExactly(random, count, doubles.length);
  return new Map(
    doubles.map((person, index) => {
      const pair =
        withoutCommonNik[index] === 1
          ? drawPairWithoutCommonNik(random, person, issuer)
          : drawPairWithCommonNik(random, person);
      return [person.number, pair] as const;
    }),
  );
}

function drawPairWithCommonNik(random: Random, person: RegisteredPerson): Pair {
  const first = soundEntry(person);
  const name = random.chance(RATES.commonNikOtherSpelling)
    ? respell(random, person.name, person.daeng)
    : person.name;
  const birth = random.chance(RATES.commonNikOtherBirthDate)
    ? mistakeDay(random, person.birth)
    : person.birth;
  return {
    first,
    second: { ...first, name, birth, job: jobElsewhere(random, person) },
    hasCommonNik: true,
  };
}

/** The birth date stays right in both rows: else nothing but the family would tie them. */
function drawPairWithoutCommonNik(
  random: Random,
  person: RegisteredPerson,
  issuer: NikIssuer,
): Pair {
  const sound = soundEntry(person);
  const other: Entry = {
    ...sound,
    ...(random.chance(RATES.withoutCommonNikByDamage)
      ? drawDamage(random, person.nik)
      : { nik: mistypeNik(random, person.nik, issuer), nikState: "wrong" as const }),
    name: random.chance(RATES.withoutCommonNikOtherSpelling)
      ? respell(random, person.name, person.daeng)
      : person.name,
  };
  const job = jobElsewhere(random, person);
  return random.chance(0.35)
    ? { first: other, second: { ...sound, job }, hasCommonNik: false }
    : { first: sound, second: { ...other, job }, hasCommonNik: false };
}

/** An older or a newer entry may show another small job; who is a worker stays a worker. */
function jobElsewhere(random: Random, person: RegisteredPerson): Job {
  const { job } = person;
  if (isJobless(job) || isPublicOffice(job) || job === "PEGAWAI SWASTA") return job;
  return random.chance(0.1) ? random.pick(["PEKERJA LEPAS", "WIRASWASTA", "PEDAGANG"]) : job;
}

/** Singles whose row differs from the card: damaged NIK, or another spelling. */
function drawChangedSingles(
  random: Random,
  people: readonly RegisteredPerson[],
  pairs: ReadonlyMap<number, Pair>,
): ReadonlyMap<number, Entry> {
  const singles = people.filter(({ number }) => !pairs.has(number));
  const damagedAlready = [...pairs.values()].filter(({ first, second }) =>
    [first, second].some(({ nikState }) => nikState === "damaged" || nikState === "missing"),
  ).length;
  const damagedTotal = Math.round((people.length + pairs.size) * RATES.damagedNik);
  const flags = chooseExactly(random, damagedTotal - damagedAlready, singles.length);
  const entries = new Map<number, Entry>();
  singles.forEach((person, index) => {
    const sound = soundEntry(person);
    if (flags[index] === 1) {
      // The name stays as on the card: with name and NIK both off, nothing could tie the lists.
      entries.set(person.number, { ...sound, ...drawDamage(random, person.nik) });
    } else if (random.chance(RATES.singleRowOtherSpelling)) {
      const name = respell(random, person.name, person.daeng);
      entries.set(person.number, { ...sound, name });
    }
  });
  return entries;
}

const pickDamage = createWeightedPick<NikDamage>(NIK_DAMAGE_WEIGHTS);

function drawDamage(random: Random, nik: string): Pick<Entry, "nik" | "nikState"> {
  const damage = fittingDamage(pickDamage(random), nik);
  const isMissing = damage === "empty" || damage === "KOSONG" || damage === "dash";
  return { nik: damageNik(random, nik, damage), nikState: isMissing ? "missing" : "damaged" };
}

/** A last digit that was 0 anyway is not lost; a NIK without 0 has nothing to turn into O. */
function fittingDamage(damage: NikDamage, nik: string): NikDamage {
  if (damage === "number with the last digit lost" && nik.endsWith("0")) return "scientific text";
  return damage === "letter O for zero" && !nik.includes("0") ? "15 digits" : damage;
}

function soundEntry(person: RegisteredPerson): Entry {
  const { name, birth, job, nik } = person;
  return { name, birth, job, nik, nikState: "true" };
}
