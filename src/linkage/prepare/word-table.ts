import { hashBytes } from "../hash.ts";
import type { WordReader, WordRole } from "../knowledge/word-reader.ts";
import { GrowableBytes, GrowableInts } from "./growable.ts";

/** Roles as small numbers, so that reading a million names compares no strings. */
export const roleCode: Readonly<Record<WordRole, number>> = {
  word: 0,
  title: 1,
  degree: 2,
  "aside-mark": 3,
  "child-mark": 4,
  prefix: 5,
  noise: 6,
  nothing: 7,
};

/**
 * Words met in a column. A *written* word is found by its bytes and read once by the column's reader;
 * what it is read as are *spelt* words, each with a number of its own. A city's names are made of some
 * thousand words, so that the reader's rules run thousands of times and not millions.
 */
export class WordTable {
  private slots = new Int32Array(1 << 12);
  private writtenCount = 0;
  private readonly writtenBytes = new GrowableBytes();
  private readonly writtenStart = new GrowableInts();
  private readonly writtenHash = new GrowableInts();
  readonly role = new GrowableInts();
  readonly firstPart = new GrowableInts();
  readonly secondPart = new GrowableInts();

  private readonly spelt = new Map<string, number>();
  readonly letters = new GrowableBytes();
  readonly letterStart = new GrowableInts();
  readonly hash = new GrowableInts();
  private readonly read: WordReader;

  constructor(read: WordReader) {
    this.read = read;
    this.letterStart.push(0);
    this.writtenStart.push(0);
  }

  get speltCount(): number {
    return this.spelt.size;
  }

  /** The number of the written word `bytes[from..to)`. */
  find(bytes: Uint8Array, from: number, to: number): number {
    const hash = hashBytes(bytes, from, to);
    let slot = hash & (this.slots.length - 1);
    for (;;) {
      const written = (this.slots[slot] ?? 0) - 1;
      if (written < 0) return this.add(bytes, from, to, hash, slot);
      if (this.writtenHash.at(written) === hash && this.isSame(written, bytes, from, to))
        return written;
      slot = (slot + 1) & (this.slots.length - 1);
    }
  }

  /** The number of a spelt word, new or known. */
  spell(word: string): number {
    const known = this.spelt.get(word);
    if (known !== undefined) return known;
    const id = this.spelt.size;
    this.spelt.set(word, id);
    const bytes = encoder.encode(word);
    this.letters.append(bytes, 0, bytes.length);
    this.letterStart.push(this.letters.length);
    this.hash.push(hashBytes(bytes, 0, bytes.length));
    return id;
  }

  private isSame(written: number, bytes: Uint8Array, from: number, to: number): boolean {
    const start = this.writtenStart.at(written);
    if (this.writtenStart.at(written + 1) - start !== to - from) return false;
    const known = this.writtenBytes.view();
    for (let at = 0; at < to - from; at += 1)
      if (known[start + at] !== bytes[from + at]) return false;
    return true;
  }

  private add(bytes: Uint8Array, from: number, to: number, hash: number, slot: number): number {
    const { role, parts } = this.read(decoder.decode(bytes.slice(from, to)));
    const id = this.writtenCount;
    this.writtenCount += 1;
    this.writtenBytes.append(bytes, from, to);
    this.writtenStart.push(this.writtenBytes.length);
    this.writtenHash.push(hash);
    this.role.push(roleCode[role]);
    const [first, second] = parts;
    this.firstPart.push(first === undefined || first === "" ? -1 : this.spell(first));
    this.secondPart.push(second === undefined || second === "" ? -1 : this.spell(second));
    this.slots[slot] = id + 1;
    if (this.writtenCount * 2 > this.slots.length) this.grow();
    return id;
  }

  private grow(): void {
    const slots = new Int32Array(this.slots.length * 4);
    for (let id = 0; id < this.writtenCount; id += 1) {
      let slot = this.writtenHash.at(id) & (slots.length - 1);
      while (slots[slot] !== 0) slot = (slot + 1) & (slots.length - 1);
      slots[slot] = id + 1;
    }
    this.slots = slots;
  }
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();
