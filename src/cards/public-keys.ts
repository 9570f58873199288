import { type PlainDate, parsePlainDate } from "../kernel/plain-date.ts";
import { ok, type Result, refuse } from "../kernel/result.ts";
import { bytesToHex, parseHex } from "./bytes.ts";

/** EdDSA over Ed25519, which Payung signs with, and ES256, read on cards of others. */
export type CardAlgorithm = "EdDSA" | "ES256";

/**
 * A public key that cards are checked with.
 *
 * `from` inclusive, `until` exclusive: the days on which this key signed. Cards signed in that time
 * stay valid after it. A key that leaked leaves the file, and its cards with it.
 */
export type CardPublicKey = {
  /** First 8 bytes of the SHA-256 of the public key, 16 hexadecimal digits. */
  readonly kid: string;
  readonly algorithm: CardAlgorithm;
  /** 32 bytes for Ed25519; 65 for P-256 (uncompressed point). */
  readonly publicKey: Uint8Array;
  readonly from: PlainDate;
  readonly until: PlainDate | null;
};

/** The public key file: all that is needed to check the cards of one issuer, without a network. */
export type CardPublicKeys = {
  readonly issuer: string;
  readonly keys: readonly CardPublicKey[];
};

export type Sha256Dep = { readonly sha256: (bytes: Uint8Array) => Uint8Array };

export type KeyFileFault =
  | { readonly type: "KeyFileNotJson" }
  | { readonly type: "KeyFileShape"; readonly where: string; readonly expected: string }
  | { readonly type: "KeyIdWrong"; readonly kid: string; readonly computed: string }
  | { readonly type: "KeyTwice"; readonly kid: string };

/**
 * Reads `{"issuer": "…", "keys": [{"kid", "alg", "public_key_hex", "from", "until"}]}`.
 *
 * Strict: a kid that is not the hash of its key is refused, because a file mended by hand would
 * otherwise answer "unknown key" for every card.
 */
export function parseKeyFile(deps: Sha256Dep, text: string): Result<CardPublicKeys, KeyFileFault> {
  const json = parseJson(text);
  if (json === undefined) return refuse({ type: "KeyFileNotJson" });
  if (!isRecord(json)) return wrongShape("file", "an object with issuer and keys");
  const { issuer, keys: rows } = json;
  if (typeof issuer !== "string" || issuer === "") return wrongShape("issuer", "a text");
  if (!Array.isArray(rows) || rows.length === 0) return wrongShape("keys", "a list with a key");
  const keys: CardPublicKey[] = [];
  for (const [index, row] of rows.entries()) {
    const key = parseKey(deps, row, `keys[${index}]`);
    if (!key.ok) return key;
    if (keys.some((known) => known.kid === key.value.kid)) {
      return refuse({ type: "KeyTwice", kid: key.value.kid });
    }
    keys.push(key.value);
  }
  return ok({ issuer, keys });
}

/** The text of the file, ending in a newline; `parseKeyFile` reads it back. */
export function formatKeyFile(file: CardPublicKeys): string {
  const keys = file.keys.map((key) => ({
    kid: key.kid,
    alg: key.algorithm,
    public_key_hex: bytesToHex(key.publicKey),
    from: key.from,
    until: key.until,
  }));
  return `${JSON.stringify({ issuer: file.issuer, keys }, null, 2)}\n`;
}

export function kidOf(deps: Sha256Dep, publicKey: Uint8Array): Uint8Array {
  return deps.sha256(publicKey).slice(0, 8);
}

function parseKey(
  deps: Sha256Dep,
  row: unknown,
  where: string,
): Result<CardPublicKey, KeyFileFault> {
  if (!isRecord(row)) return wrongShape(where, "an object");
  const { kid, alg, public_key_hex: hex, from, until } = row;
  if (alg !== "EdDSA" && alg !== "ES256") return wrongShape(`${where}.alg`, "EdDSA or ES256");
  const publicKey = typeof hex === "string" ? parseHex(hex) : null;
  if (publicKey === null || !fits(alg, publicKey)) {
    return wrongShape(`${where}.public_key_hex`, publicKeyShape[alg]);
  }
  const fromDay = typeof from === "string" ? parsePlainDate(from) : null;
  if (fromDay === null) return wrongShape(`${where}.from`, "a day YYYY-MM-DD");
  const untilDay = typeof until === "string" ? parsePlainDate(until) : null;
  if (until !== null && untilDay === null) {
    return wrongShape(`${where}.until`, "a day YYYY-MM-DD or null");
  }
  if (untilDay !== null && untilDay <= fromDay) {
    return wrongShape(`${where}.until`, "a day after from");
  }
  const computed = bytesToHex(kidOf(deps, publicKey));
  if (kid !== computed) return refuse({ type: "KeyIdWrong", kid: String(kid), computed });
  return ok({ kid: computed, algorithm: alg, publicKey, from: fromDay, until: untilDay });
}

function fits(algorithm: CardAlgorithm, publicKey: Uint8Array): boolean {
  if (algorithm === "EdDSA") return publicKey.length === 32;
  return publicKey.length === 65 && publicKey[0] === 0x04;
}

const publicKeyShape = {
  EdDSA: "64 hexadecimal digits (32 bytes)",
  ES256: "130 hexadecimal digits that begin with 04 (uncompressed point)",
} as const;

function wrongShape(
  where: string,
  expected: string,
): { readonly ok: false; readonly error: KeyFileFault } {
  return refuse({ type: "KeyFileShape", where, expected });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not JSON is an expected answer, and JSON never holds undefined.
    return undefined;
  }
}
