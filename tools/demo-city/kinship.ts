import { type Day, dayFrom, daysInMonth, yearOf } from "./days.ts";
import type { Marital, Sex } from "./person.ts";
import { createWeightedPick, type Random } from "./random.ts";
import { RATES, REFERENCE_DAY } from "./rates.ts";

export type Kin = "head" | "spouse" | "child" | "parent" | "sibling" | "grandchild";

/** A place at the table, before the person has a name, a number or a job. */
export interface Seat {
  readonly kin: Kin;
  readonly sex: Sex;
  readonly birth: Day;
  readonly marital: Marital;
}

/** Composes one household, head first: couples, single parents, people alone, and who lives in. */
export function composeHousehold(random: Random): readonly Seat[] {
  const headAge = random.between(...pickHeadAges(random));
  const shape = pickShape(random);
  const headSex: Sex = shape === "mother" || (shape === "alone" && random.chance(0.5)) ? "P" : "L";
  const isCouple = shape === "couple";
  const seats: Seat[] = [
    seat(random, "head", headSex, headAge, maritalOfHead(random, isCouple, headAge, headSex)),
  ];
  let motherAge = headSex === "P" ? headAge : headAge - 2;
  if (isCouple) {
    motherAge = Math.max(19, headAge - random.between(-2, 8));
    seats.push(seat(random, "spouse", "P", motherAge, "KAWIN"));
  }
  if (shape !== "alone") {
    addChildren(random, seats, Math.min(motherAge, headAge), shape !== "couple");
  }
  addOthers(random, seats, headAge);
  return seats;
}

type Shape = "couple" | "mother" | "father" | "alone";

const pickShape = createWeightedPick<Shape>([
  ["couple", 76],
  ["mother", 13],
  ["father", 4],
  ["alone", 7],
]);

const pickHeadAges = createWeightedPick<readonly [number, number]>([
  [[22, 29], 11],
  [[30, 39], 26],
  [[40, 49], 28],
  [[50, 59], 20],
  [[60, 69], 10],
  [[70, 83], 5],
]);

const MOTHER_AGE_MIN = 18;
const MOTHER_AGE_MAX = 43;
const LEFT_HOME_AGE = 34;
const AGE_MAX = 93;

function addChildren(random: Random, seats: Seat[], parentAge: number, hasOneAtLeast: boolean) {
  let ageAtBirth = MOTHER_AGE_MIN + random.below(9);
  const wanted = random.pick([1, 2, 2, 3, 3, 3, 4, 4, 5, 6]);
  let born = 0;
  for (let child = 0; child < wanted; child++) {
    const age = parentAge - ageAtBirth;
    if (age < 0 || ageAtBirth > MOTHER_AGE_MAX) break;
    const isFirstOfOne = hasOneAtLeast && born === 0;
    if (age <= LEFT_HOME_AGE && (isFirstOfOne || !hasLeftHome(random, age))) {
      addBirth(random, seats, age);
      born++;
    }
    ageAtBirth += random.between(2, 5);
  }
}

function addBirth(random: Random, seats: Seat[], age: number) {
  const sex = drawSex(random);
  const marital = age >= 20 && random.chance(0.08) ? "CERAI HIDUP" : "BELUM KAWIN";
  if (!random.chance(RATES.twins)) {
    seats.push(seat(random, "child", sex, age, marital));
    return;
  }
  const first = seat(random, "child", sex, age, "BELUM KAWIN");
  const second: Seat = { ...first, sex: random.chance(0.6) ? sex : drawSex(random) };
  seats.push(first, second);
}

function hasLeftHome(random: Random, age: number): boolean {
  if (age < 18) return random.chance(0.03);
  if (age < 22) return random.chance(0.2);
  return random.chance(age < 27 ? 0.45 : 0.72);
}

function addOthers(random: Random, seats: Seat[], headAge: number) {
  if (headAge < 62 && random.chance(0.13)) {
    const sex: Sex = random.chance(0.72) ? "P" : "L";
    const age = headAge + random.between(18, 36);
    if (age <= AGE_MAX) seats.push(seat(random, "parent", sex, age, "CERAI MATI"));
  }
  if (random.chance(0.06)) {
    const age = Math.min(64, Math.max(16, headAge + random.between(-12, 9)));
    seats.push(seat(random, "sibling", drawSex(random), age, "BELUM KAWIN"));
  }
  if (headAge >= 46 && random.chance(0.16)) {
    const age = random.between(0, Math.min(15, headAge - 42));
    seats.push(seat(random, "grandchild", drawSex(random), age, "BELUM KAWIN"));
  }
}

function maritalOfHead(random: Random, isCouple: boolean, age: number, sex: Sex): Marital {
  if (isCouple) return "KAWIN";
  if (age < 32 && random.chance(0.5)) return "BELUM KAWIN";
  return random.chance(age > 50 || sex === "P" ? 0.65 : 0.4) ? "CERAI MATI" : "CERAI HIDUP";
}

function seat(random: Random, kin: Kin, sex: Sex, age: number, marital: Marital): Seat {
  return { kin, sex, birth: birthAtAge(random, age), marital };
}

/** A birth date of somebody who is `age` on the reference day. */
export function birthAtAge(random: Random, age: number): Day {
  const [month, day] = drawDayOfYear(random, age);
  const isBirthdayPast = month * 100 + day <= REFERENCE_DAY % 10000;
  const year = yearOf(REFERENCE_DAY) - age - (isBirthdayPast ? 0 : 1);
  return dayFrom(year, month, Math.min(day, daysInMonth(year, month)));
}

/** Whose birthday is unknown is often given New Year's Day or the last day of the year. */
function drawDayOfYear(random: Random, age: number): readonly [number, number] {
  const isOld = age >= 40;
  const first = isOld ? RATES.firstJanuaryOld : RATES.firstJanuaryYoung;
  const last = isOld ? RATES.lastDecemberOld : RATES.lastDecemberYoung;
  const draw = random.next();
  if (draw < first) return [1, 1];
  if (draw < first + last) return [12, 31];
  const month = random.between(1, 12);
  return [month, random.between(1, daysInMonth(2023, month))];
}

function drawSex(random: Random): Sex {
  return random.chance(0.51) ? "L" : "P";
}

/** Any day between two days, both included; months are taken to be equally likely. */
export function drawDayBetween(random: Random, from: Day, until: Day): Day {
  for (;;) {
    const year = random.between(yearOf(from), yearOf(until));
    const month = random.between(1, 12);
    const day = dayFrom(year, month, random.between(1, daysInMonth(year, month)));
    if (day >= from && day <= until) return day;
  }
}
