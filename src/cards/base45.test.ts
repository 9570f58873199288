import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decodeBase45, encodeBase45 } from "./base45.ts";

const bytesOf = (text: string) => new Uint8Array(Buffer.from(text, "latin1"));

describe("Base45 (RFC 9285)", () => {
  test.each([
    ["AB", "BB8"],
    ["Hello!!", "%69 VD92EX0"],
    ["base-45", "UJCLQE7W581"],
    ["ietf!", "QED8WEX0"],
    ["", ""],
  ])("the standard's own example %j is %j", (plain, encoded) => {
    expect(encodeBase45(bytesOf(plain))).toBe(encoded);
    expect(decodeBase45(encoded)).toEqual({ ok: true, value: bytesOf(plain) });
  });

  test.each([
    ["a length that no bytes give", "BB8B", "length"],
    ["lower case", "bb8", "character"],
    ["a newline at the end", "BB8BB\n", "character"],
    ["three characters beyond two bytes", "GGW", "overflow"],
    ["two characters beyond one byte", "V5", "overflow"],
    ["the largest three characters", ":::", "overflow"],
  ])("refuses %s", (_case, text, because) => {
    const read = decodeBase45(text);
    expect(read.ok ? "accepted" : read.error.because).toBe(because);
  });

  test("any bytes come back, in characters that a QR code stores in its alphanumeric mode", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        const text = encodeBase45(bytes);
        expect(text).toMatch(/^[0-9A-Z $%*+\-./:]*$/);
        expect(decodeBase45(text)).toEqual({ ok: true, value: bytes });
      }),
    );
  });
});
