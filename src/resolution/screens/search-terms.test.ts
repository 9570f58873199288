import { expect, test } from "vitest";
import { readSearchTerms } from "./search-terms.ts";

test("sixteen digits are a NIK, however they are spaced", () => {
  expect(readSearchTerms("7371 0112 0380 0001")).toEqual({ type: "Nik", text: "7371011203800001" });
});

test("a NIK with a digit too few or too many is not searched for", () => {
  expect(readSearchTerms("737101120380001")).toEqual({ type: "NikNotWhole", digits: 15 });
  expect(readSearchTerms("73710112038000012")).toEqual({ type: "NikNotWhole", digits: 17 });
});

test("three letters of a name are enough, two are not", () => {
  expect(readSearchTerms("  Dg.  Ngai ")).toEqual({ type: "Name", text: "Dg. Ngai" });
  expect(readSearchTerms("A. B")).toEqual({ type: "TooShort" });
  expect(readSearchTerms("   ")).toEqual({ type: "Empty" });
});

test("letters with digits are a member number", () => {
  expect(readSearchTerms("7371-AB12CD").type).toBe("MemberNumber");
});
