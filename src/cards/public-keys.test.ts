import { generateKeyPairSync } from "node:crypto";
import { describe, expect, test } from "vitest";
import { bytesToHex } from "./bytes.ts";
import { generateCardKeyPair, nodeSha256, openCardSigner } from "./node-crypto.ts";
import { formatKeyFile, parseKeyFile } from "./public-keys.ts";
import { keyFileOf, openTestSigner, rfc8032Seed } from "./test-keys.test-support.ts";

const signer = openTestSigner(rfc8032Seed);
const file = keyFileOf("makassarkota.go.id", signer);
const row = {
  kid: "21fe31dfa154a261",
  alg: "EdDSA",
  public_key_hex: "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
  from: "2024-06-01",
  until: null,
};

describe("the public key file", () => {
  test("is small JSON that reads back as it was written", () => {
    const text = formatKeyFile(file);
    expect(JSON.parse(text)).toEqual({
      issuer: "makassarkota.go.id",
      keys: [{ ...row, from: "2019-01-01" }],
    });
    expect(parse(text)).toEqual({ ok: true, value: file });
  });

  test("holds a key that ended, beside the one that followed it", () => {
    const ended = { ...row, until: "2025-06-01" };
    const next = openTestSigner("33".repeat(32));
    const followed = {
      ...row,
      kid: bytesToHex(next.kid),
      public_key_hex: bytesToHex(next.publicKey),
      from: "2025-06-01",
    };
    const read = parse(JSON.stringify({ issuer: "makassarkota.go.id", keys: [ended, followed] }));
    expect(read.ok && read.value.keys.map((key) => [key.from, key.until])).toEqual([
      ["2024-06-01", "2025-06-01"],
      ["2025-06-01", null],
    ]);
  });

  test.each([
    ["no JSON", "kunci", "KeyFileNotJson", undefined],
    ["a list", "[]", "KeyFileShape", "file"],
    ["no issuer", JSON.stringify({ keys: [row] }), "KeyFileShape", "issuer"],
    ["no key", withKeys(), "KeyFileShape", "keys"],
    ["another algorithm", withKeys({ ...row, alg: "HS256" }), "KeyFileShape", "keys[0].alg"],
    [
      "a key of 31 bytes",
      withKeys({ ...row, public_key_hex: row.public_key_hex.slice(2) }),
      "KeyFileShape",
      "keys[0].public_key_hex",
    ],
    [
      "an Ed25519 key called ES256",
      withKeys({ ...row, alg: "ES256" }),
      "KeyFileShape",
      "keys[0].public_key_hex",
    ],
    [
      "a day that is none",
      withKeys({ ...row, from: "2024-02-30" }),
      "KeyFileShape",
      "keys[0].from",
    ],
    [
      "an end before the beginning",
      withKeys({ ...row, until: "2024-06-01" }),
      "KeyFileShape",
      "keys[0].until",
    ],
    ["the end left out", withKeys({ ...row, until: undefined }), "KeyFileShape", "keys[0].until"],
    [
      "an id that is not of its key",
      withKeys({ ...row, kid: "0".repeat(16) }),
      "KeyIdWrong",
      undefined,
    ],
    ["one key twice", withKeys(row, row), "KeyTwice", undefined],
  ])("with %s is refused, and says where", (_case, text, type, where) => {
    const read = parse(text);
    expect(read.ok ? "accepted" : read.error).toMatchObject(
      where === undefined ? { type } : { type, where },
    );
  });
});

describe("the signing key", () => {
  test("a new pair opens as a signer whose public half is the one to publish", () => {
    const pair = generateCardKeyPair();
    const opened = openCardSigner(pair.privateKeyPem);
    expect(opened.ok && bytesToHex(opened.value.publicKey)).toBe(bytesToHex(pair.publicKey));
    expect(opened.ok && bytesToHex(opened.value.kid)).toBe(pair.kid);
    expect(generateCardKeyPair().kid).not.toBe(pair.kid);
  });

  test("opens from a seed as well, as the platform keeps its secrets", () => {
    const opened = openCardSigner("ab".repeat(32));
    expect(opened.ok && opened.value.publicKey).toHaveLength(32);
    expect(openCardSigner("ab".repeat(31)).ok).toBe(false);
  });

  test("signs as RFC 8032 says (§7.1, test 1: the empty message)", () => {
    expect(bytesToHex(signer.sign(new Uint8Array()))).toBe(
      "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155" +
        "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    );
  });

  test("of another kind, or that is no key, is refused without quoting it", () => {
    const p256 = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const pem = p256.privateKey.export({ format: "pem", type: "pkcs8" }).toString();
    expect(openCardSigner(pem)).toEqual({
      ok: false,
      error: { type: "NotAnEd25519Key", because: "other-kind" },
    });
    expect(openCardSigner("-----BEGIN PRIVATE KEY-----\nrusak\n")).toEqual({
      ok: false,
      error: { type: "NotAnEd25519Key", because: "unreadable" },
    });
  });
});

function parse(text: string): ReturnType<typeof parseKeyFile> {
  return parseKeyFile(nodeSha256, text);
}

function withKeys(...keys: readonly object[]): string {
  return JSON.stringify({ issuer: "makassarkota.go.id", keys });
}
