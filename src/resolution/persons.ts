import { compareTexts } from "../kernel/compare-texts.ts";
import type { Uuid } from "../kernel/uuid.ts";

/** What the golden record takes from a row, in the stated order of rows. */
export interface SourceRow {
  readonly rowId: Uuid;
  readonly isRegistry: boolean;
  readonly name: string | null;
  readonly title: string | null;
  readonly sex: string | null;
  readonly bornOn: string | null;
  readonly nikId: Uuid | null;
  readonly nikState: string;
  readonly nikAgrees: boolean;
  readonly kecamatanCode: string | null;
  readonly kelurahanCode: string | null;
  readonly address: string | null;
  readonly decile: number | null;
  readonly occupation: string | null;
  readonly relation: string | null;
  readonly dukcapilMatch: boolean | null;
}

/** A person as today's rows tell: which row gave the identity, which the registry's facts. */
export interface GoldenRecord {
  readonly personId: Uuid;
  readonly mergedInto: Uuid | null;
  readonly rowCount: number;
  readonly identityRow: Uuid | null;
  readonly registryRow: Uuid | null;
  readonly name: string | null;
  readonly title: string | null;
  readonly sex: string | null;
  readonly bornOn: string | null;
  readonly nikId: Uuid | null;
  readonly nikState: string;
  readonly kecamatanCode: string | null;
  readonly kelurahanCode: string | null;
  readonly address: string | null;
  readonly decile: number | null;
  readonly occupation: string | null;
  readonly relation: string | null;
}

/**
 * The golden record of one person. The rules, field by field (README.md says why):
 *
 * - NIK: among rows with a usable one, that which the civil registry matched, then that which
 *   agrees with birth date and sex, then that on most rows, then the first row.
 * - name, title, sex, birth date: the first registry row with that NIK, else the row that gave it, else the first
 *   row; what it does not state comes from the next row that does.
 * - place, address, decile, occupation, relation: the identity row when it is a registry's, else the first registry row.
 */
export function goldenRecordOf(personId: Uuid, rows: readonly SourceRow[]): GoldenRecord {
  const nik = chooseNik(rows);
  const withNik = rows.filter((row) => nik !== null && row.nikId === nik);
  const identity =
    withNik.find((row) => row.isRegistry) ?? rows.find((row) => row.isRegistry) ?? rows[0];
  const registry = identity?.isRegistry ? identity : rows.find((row) => row.isRegistry);
  const inOrder = identity ? [identity, ...rows.filter((row) => row !== identity)] : rows;
  const registryFirst = registry
    ? [registry, ...rows.filter((row) => row !== registry && row.isRegistry)]
    : [];
  return {
    personId,
    mergedInto: null,
    rowCount: rows.length,
    identityRow: identity?.rowId ?? null,
    registryRow: registry?.rowId ?? null,
    name: identity?.name ?? null,
    title: firstStated(inOrder, (row) => row.title),
    sex: firstStated(inOrder, (row) => row.sex),
    bornOn: firstStated(inOrder, (row) => row.bornOn),
    nikId: nik,
    nikState: nik === null ? (identity?.nikState ?? "missing") : "usable",
    kecamatanCode: registry?.kecamatanCode ?? null,
    kelurahanCode: registry?.kelurahanCode ?? null,
    address: firstStated(registryFirst, (row) => row.address),
    decile: firstStated(registryFirst, (row) => row.decile),
    occupation: firstStated(registryFirst, (row) => row.occupation),
    relation: firstStated(registryFirst, (row) => row.relation),
  };
}

/** The record of an id that turned out to be another person: it only points there. */
export function mergedRecord(personId: Uuid, mergedInto: Uuid): GoldenRecord {
  return {
    personId,
    mergedInto,
    rowCount: 0,
    identityRow: null,
    registryRow: null,
    name: null,
    title: null,
    sex: null,
    bornOn: null,
    nikId: null,
    nikState: "missing",
    kecamatanCode: null,
    kelurahanCode: null,
    address: null,
    decile: null,
    occupation: null,
    relation: null,
  };
}

function firstStated<T>(rows: readonly SourceRow[], read: (row: SourceRow) => T | null): T | null {
  for (const row of rows) {
    const stated = read(row);
    if (stated !== null) return stated;
  }
  return null;
}

function chooseNik(rows: readonly SourceRow[]): Uuid | null {
  const candidates = new Map<
    Uuid,
    { matched: boolean; agrees: boolean; rows: number; first: number }
  >();
  rows.forEach((row, index) => {
    if (row.nikId === null) return;
    const known = candidates.get(row.nikId) ?? {
      matched: false,
      agrees: false,
      rows: 0,
      first: index,
    };
    // The civil registry's own lists state a NIK of its own register.
    known.matched ||= row.dukcapilMatch === true;
    known.agrees ||= row.nikAgrees;
    known.rows += 1;
    candidates.set(row.nikId, known);
  });
  const ranked = [...candidates].sort(([, a], [, b]) => {
    if (a.matched !== b.matched) return a.matched ? -1 : 1;
    if (a.agrees !== b.agrees) return a.agrees ? -1 : 1;
    return b.rows - a.rows || a.first - b.first;
  });
  return ranked[0]?.[0] ?? null;
}

/** Persons there were before: each id with the row that first named it. */
export interface KnownPerson {
  readonly personId: Uuid;
  readonly firstRowId: Uuid;
}

/** Which id each set of registry rows bears, and which ids have become another's. */
export interface NamedClusters {
  readonly personIdByLeader: ReadonlyMap<number, Uuid>;
  readonly mergedInto: ReadonlyMap<Uuid, Uuid>;
  readonly newPersons: readonly KnownPerson[];
}

/**
 * Gives each set of registry rows its person id.
 *
 * A set that holds the first row of a person there was keeps that person's id (the earliest row's
 * when there are several; the others become it). A new set bears the id of its own first row.
 */
export function nameClusters(
  registryRows: readonly { readonly rowId: Uuid; readonly leader: number }[],
  known: readonly KnownPerson[],
): NamedClusters {
  const personByFirstRow = new Map(known.map((person) => [person.firstRowId, person.personId]));
  const personIdByLeader = new Map<number, Uuid>();
  const firstRowByLeader = new Map<number, Uuid>();
  const mergedInto = new Map<Uuid, Uuid>();
  for (const { rowId, leader } of registryRows) {
    if (!firstRowByLeader.has(leader)) firstRowByLeader.set(leader, rowId);
    const person = personByFirstRow.get(rowId);
    if (person === undefined) continue;
    const bearer = personIdByLeader.get(leader);
    if (bearer === undefined) personIdByLeader.set(leader, person);
    else mergedInto.set(person, bearer);
  }
  const newPersons: KnownPerson[] = [];
  for (const [leader, firstRowId] of firstRowByLeader) {
    if (personIdByLeader.has(leader)) continue;
    personIdByLeader.set(leader, firstRowId);
    newPersons.push({ personId: firstRowId, firstRowId });
  }
  newPersons.sort((a, b) => compareTexts(a.personId, b.personId));
  return { personIdByLeader, mergedInto, newPersons };
}
