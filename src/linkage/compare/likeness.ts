import { lettersMax, type TextValues } from "../prepare/text-values.ts";

export function countBits(word: number): number {
  let x = word - ((word >>> 1) & 0x55555555);
  x = (x & 0x33333333) + ((x >>> 2) & 0x33333333);
  return Math.imul((x + (x >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** Bits of two words together: one multiplication for both. */
function countBitsOfBoth(one: number, other: number): number {
  let x = one - ((one >>> 1) & 0x55555555);
  x = (x & 0x33333333) + ((x >>> 2) & 0x33333333);
  let y = other - ((other >>> 1) & 0x55555555);
  y = (y & 0x33333333) + ((y >>> 2) & 0x33333333);
  x += y;
  return Math.imul((x & 0x0f0f0f0f) + ((x >>> 4) & 0x0f0f0f0f), 0x01010101) >>> 24;
}

/** 1/n, so that a bound costs two multiplications; a hair up, so that it stays a bound. */
const inverse = Float64Array.from({ length: lettersMax + 1 }, (_, n) =>
  n === 0 ? 0 : (1 / n) * (1 + 1e-12),
);

/**
 * How many letters two texts can have in common at most, by which letters they have how often: the
 * bound under every likeness of letters.
 */
export function boundCommonLetters(
  once1: number,
  twice1: number,
  shape1: number,
  once2: number,
  twice2: number,
  shape2: number,
): number {
  const length1 = shape1 & 63;
  const length2 = shape2 & 63;
  const more1 = (shape1 >>> 6) & 31;
  const more2 = (shape2 >>> 6) & 31;
  const least = length1 < length2 ? length1 : length2;
  const common = countBitsOfBoth(once1 & once2, twice1 & twice2) + (more1 < more2 ? more1 : more2);
  return common > least ? least : common;
}

/** The highest Jaro-Winkler likeness with so many letters in common; beginnings are known to three letters. */
export function boundJaroWinkler(common: number, shape1: number, shape2: number): number {
  if (common === 0) return 0;
  const length1 = shape1 & 63;
  const length2 = shape2 & 63;
  const jaro = (common * ((inverse[length1] ?? 0) + (inverse[length2] ?? 0)) + 1) / 3;
  const apart = (shape1 ^ shape2) >>> 17;
  let prefix = apart === 0 ? 4 : ((31 - Math.clz32(apart & -apart)) * 13) >>> 6;
  const least = length1 < length2 ? length1 : length2;
  if (prefix > least) prefix = least;
  return jaro + prefix * 0.1 * (1 - jaro);
}

/** Jaro-Winkler over at most 32 letters, letters found by masks; keeps the masks of the left text. */
export class JaroWinkler {
  private readonly masks = new Int32Array(256);
  private left = -1;
  private leftStart = 0;
  private leftEnd = 0;

  /** Likeness of values `a` and `b` of one column, 0 to 1; 0 when it cannot reach `floor`. */
  compare(values: TextValues, a: number, b: number, floor: number): number {
    const { letters, letterStart } = values;
    this.setLeft(letters, letterStart, a);
    const startA = this.leftStart;
    const lengthA = this.leftEnd - startA;
    const startB = letterStart[b] ?? 0;
    const lengthB = Math.min((letterStart[b + 1] ?? 0) - startB, lettersMax);
    const least = lengthA < lengthB ? lengthA : lengthB;
    const reach = Math.max(((lengthA > lengthB ? lengthA : lengthB) >> 1) - 1, 0);
    let usedA = 0;
    let usedB = 0;
    let common = 0;
    for (let at = 0; at < lengthB; at += 1) {
      let places = this.masks[letters[startB + at] ?? 0] ?? 0;
      if (places === 0) continue;
      places &= ~usedA;
      if (at > reach) places &= -1 << (at - reach);
      if (at + reach < 31) places &= (1 << (at + reach + 1)) - 1;
      if (places === 0) continue;
      usedA |= places & -places;
      usedB |= 1 << at;
      common += 1;
    }
    if (common === 0) return 0;
    let prefix = 0;
    while (prefix < 4 && prefix < least && letters[startA + prefix] === letters[startB + prefix])
      prefix += 1;
    const highest = (common / lengthA + common / lengthB + 1) / 3;
    if (highest + prefix * 0.1 * (1 - highest) < floor) return 0;
    let exchanged = 0;
    while (usedB !== 0) {
      const inA = 31 - Math.clz32(usedA & -usedA);
      const inB = 31 - Math.clz32(usedB & -usedB);
      if (letters[startA + inA] !== letters[startB + inB]) exchanged += 1;
      usedA &= usedA - 1;
      usedB &= usedB - 1;
    }
    const jaro = (common / lengthA + common / lengthB + (common - (exchanged >> 1)) / common) / 3;
    return jaro > 0.7 ? jaro + prefix * 0.1 * (1 - jaro) : jaro;
  }

  private setLeft(letters: Uint8Array, letterStart: Int32Array, value: number): void {
    if (this.left === value) return;
    for (let at = this.leftStart; at < this.leftEnd; at += 1) this.masks[letters[at] ?? 0] = 0;
    this.left = value;
    this.leftStart = letterStart[value] ?? 0;
    this.leftEnd = Math.min(letterStart[value + 1] ?? 0, this.leftStart + lettersMax);
    for (let at = this.leftStart, bit = 1; at < this.leftEnd; at += 1, bit <<= 1) {
      const letter = letters[at] ?? 0;
      this.masks[letter] = (this.masks[letter] ?? 0) | bit;
    }
  }
}

/**
 * Whether one insertion, deletion, substitution or exchange of neighbours at most parts two runs of
 * bytes. Bounded: looks at each byte once.
 */
export function isOneSlip(
  bytes: Uint8Array,
  startA: number,
  endA: number,
  startB: number,
  endB: number,
): boolean {
  let a = startA;
  let b = startB;
  while (a < endA && b < endB && bytes[a] === bytes[b]) {
    a += 1;
    b += 1;
  }
  let lastA = endA;
  let lastB = endB;
  while (lastA > a && lastB > b && bytes[lastA - 1] === bytes[lastB - 1]) {
    lastA -= 1;
    lastB -= 1;
  }
  const leftA = lastA - a;
  const leftB = lastB - b;
  if (leftA <= 1 && leftB <= 1) return true;
  const isSwap = leftA === 2 && leftB === 2;
  return isSwap && bytes[a] === bytes[b + 1] && bytes[a + 1] === bytes[b];
}
