import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { memberNumberOf, parseUuid, uuidOfHash } from "./uuid.ts";

const hashes = fc.string().map((content) => createHash("sha256").update(content).digest());
const ids = hashes.map(uuidOfHash);
const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const checks = `${alphabet}*~$=U`;

/** Whether the check character fits: the body as a number of base 32, modulo 37. */
function fits(memberNumber: string): boolean {
  const [, first = "", second = "", check = ""] = memberNumber.split("-");
  let bits = 0n;
  for (const letter of `${first}${second}`) bits = bits * 32n + BigInt(alphabet.indexOf(letter));
  return checks[Number(bits % 37n)] === check;
}

describe("an id made of content", () => {
  test("is a UUID of version 8, the same on every machine", () => {
    const id = uuidOfHash(createHash("sha256").update("baris 1").digest());
    expect(id).toBe("73871701-bbdf-8879-b605-aca11178810a");
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  test("can be read again, in capitals too", () => {
    fc.assert(
      fc.property(ids, (id) => {
        expect(parseUuid(` ${id.toUpperCase()} `)).toBe(id);
      }),
    );
    expect(parseUuid("7371-0ABCD-EFGHJ-K")).toBeNull();
  });

  test("needs enough of a hash", () => {
    expect(() => uuidOfHash(new Uint8Array(15))).toThrow("16 bytes");
  });
});

describe("a member number", () => {
  test("names the regency, ten letters that cannot be misread, and a check character", () => {
    fc.assert(
      fc.property(hashes, (hash) => {
        const number = memberNumberOf("73.71", hash);
        expect(number).toMatch(/^7371-[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}-[0-9A-Z*~$=]$/);
        expect(fits(number)).toBe(true);
      }),
    );
  });

  test("copied with one wrong letter is found out", () => {
    const places = fc.constantFrom(5, 6, 7, 8, 9, 11, 12, 13, 14, 15);
    fc.assert(
      fc.property(hashes, places, fc.constantFrom(...alphabet), (hash, place, letter) => {
        const number = memberNumberOf("73.71", hash);
        fc.pre(number[place] !== letter);
        expect(fits(`${number.slice(0, place)}${letter}${number.slice(place + 1)}`)).toBe(false);
      }),
    );
  });

  test("copied with two neighbouring letters swapped is found out", () => {
    const places = fc.constantFrom(5, 6, 7, 8, 11, 12, 13, 14);
    fc.assert(
      fc.property(hashes, places, (hash, place) => {
        const number = memberNumberOf("73.71", hash);
        const [one = "", other = ""] = [number[place], number[place + 1]];
        fc.pre(one !== other);
        expect(fits(`${number.slice(0, place)}${other}${one}${number.slice(place + 2)}`)).toBe(
          false,
        );
      }),
    );
  });
});
