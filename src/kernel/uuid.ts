import { assert } from "./assert.ts";

declare const uuidBrand: unique symbol;

/** Lower-case hyphenated UUID. */
export type Uuid = string & { readonly [uuidBrand]: true };

export function parseUuid(text: string): Uuid | null {
  const lower = text.trim().toLowerCase();
  return /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(lower)
    ? (lower as Uuid)
    : null;
}

/**
 * UUIDv8 (RFC 9562 §5.8) of the first 16 bytes of a hash: the same content, the same id, on any
 * machine. The database's `platform.uuid8` makes the same from the same bytes.
 */
export function uuidOfHash(hash: Uint8Array): Uuid {
  assert(hash.length >= 16, "a UUIDv8 needs 16 bytes of hash");
  let text = "";
  for (let place = 0; place < 16; place += 1) {
    let byte = hash[place] ?? 0;
    if (place === 6) byte = (byte & 0x0f) | 0x80;
    if (place === 8) byte = (byte & 0x3f) | 0x80;
    if (place === 4 || place === 6 || place === 8 || place === 10) text += "-";
    text += hexOfByte[byte];
  }
  return text as Uuid;
}

const hexOfByte = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

const crockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/**
 * Member number: what a person, a roster and a card call a person instead of a NIK.
 *
 * Shape: `RRRR-XXXXX-XXXXX-C`: regency, 50 bits in Crockford base 32 (no I, L, O, U), and a check
 * character (mod 37) that finds one wrong or two swapped characters. The bits are the first of a hash
 * of the person's id (an id itself begins with its load and ends with its row), so the number says
 * nothing about the person and is the same on every machine that read the same rows.
 * Two persons of one city share one with odds of 1 in 2,000 at a million people: the database's
 * unique constraint would stop the run and say so.
 */
export function memberNumberOf(regencyCode: string, personHash: Uint8Array): string {
  assert(personHash.length >= 7, "a member number needs 50 bits of hash");
  let bits = 0n;
  for (const byte of personHash.subarray(0, 7)) bits = (bits << 8n) | BigInt(byte);
  bits >>= 6n;
  let rest = bits;
  let body = "";
  for (let place = 0; place < 10; place += 1) {
    body = `${crockford[Number(rest & 31n)]}${body}`;
    rest >>= 5n;
  }
  const check = `${crockford}*~$=U`[Number(bits % 37n)] ?? "";
  return `${regencyCode.replaceAll(".", "")}-${body.slice(0, 5)}-${body.slice(5)}-${check}`;
}
