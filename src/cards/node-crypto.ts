import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  verify,
} from "node:crypto";
import { inflateSync } from "node:zlib";
import { assert } from "../kernel/assert.ts";
import { ok, type Result, refuse } from "../kernel/result.ts";
import { bytesToHex } from "./bytes.ts";
import type { CardSigner } from "./encode-card.ts";
import { type CardAlgorithm, kidOf, type Sha256Dep } from "./public-keys.ts";
import type { CardVerifierDeps } from "./verify-card.ts";

/** A new Ed25519 pair. The private half is a secret: the platform keeps it, this room does not. */
export type CardKeyPair = {
  readonly kid: string;
  readonly publicKey: Uint8Array;
  /** PKCS#8, PEM. */
  readonly privateKeyPem: string;
};

export function generateCardKeyPair(): CardKeyPair {
  const pair = generateKeyPairSync("ed25519");
  const publicKey = rawPublicKeyOf(pair.publicKey);
  return {
    kid: bytesToHex(kidOf(nodeSha256, publicKey)),
    publicKey,
    privateKeyPem: pair.privateKey.export({ format: "pem", type: "pkcs8" }).toString(),
  };
}

export type SignerRefusal = {
  readonly type: "NotAnEd25519Key";
  readonly because: "unreadable" | "other-kind";
};

/**
 * The signer of a secret, and the public key to publish.
 *
 * Shape: a PKCS#8 PEM, as `generateCardKeyPair` and openssl write it, or the 32-byte seed of an
 * Ed25519 key in hexadecimal, as the platform keeps its secrets. The secret is never in an error.
 */
export function openCardSigner(
  secret: string,
): Result<CardSigner & { readonly publicKey: Uint8Array }, SignerRefusal> {
  const privateKey = parsePrivateKey(secret);
  if (privateKey === null) return refuse({ type: "NotAnEd25519Key", because: "unreadable" });
  if (privateKey.asymmetricKeyType !== "ed25519") {
    return refuse({ type: "NotAnEd25519Key", because: "other-kind" });
  }
  const publicKey = rawPublicKeyOf(createPublicKey(privateKey));
  return ok({
    kid: kidOf(nodeSha256, publicKey),
    publicKey,
    sign: (message) => new Uint8Array(sign(null, message, privateKey)),
  });
}

export const nodeSha256: Sha256Dep = {
  sha256: (bytes) => new Uint8Array(createHash("sha256").update(bytes).digest()),
};

export const nodeVerifier: CardVerifierDeps = {
  verifySignature(algorithm, publicKey, message, signature) {
    if (signature.length !== signatureBytes) return false;
    const key = findPublicKey(algorithm, publicKey);
    if (key === null) return false;
    return algorithm === "EdDSA"
      ? verify(null, message, key, signature)
      : verify("sha256", message, { key, dsaEncoding: "ieee-p1363" }, signature);
  },

  inflate(bytes, limitBytes) {
    try {
      const options = { maxOutputLength: limitBytes, info: true };
      // With `info`, zlib also tells how many bytes it used; the types do not know that.
      const read = inflateSync(bytes, options) as unknown as InflateInfo;
      if (read.engine.bytesWritten !== bytes.length) {
        return refuse({ type: "NotZlib", because: "bytes follow the stream" });
      }
      return ok(new Uint8Array(read.buffer));
    } catch (error) {
      return refuse({ type: "NotZlib", because: codeOf(error) });
    }
  },
};

type InflateInfo = { readonly buffer: Buffer; readonly engine: { readonly bytesWritten: number } };

/** Both algorithms write two numbers of 32 bytes. */
const signatureBytes = 64;

function findPublicKey(algorithm: CardAlgorithm, bytes: Uint8Array): KeyObject | null {
  const part = (from: number, to: number) =>
    Buffer.from(bytes.subarray(from, to)).toString("base64url");
  const jwk =
    algorithm === "EdDSA"
      ? { kty: "OKP", crv: "Ed25519", x: part(0, 32) }
      : { kty: "EC", crv: "P-256", x: part(1, 33), y: part(33, 65) };
  try {
    return createPublicKey({ key: jwk, format: "jwk" });
  } catch {
    // A point that is not on the curve: no signature holds under it.
    return null;
  }
}

function parsePrivateKey(secret: string): KeyObject | null {
  try {
    if (!/^[0-9a-f]{64}$/i.test(secret)) return createPrivateKey(secret);
    const der = Buffer.from(ed25519Pkcs8Prefix + secret, "hex");
    return createPrivateKey({ key: der, format: "der", type: "pkcs8" });
  } catch {
    // The error could quote the key; the caller says which file it read.
    return null;
  }
}

/** What precedes the seed in the PKCS#8 of an Ed25519 key (RFC 8410 §7). */
const ed25519Pkcs8Prefix = "302e020100300506032b657004220420";

function rawPublicKeyOf(key: KeyObject): Uint8Array {
  const { x } = key.export({ format: "jwk" });
  assert(x !== undefined, "an Ed25519 public key has an x");
  return new Uint8Array(Buffer.from(x, "base64url"));
}

function codeOf(error: unknown): string {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  return typeof code === "string" ? code : "unreadable";
}
