import { describe, expect, test } from "vitest";
import { createRowClassifier } from "./classify-row.ts";
import { recogniseHeader } from "./layouts.ts";

const header = [
  "No",
  "NIK",
  "Nama",
  "Tanggal Lahir",
  "Jenis Kelamin",
  "Kecamatan",
  "Kelurahan",
  "Jenis Disabilitas",
  "Tingkat",
];
const recognised = recogniseHeader(header, null);
if (recognised === null) throw new Error("the header of the test is not recognised");
const classify = createRowClassifier(recognised, header);
const nik = `737107${"5708900012"}`;

test.each([
  ["a person", "data", ["1", nik, "AMINAH", "17-08-1990", "P", "Tallo", "Tallo", "Fisik", "berat"]],
  [
    "a person without a NIK",
    "data",
    ["1", "", "AMINAH", "17-08-1990", "P", "Tallo", "Tallo", "Fisik"],
  ],
  ["a person without a name", "data", ["1", nik, "", "17-08-1990", "P", "Tallo", "Tallo", "Fisik"]],
  [
    "a person called Jumlah",
    "data",
    ["1", nik, "JUMLAH", "17-08-1990", "P", "Tallo", "Tallo", "Fisik"],
  ],
  [
    "a person called Total, NIK missing",
    "data",
    ["1", "", "TOTAL", "17-08-1990", "P", "Tallo", "Tallo", "Fisik"],
  ],
  ["a NIK alone speaks of somebody", "data", ["", nik]],
  ["no cells", "blank", []],
  ["empty cells", "blank", ["", "", "", ""]],
  ["spaces and no-break spaces", "blank", [" ", "\u00a0", "\n"]],
  ["a total", "total", ["JUMLAH", "", "214"]],
  ["a total that is called one", "total", ["", "Total:", "", "", "", "214"]],
  ["a subtotal", "total", ["Sub Total", "", "12"]],
  ["a grand total with dashes", "total", ["- GRAND TOTAL -", "", "12"]],
  ["the header again, on the next page", "header", header],
  ["the header again, in capitals", "header", header.map((cell) => cell.toUpperCase())],
  ["the row of column numbers", "header", ["1", "2", "3", "4", "5", "6", "7", "8", "9"]],
  ["the row of column numbers in brackets", "header", header.map((_, index) => `(${index + 1})`)],
  [
    "a place and a day above a signature",
    "short",
    ["", "", "", "", "", "", "Makassar, 31 Mei 2024"],
  ],
  ["a signature", "short", ["", "", "", "", "", "", "Drs. Contoh, M.AP"]],
  ["a civil servant's number under it", "short", ["", "", "", "", "", "", "NIP. 19700817"]],
  ["a running number and nothing else", "short", ["17"]],
] as const)("%s is %s", (_, kind, cells) => {
  expect(classify(cells)).toBe(kind);
});

describe("a row of numbers that is no row of column numbers", () => {
  test("is a person's, however odd", () => {
    expect(classify(["12", nik, "3", "4", "5", "6", "7", "8", "9"])).toBe("data");
  });
});
