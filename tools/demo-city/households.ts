import type { Kelurahan, KelurahanWithWorkers } from "./areas.ts";
import { ageOn } from "./days.ts";
import { drawJob, drawJoblessness, hasJob } from "./jobs.ts";
import { composeHousehold, type Kin, type Seat } from "./kinship.ts";
import { drawLineage, drawName, type FullName, type Lineage } from "./names.ts";
import type { NikIssuer } from "./nik.ts";
import { isPublicOffice, type Job, type RegisteredPerson } from "./person.ts";
import { chooseExactly, createRandom, createWeightedPick, type Random } from "./random.ts";
import { DECILE_WEIGHTS, RATES, REFERENCE_DAY, WORKER_AGE_MAX, WORKER_AGE_MIN } from "./rates.ts";

export type Relation = "KEPALA KELUARGA" | "ISTRI/SUAMI" | "ANAK" | "LAINNYA";

export interface Member {
  readonly person: RegisteredPerson;
  readonly kin: Kin;
}

/** People of one roof, the head first. */
export interface Household {
  readonly home: Kelurahan;
  readonly decile: number;
  readonly members: readonly Member[];
}

/**
 * Makes households, kelurahan by kelurahan, until each has exactly its share of the workers.
 *
 * In the last household of a kelurahan those who would be one worker too many have no job.
 */
export function makeHouseholds(
  options: { readonly seed: number; readonly workers: number; readonly firstNumber: number },
  shares: readonly KelurahanWithWorkers[],
  issuer: NikIssuer,
): readonly Household[] {
  const draft: Draft = {
    random: createRandom(options.seed, "households"),
    issuer,
    wageEarners: chooseExactly(
      createRandom(options.seed, "wage earners"),
      Math.round(options.workers * RATES.wageEarner),
      options.workers,
    ),
    workersMade: 0,
    nextNumber: options.firstNumber,
  };
  const households: Household[] = [];
  for (const { kelurahan, workers } of shares) {
    const target = draft.workersMade + workers;
    while (draft.workersMade < target) households.push(makeHousehold(draft, kelurahan, target));
  }
  return households;
}

export function toRelation(kin: Kin): Relation {
  if (kin === "head") return "KEPALA KELUARGA";
  if (kin === "spouse") return "ISTRI/SUAMI";
  return kin === "child" ? "ANAK" : "LAINNYA";
}

interface Draft {
  readonly random: Random;
  readonly issuer: NikIssuer;
  /** One flag per worker, in the order of making. */
  readonly wageEarners: Uint8Array;
  workersMade: number;
  nextNumber: number;
}

const pickDecile = createWeightedPick<number>(DECILE_WEIGHTS);

function makeHousehold(draft: Draft, home: Kelurahan, workersTarget: number): Household {
  const decile = pickDecile(draft.random);
  const lineage = drawLineage(draft.random);
  const seats = composeHousehold(draft.random);
  const names = nameFamily(draft.random, lineage, seats);
  const members = seats.map((seat, index): Member => {
    const name = names[index] as FullName;
    const work = drawWork(draft, home, seat, workersTarget);
    const person: RegisteredPerson = {
      number: draft.nextNumber++,
      sex: seat.sex,
      birth: seat.birth,
      name: name.name,
      daeng: name.daeng,
      nik: draft.issuer.issue({
        sex: seat.sex,
        birth: seat.birth,
        districtCode: home.districtCode,
      }),
      home,
      marital: seat.marital,
      decile,
      ...work,
    };
    return { person, kin: seat.kin };
  });
  return { home, decile, members };
}

type Work = Pick<RegisteredPerson, "job" | "isWorker" | "isWageEarner">;

function drawWork(draft: Draft, home: Kelurahan, seat: Seat, workersTarget: number): Work {
  const { random } = draft;
  const age = ageOn(seat.birth, REFERENCE_DAY);
  const isWorkerAge = age >= WORKER_AGE_MIN && age <= WORKER_AGE_MAX;
  const works = hasJob(random, seat.sex, age);
  if (!works || (isWorkerAge && draft.workersMade >= workersTarget)) {
    return { job: drawJoblessness(random, age), isWorker: false, isWageEarner: false };
  }
  const job = drawJob(random, home, seat.sex, age);
  if (!isWorkerAge) return { job, isWorker: false, isWageEarner: false };
  const isWageEarner = draft.wageEarners[draft.workersMade++] === 1;
  return { job: isWageEarner ? jobOfWageEarner(random, job) : job, isWorker: true, isWageEarner };
}

function jobOfWageEarner(random: Random, otherwise: Job): Job {
  if (random.chance(RATES.wageEarnerJobKnown)) return "PEGAWAI SWASTA";
  return isPublicOffice(otherwise) ? "WIRASWASTA" : otherwise;
}

/** No two of a family share a name, but for a son now and then who is named as his father. */
function nameFamily(random: Random, lineage: Lineage, seats: readonly Seat[]): readonly FullName[] {
  const names: FullName[] = [];
  for (const seat of seats) {
    names.push(drawFreeName(random, lineage, seat, seats, names));
  }
  return names;
}

function drawFreeName(
  random: Random,
  lineage: Lineage,
  seat: Seat,
  seats: readonly Seat[],
  taken: readonly FullName[],
): FullName {
  const father = seats[0];
  const fathersName = taken[0];
  const isSon = seat.kin === "child" && seat.sex === "L" && father?.sex === "L";
  if (isSon && fathersName !== undefined && random.chance(RATES.sonNamedAsFather)) {
    const isSecondJunior = taken.slice(1).some(({ name }) => name === fathersName.name);
    if (!isSecondJunior && !fathersName.name.includes("H.")) {
      return { name: fathersName.name, daeng: null };
    }
  }
  for (;;) {
    // A wife comes from a family of her own.
    const kin = seat.kin === "spouse" ? drawLineage(random) : lineage;
    const drawn = drawName(random, kin, seat.sex, seat.birth);
    if (!taken.some(({ name }) => name === drawn.name)) return drawn;
  }
}
