import { expect, test } from "vitest";
import { readRosterQuery, rosterPath } from "./roster-query.ts";

test("an address of the roster is read as it was written", () => {
  const query = { outcome: "waiting", kecamatan: "73.71.09", page: 4 } as const;
  const search = new URLSearchParams(rosterPath(query).split("?")[1]);
  expect(readRosterQuery(Object.fromEntries(search))).toEqual(query);
});

test("an address nobody wrote leads to the first page of those with a place", () => {
  const first = { outcome: "chosen", kecamatan: null, page: 1 } as const;
  expect(readRosterQuery({ bagian: "?", halaman: "-3", kecamatan: "" })).toEqual(first);
  expect(rosterPath(first)).toBe("/peserta");
});
