import { expect, test } from "vitest";
import { sortRows } from "./sort-rows.ts";

const kecamatan = [
  { name: "Tallo", chosen: 3 },
  { name: "Biringkanaya", chosen: 9 },
  { name: "Sangkarrang", chosen: null },
  { name: "Makassar", chosen: 3 },
];

test("rows follow the column, equal ones keep their order, unknown ones come last both ways", () => {
  const names = (direction: "ascending" | "descending") =>
    sortRows(kecamatan, (row) => row.chosen, direction).map((row) => row.name);
  expect(names("descending")).toEqual(["Biringkanaya", "Tallo", "Makassar", "Sangkarrang"]);
  expect(names("ascending")).toEqual(["Tallo", "Makassar", "Biringkanaya", "Sangkarrang"]);
});

test("names follow the alphabet", () => {
  const first = sortRows(kecamatan, (row) => row.name, "ascending")[0];
  expect(first?.name).toBe("Biringkanaya");
});
