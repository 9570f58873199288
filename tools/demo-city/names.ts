import {
  CHRISTIAN_MEN,
  CHRISTIAN_WOMEN,
  DAENG_MEN,
  DAENG_WOMEN,
  DEGREES,
  GIVEN_OLD_MEN,
  GIVEN_OLD_WOMEN,
  GIVEN_YOUNG_MEN,
  GIVEN_YOUNG_WOMEN,
  JAVA_MEN,
  JAVA_SECOND,
  JAVA_WOMEN,
  NOBLE_TITLES,
  SECOND_MEN,
  SECOND_WOMEN,
  TORAJA_NAMES,
} from "./data/names.ts";
import { type Day, yearOf } from "./days.ts";
import type { Sex } from "./person.ts";
import { createCommonFirstPick, createWeightedPick, type Random } from "./random.ts";

export type People = "Makassar" | "Bugis" | "Toraja" | "Java";

export interface Lineage {
  readonly people: People;
  /** The whole family carries a title such as ANDI. */
  readonly nobleTitle: string | null;
  /** What children of Toraja families carry behind their own name. */
  readonly familyName: string | null;
}

export interface FullName {
  /** In capitals, as on the identity card. */
  readonly name: string;
  readonly daeng: string | null;
}

const NOBLE_SHARE = 0.08;
const HAJI_SHARE = 0.06;
const DEGREE_SHARE = 0.012;
const DAENG_SHARE = 0.35;
/** Of those with a daeng name: the card shows it. */
const DAENG_ON_CARD_SHARE = 0.25;
const PATRONYM_SHARE = 0.015;

export function drawLineage(random: Random): Lineage {
  const people = pickPeople(random);
  const isNoble = people === "Bugis" && random.chance(NOBLE_SHARE * 1.6);
  return {
    people,
    nobleTitle: isNoble ? random.pick(NOBLE_TITLES) : null,
    familyName: people === "Toraja" ? random.pick(TORAJA_NAMES) : null,
  };
}

export function drawName(random: Random, lineage: Lineage, sex: Sex, birth: Day): FullName {
  const year = yearOf(birth);
  const own = drawOwnName(random, lineage, sex, year);
  const isMuslim = lineage.people !== "Toraja";
  const parts: string[] = [];
  if (isMuslim && year < 1980 && random.chance(HAJI_SHARE)) parts.push(sex === "L" ? "H." : "HJ.");
  if (lineage.nobleTitle !== null) parts.push(lineage.nobleTitle);
  parts.push(own);
  const daeng = drawDaeng(random, lineage, sex, year);
  const isOnCard = daeng !== null && random.chance(DAENG_ON_CARD_SHARE);
  if (isOnCard) parts.push(random.chance(0.6) ? `DG. ${daeng}` : `DAENG ${daeng}`);
  if (!isOnCard && isMuslim && year < 1990 && random.chance(PATRONYM_SHARE)) {
    parts.push(sex === "L" ? "BIN" : "BINTI", pickOldMan(random));
  }
  const name = shortenOnCard(random, parts.join(" ").toUpperCase());
  const degree = year < 2001 && random.chance(DEGREE_SHARE) ? `, ${random.pick(DEGREES)}` : "";
  return {
    name: name + degree.toUpperCase(),
    daeng: daeng === null || isOnCard ? null : daeng.toUpperCase(),
  };
}

/** Cards, too, write MUH. for Muhammad now and then: the short form can be the official one. */
function shortenOnCard(random: Random, name: string): string {
  const draw = random.next();
  if (draw < 0.3) return name.replace(/\bMUHAMMAD /, "MUH. ").replace(/\bSITI /, "ST. ");
  return draw < 0.45 ? name.replace(/\bABDUL /, "ABD. ").replace(/\bSITI /, "SITTI ") : name;
}

const pickPeople = createWeightedPick<People>([
  ["Makassar", 50],
  ["Bugis", 34],
  ["Toraja", 8],
  ["Java", 8],
]);
const pickOldMan = createCommonFirstPick(GIVEN_OLD_MEN);
const pickYoungMan = createCommonFirstPick(GIVEN_YOUNG_MEN);
const pickOldWoman = createCommonFirstPick(GIVEN_OLD_WOMEN);
const pickYoungWoman = createCommonFirstPick(GIVEN_YOUNG_WOMEN);
const pickSecondMan = createCommonFirstPick(SECOND_MEN);
const pickSecondWoman = createCommonFirstPick(SECOND_WOMEN);

function drawOwnName(random: Random, lineage: Lineage, sex: Sex, year: number): string {
  if (lineage.people === "Toraja") {
    const given = random.pick(sex === "L" ? CHRISTIAN_MEN : CHRISTIAN_WOMEN);
    const middle = random.chance(0.35) ? ` ${random.pick(TORAJA_NAMES)}` : "";
    return `${given}${middle} ${lineage.familyName ?? random.pick(TORAJA_NAMES)}`;
  }
  if (lineage.people === "Java" && random.chance(0.7)) {
    const given = random.pick(sex === "L" ? JAVA_MEN : JAVA_WOMEN);
    return random.chance(0.6) ? `${given} ${random.pick(JAVA_SECOND)}` : given;
  }
  return drawSulawesiName(random, sex, year);
}

/** Old people often have one word for a name, young ones two or three. */
function drawSulawesiName(random: Random, sex: Sex, year: number): string {
  const isOld = year < 1980 ? random.chance(0.9) : random.chance(year < 1995 ? 0.45 : 0.12);
  const first = drawGiven(random, sex, isOld);
  const needsSecond = isAbbreviatedWhenAlone(first);
  const words = random.next();
  if (!needsSecond && words < (isOld ? 0.34 : 0.1)) return first;
  const second = drawSecond(random, sex, isOld, first);
  if (words < (isOld ? 0.93 : 0.66)) return `${first} ${second}`;
  return `${first} ${second} ${drawSecond(random, sex, isOld, second)}`;
}

function drawGiven(random: Random, sex: Sex, isOld: boolean): string {
  if (sex === "L") return isOld ? pickOldMan(random) : pickYoungMan(random);
  return isOld ? pickOldWoman(random) : pickYoungWoman(random);
}

function drawSecond(random: Random, sex: Sex, isOld: boolean, before: string): string {
  for (;;) {
    const useGiven = random.chance(isOld ? 0.45 : 0.25);
    const word =
      sex === "L"
        ? useGiven
          ? drawGiven(random, sex, isOld)
          : pickSecondMan(random)
        : useGiven
          ? drawGiven(random, sex, isOld)
          : pickSecondWoman(random);
    if (word !== before && !isAbbreviatedWhenAlone(word)) return word;
  }
}

/** Nobody is called just Abdul or Siti. */
function isAbbreviatedWhenAlone(word: string): boolean {
  return word === "Muhammad" || word === "Abdul" || word === "Siti" || word === "Nur";
}

function drawDaeng(random: Random, lineage: Lineage, sex: Sex, year: number): string | null {
  if (lineage.people !== "Makassar" || year > 1999 || !random.chance(DAENG_SHARE)) return null;
  return random.pick(sex === "L" ? DAENG_MEN : DAENG_WOMEN);
}
