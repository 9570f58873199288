import type { Uuid } from "../kernel/uuid.ts";
import type { Clusters } from "./clusters.ts";

/** What says to which family a row belongs. */
interface FamilyRow {
  readonly isRegistry: boolean;
  readonly loadId: Uuid;
  readonly familyRef: string | null;
}

/** The families of the registry, as its blocks name them. */
export interface Families {
  /**
   * Whether somebody else of the one row's family was found in the other row's family too: then it
   * is one family that was registered twice, the second time perhaps in another kelurahan.
   */
  haveCommonMember(one: number, other: number): boolean;
}

/** `clusters` tells who was found to be one person so far; it is asked at the moment of the question. */
export function createFamilies(rows: readonly FamilyRow[], clusters: Clusters): Families {
  const rowsByFamily = new Map<string, number[]>();
  const familyOf = (index: number): string | null => {
    const row = rows[index];
    return !row?.isRegistry || row.familyRef === null ? null : `${row.loadId}/${row.familyRef}`;
  };
  rows.forEach((_, index) => {
    const family = familyOf(index);
    if (family === null) return;
    const members = rowsByFamily.get(family);
    if (members) members.push(index);
    else rowsByFamily.set(family, [index]);
  });
  return {
    haveCommonMember(one, other) {
      const [a, b] = [familyOf(one), familyOf(other)];
      if (a === null || b === null || a === b) return false;
      const own = new Set([clusters.leaderOf(one), clusters.leaderOf(other)]);
      const leaders = new Set((rowsByFamily.get(a) ?? []).map((row) => clusters.leaderOf(row)));
      return (rowsByFamily.get(b) ?? []).some((row) => {
        const leader = clusters.leaderOf(row);
        return leaders.has(leader) && !own.has(leader);
      });
    },
  };
}
