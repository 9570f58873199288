import { describe, expect, test } from "vitest";
import { createPlaceFinder, createPlaceNames, findRegency } from "./index.ts";

const makassar = findRegency("73.71");
if (makassar === null) throw new Error("the model city has no areas");
const places = createPlaceFinder(makassar);

test("Makassar has 15 kecamatan and 153 kelurahan, each code once, below its holder's", () => {
  const kelurahan = makassar.kecamatan.flatMap((one) => one.kelurahan);
  expect(makassar.kecamatan).toHaveLength(15);
  expect(kelurahan).toHaveLength(153);
  expect(new Set(kelurahan.map((one) => one.code)).size).toBe(153);
  expect(new Set(kelurahan.map((one) => one.bpsCode)).size).toBe(153);
  for (const kecamatan of makassar.kecamatan) {
    expect(kecamatan.code).toMatch(/^73\.71\.\d{2}$/);
    for (const one of kecamatan.kelurahan)
      expect(one.code).toMatch(new RegExp(`^${kecamatan.code}\\.10\\d{2}$`));
  }
});

describe("a place by its code", () => {
  test.each(["7371071005", "73.71.07.1005", "73 71 07 1005"])("%s is of Tallo", (code) => {
    expect(places.byCode(code)).toEqual({
      type: "in-city",
      kecamatanCode: "73.71.07",
      kelurahanCode: "73.71.07.1005",
    });
  });

  test.each([
    ["", "not-stated"],
    ["-", "not-stated"],
    ["7306071005", "outside"],
    ["7371991001", "unreadable"],
    ["7371079999", "unreadable"],
    ["7371", "unreadable"],
    ["73710710051", "unreadable"],
  ])("%j is %s", (code, type) => {
    expect(places.byCode(code).type).toBe(type);
  });

  test("six digits are a kecamatan and no kelurahan", () => {
    expect(places.byCode("737107")).toEqual({
      type: "in-city",
      kecamatanCode: "73.71.07",
      kelurahanCode: null,
    });
  });
});

describe("a place by what people write", () => {
  test("every kelurahan is found by its own names, in capitals, joined or with Kel. in front", () => {
    for (const kecamatan of makassar.kecamatan) {
      for (const { code, name } of kecamatan.kelurahan) {
        for (const written of [name, name.toUpperCase(), `Kel. ${name}`, name.replace(/ /g, "")])
          expect(places.byNames(kecamatan.name, written)).toMatchObject({ kelurahanCode: code });
      }
    }
  });

  test("a kelurahan of another kecamatan, an unknown one and one of two of that name are not guessed", () => {
    expect(places.byNames("Mariso", "Tallo").type).toBe("unreadable");
    expect(places.byNames("Tallo", "Antah Berantah").type).toBe("unreadable");
    expect(places.byNames("", "").type).toBe("not-stated");
    const names = makassar.kecamatan.flatMap((one) => one.kelurahan.map((each) => each.name));
    const twice = names.filter((name, index) => names.indexOf(name) !== index);
    for (const name of twice) expect(places.byNames("", name).type).toBe("unreadable");
  });

  test("a kecamatan alone is a place without kelurahan", () => {
    expect(places.byNames("Kec. Ujung Pandang", "")).toEqual({
      type: "in-city",
      kecamatanCode: "73.71.04",
      kelurahanCode: null,
    });
  });
});

test("a code without a name is shown as it is", () => {
  const names = createPlaceNames("73.71");
  expect(names.kecamatanName("73.71.07")).toBe("Tallo");
  expect(names.kelurahanName("99.99.99.9999")).toBe("99.99.99.9999");
  expect(findRegency("99.99")).toBeNull();
});
