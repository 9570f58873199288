import { ok, type Result, refuse } from "../kernel/result.ts";
import { sameBytes } from "./bytes.ts";
import {
  type CborMap,
  type CborTag,
  type CborValue,
  decodeCbor,
  encodeCbor,
  isArray,
  isMap,
  isTag,
  tagged,
} from "./cbor.ts";

/** COSE algorithm numbers (IANA): the two that Claim 169 names. */
export const eddsa = -8;
export const es256 = -7;

/**
 * One signature over one payload (COSE_Sign1, RFC 9052 §4.2), not yet believed.
 */
export type CoseSign1 = {
  readonly algorithm: CborValue;
  readonly kid: Uint8Array | null;
  readonly payload: Uint8Array;
  /** Empty when nobody signed. */
  readonly signature: Uint8Array;
  /** The bytes that the signature is over. */
  readonly signedBytes: Uint8Array;
};

export type CoseFault =
  | { readonly type: "NotCose"; readonly because: string }
  | { readonly type: "Encrypted" };

/** What a signer must sign: the Sig_structure of RFC 9052 §4.4, without external data. */
export function sign1Input(protectedHeader: Uint8Array, payload: Uint8Array): Uint8Array {
  return encodeCbor(["Signature1", protectedHeader, new Uint8Array(), payload]);
}

/** Algorithm and key id, both under the signature. */
export function encodeProtectedHeader(algorithm: number, kid: Uint8Array): Uint8Array {
  return encodeCbor(
    new Map<CborValue, CborValue>([
      [header.algorithm, algorithm],
      [header.kid, kid],
    ]),
  );
}

export function encodeSign1(
  protectedHeader: Uint8Array,
  payload: Uint8Array,
  signature: Uint8Array,
): Uint8Array {
  return encodeCbor(tagged(tag.sign1, [protectedHeader, new Map(), payload, signature]));
}

/**
 * Takes COSE_Sign1 apart, tagged 18, alone or inside the CWT tag 61.
 *
 * The algorithm counts only in the protected header, the key id in either (they must agree). A
 * critical header that we do not know (`crit`) makes it unreadable, as the standard demands.
 */
export function parseSign1(bytes: Uint8Array): Result<CoseSign1, CoseFault> {
  const read = decodeCbor(bytes);
  if (!read.ok) return notCose(read.error.because);
  const outer = read.value;
  const inner = isTag(outer) && outer.tag === tag.cwt ? outer.value : outer;
  if (!isTag(inner)) return notCose("no COSE tag");
  if (isEncrypted(inner)) return refuse({ type: "Encrypted" });
  if (inner.tag !== tag.sign1) return notCose(`tag ${inner.tag} instead of 18`);
  return parseParts(inner.value);
}

function parseParts(parts: CborValue): Result<CoseSign1, CoseFault> {
  if (!isArray(parts) || parts.length !== 4) return notCose("not an array of four");
  const [protectedHeader, unprotectedHeader, payload, signature] = parts;
  const wellFormed =
    protectedHeader instanceof Uint8Array &&
    isMap(unprotectedHeader) &&
    payload instanceof Uint8Array &&
    signature instanceof Uint8Array;
  if (!wellFormed) return notCose("parts of the wrong kind");
  const headers = parseProtectedHeader(protectedHeader);
  if (headers === null) return notCose("protected header is no map");
  if (headers.has(header.critical) || unprotectedHeader.has(header.critical)) {
    return notCose("critical header");
  }
  const kid = findKid(headers, unprotectedHeader);
  if (!kid.ok) return kid;
  return ok({
    algorithm: headers.get(header.algorithm),
    kid: kid.value,
    payload,
    signature,
    signedBytes: sign1Input(protectedHeader, payload),
  });
}

function parseProtectedHeader(bytes: Uint8Array): CborMap | null {
  if (bytes.length === 0) return new Map();
  const read = decodeCbor(bytes);
  return read.ok && isMap(read.value) ? read.value : null;
}

function findKid(
  protectedHeader: CborMap,
  unprotectedHeader: CborMap,
): Result<Uint8Array | null, CoseFault> {
  const kids = [protectedHeader.get(header.kid), unprotectedHeader.get(header.kid)];
  const [first, second] = kids.filter((kid) => kid !== undefined);
  if (first === undefined) return ok(null);
  if (!(first instanceof Uint8Array)) return notCose("key id is no bytes");
  if (second === undefined) return ok(first);
  const agree = second instanceof Uint8Array && sameBytes(first, second);
  return agree ? ok(first) : notCose("two key ids that differ");
}

function isEncrypted(value: CborTag): boolean {
  return value.tag === tag.encrypt0 || value.tag === tag.encrypt;
}

function notCose(because: string): { readonly ok: false; readonly error: CoseFault } {
  return refuse({ type: "NotCose", because });
}

const header = { algorithm: 1, critical: 2, kid: 4 } as const;

const tag = { encrypt0: 16, sign1: 18, cwt: 61, encrypt: 96 } as const;
