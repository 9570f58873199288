import { OTHER_NIK_AREAS } from "./data/places.ts";
import { type Day, dayFrom, dayOfMonth, daysInMonth, monthOf, two, yearOf } from "./days.ts";
import type { Sex } from "./person.ts";
import { createWeightedPick, type Random } from "./random.ts";
import { type NikDamage, RATES } from "./rates.ts";

/** Hands out NIKs as the civil registry does: area of first issue, birth date, serial number. */
export interface NikIssuer {
  readonly issue: (person: {
    readonly sex: Sex;
    readonly birth: Day;
    readonly districtCode: string;
  }) => string;
  /** Whether this very number belongs, or could belong, to somebody issued so far. */
  readonly mayBelongToSomebody: (nik: string) => boolean;
}

export function createNikIssuer(random: Random): NikIssuer {
  const lastSerialByPrefix = new Map<number, number>();
  return {
    issue: ({ sex, birth, districtCode }) => {
      const area = chooseArea(random, districtCode);
      const date = random.chance(RATES.nikDateContradicts) ? mistakeDay(random, birth) : birth;
      const dayPart = dayOfMonth(date) + (sex === "P" ? 40 : 0);
      const prefix = `${area}${two(dayPart)}${two(monthOf(date))}${two(yearOf(date) % 100)}`;
      const gap = random.chance(0.25) ? 1 + random.below(3) : 1;
      const serial = (lastSerialByPrefix.get(Number(prefix)) ?? 0) + gap;
      if (serial > 9999) throw new Error(`no serial number is left for NIKs of ${area}`);
      lastSerialByPrefix.set(Number(prefix), serial);
      return prefix + String(serial).padStart(4, "0");
    },
    mayBelongToSomebody: (nik) =>
      Number(nik.slice(12)) <= (lastSerialByPrefix.get(Number(nik.slice(0, 12))) ?? 0),
  };
}

/** What stands in the cell instead of the NIK. `number` cells arrive as numbers, others as text. */
export type DamagedNik = null | string | { readonly number: string };

export function damageNik(random: Random, nik: string, damage: NikDamage): DamagedNik {
  switch (damage) {
    case "empty":
      return null;
    case "KOSONG":
      return random.chance(0.8) ? "KOSONG" : "Kosong";
    case "dash":
      return "-";
    case "number with the last digit lost":
      return { number: `${nik.slice(0, 15)}0` };
    case "scientific text":
      return toScientificText(random, nik);
    case "15 digits":
      return dropDigit(random, nik);
    case "17 digits":
      return repeatDigit(random, nik);
    case "letter O for zero":
      return nik.replaceAll("0", "O");
  }
}

/** One digit wrong, or two neighbours swapped: 16 digits that belong to nobody else. */
export function mistypeNik(random: Random, nik: string, issuer: NikIssuer): string {
  for (;;) {
    const place = random.between(4, 15);
    const typed = random.chance(0.55)
      ? withDigit(nik, place, String((Number(nik[place]) + random.between(1, 9)) % 10))
      : swapDigits(nik, place - 1);
    if (typed !== nik && !issuer.mayBelongToSomebody(typed)) return typed;
  }
}

/** A birth date as a clerk gets it wrong: day and month swapped, or a year beside. */
export function mistakeDay(random: Random, birth: Day): Day {
  const [year, month, day] = [yearOf(birth), monthOf(birth), dayOfMonth(birth)];
  if (day <= 12 && day !== month && random.chance(0.6)) return dayFrom(year, day, month);
  const otherYear = random.chance(0.5) ? year - 1 : year - 2;
  return dayFrom(otherYear, month, Math.min(day, daysInMonth(otherYear, month)));
}

const pickOtherArea = createWeightedPick(OTHER_NIK_AREAS);

function chooseArea(random: Random, districtCode: string): string {
  if (random.chance(RATES.nikIssuedElsewhere)) return pickOtherArea(random);
  if (random.chance(0.8)) return districtCode.replaceAll(".", "");
  return `7371${two(random.between(1, 14))}`;
}

/** What Excel shows in a narrow or in a wide column. */
function toScientificText(random: Random, nik: string): string {
  const digits = random.chance(0.5) ? 2 : 5;
  const scaled = String(Math.round(Number(nik.slice(0, 8)) / 10 ** (7 - digits)));
  const separator = random.chance(0.6) ? "," : ".";
  return `${scaled[0]}${separator}${scaled.slice(1)}E+15`;
}

function dropDigit(random: Random, nik: string): string {
  const place = random.between(4, 15);
  return nik.slice(0, place) + nik.slice(place + 1);
}

function repeatDigit(random: Random, nik: string): string {
  const place = random.between(4, 15);
  return nik.slice(0, place) + nik[place] + nik.slice(place);
}

function withDigit(nik: string, place: number, digit: string): string {
  return nik.slice(0, place) + digit + nik.slice(place + 1);
}

function swapDigits(nik: string, place: number): string {
  return nik.slice(0, place) + nik[place + 1] + nik[place] + nik.slice(place + 2);
}
