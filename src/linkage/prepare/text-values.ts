import { combine, hashBytes, mix } from "../hash.ts";
import type { WordReader } from "../knowledge/word-reader.ts";
import type { TextColumn } from "../table/text-column.ts";
import { GrowableBytes, GrowableInts, sharedInts } from "./growable.ts";
import { findTextRarities, type TextRarities } from "./rarities.ts";
import { roleCode, WordTable } from "./word-table.ts";

/** Letters beyond this many are not compared one by one: masks of 32 bits hold them. */
export const lettersMax = 32;

/**
 * A column of text with its distinct values read once. Per record only `ids` (-1: missing); per value
 * the words, the letters of all words joined, and four numbers of the letters that bound any likeness
 * from above without looking at them (see compare/likeness.ts).
 */
export interface TextValues {
  /** The value of each row as it was given; after `arrange` of each record in canonical order. */
  readonly ids: Int32Array;
  readonly count: number;
  readonly letters: Uint8Array;
  readonly letterStart: Int32Array;
  readonly words: Int32Array;
  readonly wordStart: Int32Array;
  /** `signWidth` numbers a value, in one line of the cache: see `sign`. */
  readonly signs: Int32Array;
  /** Whether something stands aside (a Daeng name) in any value. */
  readonly hasAside: boolean;
  readonly filled: number;
  readonly rarities: TextRarities;
  readonly speltLetters: Uint8Array;
  readonly speltStart: Int32Array;
  readonly speltHash: Int32Array;
  /** 1 where fewer than a thousandth of all words in the column are this one. */
  readonly speltRare: Uint8Array;
}

export const signWidth = 8;

/** Places of a value's signs; the first five are copied into its rows. */
export const sign = {
  /** Hash of the joined letters: equal for one spelling, joined or split. 0: no letters. */
  norm: 0,
  /** Letters that stand once at least, and twice at least. */
  once: 1,
  twice: 2,
  /**
   * How long it is (bits 0-5), how many letters more than twice (6-10), which of the ways to write its
   * spelling (12-16), its first letters (17-31). Bit 11 belongs to rows.
   */
  shape: 3,
  /** A bit for each word of two letters or more; the upper half for rare ones. */
  bloom: 4,
  /** What rarity can add at most, in steps of `headroomUnit`. */
  headroom: 5,
  /** Hash of what stands aside; 0 when nothing does. */
  aside: 6,
  /** Hash of the words in any order. */
  wordSet: 7,
} as const;

/** Millibits of one step of headroom. */
export const headroomUnit = 128;

/** Reads a column. One thread reads one column, so the numbers of values depend on nothing else. */
export function readTextValues(column: TextColumn, count: number, read: WordReader): TextValues {
  const drafts = new ValueDrafts(read);
  const ids = sharedInts(count);
  const frequency = new GrowableInts();
  const distinct = new DistinctCells(column);
  for (let row = 0; row < count; row += 1) {
    const { id, isNew } = distinct.find(row);
    ids[row] = id;
    if (id < 0) continue;
    if (isNew) {
      drafts.add(column.bytes, column.offsets[row] ?? 0, column.offsets[row + 1] ?? 0);
      frequency.push(0);
    }
    frequency.set(id, frequency.at(id) + 1);
  }
  return drafts.finish(ids, frequency.finish());
}

/** Finds equal cells by their bytes; keeps the row of the first of each instead of a copy. */
class DistinctCells {
  private slots = new Int32Array(1 << 16);
  private readonly firstRow = new GrowableInts();
  private readonly hashes = new GrowableInts();
  private readonly answer = { id: -1, isNew: false };
  private readonly column: TextColumn;

  constructor(column: TextColumn) {
    this.column = column;
  }

  find(row: number): { readonly id: number; readonly isNew: boolean } {
    const { bytes, offsets } = this.column;
    const from = offsets[row] ?? 0;
    const to = offsets[row + 1] ?? 0;
    if (to <= from) return this.tell(-1, false);
    const hash = hashBytes(bytes, from, to);
    let slot = hash & (this.slots.length - 1);
    for (;;) {
      const id = (this.slots[slot] ?? 0) - 1;
      if (id < 0) break;
      if (this.hashes.at(id) === hash && this.isSame(this.firstRow.at(id), from, to))
        return this.tell(id, false);
      slot = (slot + 1) & (this.slots.length - 1);
    }
    const id = this.firstRow.length;
    this.firstRow.push(row);
    this.hashes.push(hash);
    this.slots[slot] = id + 1;
    if (this.firstRow.length * 2 > this.slots.length) this.grow();
    return this.tell(id, true);
  }

  private tell(id: number, isNew: boolean) {
    this.answer.id = id;
    this.answer.isNew = isNew;
    return this.answer;
  }

  private isSame(row: number, from: number, to: number): boolean {
    const { bytes, offsets } = this.column;
    const start = offsets[row] ?? 0;
    if ((offsets[row + 1] ?? 0) - start !== to - from) return false;
    for (let at = 0; at < to - from; at += 1)
      if (bytes[start + at] !== bytes[from + at]) return false;
    return true;
  }

  private grow(): void {
    const slots = new Int32Array(this.slots.length * 4);
    for (let id = 0; id < this.firstRow.length; id += 1) {
      let slot = this.hashes.at(id) & (slots.length - 1);
      while (slots[slot] !== 0) slot = (slot + 1) & (slots.length - 1);
      slots[slot] = id + 1;
    }
    this.slots = slots;
  }
}

/** Takes distinct cells apart, one after the other. */
class ValueDrafts {
  private readonly table: WordTable;
  private readonly letters = new GrowableBytes();
  private readonly letterStart = new GrowableInts();
  private readonly words = new GrowableInts();
  private readonly wordStart = new GrowableInts();
  private readonly norm = new GrowableInts();
  private readonly wordSet = new GrowableInts();
  private readonly aside = new GrowableInts();
  private readonly once = new GrowableInts();
  private readonly twice = new GrowableInts();
  private readonly shape = new GrowableInts();
  private readonly written = new Int32Array(64);
  private readonly counts = new Int32Array(32);

  constructor(read: WordReader) {
    this.table = new WordTable(read);
    this.letterStart.push(0);
    this.wordStart.push(0);
  }

  add(bytes: Uint8Array, from: number, to: number): void {
    const { count, comma } = this.splitWords(bytes, from, to);
    const asideHash = this.arrange(count, comma);
    this.aside.push(asideHash);
    const firstWord = this.wordStart.at(this.wordStart.length - 1);
    const start = this.letters.length;
    let set = 0;
    for (let at = firstWord; at < this.words.length; at += 1) {
      const word = this.words.at(at);
      const spelt = this.table.letters.view();
      const wordFrom = this.table.letterStart.at(word);
      const wordTo = this.table.letterStart.at(word + 1);
      this.letters.append(spelt, wordFrom, wordTo);
      set = (set + mix(this.table.hash.at(word) ^ 0x5bd1e995)) | 0;
    }
    const isEmpty = this.words.length === firstWord;
    this.norm.push(isEmpty ? 0 : hashBytes(this.letters.view(), start, this.letters.length));
    this.wordSet.push(isEmpty ? 0 : combine(set, this.words.length - firstWord));
    this.signLetters(start);
    this.letterStart.push(this.letters.length);
    this.wordStart.push(this.words.length);
  }

  /** Written words of the cell into `written`; `comma`: how many stood before the first comma. */
  private splitWords(bytes: Uint8Array, from: number, to: number) {
    let count = 0;
    let comma = -1;
    let at = from;
    while (at < to && count < this.written.length) {
      while (at < to && isSeparator(bytes[at] ?? 0, bytes[at + 1] ?? 0)) {
        if (bytes[at] === 44 && comma < 0 && count > 0) comma = count;
        at += bytes[at] === 0xc2 ? 2 : 1;
      }
      const start = at;
      while (at < to && !isSeparator(bytes[at] ?? 0, bytes[at + 1] ?? 0)) at += 1;
      if (at > start) {
        this.written[count] = this.table.find(bytes, start, at);
        count += 1;
      }
    }
    return { count, comma: comma < 0 ? count : comma };
  }

  /** Puts the words that count into `words`; answers the hash of those that stand aside. */
  private arrange(count: number, comma: number): number {
    const { role } = this.table;
    let from = 0;
    let to = count;
    const roleAt = (at: number) => role.at(this.written[at] ?? 0);
    if (count === 1 && roleAt(0) === roleCode.nothing) return 0;
    while (to - from > 1 && roleAt(from) === roleCode.title) from += 1;
    while (to - from > 1 && (roleAt(to - 1) === roleCode.degree || this.isInitialBehind(to, comma)))
      to -= 1;
    let aside = 0;
    let isAside = false;
    const before = this.words.length;
    for (let at = from; at < to; at += 1) {
      const code = roleAt(at);
      if (code === roleCode["aside-mark"]) isAside = true;
      else if (code === roleCode["child-mark"] && at > from && at < to - 1) isAside = false;
      else if (code === roleCode.noise) continue;
      else if (code === roleCode.prefix) this.glue(at, to);
      else if (at > from && this.isGlued(at)) continue;
      else if (isAside && this.words.length > before)
        aside = combine(aside, this.partHash(this.written[at] ?? 0));
      else this.pushParts(this.written[at] ?? 0);
    }
    return aside;
  }

  /** `…, S.E`: single letters behind a comma are of a degree. */
  private isInitialBehind(to: number, comma: number): boolean {
    const part = this.table.firstPart.at(this.written[to - 1] ?? 0);
    if (to - 1 < comma || part < 0) return false;
    return this.table.letterStart.at(part + 1) - this.table.letterStart.at(part) === 1;
  }

  private glue(at: number, to: number): void {
    if (at + 1 >= to || !this.isNumber(this.written[at + 1] ?? 0)) return;
    const word = this.textOf(this.table.firstPart.at(this.written[at] ?? 0));
    const number = this.textOf(this.table.firstPart.at(this.written[at + 1] ?? 0));
    this.words.push(this.table.spell(word + number));
  }

  private isGlued(at: number): boolean {
    const isPrefix = this.table.role.at(this.written[at - 1] ?? 0) === roleCode.prefix;
    return isPrefix && this.isNumber(this.written[at] ?? 0);
  }

  private isNumber(written: number): boolean {
    const part = this.table.firstPart.at(written);
    if (part < 0) return false;
    const first = this.table.letters.at(this.table.letterStart.at(part));
    return first >= 48 && first <= 57;
  }

  private textOf(part: number): string {
    const from = this.table.letterStart.at(part);
    return decoder.decode(
      this.table.letters.view().subarray(from, this.table.letterStart.at(part + 1)),
    );
  }

  private partHash(written: number): number {
    const part = this.table.firstPart.at(written);
    return part < 0 ? 0 : this.table.hash.at(part);
  }

  private pushParts(written: number): void {
    const first = this.table.firstPart.at(written);
    const second = this.table.secondPart.at(written);
    if (first >= 0) this.words.push(first);
    if (second >= 0) this.words.push(second);
  }

  /**
   * Which letters stand once, which twice; and the shape: how long it is (bits 0-5), how many letters
   * more than twice (6-10), which of the ways to write its spelling (12-16), its first letters (17-31).
   */
  private signLetters(start: number): void {
    const to = Math.min(this.letters.length, start + lettersMax);
    let once = 0;
    let twice = 0;
    let more = 0;
    let begins = 0;
    this.counts.fill(0);
    for (let at = start; at < to; at += 1) {
      const letter = this.letters.at(at);
      const kind = letter & 31;
      const seen = (this.counts[kind] ?? 0) + 1;
      this.counts[kind] = seen;
      if (seen === 1) once |= 1 << kind;
      else if (seen === 2) twice |= 1 << kind;
      else more += 1;
      if (at - start < 3) begins |= kind << ((at - start) * 5);
    }
    this.once.push(once);
    this.twice.push(twice);
    this.shape.push((to - start) | (Math.min(more, 31) << 6) | (begins << 17));
  }

  finish(ids: Int32Array, frequency: Int32Array): TextValues {
    const norm = this.norm.finish();
    let filled = 0;
    for (let row = 0; row < ids.length; row += 1) {
      const id = ids[row] ?? -1;
      if (id < 0) continue;
      if (norm[id] === 0) ids[row] = -1;
      else filled += 1;
    }
    const words = this.words.finish();
    const wordStart = this.wordStart.finish();
    const hash = this.table.hash.finish();
    const speltStart = this.table.letterStart.finish();
    const speltRare = findRareWords(words, wordStart, frequency, hash.length);
    const shape = this.shape.finish();
    numberVariants(norm, shape);
    const spellingFrequency = countSpellings(norm, frequency);
    const rarities = findTextRarities(frequency, spellingFrequency, filled);
    const aside = this.aside.finish();
    return {
      ids,
      count: norm.length,
      letters: this.letters.finish(),
      letterStart: this.letterStart.finish(),
      words,
      wordStart,
      signs: interleave([
        norm,
        this.once.finish(),
        this.twice.finish(),
        shape,
        bloomWords(words, wordStart, { speltStart, speltRare, hash }),
        headroomOf(rarities),
        aside,
        this.wordSet.finish(),
      ]),
      hasAside: aside.some((one) => one !== 0),
      filled,
      rarities,
      speltLetters: this.table.letters.finish(),
      speltStart,
      speltHash: hash,
      speltRare,
    };
  }
}

function headroomOf({ exact, spelling }: TextRarities): Int32Array {
  return exact.map((one, id) => {
    const most = Math.max(0, one, spelling[id] ?? 0);
    return Math.min(255, Math.ceil(most / headroomUnit));
  });
}

function interleave(lists: readonly Int32Array[]): Int32Array {
  const signs = sharedInts((lists[0]?.length ?? 0) * signWidth);
  lists.forEach((list, place) => {
    for (let id = 0; id < list.length; id += 1) signs[id * signWidth + place] = list[id] ?? 0;
  });
  return signs;
}

/** Bits of rare words lie in the upper half, so that a shared common word is not taken for a rare one. */
export const rareBloomMask = 0xffff0000 | 0;

/** Bits of the words with two letters or more. */
function bloomWords(
  words: Int32Array,
  wordStart: Int32Array,
  spelt: {
    readonly speltStart: Int32Array;
    readonly speltRare: Uint8Array;
    readonly hash: Int32Array;
  },
): Int32Array {
  const count = wordStart.length - 1;
  const bloom = sharedInts(count);
  for (let id = 0; id < count; id += 1) {
    let bits = 0;
    for (let at = wordStart[id] ?? 0; at < (wordStart[id + 1] ?? 0); at += 1) {
      const word = words[at] ?? 0;
      const length = (spelt.speltStart[word + 1] ?? 0) - (spelt.speltStart[word] ?? 0);
      const half = spelt.speltRare[word] === 1 ? 16 : 0;
      if (length > 1) bits |= 1 << (((spelt.hash[word] ?? 0) & 15) + half);
    }
    bloom[id] = bits;
  }
  return bloom;
}

/** Ways to write one spelling beyond which they are not told apart in a row. */
export const variantMax = 31;
export const variantShift = 12;

/** Numbers the values of one spelling, so that two rows tell by themselves whether they are written alike. */
function numberVariants(norm: Int32Array, shape: Int32Array): void {
  const seen = new SlotsByHash(norm);
  for (let id = 0; id < norm.length; id += 1) {
    const variant = Math.min(seen.count(norm[id] ?? 0), variantMax);
    shape[id] = (shape[id] ?? 0) | (variant << variantShift);
  }
}

/** Counts how often each hash was asked for before. */
class SlotsByHash {
  private readonly keys: Int32Array;
  private readonly seen: Int32Array;

  constructor(hashes: Int32Array) {
    let size = 1024;
    while (size < hashes.length * 2) size *= 2;
    this.keys = new Int32Array(size);
    this.seen = new Int32Array(size);
  }

  count(hash: number): number {
    const mask = this.keys.length - 1;
    let slot = hash & mask;
    while (this.keys[slot] !== 0 && this.keys[slot] !== hash) slot = (slot + 1) & mask;
    this.keys[slot] = hash;
    const before = this.seen[slot] ?? 0;
    this.seen[slot] = before + 1;
    return before;
  }
}

/** How many records share the spelling of each value. Values of one hash count together. */
function countSpellings(norm: Int32Array, frequency: Int32Array): Int32Array {
  let size = 1024;
  while (size < norm.length * 2) size *= 2;
  const keys = new Int32Array(size);
  const sums = new Int32Array(size);
  const slotOf = new Int32Array(norm.length);
  for (let id = 0; id < norm.length; id += 1) {
    const key = norm[id] ?? 0;
    let slot = key & (size - 1);
    while (keys[slot] !== 0 && keys[slot] !== key) slot = (slot + 1) & (size - 1);
    keys[slot] = key;
    sums[slot] = (sums[slot] ?? 0) + (frequency[id] ?? 0);
    slotOf[id] = slot;
  }
  const answer = sharedInts(norm.length);
  for (let id = 0; id < norm.length; id += 1) answer[id] = sums[slotOf[id] ?? 0] ?? 0;
  return answer;
}

const rareShare = 0.001;

function findRareWords(
  words: Int32Array,
  wordStart: Int32Array,
  frequency: Int32Array,
  count: number,
): Uint8Array {
  const seen = new Float64Array(count);
  let all = 0;
  for (let id = 0; id < frequency.length; id += 1) {
    const times = frequency[id] ?? 0;
    for (let at = wordStart[id] ?? 0; at < (wordStart[id + 1] ?? 0); at += 1) {
      const word = words[at] ?? 0;
      seen[word] = (seen[word] ?? 0) + times;
      all += times;
    }
  }
  const rare = new Uint8Array(new SharedArrayBuffer(count));
  // In a small table a word seen a few times says nothing of how common it is: five are always rare.
  const limit = Math.max(all * rareShare, 5);
  for (let word = 0; word < count; word += 1) rare[word] = (seen[word] ?? 0) <= limit ? 1 : 0;
  return rare;
}

/** Space, comma, dot, slash, hyphen and the like part words; an apostrophe and letters of any script do not. */
function isSeparator(byte: number, next: number): boolean {
  if (byte >= 0x80) return byte === 0xc2 && next === 0xa0;
  if (byte === 39 || byte === 96) return false;
  return !((byte >= 97 && byte <= 122) || (byte >= 65 && byte <= 90) || (byte >= 48 && byte <= 57));
}

const decoder = new TextDecoder();
