import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { maskQuery } from "./look-of-search.ts";

describe("a search in the journal", () => {
  test("shows first letters only", () => {
    expect(maskQuery("  Siti   Daeng Ngai ")).toBe("S••• D•••• N•••");
    expect(maskQuery("73.71-0757 0890 0012")).toBe("7371••••••••0012");
    expect(maskQuery("7371-0abcd-efghj-k")).toBe("7371-0ABCD-EFGHJ-K");
  });

  test("never holds a word of a name, nor a run of digits that could be a NIK", () => {
    const word = fc.stringMatching(/^[A-Za-z]{3,12}$/);
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 4 }), (words) => {
        const masked = maskQuery(words.join(" "));
        for (const one of words) expect(masked).not.toContain(one);
      }),
      { seed: 4 },
    );
    fc.assert(
      fc.property(fc.stringMatching(/^\d{5,20}$/), (digits) => {
        expect(maskQuery(digits)).not.toMatch(/\d{5}/);
      }),
      { seed: 4 },
    );
  });
});
