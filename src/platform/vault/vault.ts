import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from "node:crypto";
import { assert } from "../../kernel/assert.ts";
import { type Uuid, uuidOfHash } from "../../kernel/uuid.ts";

/**
 * The cipher side of the vault: identifiers and data keys go in and come out; nothing is stored here.
 *
 * AES-256-GCM, nonce 12 random bytes, tag 16, laid out nonce ‖ ciphertext ‖ tag. The blind index is
 * HMAC-SHA-256 under its own key, so equal numbers are found without being read.
 */
export interface Vault {
  readonly keyVersion: number;
  blindIndex(kind: IdentifierKind, digits: string): Uint8Array;
  /** The id under which the vault keeps the identifier with this blind index. */
  idOfIndex(blindIndex: Uint8Array): Uuid;
  encrypt(kind: IdentifierKind, digits: string): Uint8Array;
  open(kind: IdentifierKind, ciphertext: Uint8Array): string;
  newDataKey(): DataKey;
  openDataKey(dataKeyId: Uuid, wrapped: Uint8Array): DataKey;
}

export type IdentifierKind = "nik" | "kk";

/** One AES-256 key for one load or batch; `place` binds a ciphertext to where it stands. */
export interface DataKey {
  readonly dataKeyId: Uuid;
  readonly wrapped: Uint8Array;
  seal(plain: Uint8Array, place: string): Uint8Array;
  open(sealed: Uint8Array, place: string): Uint8Array;
}

export function createVault(masterKeyHex: string): Vault {
  const master = Buffer.from(masterKeyHex, "hex");
  assert(master.length === 32, "the master key is 32 bytes");
  const keyFor = (use: string) => Buffer.from(hkdfSync("sha256", master, "", `payung/${use}`, 32));
  const identifierKey = keyFor("identifier/1");
  const indexKey = keyFor("blind-index/1");
  const wrappingKey = keyFor("data-key/1");
  const blindIndex = (kind: IdentifierKind, digits: string) =>
    createHmac("sha256", indexKey).update(`${kind}:${digits}`).digest();
  return {
    keyVersion: 1,
    blindIndex,
    idOfIndex: uuidOfHash,
    encrypt: (kind, digits) => encrypt(identifierKey, Buffer.from(digits, "latin1"), kind),
    open: (kind, ciphertext) => decrypt(identifierKey, ciphertext, kind).toString("latin1"),
    newDataKey() {
      const key = randomBytes(32);
      const dataKeyId = uuidOfHash(randomBytes(16));
      return dataKeyOf(dataKeyId, key, encrypt(wrappingKey, key, dataKeyId));
    },
    openDataKey: (dataKeyId, wrapped) =>
      dataKeyOf(dataKeyId, decrypt(wrappingKey, wrapped, dataKeyId), wrapped),
  };
}

function dataKeyOf(dataKeyId: Uuid, key: Buffer, wrapped: Uint8Array): DataKey {
  return {
    dataKeyId,
    wrapped,
    seal: (plain, place) => encrypt(key, plain, `${dataKeyId}/${place}`),
    open: (sealed, place) => decrypt(key, sealed, `${dataKeyId}/${place}`),
  };
}

function encrypt(key: Buffer, plain: Uint8Array, context: string): Buffer {
  const nonce = nextNonce();
  const cipher = createCipheriv("aes-256-gcm", key, nonce);
  cipher.setAAD(Buffer.from(context));
  const body = cipher.update(plain);
  cipher.final();
  return Buffer.concat([nonce, body, cipher.getAuthTag()]);
}

const noncesAtOnce = 1_024;
let nonces: Buffer = Buffer.alloc(0);

/** 12 random bytes, drawn many at a time: asking the system for each of 200,000 rows costs a second. */
function nextNonce(): Buffer {
  if (nonces.length === 0) nonces = randomBytes(12 * noncesAtOnce);
  const nonce = nonces.subarray(0, 12);
  nonces = nonces.subarray(12);
  return nonce;
}

function decrypt(key: Buffer, sealed: Uint8Array, context: string): Buffer {
  const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
  const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, 12));
  decipher.setAAD(Buffer.from(context));
  decipher.setAuthTag(bytes.subarray(bytes.length - 16));
  return Buffer.concat([decipher.update(bytes.subarray(12, bytes.length - 16)), decipher.final()]);
}
