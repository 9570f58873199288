import { createHash } from "node:crypto";
import { readName } from "../intake/read-name.ts";
import { type Uuid, uuidOfHash } from "../kernel/uuid.ts";
import { type ComparedRow, type Resolved, resolveRows } from "./resolve.ts";

/** A row as a test writes it: a name, a birth date, a NIK; the rest has sensible defaults. */
export interface WrittenRow {
  readonly row: string;
  readonly name: string;
  readonly born?: string | null;
  readonly nik?: string;
  readonly sex?: "male" | "female";
  readonly place?: string | null;
  readonly family?: string;
  readonly load?: string;
  /** A list's row; `insurer` states no places. */
  readonly list?: "disability" | "civil" | "insurer";
}

export function idOf(content: string): Uuid {
  return uuidOfHash(createHash("sha256").update(content).digest());
}

export function comparedRow(row: WrittenRow): ComparedRow {
  return {
    rowId: idOf(`row ${row.row}`),
    isRegistry: row.list === undefined,
    loadId: idOf(`load ${row.load ?? row.list ?? "registry"}`),
    familyRef: row.list === undefined ? (row.family ?? `family of ${row.row}`) : null,
    nikId: row.nik === undefined ? null : idOf(`nik ${row.nik}`),
    nameKey: readName(row.name)?.key ?? null,
    bornOn: row.born === undefined ? "1980-05-12" : row.born,
    sex: row.sex ?? null,
    kelurahanCode: row.list === "insurer" || row.place === null ? null : (row.place ?? "Tallo"),
    statesPlace: row.list !== "insurer",
  };
}

/** Resolves rows as written, with a vault that knows their NIKs. */
export async function resolveWritten(rows: readonly WrittenRow[]): Promise<Resolved> {
  const niks = new Map(
    rows.flatMap(({ nik }) => (nik === undefined ? [] : [[idOf(`nik ${nik}`), nik] as const])),
  );
  return await resolveRows(rows.map(comparedRow), async (ids) => {
    return new Map(ids.map((id) => [id, niks.get(id) ?? ""]));
  });
}

/** Persons as sets of row names, in the order of their first rows; rows about nobody are left out. */
export function personsOf(rows: readonly WrittenRow[], resolved: Resolved): readonly string[][] {
  const persons = new Map<number, string[]>();
  rows.forEach(({ row }, index) => {
    const leader = resolved.leaders[index] ?? -1;
    if (leader >= 0) persons.set(leader, [...(persons.get(leader) ?? []), row]);
  });
  return [...persons.values()];
}
