import type { Kelurahan, KelurahanWithWorkers } from "./areas.ts";
import { type Household, type Member, type Relation, toRelation } from "./households.ts";
import type { NikIssuer } from "./nik.ts";
import type { RegisteredPerson } from "./person.ts";
import { chooseExactly, createRandom, type Random, shuffle } from "./random.ts";
import { RATES } from "./rates.ts";
import { drawEntries, type Entry } from "./registry-entries.ts";

/** One line of the P3KE workbook. */
export interface RegistryRow extends Entry {
  readonly person: RegisteredPerson;
  readonly relation: Relation;
}

/** A family as the registry lists it: head first, then members, then who was entered again. */
export interface FamilyBlock {
  readonly place: Kelurahan;
  readonly decile: number;
  readonly rows: RegistryRow[];
  readonly isBlankRowAfter: boolean;
}

export interface Registry {
  /** In file order: by kelurahan code, mixed within. */
  readonly blocks: readonly FamilyBlock[];
  readonly rowsByPerson: ReadonlyMap<number, readonly RegistryRow[]>;
  readonly secondRows: number;
  readonly secondRowsWithoutCommonNik: number;
}

/** Turns households into registry rows, with the stated share of second rows and damaged NIKs. */
export function registerHouseholds(
  seed: number,
  households: readonly Household[],
  people: readonly RegisteredPerson[],
  shares: readonly KelurahanWithWorkers[],
  issuer: NikIssuer,
): Registry {
  const random = createRandom(seed, "registry");
  const doubles = chooseDoubles(random, households, people);
  const entries = drawEntries(random, people, doubles.people, issuer);
  const register = createRegister(random, shares);
  for (const { home, decile, members } of households) {
    register.addFamily(home, decile, members, entries.firstOf);
  }
  for (const { home, decile, members } of doubles.movedHouseholds) {
    const place = chooseOtherPlace(random, shares, home);
    register.addFamily(place, decile, members, entries.secondOf);
  }
  for (const person of doubles.singly) {
    register.addToOtherFamily(person, entries.secondOf(person));
  }
  return {
    blocks: register.inFileOrder(),
    rowsByPerson: register.rowsByPerson,
    secondRows: doubles.people.length,
    secondRowsWithoutCommonNik: entries.pairsWithoutCommonNik,
  };
}

interface Doubles {
  readonly people: readonly RegisteredPerson[];
  readonly movedHouseholds: readonly Household[];
  /** Those of `people` who were entered again without their household. */
  readonly singly: readonly RegisteredPerson[];
}

function chooseDoubles(
  random: Random,
  households: readonly Household[],
  people: readonly RegisteredPerson[],
): Doubles {
  const total = Math.round(people.length * RATES.secondRow);
  let left = Math.round(total * RATES.secondRowByMovedHousehold);
  const movedHouseholds: Household[] = [];
  for (const household of shuffle(random, households)) {
    if (left === 0) break;
    if (household.members.length > left) continue;
    movedHouseholds.push(household);
    left -= household.members.length;
  }
  const movers = movedHouseholds.flatMap(({ members }) => members.map(({ person }) => person));
  const moverNumbers = new Set(movers.map(({ number }) => number));
  const stayers = people.filter(({ number }) => !moverNumbers.has(number));
  const flags = chooseExactly(random, total - movers.length, stayers.length);
  const singly = stayers.filter((_, index) => flags[index] === 1);
  return { people: [...movers, ...singly], movedHouseholds, singly };
}

function chooseOtherPlace(
  random: Random,
  shares: readonly KelurahanWithWorkers[],
  home: Kelurahan,
): Kelurahan {
  for (;;) {
    const { kelurahan } = random.pick(shares);
    if (kelurahan.code !== home.code) return kelurahan;
  }
}

function createRegister(random: Random, shares: readonly KelurahanWithWorkers[]) {
  const blocksByPlace = new Map<string, FamilyBlock[]>(
    shares.map(({ kelurahan }) => [kelurahan.code, []] as const),
  );
  const hostsByPlaceAndDecile = new Map<string, FamilyBlock[]>();
  const rowsByPerson = new Map<number, RegistryRow[]>();
  const addRow = (block: FamilyBlock, row: RegistryRow) => {
    block.rows.push(row);
    const rows = rowsByPerson.get(row.person.number);
    if (rows === undefined) rowsByPerson.set(row.person.number, [row]);
    else rows.push(row);
  };
  const openBlock = (place: Kelurahan, decile: number): FamilyBlock => {
    const isBlankRowAfter = random.chance(RATES.blankRowAfterFamily);
    const block: FamilyBlock = { place, decile, rows: [], isBlankRowAfter };
    blocksByPlace.get(place.code)?.push(block);
    return block;
  };
  const addFamily = (
    place: Kelurahan,
    decile: number,
    members: readonly Member[],
    toEntry: (person: RegisteredPerson) => Entry,
  ) => {
    const block = openBlock(place, decile);
    for (const { person, kin } of members) {
      addRow(block, { person, relation: toRelation(kin), ...toEntry(person) });
    }
    addTo(hostsByPlaceAndDecile, `${place.code} ${decile}`, block);
  };
  /** Another family of the same place and decile takes the person in; else a block of one. */
  const addToOtherFamily = (person: RegisteredPerson, entry: Entry) => {
    const hosts = hostsByPlaceAndDecile.get(`${person.home.code} ${person.decile}`) ?? [];
    const host = chooseHost(random, hosts, person);
    if (host !== null) addRow(host, { person, relation: "LAINNYA", ...entry });
    else {
      const block = openBlock(person.home, person.decile);
      addRow(block, { person, relation: "KEPALA KELUARGA", ...entry });
    }
  };
  const inFileOrder = () => [...blocksByPlace.values()].flatMap((list) => shuffle(random, list));
  return { addFamily, addToOtherFamily, inFileOrder, rowsByPerson };
}

const HOST_ATTEMPTS = 20;

function chooseHost(
  random: Random,
  hosts: readonly FamilyBlock[],
  person: RegisteredPerson,
): FamilyBlock | null {
  if (hosts.length < 2) return null;
  for (let attempt = 0; attempt < HOST_ATTEMPTS; attempt++) {
    const host = random.pick(hosts);
    if (!host.rows.some((row) => row.person.number === person.number)) return host;
  }
  return null;
}

function addTo<K, V>(lists: Map<K, V[]>, key: K, value: V) {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}
