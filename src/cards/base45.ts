import { assert } from "../kernel/assert.ts";
import { ok, type Result, refuse } from "../kernel/result.ts";

/**
 * Base45 (RFC 9285): bytes written in the 45 characters that a QR code stores at 5.5 bits each.
 *
 * The space is one of the 45: a text that was trimmed or wrapped is another text.
 */
const alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";

const digitByCharacter = new Map(Array.from(alphabet, (character, digit) => [character, digit]));

export function encodeBase45(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += 2) {
    const second = bytes[at + 1];
    const first = byteAt(bytes, at);
    text += second === undefined ? digits(first, 2) : digits(first * 256 + second, 3);
  }
  return text;
}

export type Base45Fault = {
  readonly type: "NotBase45";
  readonly because: "length" | "character" | "overflow";
  /** Where in the text, counted from 0. */
  readonly at: number;
};

/** Strict: no other characters, no white space added, no value that two or one bytes cannot hold. */
export function decodeBase45(text: string): Result<Uint8Array, Base45Fault> {
  if (text.length % 3 === 1) {
    return refuse({ type: "NotBase45", because: "length", at: text.length - 1 });
  }
  const bytes = new Uint8Array(Math.floor(text.length / 3) * 2 + (text.length % 3 === 2 ? 1 : 0));
  let filled = 0;
  for (let at = 0; at < text.length; at += 3) {
    const group = text.slice(at, at + 3);
    const value = digitsValue(group);
    if (value === null) return refuse({ type: "NotBase45", because: "character", at });
    if (value > (group.length === 3 ? 0xffff : 0xff)) {
      return refuse({ type: "NotBase45", because: "overflow", at });
    }
    if (group.length === 3) {
      bytes[filled] = value >> 8;
      filled += 1;
    }
    bytes[filled] = value & 0xff;
    filled += 1;
  }
  return ok(bytes);
}

function digitsValue(group: string): number | null {
  let value = 0;
  let weight = 1;
  for (const character of group) {
    const digit = digitByCharacter.get(character);
    if (digit === undefined) return null;
    value += digit * weight;
    weight *= 45;
  }
  return value;
}

function digits(value: number, count: number): string {
  let rest = value;
  let text = "";
  for (let place = 0; place < count; place += 1) {
    text += alphabet[rest % 45];
    rest = Math.floor(rest / 45);
  }
  return text;
}

function byteAt(bytes: Uint8Array, at: number): number {
  const byte = bytes[at];
  assert(byte !== undefined, "the loop stays inside the bytes");
  return byte;
}
