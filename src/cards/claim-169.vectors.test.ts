import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { assert } from "../kernel/assert.ts";
import { plainDate } from "../kernel/plain-date.ts";
import { decodeBase45, encodeBase45 } from "./base45.ts";
import { bytesToHex, parseHex } from "./bytes.ts";
import type { Identity } from "./claim-169-attributes.ts";
import { encodeProtectedHeader, encodeSign1, parseSign1, sign1Input } from "./cose-sign1.ts";
import { nodeSha256, nodeVerifier } from "./node-crypto.ts";
import { type CardAlgorithm, type CardPublicKeys, kidOf } from "./public-keys.ts";
import { keyFileOf, openTestSigner } from "./test-keys.test-support.ts";
import { verifyCard } from "./verify-card.ts";
import { wrapAsZlib } from "./zlib-stored.ts";

/**
 * The published vectors of Claim 169 (idpass/claim-169 0.3.0), read where they lie beside the
 * repository. Most are unsigned; those are signed here with a key of ours, payload unchanged, so
 * that they walk the whole way a card walks.
 */
const folder = new URL("../../../shared/data/claim-169/", import.meta.url);
const signer = openTestSigner("22".repeat(32));
const in2026 = 1_780_000_000;

describe.runIf(existsSync(folder))("published vectors of Claim 169", () => {
  const valid = vectorsOf("valid");
  const encrypted = valid.filter((vector) => vector.encryption_key !== undefined);
  const readable = valid.filter((vector) => vector.encryption_key === undefined);

  test.each([...readable, ...vectorsOf("edge")])("$name: every claim is read", async (vector) => {
    const meta = vector.expected_cwt_meta;
    const answer = await verifyCard(
      nodeVerifier,
      await signOurselves(vector.qr_data),
      keyFileOf(meta.issuer ?? "", signer),
      meta.notBefore ?? meta.issuedAt ?? in2026,
    );
    assert(answer.type === "valid", `valid when issued, not ${JSON.stringify(answer)}`);
    const { claims } = answer;
    expect(plainOf(claims.identity)).toMatchObject(withoutImages(vector.expected_claim169));
    expect({
      issuer: claims.issuer,
      subject: claims.subject ?? undefined,
      expiresAt: claims.expiresAt ?? undefined,
      notBefore: claims.validFrom ?? undefined,
      issuedAt: claims.issuedAt ?? undefined,
    }).toEqual(meta);
    expect(claims.cover).toBeNull();
  });

  test.each(readable.filter((vector) => vector.signing_key !== undefined))(
    "$name: its own signature holds under its own key, and under no other",
    async (vector) => {
      const { signing_key: key, expected_cwt_meta: meta, qr_data: text } = vector;
      assert(
        key !== undefined && meta.issuer !== undefined,
        "a signed vector names key and issuer",
      );
      const own = keyFile(meta.issuer, key.algorithm, key.public_key_hex);
      const other = keyFileOf(meta.issuer, signer);
      expect((await verifyCard(nodeVerifier, text, own, in2026)).type).toBe("valid");
      expect((await verifyCard(nodeVerifier, text, other, in2026)).type).toBe("bad-signature");
    },
  );

  test.each(
    [...readable, ...vectorsOf("edge")].filter(
      (vector) => vector.signing_key === undefined && vector.name !== "claim169-example",
    ),
  )("$name: as published it is unsigned, and refused for that", async (vector) => {
    const answer = await verifyCard(nodeVerifier, vector.qr_data, keyFileOf("", signer), in2026);
    expect(answer.type).toBe("unsigned");
  });

  test.each(encrypted)("$name: encryption is named, not read", async (vector) => {
    const answer = await verifyCard(nodeVerifier, vector.qr_data, keyFileOf("", signer), in2026);
    expect(answer.type).toBe("encrypted");
  });

  test.each([
    ["expired", "expired"],
    ["not-yet-valid", "not-yet-valid"],
    ["unknown-fields", "valid"],
  ])("edge case %s answers %s", async (name, type) => {
    const vector = vectorsOf("edge").find((candidate) => candidate.name === name);
    assert(vector?.expected_cwt_meta.issuer !== undefined, "the vector is there");
    const text = await signOurselves(vector.qr_data);
    const keys = keyFileOf(vector.expected_cwt_meta.issuer, signer);
    expect((await verifyCard(nodeVerifier, text, keys, in2026)).type).toBe(type);
  });

  test.each(vectorsOf("invalid"))("$name fails at $expected_error", async (vector) => {
    const text = await signOurselves(vector.qr_data).catch(() => vector.qr_data);
    const answer = await verifyCard(nodeVerifier, text, keyFileOf("", signer), in2026);
    expect(answer).toMatchObject({ type: "malformed", step: vector.expected_error });
  });
});

type Vector = {
  readonly name: string;
  readonly qr_data: string;
  readonly expected_error?: string;
  readonly expected_claim169: Readonly<Record<string, unknown>>;
  readonly expected_cwt_meta: {
    readonly issuer?: string;
    readonly expiresAt?: number;
    readonly notBefore?: number;
    readonly issuedAt?: number;
  };
  readonly signing_key?: { readonly algorithm: CardAlgorithm; readonly public_key_hex: string };
  readonly encryption_key?: unknown;
};

function vectorsOf(kind: "valid" | "edge" | "invalid"): readonly Vector[] {
  const kindFolder = new URL(`${kind}/`, folder);
  if (!existsSync(kindFolder)) return [];
  const names = readdirSync(kindFolder).sort();
  return names.map((name) => JSON.parse(readFileSync(new URL(name, kindFolder), "utf8")) as Vector);
}

async function signOurselves(text: string): Promise<string> {
  const compressed = decodeBase45(text);
  assert(compressed.ok, "the vector is Base45");
  const bytes = await nodeVerifier.inflate(compressed.value, 65_536);
  assert(bytes.ok, "the vector is zlib");
  const cose = parseSign1(bytes.value);
  assert(cose.ok, "the vector is COSE_Sign1");
  const header = encodeProtectedHeader(-8, signer.kid);
  const signature = signer.sign(sign1Input(header, cose.value.payload));
  return encodeBase45(wrapAsZlib(encodeSign1(header, cose.value.payload, signature)));
}

function keyFile(issuer: string, algorithm: CardAlgorithm, publicKeyHex: string): CardPublicKeys {
  const publicKey = parseHex(publicKeyHex);
  assert(publicKey !== null, "a vector's key is hexadecimal");
  const kid = bytesToHex(kidOf(nodeSha256, publicKey));
  return {
    issuer,
    keys: [{ kid, algorithm, publicKey, from: plainDate("2020-01-01"), until: null }],
  };
}

/** As the vectors write it: absent parts left out, and no image bytes. */
function plainOf(identity: Identity): Readonly<Record<string, unknown>> {
  return withoutImages(Object.fromEntries(identity.attributes));
}

/**
 * Image bytes are not compared: the vector with-face expects ff fd fe e0 where its own QR holds
 * ff d8 ff e0, the first bytes of every JPEG.
 */
function withoutImages(
  attributes: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.map(withoutData) : value,
    ]),
  );
}

function withoutData(item: unknown): unknown {
  if (typeof item !== "object" || item === null) return item;
  return Object.fromEntries(Object.entries(item).filter(([name]) => name !== "data"));
}
