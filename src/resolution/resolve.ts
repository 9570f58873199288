import type { Uuid } from "../kernel/uuid.ts";
import { type Clusters, createClusters } from "./clusters.ts";
import { compareNames } from "./compare-names.ts";
import { compareNiks } from "./compare-niks.ts";
import { createFamilies, type Families } from "./families.ts";

/** What resolution compares of a row. Rows come in the stated order: source, load, row number. */
export interface ComparedRow {
  readonly rowId: Uuid;
  /** Registries name persons; other lists (insurer, civil registry, disability) only speak of them. */
  readonly isRegistry: boolean;
  readonly loadId: Uuid;
  readonly familyRef: string | null;
  readonly nikId: Uuid | null;
  readonly nameKey: string | null;
  readonly bornOn: string | null;
  readonly sex: string | null;
  readonly kelurahanCode: string | null;
  /** Whether the row's list states places at all; one that does not is compared city-wide and more strictly. */
  readonly statesPlace: boolean;
}

/** Why a row belongs to its person. `first`: it is the row that named the person. */
export type JoinRule =
  | "first"
  | "nik"
  | "name-birth-place"
  | "name-birth-family"
  | "near-nik"
  | "name-birth"
  | "nobody";

/** Why a row may be another person's too and was left for somebody to look at. */
export type DoubtReason = "nik-shared" | "nik-differs" | "several-fit";

export interface Doubt {
  readonly row: number;
  readonly otherRow: number;
  readonly reason: DoubtReason;
}

export interface Resolved {
  /** For each row: the index of the registry row that leads its person; -1 where a list's row is about nobody. */
  readonly leaders: Int32Array;
  readonly rules: readonly JoinRule[];
  readonly doubts: readonly Doubt[];
}

/** Gives the digits of NIKs, for the few pairs whose difference must be looked at. */
export type NikReader = (ids: readonly Uuid[]) => Promise<ReadonlyMap<Uuid, string>>;

/**
 * Finds the persons behind the rows.
 *
 * Registry rows are one person when they share a usable NIK (unless both name and birth date
 * differ), or when name, birth date and kelurahan agree and the NIKs do not speak against it, or
 * when name and birth date agree and the NIKs differ by a slip of the hand. A family that is
 * registered again in another kelurahan is known by a member with the same NIK in both. Rows of other lists are
 * then attached by the same rules. What fits several persons fits none: it is a doubt.
 * Not modelled: weights and probabilities (the linkage engine replaces these rules).
 */
export async function resolveRows(
  rows: readonly ComparedRow[],
  readNiks: NikReader,
): Promise<Resolved> {
  const state = startState(rows);
  joinBySharedNik(state);
  const pairs = pairsByNameAndBirth(state);
  const digits = await readNiks(niksToRead(state, pairs));
  joinBySlipOfNik(state, pairs, digits);
  joinThoseWithoutNik(state, pairs);
  attachLists(state, pairs, digits);
  const leaders = Int32Array.from(rows, (row, index) => {
    if (row.isRegistry) return state.clusters.leaderOf(index);
    const attached = state.attachedTo[index] ?? -1;
    return attached < 0 ? -1 : state.clusters.leaderOf(attached);
  });
  state.rules.forEach((rule, index) => {
    if (rule === null) state.rules[index] = rows[index]?.isRegistry ? "first" : "nobody";
  });
  return { leaders, rules: state.rules as JoinRule[], doubts: state.doubts };
}

interface State {
  readonly rows: readonly ComparedRow[];
  readonly clusters: Clusters;
  readonly rules: (JoinRule | null)[];
  readonly attachedTo: Int32Array;
  readonly doubts: Doubt[];
  readonly families: Families;
  /** By leader: whether a row of the set has a usable NIK. */
  readonly hasNik: Uint8Array;
}

function startState(rows: readonly ComparedRow[]): State {
  const clusters = createClusters(rows.length);
  return {
    rows,
    clusters,
    families: createFamilies(rows, clusters),
    rules: new Array<JoinRule | null>(rows.length).fill(null),
    attachedTo: new Int32Array(rows.length).fill(-1),
    doubts: [],
    hasNik: Uint8Array.from(rows, (row) => (row.nikId === null ? 0 : 1)),
  };
}

function rowAt(state: State, index: number): ComparedRow {
  const row = state.rows[index];
  if (row === undefined) throw new Error("broken invariant: a compared row exists");
  return row;
}

/** Joins `later` to the person of `earlier` and notes why, once. */
function join(state: State, earlier: number, later: number, rule: JoinRule): void {
  const a = Math.min(earlier, later);
  const b = Math.max(earlier, later);
  const hasNik = [a, b].some((row) => state.hasNik[state.clusters.leaderOf(row)] === 1);
  if (!state.clusters.join(a, b)) return;
  state.hasNik[state.clusters.leaderOf(a)] = hasNik ? 1 : 0;
  state.rules[b] ??= rule;
}

function joinBySharedNik(state: State): void {
  const firstByNik = new Map<Uuid, number>();
  state.rows.forEach((row, index) => {
    if (row.nikId === null) return;
    const first = firstByNik.get(row.nikId);
    if (first === undefined) {
      if (row.isRegistry) firstByNik.set(row.nikId, index);
    } else if (contradict(rowAt(state, first), row)) {
      state.doubts.push({ row: index, otherRow: first, reason: "nik-shared" });
    } else if (row.isRegistry) {
      join(state, first, index, "nik");
    } else {
      state.attachedTo[index] = first;
      state.rules[index] = "nik";
    }
  });
}

/** One NIK on two rows is one person unless name and birth date both say otherwise. */
function contradict(one: ComparedRow, other: ComparedRow): boolean {
  if (
    one.nameKey === null ||
    other.nameKey === null ||
    one.bornOn === null ||
    other.bornOn === null
  )
    return false;
  return one.bornOn !== other.bornOn && compareNames(one.nameKey, other.nameKey) === "different";
}

/** Two rows of one birth date whose names fit. `registry` rows first; `other` may be of a list. */
interface Pair {
  readonly one: number;
  readonly other: number;
  readonly samePlace: boolean;
  readonly sameName: boolean;
  /** Their two families have a member in common: one family, registered twice. */
  readonly sameFamily: boolean;
}

function pairsByNameAndBirth(state: State): readonly Pair[] {
  const pairs: Pair[] = [];
  for (const block of blocksByBirth(state).values()) {
    for (let i = 0; i < block.length; i += 1) {
      const one = block[i] ?? 0;
      const a = rowAt(state, one);
      if (!a.isRegistry) break;
      for (let j = i + 1; j < block.length; j += 1) {
        const pair = fitTogether(state, one, a, block[j] ?? 0);
        if (pair !== null) pairs.push(pair);
      }
    }
  }
  return pairs;
}

/** Row indexes by birth date, registry rows first (the stated order has them so). */
function blocksByBirth(state: State): ReadonlyMap<string, readonly number[]> {
  const blocks = new Map<string, number[]>();
  state.rows.forEach((row, index) => {
    if (row.bornOn === null || row.nameKey === null) return;
    if (!row.isRegistry && state.attachedTo[index] !== -1) return;
    const block = blocks.get(row.bornOn);
    if (block) block.push(index);
    else blocks.set(row.bornOn, [index]);
  });
  return blocks;
}

function fitTogether(state: State, one: number, a: ComparedRow, other: number): Pair | null {
  const b = rowAt(state, other);
  if (a.sex !== null && b.sex !== null && a.sex !== b.sex) return null;
  if (a.nikId !== null && a.nikId === b.nikId) return null;
  const likeness = compareNames(a.nameKey ?? "", b.nameKey ?? "");
  if (likeness === "different") return null;
  // Brothers and sisters of one birth date stand in one family block; a second row of a person does not.
  const sameBlock = a.familyRef !== null && a.familyRef === b.familyRef && a.loadId === b.loadId;
  if (sameBlock && likeness !== "same") return null;
  const samePlace = a.kelurahanCode !== null && a.kelurahanCode === b.kelurahanCode;
  const sameFamily = !samePlace && state.families.haveCommonMember(one, other);
  return { one, other, samePlace, sameName: likeness === "same", sameFamily };
}

/** NIKs of pairs in which both sides have one and they differ. */
function niksToRead(state: State, pairs: readonly Pair[]): readonly Uuid[] {
  const ids = new Set<Uuid>();
  for (const pair of pairs) {
    const a = rowAt(state, pair.one).nikId;
    const b = rowAt(state, pair.other).nikId;
    if (a !== null && b !== null) ids.add(a).add(b);
  }
  return [...ids];
}

type NikVerdict = "one-missing" | "near" | "far";

function nikVerdict(state: State, pair: Pair, digits: ReadonlyMap<Uuid, string>): NikVerdict {
  const a = rowAt(state, pair.one).nikId;
  const b = rowAt(state, pair.other).nikId;
  if (a === null || b === null) return "one-missing";
  const likeness = compareNiks(digits.get(a) ?? "", digits.get(b) ?? "");
  if (likeness === "near") return "near";
  const closeBy = pair.samePlace || pair.sameFamily;
  if (likeness === "near-in-area" && closeBy) return "near";
  return likeness === "near-in-serial" && pair.sameName && closeBy ? "near" : "far";
}

function joinBySlipOfNik(
  state: State,
  pairs: readonly Pair[],
  digits: ReadonlyMap<Uuid, string>,
): void {
  for (const pair of pairs) {
    if (!rowAt(state, pair.other).isRegistry) continue;
    const verdict = nikVerdict(state, pair, digits);
    if (verdict === "near") join(state, pair.one, pair.other, "near-nik");
    else if (verdict === "far" && pair.samePlace && pair.sameName) {
      state.doubts.push({ row: pair.other, otherRow: pair.one, reason: "nik-differs" });
    }
  }
}

/** A row without a usable NIK joins the one person of its name, birth date and kelurahan or family; never one of two. */
function joinThoseWithoutNik(state: State, pairs: readonly Pair[]): void {
  const fits = new Map<number, Pair[]>();
  for (const pair of pairs) {
    if (!(pair.samePlace || pair.sameFamily) || !rowAt(state, pair.other).isRegistry) continue;
    for (const side of [pair.one, pair.other]) {
      if (rowAt(state, side).nikId !== null) continue;
      fits.set(side, [...(fits.get(side) ?? []), pair]);
    }
  }
  const without = [...fits.keys()].sort((a, b) => a - b);
  for (const row of without) {
    const own = bestOf(fits.get(row) ?? []);
    const others = own.map((pair) => (pair.one === row ? pair.other : pair.one));
    const leaders = new Set(others.map((other) => state.clusters.leaderOf(other)));
    const withNik = [...leaders].filter((leader) => state.hasNik[leader] === 1);
    const [first] = others;
    if (first === undefined) continue;
    if (withNik.length > 1) {
      const [, second = first] = withNik;
      state.doubts.push({ row, otherRow: second, reason: "several-fit" });
    } else {
      const rule = own.some((pair) => pair.samePlace) ? "name-birth-place" : "name-birth-family";
      for (const leader of leaders) join(state, leader, row, rule);
    }
  }
}

/** The pairs of equal names when there are any: a short form is only believed when nothing fits better. */
function bestOf(pairs: readonly Pair[]): readonly Pair[] {
  const same = pairs.filter((pair) => pair.sameName);
  return same.length > 0 ? same : pairs;
}

function attachLists(
  state: State,
  pairs: readonly Pair[],
  digits: ReadonlyMap<Uuid, string>,
): void {
  const fits = new Map<number, { pair: Pair; rule: JoinRule }[]>();
  for (const pair of pairs) {
    const row = rowAt(state, pair.other);
    if (row.isRegistry || state.attachedTo[pair.other] !== -1) continue;
    const rule = listRule(row, pair, nikVerdict(state, pair, digits));
    if (rule !== null) fits.set(pair.other, [...(fits.get(pair.other) ?? []), { pair, rule }]);
  }
  for (const [row, found] of fits) {
    const same = found.filter((fit) => fit.pair.sameName);
    const best = same.length > 0 ? same : found;
    const persons = new Set(best.map((fit) => state.clusters.leaderOf(fit.pair.one)));
    const [first] = best;
    if (first === undefined) continue;
    if (persons.size > 1)
      state.doubts.push({ row, otherRow: first.pair.one, reason: "several-fit" });
    else {
      state.attachedTo[row] = first.pair.one;
      state.rules[row] = first.rule;
    }
  }
}

/** Birthdays that stand for "unknown": half a street was born on them. */
const unknownBirthdays = /-(01-01|12-31|07-01)$/;

function listRule(row: ComparedRow, pair: Pair, verdict: NikVerdict): JoinRule | null {
  if (verdict === "near") return "near-nik";
  if (verdict === "far") return null;
  if (row.statesPlace) return pair.samePlace ? "name-birth-place" : null;
  return pair.sameName && !unknownBirthdays.test(row.bornOn ?? "") ? "name-birth" : null;
}
