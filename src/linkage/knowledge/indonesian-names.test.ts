import { describe, expect, test } from "vitest";
import { readTextValues, sign, signWidth } from "../prepare/text-values.ts";
import { textColumnOf } from "../table/text-column.ts";
import { readIndonesianAddressWord } from "./indonesian-addresses.ts";
import { readIndonesianNameWord, spellIndonesianWord } from "./indonesian-names.ts";

const names = (cells: readonly string[]) =>
  readTextValues(textColumnOf(cells), cells.length, readIndonesianNameWord);
const isOneSpelling = (one: string, other: string) => {
  const { signs, ids } = names([one, other]);
  const [a = 0, b = 0] = ids;
  return signs[a * signWidth + sign.norm] === signs[b * signWidth + sign.norm];
};

describe("one name, however it is written", () => {
  test.each([
    ["Muhammad Yusuf", "Muh. Yusuf", "short form"],
    ["Muhammad Yusuf", "MOCHAMAD JUSUF", "old spelling"],
    ["Mohamad Yusup", "Moh Yusuf", "p for f"],
    ["Abdul Rahman", "Abd. Rachman", "short form, ch for kh"],
    ["Abdurrahman", "Abdul Rahman", "joined or split"],
    ["Sitti Aminah", "St. Aminah", "St. is Sitti"],
    ["Sitti Aminah", "Siti Amina", "silent h, doubled letter"],
    ["Nur Hayati", "Nurhayati", "joined or split"],
    ["Soekarno", "Sukarno", "oe"],
    ["Djamaluddin", "Jamaludin", "dj, -uddin"],
    ["Tjandra", "Candra", "tj"],
    ["Sjamsuddin", "Syamsudin", "sj"],
    ["Achmad", "Ahmad", "ch"],
    ["Ma'ruf", "Maruf", "apostrophe"],
    ["Baji'", "Bajik", "glottal stop at the end"],
    ["H. Andi Baso, S.Pd", "Andi Baso", "title in front, degree behind"],
    ["Drs. Hamzah Daeng Tata", "Hamzah", "a Daeng name on one paper only"],
    ["Ibrahim Dg. Mappuji", "Ibrahim Daeng Mappuji", "Dg. is Daeng"],
    ["Hasan bin Ali", "Hasan Ali", "bin"],
    ["Zainal Abidin", "Zaenal Abidin", "ae"],
  ])("%s = %s (%s)", (one, other) => {
    expect(isOneSpelling(one, other)).toBe(true);
  });

  test.each([
    ["Hasan", "Hasanah"],
    ["Siti Aminah", "Siti Aisyah"],
    ["Baso", "Besse"],
    ["Rahma", "Rahmat"],
  ])("%s is not %s", (one, other) => {
    expect(isOneSpelling(one, other)).toBe(false);
  });

  test("two Daeng names stand aside and are told apart; none says nothing", () => {
    const { signs, ids } = names(["Ali Daeng Tata", "Ali Dg Sila", "Ali"]);
    const asides = Array.from(ids, (id) => signs[id * signWidth + sign.aside]);
    expect(asides[0]).not.toBe(asides[1]);
    expect(asides[2]).toBe(0);
  });

  test("a title alone, or a Daeng name alone, is the name", () => {
    const { ids } = names(["Haji", "Daeng Tata", "KOSONG", "-", ""]);
    expect(Array.from(ids, (id) => id >= 0)).toEqual([true, true, false, false, false]);
  });

  test("spelling a spelt word again changes nothing", () => {
    for (const word of ["Muhammad", "Djoko", "Sjafruddin", "Chadijah", "Nurul"]) {
      const once = spellIndonesianWord(word);
      expect(spellIndonesianWord(once)).toBe(once);
    }
  });
});

test("an address keeps its numbers and loses words that say nothing", () => {
  const cells = [
    "Jl. Melati No. 12 RT 003/RW 04",
    "melati 12 rt3 rw4",
    "Jalan Melati no 12 RT003 RW004",
  ];
  const { words, wordStart, ids, speltLetters, speltStart } = readTextValues(
    textColumnOf(cells),
    cells.length,
    readIndonesianAddressWord,
  );
  const read = Array.from(ids, (id) =>
    Array.from(words.subarray(wordStart[id], wordStart[id + 1]), (word) =>
      new TextDecoder().decode(speltLetters.slice(speltStart[word], speltStart[word + 1])),
    ).join(" "),
  );
  expect(read).toEqual(["melati n12 rt3 rw4", "melati 12 rt3 rw4", "melati n12 rt3 rw4"]);
});
