/**
 * Numbers that look random and are the same on every machine: sfc32, seeded through splitmix32.
 *
 * Each part of the generator draws from a stream of its own name, so that a change in one part
 * does not reshuffle the others.
 */
export interface Random {
  /** At least 0, below 1. */
  readonly next: () => number;
  /** A whole number from 0 to `limit - 1`. */
  readonly below: (limit: number) => number;
  /** A whole number from `low` to `high`, both included. */
  readonly between: (low: number, high: number) => number;
  readonly chance: (probability: number) => boolean;
  readonly pick: <T>(items: readonly T[]) => T;
}

export function createRandom(seed: number, stream: string): Random {
  const next = createSfc32(seed, stream);
  const below = (limit: number) => Math.floor(next() * limit);
  return {
    next,
    below,
    between: (low, high) => low + below(high - low + 1),
    chance: (probability) => next() < probability,
    pick: <T>(items: readonly T[]) => items[below(items.length)] as T,
  };
}

/** Makes a function that draws from `choices` in proportion to their weights. */
export function createWeightedPick<T>(
  choices: readonly (readonly [T, number])[],
): (random: Random) => T {
  const items: T[] = [];
  const bounds: number[] = [];
  let total = 0;
  for (const [item, weight] of choices) {
    total += weight;
    items.push(item);
    bounds.push(total);
  }
  return (random) => {
    const point = random.next() * total;
    let low = 0;
    let high = bounds.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((bounds[middle] as number) > point) high = middle;
      else low = middle + 1;
    }
    return items[low] as T;
  };
}

/** Earlier items come up more often than later ones, as names do. */
export function createCommonFirstPick<T>(items: readonly T[]): (random: Random) => T {
  return createWeightedPick(items.map((item, index) => [item, 1 / (index + 12)] as const));
}

/** Exactly `count` distinct numbers below `total`, as flags. */
export function chooseExactly(random: Random, count: number, total: number): Uint8Array {
  const flags = new Uint8Array(total);
  let wanted = Math.min(count, total);
  for (let index = 0; index < total && wanted > 0; index++) {
    if (random.next() * (total - index) < wanted) {
      flags[index] = 1;
      wanted--;
    }
  }
  return flags;
}

export function shuffle<T>(random: Random, items: readonly T[]): T[] {
  const mixed = [...items];
  for (let index = mixed.length - 1; index > 0; index--) {
    const other = random.below(index + 1);
    const kept = mixed[index] as T;
    mixed[index] = mixed[other] as T;
    mixed[other] = kept;
  }
  return mixed;
}

/** A whole number from the text alone: for choices that must not depend on order. */
export function hashText(text: string): number {
  let hash = 2166136261;
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 16777619);
  }
  return hash >>> 0;
}

function createSfc32(seed: number, stream: string): () => number {
  const word = createSplitmix32((Math.imul(seed | 0, 0x9e3779b1) ^ hashText(stream)) >>> 0);
  let a = word();
  let b = word();
  let c = word() ^ Math.floor(seed / 4294967296);
  let counter = 1;
  const next = () => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 4294967296;
  };
  for (let round = 0; round < 12; round++) next();
  return next;
}

function createSplitmix32(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let mixed = state ^ (state >>> 16);
    mixed = Math.imul(mixed, 0x21f0aaad);
    mixed ^= mixed >>> 15;
    mixed = Math.imul(mixed, 0x735a2d97);
    return mixed ^ (mixed >>> 15);
  };
}
