import { paths } from "../../platform/ui/paths.ts";

/** Which part of the roster is looked at; it lives in the address of the page. */
export interface RosterQuery {
  readonly outcome: "chosen" | "waiting";
  readonly kecamatan: string | null;
  readonly page: number;
}

/** The server answers this many lines a page. */
export const linesPerPage = 100;

/** Reads an address, tolerantly: what it does not understand is the first page of the chosen. */
export function readRosterQuery(search: Readonly<Record<string, unknown>>): RosterQuery {
  const page = Number(search["halaman"]);
  const kecamatan = search["kecamatan"];
  return {
    outcome: search["bagian"] === "tunggu" ? "waiting" : "chosen",
    kecamatan: kecamatan === undefined || kecamatan === "" ? null : String(kecamatan),
    page: Number.isSafeInteger(page) && page > 0 ? page : 1,
  };
}

export function rosterPath(query: RosterQuery): string {
  const search = new Map<string, string>();
  if (query.outcome === "waiting") search.set("bagian", "tunggu");
  if (query.kecamatan !== null) search.set("kecamatan", query.kecamatan);
  if (query.page > 1) search.set("halaman", String(query.page));
  const text = [...search].map(([key, value]) => `${key}=${encodeURIComponent(value)}`).join("&");
  return text === "" ? paths.roster : `${paths.roster}?${text}`;
}
