/** Arrays whose size is not known before: they double, and are cut into shared memory at the end. */
export class GrowableInts {
  private array: Int32Array;
  length = 0;

  constructor(capacity = 1024) {
    this.array = new Int32Array(capacity);
  }

  push(value: number): void {
    if (this.length === this.array.length) {
      const grown = new Int32Array(this.array.length * 2);
      grown.set(this.array);
      this.array = grown;
    }
    this.array[this.length] = value;
    this.length += 1;
  }

  at(index: number): number {
    return this.array[index] ?? 0;
  }

  set(index: number, value: number): void {
    this.array[index] = value;
  }

  finish(): Int32Array {
    const shared = sharedInts(this.length);
    shared.set(this.array.subarray(0, this.length));
    this.array = new Int32Array(0);
    return shared;
  }
}

export class GrowableBytes {
  private array = new Uint8Array(1 << 16);
  length = 0;

  append(from: Uint8Array, start: number, end: number): void {
    const more = end - start;
    if (this.length + more > this.array.length) {
      const grown = new Uint8Array(Math.max(this.array.length * 2, this.length + more));
      grown.set(this.array.subarray(0, this.length));
      this.array = grown;
    }
    for (let at = 0; at < more; at += 1) this.array[this.length + at] = from[start + at] ?? 0;
    this.length += more;
  }

  at(index: number): number {
    return this.array[index] ?? 0;
  }

  /** The bytes written so far; good until the next append. */
  view(): Uint8Array {
    return this.array;
  }

  finish(): Uint8Array {
    const shared = new Uint8Array(new SharedArrayBuffer(this.length));
    shared.set(this.array.subarray(0, this.length));
    this.array = new Uint8Array(0);
    return shared;
  }
}

export function sharedInts(length: number): Int32Array {
  return new Int32Array(new SharedArrayBuffer(length * 4));
}
