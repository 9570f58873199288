import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readName } from "./read-name.ts";

/** The three parts of a comparison key: own name, Daeng name, patronym. */
function partsOf(name: string) {
  const [own, daeng, patronym] = (readName(name)?.key ?? "no name").split("|");
  return { own, daeng, patronym };
}

describe("titles and degrees stand aside", () => {
  test.each([
    ["H. Ahmad", "H.", "ahmad"],
    ["HJ. ROSMINI", "HJ.", "rosmini"],
    ["H.Ahmad", "H.", "ahmad"],
    ["Haji Ahmad", "Haji", "ahmad"],
    ["Andi Baso", "Andi", "baso"],
    ["Karaeng Tunru", "Karaeng", "tunru"],
    ["Puang Lolo", "Puang", "lolo"],
    ["Petta Ponggawa", "Petta", "pongawa"],
    ["Drs. H. Abdul Kadir", "Drs. H.", "abdul kadir"],
    ["Drs.H.Abdul Kadir", "Drs. H.", "abdul kadir"],
    ["Prof. Dr. Ir. Husain", "Prof. Dr. Ir.", "husain"],
    ["Ahmad, S.Pd", "S.Pd", "ahmad"],
    ["Ahmad S.Pd", "S.Pd", "ahmad"],
    ["AHMAD S.PD.", "S.PD.", "ahmad"],
    ["Rahmat S.Sos, M.Si", "S.Sos M.Si", "rahmat"],
    ["Rahmat S.T.", "S.T.", "rahmat"],
    ["Abdul Rahman SE", "SE", "abdul rahman"],
    ["Hj. Aminah, A.Md.Keb", "Hj. A.Md.Keb", "amina"],
  ])("%s", (name, title, own) => {
    expect(readName(name)).toMatchObject({ display: name, title });
    expect(partsOf(name).own).toBe(own);
  });

  test("a title that is all of the name is the name", () => {
    expect(readName("Andi")).toMatchObject({ title: null, key: "andi||" });
    expect(readName("Datu")).toMatchObject({ title: null, key: "datu||" });
  });

  test("St. is Siti and no engineer, in front and behind", () => {
    expect(partsOf("St. Aminah").own).toBe("siti amina");
    expect(partsOf("Hj.St.Aminah").own).toBe("siti amina");
    expect(readName("AMINAH ST")?.title).toBeNull();
  });
});

describe("Daeng names and patronyms are kept apart from the own name", () => {
  test.each([
    "Ibrahim Daeng Mappuji",
    "IBRAHIM DG. MAPPUJI",
    "Ibrahim Dg Mappuji",
    "Ibrahim Dg.Mappuji",
    "Ibrahim Dng. Mapuji",
  ])("%s", (name) => {
    expect(partsOf(name)).toEqual({ own: "ibrahim", daeng: "mapuyi", patronym: "" });
  });

  test("somebody may be known by the Daeng name alone", () => {
    expect(partsOf("Dg. Ngalle")).toEqual({ own: "", daeng: "ngale", patronym: "" });
  });

  test.each(["Ahmad bin Rahman", "AHMAD BIN RAHMAN", "Ahmad Bin Rahman"])("%s", (name) => {
    expect(partsOf(name)).toEqual({ own: "ahmad", daeng: "", patronym: "rahman" });
  });

  test("a daughter's too, and a mark that nothing follows is none", () => {
    expect(partsOf("Hasnah binti Sangkala")).toEqual({
      own: "hasna",
      daeng: "",
      patronym: "sangkala",
    });
    expect(partsOf("Hasnah Bin").patronym).toBe("");
  });
});

describe("many spellings of one name have one key", () => {
  test.each([
    ["Muhammad", ["Muh.", "Muh", "Moh.", "Mohammad", "MUHAMAD", "Mohd.", "Md"]],
    ["Abdul", ["Abd.", "ABD", "Abdoel"]],
    ["Siti", ["Sitti", "St.", "ST"]],
    ["Syamsuddin", ["Samsuddin", "Sjamsuddin", "SYAMSUDIN", "Shamsuddin"]],
    ["Yusuf", ["Jusuf", "Yusup", "JUSUP"]],
    ["Aisyah", ["Aisjah", "Aisah", "Aisya"]],
    ["Rahmat", ["Rachmat", "RAKHMAT"]],
    ["Ahmad", ["Achmad", "Akhmad"]],
    ["Sukarno", ["Soekarno"]],
    ["Jafar", ["Djafar", "Ja'far"]],
    ["Citra", ["Tjitra"]],
    ["Nyonri", ["Njonri"]],
    ["Zainuddin", ["Sainuddin", "Zaenuddin"]],
    ["Syarifuddin", ["Sarifuddin", "Sjarifudin"]],
    ["Fatimah", ["Patimah", "Fatima"]],
    ["Nurlaela", ["Nurlaila", "NURLAELAH"]],
    ["Ismail", ["Ismael"]],
    ["Baji'", ["Baji", "Baji’"]],
    ["Te'ne", ["Tene"]],
    ["Sangkala", ["SANGKALA", "Sangkalla"]],
  ])("%s", (name, variants) => {
    for (const variant of variants) expect(readName(variant)?.key).toBe(readName(name)?.key);
  });

  test("and different names have different ones", () => {
    const names = [
      "Hasan",
      "Husain",
      "Hasanuddin",
      "Hasnah",
      "Hasniah",
      "Ahmad",
      "Ahmadi",
      "Rahman",
      "Rahim",
      "Rahmat",
      "Nur",
      "Nurul",
      "Siti",
      "Sinta",
      "Ani",
      "Ana",
      "Ina",
    ];
    expect(new Set(names.map((name) => readName(name)?.key)).size).toBe(names.length);
  });
});

describe("what is no name", () => {
  test.each(["", " ", "-", ".", "KOSONG", "123", "'"])("%j", (cell) => {
    expect(readName(cell)).toBeNull();
  });
});

test("any text is read without failing, and shown with its words as they stand", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (cell) => {
      const read = readName(cell);
      if (read === null) return;
      expect(read.key.split("|")).toHaveLength(3);
      expect(read.key).toMatch(/^[a-z |]*$/);
    }),
    { numRuns: 1_000 },
  );
});
