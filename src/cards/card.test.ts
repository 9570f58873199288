import { createHmac } from "node:crypto";
import { readFileSync } from "node:fs";
import { deflateSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { plainDate } from "../kernel/plain-date.ts";
import { decodeBase45, encodeBase45 } from "./base45.ts";
import { type CborValue, encodeCbor, tagged } from "./cbor.ts";
import { encodeProtectedHeader, encodeSign1, sign1Input } from "./cose-sign1.ts";
import { type CardClaims, encodeCwt } from "./cwt.ts";
import { encodeCard } from "./encode-card.ts";
import { nodeVerifier } from "./node-crypto.ts";
import { drawQrSymbol } from "./qr-symbol.ts";
import { keyFileOf, openTestSigner, rfc8032Seed } from "./test-keys.test-support.ts";
import { type CardVerification, verifyCard } from "./verify-card.ts";
import { wrapAsZlib } from "./zlib-stored.ts";

const signer = openTestSigner(rfc8032Seed);
const otherSigner = openTestSigner("11".repeat(32));
const keys = keyFileOf("makassarkota.go.id", signer);
const startOfJune2024 = 1_717_171_200;
const startOfJune2025 = 1_748_707_200;
const inJuly2024 = 1_720_000_000;

const claims: CardClaims = {
  issuer: "makassarkota.go.id",
  memberNumber: "7371-8K2M4-ZQ0X7-C",
  fullName: "SITTI RAHMAWATI DG NGAI",
  issuedAt: 1_716_900_000,
  validFrom: startOfJune2024,
  expiresAt: startOfJune2025,
  cover: {
    programmeCode: "MKS-2024",
    insurances: ["JKK", "JKM"],
    participantNumber: "21012345678",
    startsOn: plainDate("2024-06-01"),
  },
};

describe("a card of the city", () => {
  test("tells name, member number and cover to whoever has its text and the public key", async () => {
    const answer = await verify(cardText(claims));
    expect(answer).toMatchObject({
      type: "valid",
      claims: {
        issuer: "makassarkota.go.id",
        identity: { id: "7371-8K2M4-ZQ0X7-C", fullName: "SITTI RAHMAWATI DG NGAI" },
        cover: claims.cover,
      },
    });
  });

  test("carries two attributes of the identity claim and no more", async () => {
    const answer = await verify(cardText(claims));
    const identity = answer.type === "valid" ? answer.claims.identity : null;
    expect([...(identity?.attributes.keys() ?? [])]).toEqual(["id", "fullName"]);
    expect(identity?.unknown.size).toBe(0);
  });

  test("is not valid one second before its first day, and no longer on the day after its last", async () => {
    const text = cardText(claims);
    expect((await verify(text, startOfJune2024 - 1)).type).toBe("not-yet-valid");
    expect((await verify(text, startOfJune2024)).type).toBe("valid");
    expect((await verify(text, startOfJune2025 - 1)).type).toBe("valid");
    expect((await verify(text, startOfJune2025)).type).toBe("expired");
  });

  test("any names and numbers come back as they were written", async () => {
    const word = (maxLength: number) =>
      fc.string({ minLength: 1, maxLength, unit: "grapheme" }).filter(isWritable(maxLength));
    await fc.assert(
      fc.asyncProperty(
        word(72),
        word(24),
        word(32),
        fc.boolean(),
        async (name, id, code, known) => {
          const cover = {
            ...claims.cover,
            programmeCode: code,
            participantNumber: known ? "21012345678" : null,
          };
          const written = { ...claims, fullName: name, memberNumber: id, cover };
          expect(await verify(cardText(written))).toMatchObject({
            type: "valid",
            claims: { identity: { fullName: name, id }, cover },
          });
        },
      ),
    );
  });

  test("with every field at its limit is still a QR that a cheap phone reads (version 15 at most)", () => {
    const longest = {
      ...claims,
      issuer: "i".repeat(48),
      memberNumber: "M".repeat(24),
      fullName: "N".repeat(72),
      cover: {
        ...claims.cover,
        programmeCode: "P".repeat(32),
        insurances: ["JKK", "JKM", "JHT", "JP", "JKP"],
        participantNumber: "K".repeat(16),
      },
    };
    const version = (drawQrSymbol(cardText(longest)).length - 17) / 4;
    expect(version).toBeLessThanOrEqual(15);
    expect((drawQrSymbol(cardText(claims)).length - 17) / 4).toBe(11);
  });

  test.each([
    ["no name", { fullName: " " }, { type: "CardFieldMissing", field: "fullName" }],
    [
      "a NIK for a member number",
      { memberNumber: "7371-0112-3456-0001" },
      { type: "CardFieldHoldsNik", field: "memberNumber" },
    ],
    [
      "a NIK inside the name",
      { fullName: "BASO 7371011234560001" },
      { type: "CardFieldHoldsNik", field: "fullName" },
    ],
    [
      "a name of seventy-three letters",
      { fullName: "N".repeat(73) },
      { type: "CardFieldTooLong", field: "fullName", lengthBytes: 73, limitBytes: 72 },
    ],
    [
      "an end before the beginning",
      { expiresAt: startOfJune2024 },
      { type: "CardNeverValid", validFrom: startOfJune2024, expiresAt: startOfJune2024 },
    ],
  ])("is not made with %s", (_case, change, error) => {
    expect(encodeCard({ ...claims, ...change }, signer)).toEqual({ ok: false, error });
  });
});

describe("cards frozen in cases/cards.json", () => {
  const frozen = JSON.parse(
    readFileSync(new URL("./cases/cards.json", import.meta.url), "utf8"),
  ) as { readonly name: string; readonly claims: CardClaims; readonly text: string }[];

  test.each(frozen)("$name: the same claims and key still give the same QR", async (card) => {
    expect(cardText(card.claims)).toBe(card.text);
    const onInstant = card.claims.validFrom;
    const answer = await verifyCard(
      nodeVerifier,
      card.text,
      keyFileOf(card.claims.issuer, signer),
      onInstant,
    );
    expect(answer).toMatchObject({
      type: "valid",
      claims: {
        identity: { id: card.claims.memberNumber, fullName: card.claims.fullName },
        cover: card.claims.cover,
      },
    });
  });
});

describe("a card that should not be believed", () => {
  test("with one character changed is refused, or still says exactly the same", async () => {
    const text = cardText(claims);
    const genuine = await verify(text);
    const alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
    await fc.assert(
      fc.asyncProperty(
        fc.nat(text.length - 1),
        fc.constantFrom(...alphabet),
        async (at, character) => {
          const answer = await verify(text.slice(0, at) + character + text.slice(at + 1));
          // The flags of zlib are not under the signature; what the card says is.
          if (answer.type === "valid") expect(answer).toEqual(genuine);
          else expect("claims" in answer).toBe(false);
        },
      ),
      { numRuns: 400 },
    );
  });

  test("of another key is unknown, and forged under our key's name is false", async () => {
    const foreign = encodeCard(claims, otherSigner);
    const forged = encodeCard(claims, { kid: signer.kid, sign: otherSigner.sign });
    expect((await verify(foreign.ok ? foreign.value : "")).type).toBe("unknown-key");
    expect((await verify(forged.ok ? forged.value : "")).type).toBe("bad-signature");
  });

  test("of another issuer under our key is told apart", async () => {
    expect(await verify(cardText({ ...claims, issuer: "gowakab.go.id" }))).toEqual({
      type: "other-issuer",
      stated: "gowakab.go.id",
      expected: "makassarkota.go.id",
    });
  });

  test("signed before its key began or after it ended is refused; within that time it stays good", async () => {
    const from = plainDate("2024-05-28");
    const until = plainDate("2024-05-30");
    const text = cardText(claims);
    const verifyUnder = (window: { from: typeof from; until: typeof until | null }) =>
      verifyCard(
        nodeVerifier,
        text,
        { ...keys, keys: keys.keys.map((key) => ({ ...key, ...window })) },
        inJuly2024,
      );
    expect((await verifyUnder({ from, until })).type).toBe("valid");
    expect((await verifyUnder({ from: plainDate("2024-06-02"), until: null })).type).toBe(
      "key-not-in-force",
    );
    expect((await verifyUnder({ from: plainDate("2024-01-01"), until: from })).type).toBe(
      "key-not-in-force",
    );
  });

  test("without a signature is unsigned, whatever it claims", async () => {
    const header = encodeProtectedHeader(-8, signer.kid);
    const text = wrap(encodeSign1(header, encodeCwt(claims), new Uint8Array()));
    expect(await verify(text)).toEqual({ type: "unsigned" });
  });

  test("cannot choose how our key is used", async () => {
    const payload = encodeCwt(claims);
    const es256Header = encodeProtectedHeader(-7, signer.kid);
    const underEs256 = signer.sign(sign1Input(es256Header, payload));
    expect((await verify(wrap(encodeSign1(es256Header, payload, underEs256)))).type).toBe(
      "bad-signature",
    );
    const hmacHeader = encodeProtectedHeader(5, signer.kid);
    const mac = createHmac("sha256", signer.publicKey)
      .update(sign1Input(hmacHeader, payload))
      .digest();
    expect(await verify(wrap(encodeSign1(hmacHeader, payload, new Uint8Array(mac))))).toEqual({
      type: "unsupported-algorithm",
      algorithm: "5",
    });
  });

  test("cannot keep its algorithm outside the signature, nor demand a header we do not know", async () => {
    const payload = encodeCwt(claims);
    const cose = (header: Uint8Array, unprotected: ReadonlyMap<CborValue, CborValue>) =>
      wrap(
        encodeCbor(
          tagged(18, [header, unprotected, payload, signer.sign(sign1Input(header, payload))]),
        ),
      );
    const outside = cose(new Uint8Array(), new Map([[1, -8]]));
    expect(await verify(outside)).toEqual({ type: "unsupported-algorithm", algorithm: "none" });
    const critical = encodeCbor(
      new Map<CborValue, CborValue>([
        [1, -8],
        [2, [99]],
        [99, true],
      ]),
    );
    expect(await verify(cose(critical, new Map()))).toMatchObject({
      type: "malformed",
      step: "CoseParse",
    });
  });

  test("may name its key outside the signature, since the key itself is then proven", async () => {
    const payload = encodeCwt(claims);
    const header = encodeCbor(new Map([[1, -8]]));
    const signature = signer.sign(sign1Input(header, payload));
    const cose = (kid: Uint8Array) =>
      wrap(encodeCbor(tagged(18, [header, new Map([[4, kid]]), payload, signature])));
    expect((await verify(cose(signer.kid))).type).toBe("valid");
    expect((await verify(cose(otherSigner.kid))).type).toBe("unknown-key");
  });

  test("with an end of validity that is no number is not a card without end", async () => {
    const payload = encodeCbor(
      new Map<CborValue, CborValue>([
        [1, claims.issuer],
        [4, "never"],
        [169, new Map([[1, "X"]])],
      ]),
    );
    expect(await verify(signed(payload))).toMatchObject({ type: "malformed", step: "CborParse" });
  });

  test("with cover that cannot be read is refused, although its signature holds", async () => {
    const payload = encodeCbor(
      new Map<CborValue, CborValue>([
        [1, claims.issuer],
        [6, claims.issuedAt],
        [169, new Map([[1, "X"]])],
        [-65_537, new Map([[1, "MKS-2024"]])],
      ]),
    );
    expect(await verify(signed(payload))).toMatchObject({ type: "malformed", step: "CoverParse" });
  });
});

describe("hostile texts", () => {
  test.each([
    ["longer than any QR", "0".repeat(4297), "TextLength"],
    ["not Base45", "https://example.org/kartu", "Base45Decode"],
    ["not zlib", encodeBase45(new Uint8Array([1, 2, 3, 4])), "Decompress"],
    ["an empty text", "", "Decompress"],
    [
      "two megabytes of zeros in three thousand characters",
      encodeBase45(new Uint8Array(deflateSync(new Uint8Array(2_000_000)))),
      "Decompress",
    ],
    [
      "bytes after the compressed stream",
      encodeBase45(new Uint8Array([...wrapAsZlib(new Uint8Array([0x80])), 0])),
      "Decompress",
    ],
    [
      "sixty thousand arrays inside one another",
      encodeBase45(new Uint8Array(deflateSync(new Uint8Array(60_000).fill(0x81)))),
      "CoseParse",
    ],
    [
      "an array that promises four billion items",
      wrap(new Uint8Array([0x9a, 0xff, 0xff, 0xff, 0xff])),
      "CoseParse",
    ],
    ["an untagged array of four", wrap(encodeCbor([1, 2, 3, 4])), "CoseParse"],
    ["a message authentication code", wrap(encodeCbor(tagged(17, [1, 2, 3, 4]))), "CoseParse"],
  ])("%s: malformed, at the step that found it", async (_case, text, step) => {
    expect(await verify(text)).toMatchObject({ type: "malformed", step });
  });

  test("a signed map with the same claim twice is refused", async () => {
    const twice = new Uint8Array([0xa2, 0x01, 0x61, 0x61, 0x01, 0x61, 0x62]);
    expect(await verify(signed(twice))).toMatchObject({ type: "malformed", step: "CborParse" });
  });

  test("an encrypted card is named as such", async () => {
    expect(await verify(wrap(encodeCbor(tagged(16, [1, 2, 3]))))).toEqual({ type: "encrypted" });
  });

  test("whatever is scanned, an answer comes back and it is not a card", async () => {
    const scanned = fc.oneof(
      fc.string({ maxLength: 300 }),
      fc.uint8Array({ maxLength: 200 }).map(encodeBase45),
      fc.uint8Array({ maxLength: 200 }).map(wrap),
      fc
        .uint8Array({ maxLength: 200 })
        .map((bytes) => wrap(encodeCbor(tagged(18, [bytes, new Map(), bytes, bytes])))),
    );
    await fc.assert(
      fc.asyncProperty(scanned, async (text) => {
        expect("claims" in (await verify(text))).toBe(false);
      }),
      { numRuns: 500 },
    );
  });

  test("our zlib wrapping is what any zlib reader opens, at every size around its block limit", async () => {
    for (const size of [0, 1, 65_534, 65_535, 65_536, 131_070, 131_071]) {
      const bytes = new Uint8Array(size).fill(0xa5);
      const read = await nodeVerifier.inflate(wrapAsZlib(bytes), 200_000);
      expect(read.ok && Buffer.compare(read.value, bytes)).toBe(0);
    }
    expect(decodeBase45(wrap(new Uint8Array())).ok).toBe(true);
  });
});

function verify(text: string, onInstant: number = inJuly2024): Promise<CardVerification> {
  return verifyCard(nodeVerifier, text, keys, onInstant);
}

function cardText(written: CardClaims): string {
  const text = encodeCard(written, signer);
  if (!text.ok) throw new Error(`card refused: ${JSON.stringify(text.error)}`);
  return text.value;
}

function signed(payload: Uint8Array): string {
  const header = encodeProtectedHeader(-8, signer.kid);
  return wrap(encodeSign1(header, payload, signer.sign(sign1Input(header, payload))));
}

function wrap(cose: Uint8Array): string {
  return encodeBase45(wrapAsZlib(cose));
}

function isWritable(limitBytes: number): (text: string) => boolean {
  return (text) =>
    text.trim() !== "" &&
    !/\p{Surrogate}/u.test(text) &&
    Buffer.byteLength(text) <= limitBytes &&
    !/\d{16}/.test(text.replaceAll(/[\s.-]/g, ""));
}
