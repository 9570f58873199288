import { expect, test } from "vitest";
import { compareNiks } from "./compare-niks.ts";

const area = "737107";
const nik = `${area}1205800013`;

test.each([
  [
    "one digit of the area: perhaps another kecamatan's first of that day",
    `73710812058${"00013"}`,
    "near-in-area",
  ],
  ["two digits of the area swapped", `73717012058${"00013"}`, "near-in-area"],
  ["one digit of the birth date", `${area}12058${"10013"}`, "near"],
  ["two neighbouring digits swapped", `${area}21058${"00013"}`, "near"],
  ["day and month exchanged", `${area}05128${"00013"}`, "near"],
  ["one digit of the serial: perhaps the twin", `${area}12058${"00014"}`, "near-in-serial"],
  ["two digits of the serial swapped", `${area}12058${"00031"}`, "near-in-serial"],
  ["two digits that are no neighbours", `${area}13058${"00014"}`, "far"],
  ["another person of that day", `${area}12058${"00129"}`, "far"],
  ["a woman of that day", `${area}52058${"00027"}`, "far"],
  ["day and month exchanged, and the year wrong", `${area}05129${"00013"}`, "far"],
  ["another area altogether", `917101${"1205800013"}`, "far"],
])("%s", (_, other, likeness) => {
  expect(compareNiks(nik, other)).toBe(likeness);
  expect(compareNiks(other, nik)).toBe(likeness);
});

test("two NIKs of which one is not in the vault any more say nothing", () => {
  expect(compareNiks(nik, "")).toBe("far");
  expect(compareNiks("", "")).toBe("far");
});
