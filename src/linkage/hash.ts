/**
 * Hashes of content, 32 bits, never 0: 0 says "missing" wherever a hash stands. The same content has
 * the same hash in any row, worker and run, so that nothing depends on the order of rows.
 */
export function mix(hash: number): number {
  let h = hash ^ (hash >>> 16);
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  h = Math.imul(h, 0xc2b2ae35);
  return h ^ (h >>> 16);
}

/** Order matters: `combine(a, b)` is not `combine(b, a)`. */
export function combine(a: number, b: number): number {
  return mix((Math.imul(a, 0x9e3779b1) + b) | 0) || 1;
}

export function hashBytes(bytes: Uint8Array, from: number, to: number, seed = 0x811c9dc5): number {
  let h = seed | 0;
  for (let at = from; at < to; at += 1) h = Math.imul(h ^ (bytes[at] ?? 0), 0x01000193);
  return mix(h ^ (to - from)) || 1;
}

const encoder = new TextEncoder();

export function hashText(text: string, seed?: number): number {
  const bytes = encoder.encode(text);
  return hashBytes(bytes, 0, bytes.length, seed);
}
