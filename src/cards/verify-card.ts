import type { PlainDate } from "../kernel/plain-date.ts";
import { ok, type Result, refuse } from "../kernel/result.ts";
import { decodeBase45 } from "./base45.ts";
import { bytesToHex } from "./bytes.ts";
import type { CborValue } from "./cbor.ts";
import { type CoseSign1, eddsa, es256, parseSign1 } from "./cose-sign1.ts";
import { parseCwt, type VerifiedClaims } from "./cwt.ts";
import { type EpochSeconds, secondsAtStartOf } from "./instant.ts";
import type { CardAlgorithm, CardPublicKey, CardPublicKeys } from "./public-keys.ts";

/**
 * What the core needs from its surroundings. Answers may be promises, because in a browser both
 * are.
 */
export type CardVerifierDeps = {
  /** False for any signature, message or key that does not hold; never throws. */
  readonly verifySignature: (
    algorithm: CardAlgorithm,
    publicKey: Uint8Array,
    message: Uint8Array,
    signature: Uint8Array,
  ) => boolean | Promise<boolean>;
  /** Exactly one zlib stream, or a refusal; never more than `limitBytes` in memory. */
  readonly inflate: (
    bytes: Uint8Array,
    limitBytes: number,
  ) => InflateAnswer | Promise<InflateAnswer>;
};

type InflateAnswer = Result<Uint8Array, { readonly type: "NotZlib"; readonly because: string }>;

/** Where reading stopped, in the order of reading. */
export type CardReadingStep =
  | "TextLength"
  | "Base45Decode"
  | "Decompress"
  | "CoseParse"
  | "CborParse"
  | "Claim169NotFound"
  | "CoverParse";

/** Claims are given only where the signature held. */
export type CardVerification =
  | { readonly type: "valid"; readonly claims: VerifiedClaims; readonly kid: string }
  | { readonly type: "expired"; readonly claims: VerifiedClaims; readonly expiredAt: EpochSeconds }
  | {
      readonly type: "not-yet-valid";
      readonly claims: VerifiedClaims;
      readonly validFrom: EpochSeconds;
    }
  | { readonly type: "unknown-key"; readonly kid: string | null }
  | {
      readonly type: "key-not-in-force";
      readonly kid: string;
      readonly from: PlainDate;
      readonly until: PlainDate | null;
    }
  | { readonly type: "bad-signature"; readonly kid: string | null }
  | { readonly type: "other-issuer"; readonly stated: string | null; readonly expected: string }
  | { readonly type: "unsigned" }
  | { readonly type: "encrypted" }
  | { readonly type: "unsupported-algorithm"; readonly algorithm: string }
  | { readonly type: "malformed"; readonly step: CardReadingStep; readonly because: string };

/**
 * Says whether the text of a QR is a card of this issuer, valid at that instant.
 *
 * Shape: `text` exactly as scanned (a space at its end belongs to it; a newline does not).
 * Needs the text and the public keys alone: no network, no database.
 * Not modelled: encrypted cards, revocation before the end (a card tells what was true when it was
 * made; whether the holder is insured today is a question for coverage).
 */
export async function verifyCard(
  deps: CardVerifierDeps,
  text: string,
  publicKeys: CardPublicKeys,
  onInstant: EpochSeconds,
): Promise<CardVerification> {
  const envelope = await openEnvelope(deps, text);
  if (!envelope.ok) return envelope.error;
  const key = await findSigner(deps, envelope.value, publicKeys);
  if (!key.ok) return key.error;
  const claims = parseCwt(envelope.value.payload);
  if (!claims.ok) {
    const because = "because" in claims.error ? claims.error.because : "no claim 169";
    return malformed(claims.error.type, because);
  }
  return judge(claims.value, key.value, publicKeys.issuer, onInstant);
}

/** From text to a signature and what it is said to sign; nothing is believed yet. */
async function openEnvelope(
  deps: CardVerifierDeps,
  text: string,
): Promise<Result<CoseSign1, CardVerification>> {
  if (text.length > textLengthMax) {
    return refuse(malformed("TextLength", `longer than ${textLengthMax} characters`));
  }
  const compressed = decodeBase45(text);
  if (!compressed.ok) {
    const { because, at } = compressed.error;
    return refuse(malformed("Base45Decode", `${because} at ${at}`));
  }
  const bytes = await deps.inflate(compressed.value, inflatedMaxBytes);
  if (!bytes.ok) return refuse(malformed("Decompress", bytes.error.because));
  const sign1 = parseSign1(bytes.value);
  if (sign1.ok) return sign1;
  if (sign1.error.type === "Encrypted") return refuse({ type: "encrypted" });
  return refuse(malformed("CoseParse", sign1.error.because));
}

/**
 * The key whose signature this is. The card's stated algorithm chooses only among keys made for
 * that algorithm, never how a key is used. Without a key id, every such key is tried.
 */
async function findSigner(
  deps: CardVerifierDeps,
  card: CoseSign1,
  publicKeys: CardPublicKeys,
): Promise<Result<CardPublicKey, CardVerification>> {
  if (card.signature.length === 0) return refuse({ type: "unsigned" });
  const algorithm = findAlgorithm(card.algorithm);
  if (algorithm === null) {
    return refuse({ type: "unsupported-algorithm", algorithm: nameOf(card.algorithm) });
  }
  const kid = card.kid === null ? null : bytesToHex(card.kid);
  const named = publicKeys.keys.filter((key) => kid === null || key.kid === kid);
  if (named.length === 0) return refuse({ type: "unknown-key", kid });
  for (const key of named.filter((candidate) => candidate.algorithm === algorithm)) {
    const { publicKey } = key;
    if (await deps.verifySignature(algorithm, publicKey, card.signedBytes, card.signature)) {
      return ok(key);
    }
  }
  return refuse({ type: "bad-signature", kid });
}

function judge(
  claims: VerifiedClaims,
  key: CardPublicKey,
  issuer: string,
  onInstant: EpochSeconds,
): CardVerification {
  const { kid, from, until } = key;
  if (!wasInForce(key, claims.issuedAt)) return { type: "key-not-in-force", kid, from, until };
  if (claims.issuer !== issuer) {
    return { type: "other-issuer", stated: claims.issuer, expected: issuer };
  }
  if (claims.validFrom !== null && onInstant < claims.validFrom) {
    return { type: "not-yet-valid", claims, validFrom: claims.validFrom };
  }
  if (claims.expiresAt !== null && onInstant >= claims.expiresAt) {
    return { type: "expired", claims, expiredAt: claims.expiresAt };
  }
  return { type: "valid", claims, kid };
}

/**
 * Days in the key file have no zone, so each is taken as long as it lasts anywhere on Earth: a card
 * printed in Makassar at seven on the key's first morning was signed the day before in UTC.
 * A card that hides when it was issued passes only under a key that is still in use.
 */
function wasInForce(key: CardPublicKey, issuedAt: EpochSeconds | null): boolean {
  if (issuedAt === null) return key.until === null;
  if (issuedAt < secondsAtStartOf(key.from, earliestOffsetMinutes)) return false;
  return key.until === null || issuedAt < secondsAtStartOf(key.until, latestOffsetMinutes);
}

const earliestOffsetMinutes = 14 * 60;
const latestOffsetMinutes = -12 * 60;

/** The largest QR code holds 4,296 alphanumeric characters. */
const textLengthMax = 4296;

/** What the reference reader of Claim 169 allows; a card of Payung has about 200 bytes. */
const inflatedMaxBytes = 64 * 1024;

function findAlgorithm(stated: CborValue): CardAlgorithm | null {
  if (stated === eddsa) return "EdDSA";
  return stated === es256 ? "ES256" : null;
}

function nameOf(algorithm: CborValue): string {
  if (algorithm === undefined) return "none";
  return typeof algorithm === "number" || typeof algorithm === "string"
    ? String(algorithm).slice(0, 40)
    : typeof algorithm;
}

function malformed(
  step: CardReadingStep,
  because: string,
): Extract<CardVerification, { readonly type: "malformed" }> {
  return { type: "malformed", step, because };
}
