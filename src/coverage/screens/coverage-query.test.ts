import { expect, test } from "vitest";
import { coverageQueryPath, readCoverageQuery } from "./coverage-query.ts";

test("an address of coverage is read as it was written", () => {
  const query = { by: "occupation", month: "2024-07" } as const;
  const search = new URLSearchParams(coverageQueryPath(query).split("?")[1]);
  expect(readCoverageQuery(Object.fromEntries(search))).toEqual(query);
});

test("an address nobody wrote leads to the newest month by kecamatan", () => {
  const first = { by: "kecamatan", month: null } as const;
  expect(readCoverageQuery({ menurut: "?", bulan: "2024-13" })).toEqual(first);
  expect(coverageQueryPath(first)).toBe("/cakupan");
});
