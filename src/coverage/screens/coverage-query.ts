import { paths } from "../../platform/ui/paths.ts";
import { type Dimension, dimensions } from "../index.ts";

/** What coverage is broken down by, and of which month; it lives in the address of the page. */
export interface CoverageQuery {
  readonly by: Dimension;
  /** Null: the newest month that was billed. */
  readonly month: string | null;
}

const words = {
  kecamatan: "kecamatan",
  kelurahan: "kelurahan",
  occupation: "pekerjaan",
  sex: "kelamin",
  disability: "disabilitas",
  decile: "desil",
} as const satisfies Record<Dimension, string>;

/** Reads an address, tolerantly: what it does not understand is the newest month by kecamatan. */
export function readCoverageQuery(search: Readonly<Record<string, unknown>>): CoverageQuery {
  const month = search["bulan"];
  return {
    by: dimensions.find((by) => words[by] === search["menurut"]) ?? "kecamatan",
    month: typeof month === "string" && /^\d{4}-(0[1-9]|1[0-2])$/.test(month) ? month : null,
  };
}

export function coverageQueryPath({ by, month }: CoverageQuery): string {
  const search: string[] = [];
  if (by !== "kecamatan") search.push(`menurut=${words[by]}`);
  if (month !== null) search.push(`bulan=${month}`);
  return search.length === 0 ? paths.coverage : `${paths.coverage}?${search.join("&")}`;
}
