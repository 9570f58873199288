/** How often each pattern of levels was seen: two words of levels, and a count. */
export interface PatternCounts {
  readonly low: Int32Array;
  readonly high: Int32Array;
  readonly count: Float64Array;
}

/** Counts patterns in an open table; grows as new ones come. */
export class PatternCounter {
  private low = new Int32Array(1 << 12);
  private high = new Int32Array(1 << 12);
  private counts = new Float64Array(1 << 12);
  private used = 0;

  add(low: number, high: number, times = 1): void {
    const mask = this.counts.length - 1;
    let slot = (Math.imul(low ^ Math.imul(high, 0x27d4eb2f), 0x9e3779b1) >>> 7) & mask;
    while (this.counts[slot] !== 0 && (this.low[slot] !== low || this.high[slot] !== high))
      slot = (slot + 1) & mask;
    if (this.counts[slot] === 0) {
      this.low[slot] = low;
      this.high[slot] = high;
      this.used += 1;
    }
    this.counts[slot] = (this.counts[slot] ?? 0) + times;
    if (this.used * 2 > mask) this.grow();
  }

  addAll({ low, high, count }: PatternCounts): void {
    for (let at = 0; at < count.length; at += 1)
      this.add(low[at] ?? 0, high[at] ?? 0, count[at] ?? 0);
  }

  /** By pattern, so that sums over them are made in one order whoever counted what. */
  finish(): PatternCounts {
    const slots: number[] = [];
    for (let slot = 0; slot < this.counts.length; slot += 1)
      if (this.counts[slot] !== 0) slots.push(slot);
    const { low, high, counts } = this;
    slots.sort((a, b) => (high[a] ?? 0) - (high[b] ?? 0) || (low[a] ?? 0) - (low[b] ?? 0));
    return {
      low: Int32Array.from(slots, (slot) => low[slot] ?? 0),
      high: Int32Array.from(slots, (slot) => high[slot] ?? 0),
      count: Float64Array.from(slots, (slot) => counts[slot] ?? 0),
    };
  }

  private grow(): void {
    const { low, high, counts } = this;
    this.low = new Int32Array(low.length * 2);
    this.high = new Int32Array(low.length * 2);
    this.counts = new Float64Array(low.length * 2);
    this.used = 0;
    for (let slot = 0; slot < counts.length; slot += 1) {
      const times = counts[slot] ?? 0;
      if (times !== 0) this.add(low[slot] ?? 0, high[slot] ?? 0, times);
    }
  }
}

export function mergeCounts(parts: readonly PatternCounts[]): PatternCounts {
  const all = new PatternCounter();
  for (const part of parts) all.addAll(part);
  return all.finish();
}
