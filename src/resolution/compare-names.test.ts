import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readName } from "../intake/read-name.ts";
import { compareNames, isWithin, type NameLikeness } from "./compare-names.ts";

/** Compares two names as they are written, by the keys that intake makes of them. */
function compare(one: string, other: string): NameLikeness {
  return compareNames(readName(one)?.key ?? "||", readName(other)?.key ?? "||");
}

describe("one name, written in many ways, is the same", () => {
  test.each([
    ["Muhammad Ali", "Muh. Ali"],
    ["Muhammad Ali", "MOH. ALI"],
    ["Muhammad Ali", "Mohammad Ali"],
    ["Abdul Rahman", "Abd. Rahman"],
    ["Abdul Rahman", "Abdoel Rahman"],
    ["Siti Aminah", "Sitti Aminah"],
    ["Siti Aminah", "St. Aminah"],
    ["Nurhayati", "Nur Hayati"],
    ["Syamsuddin", "Samsudin"],
    ["Sjamsuddin", "Syamsuddin"],
    ["Yusuf", "Jusuf"],
    ["Yusuf", "Yusup"],
    ["Aisyah", "Aisjah"],
    ["Rahmat", "Rachmat"],
    ["Soekarno", "Sukarno"],
    ["Djafar", "Jafar"],
    ["Baji'", "Baji"],
    ["H. Ahmad Yani", "Ahmad Yani"],
    ["Ahmad Yani, S.Pd", "AHMAD YANI"],
    ["Andi Baso", "Baso"],
    ["Ibrahim Daeng Mappuji", "Ibrahim"],
    ["Ibrahim Daeng Mappuji", "IBRAHIM DG. MAPUJI"],
    ["Ahmad bin Rahman", "Ahmad"],
  ])("%s and %s", (one, other) => {
    expect(compare(one, other)).toBe("same");
  });
});

describe("a short or misspelt form is alike, and never enough by itself", () => {
  test.each([
    ["Muhammad Ali", "M. Ali"],
    ["Andi Baso", "A. Baso"],
    ["Muhammad Yusuf Rahim", "Muh. Yusuf"],
    ["Abdul Rahman", "Abdurrahman"],
    ["Hasniah", "Hasnia Sari"],
    ["Sangkala", "Sangkalo"],
    ["Baharuddin Lopa", "Baharudin Loppa Putra"],
    ["Baji'", "Bajik"],
    ["Te'ne", "Tekne"],
    ["Dg. Te'ne", "Daeng Tekne"],
    ["Rahman Junior", "Rahman"],
  ])("%s and %s", (one, other) => {
    expect(compare(one, other)).toBe("alike");
  });
});

describe("different people have different names", () => {
  test.each([
    ["Hasan", "Husain"],
    ["Hasan", "Hasanuddin"],
    ["Ani", "Ana"],
    ["Ali", "Adi"],
    ["Nurul Hidayah", "Nurul Hikmah"],
    ["Ahmad Yani", "Ahmad Yusuf"],
    ["Ibrahim Daeng Mappuji", "Ibrahim Daeng Ngalle"],
    ["Daeng Ngalle", "Daeng Tata"],
    ["Muhammad", "Muhammad Ali Akbar Hasan".split(" ").slice(1).join(" ")],
    ["Rahman Junior", "Rahman Senior"],
    ["Muh. Rahman Jr.", "Muhammad Rahman Sr."],
    ["H.", "Hj."],
  ])("%s and %s", (one, other) => {
    expect(compare(one, other)).toBe("different");
  });

  test("a name of nothing but a title is nobody's: two such are not the same", () => {
    expect(compareNames("||", "||")).toBe("different");
  });
});

const words = fc.constantFrom(
  "ahmad",
  "muhamad",
  "ali",
  "siti",
  "amina",
  "bayi",
  "rahman",
  "m",
  "a",
);
const keys = fc
  .tuple(fc.array(words, { maxLength: 3 }), fc.array(words, { maxLength: 1 }))
  .map(([own, daeng]) => `${own.join(" ")}|${daeng.join(" ")}|`);

test("it does not matter which of two names is named first", () => {
  fc.assert(
    fc.property(keys, keys, (one, other) => {
      expect(compareNames(one, other)).toBe(compareNames(other, one));
    }),
    { numRuns: 2_000 },
  );
});

describe("slips of the hand between two words", () => {
  test.each([
    ["ahmad", "ahmad", 0],
    ["ahmad", "ahmat", 1],
    ["ahmad", "amad", 1],
    ["ahmad", "ahmaad", 1],
    ["ahmad", "hamad", 1],
    ["ahmad", "hamat", 2],
    ["", "a", 1],
    ["abc", "xyz", 3],
  ])("%s and %s are %d apart", (one, other, distance) => {
    expect(isWithin(one, other, distance)).toBe(true);
    if (distance > 0) expect(isWithin(one, other, distance - 1)).toBe(false);
  });

  test("are counted as the textbook counts them", () => {
    const letters = fc.string({ unit: fc.constantFrom("a", "b", "c"), maxLength: 7 });
    fc.assert(
      fc.property(letters, letters, fc.integer({ min: 0, max: 3 }), (one, other, limit) => {
        expect(isWithin(one, other, limit)).toBe(distanceOf(one, other) <= limit);
      }),
      { numRuns: 2_000 },
    );
  });
});

/** Optimal string alignment, by its definition: slow and plain. */
function distanceOf(one: string, other: string): number {
  if (one === "" || other === "") return one.length + other.length;
  const last = one.at(-1) === other.at(-1) ? 0 : 1;
  const steps = [
    distanceOf(one.slice(0, -1), other) + 1,
    distanceOf(one, other.slice(0, -1)) + 1,
    distanceOf(one.slice(0, -1), other.slice(0, -1)) + last,
  ];
  if (
    one.length > 1 &&
    other.length > 1 &&
    one.at(-1) === other.at(-2) &&
    one.at(-2) === other.at(-1)
  )
    steps.push(distanceOf(one.slice(0, -2), other.slice(0, -2)) + 1);
  return Math.min(...steps);
}
