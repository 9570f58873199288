/**
 * Wraps bytes as a zlib stream (RFC 1950) of stored blocks: valid zlib that compresses nothing.
 *
 * On purpose: half a card is a signature, which no compression shortens, and the measured gain on
 * the rest is negative (README.md). And compressors differ between processors and versions, while
 * these bytes are the same everywhere, so the same card is the same QR on any machine.
 */
export function wrapAsZlib(bytes: Uint8Array): Uint8Array {
  const blocks = Math.max(1, Math.ceil(bytes.length / blockMax));
  const stream = new Uint8Array(2 + blocks * 5 + bytes.length + 4);
  stream.set([0x78, 0x01]);
  let filled = 2;
  for (let block = 0; block < blocks; block += 1) {
    const part = bytes.subarray(block * blockMax, (block + 1) * blockMax);
    const isLast = block === blocks - 1 ? 1 : 0;
    const length = [part.length & 0xff, part.length >> 8];
    stream.set([isLast, ...length, ...length.map((byte) => byte ^ 0xff)], filled);
    stream.set(part, filled + 5);
    filled += 5 + part.length;
  }
  new DataView(stream.buffer).setUint32(filled, adler32(bytes));
  return stream;
}

const blockMax = 0xffff;

function adler32(bytes: Uint8Array): number {
  let low = 1;
  let high = 0;
  for (const byte of bytes) {
    low = (low + byte) % 65_521;
    high = (high + low) % 65_521;
  }
  return high * 65_536 + low;
}
