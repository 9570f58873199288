import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createVault } from "./vault.ts";

const key = () => randomBytes(32).toString("hex");
const digits = fc.stringMatching(/^\d{16}$/);

describe("an identifier in the vault", () => {
  const vault = createVault(key());

  test("comes out as it went in", () => {
    fc.assert(
      fc.property(digits, (nik) => {
        expect(vault.open("nik", vault.encrypt("nik", nik))).toBe(nik);
      }),
    );
  });

  test("looks different each time it is sealed, and holds no digit in the clear", () => {
    const nik = `737107${"5708900012"}`;
    const sealed = Array.from({ length: 2_000 }, () => Buffer.from(vault.encrypt("nik", nik)));
    expect(new Set(sealed.map((one) => one.toString("hex"))).size).toBe(sealed.length);
    // A nonce that came twice would give the key away: 12 bytes, each its own.
    expect(new Set(sealed.map((one) => one.subarray(0, 12).toString("hex"))).size).toBe(
      sealed.length,
    );
    for (const one of sealed) expect(one.includes(nik)).toBe(false);
  });

  test("is found again by an index that says nothing of it and is equal for equal numbers only", () => {
    fc.assert(
      fc.property(digits, digits, (one, other) => {
        const index = Buffer.from(vault.blindIndex("nik", one));
        expect(index.equals(vault.blindIndex("nik", one))).toBe(true);
        expect(index.equals(vault.blindIndex("nik", other))).toBe(one === other);
        expect(index.equals(vault.blindIndex("kk", one))).toBe(false);
        expect(vault.idOfIndex(index)).toBe(vault.idOfIndex(vault.blindIndex("nik", one)));
      }),
    );
  });

  test("is closed to another installation's key, whose index is another too", () => {
    const other = createVault(key());
    const nik = `737107${"5708900012"}`;
    expect(() => other.open("nik", vault.encrypt("nik", nik))).toThrow();
    expect(Buffer.from(other.blindIndex("nik", nik)).equals(vault.blindIndex("nik", nik))).toBe(
      false,
    );
  });

  test("cannot be opened as something else, nor when a bit was changed", () => {
    const sealed = Buffer.from(vault.encrypt("nik", `737107${"5708900012"}`));
    expect(() => vault.open("kk", sealed)).toThrow();
    for (let place = 0; place < sealed.length; place += 1) {
      const changed = Buffer.from(sealed);
      changed[place] = (changed[place] ?? 0) ^ 1;
      expect(() => vault.open("nik", changed)).toThrow();
    }
  });
});

describe("a load's own key", () => {
  const vault = createVault(key());

  test("opens what it sealed, at the place for which it was sealed", () => {
    const dataKey = vault.newDataKey();
    const again = vault.openDataKey(dataKey.dataKeyId, dataKey.wrapped);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const sealed = dataKey.seal(bytes, "block/0");
        expect([...again.open(sealed, "block/0")]).toEqual([...bytes]);
        expect(() => again.open(sealed, "block/1")).toThrow();
      }),
    );
  });

  test("is of no use under another id, to another load or to another installation", () => {
    const [one, other] = [vault.newDataKey(), vault.newDataKey()];
    expect(() => vault.openDataKey(other.dataKeyId, one.wrapped)).toThrow();
    expect(() => createVault(key()).openDataKey(one.dataKeyId, one.wrapped)).toThrow();
    expect(() => other.open(one.seal(new Uint8Array(3), "block/0"), "block/0")).toThrow();
  });
});

test("a master key that is too short is refused", () => {
  expect(() => createVault("abcd")).toThrow("32 bytes");
});
