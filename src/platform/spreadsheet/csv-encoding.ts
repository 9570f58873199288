import { isUtf8 } from "node:buffer";
import { TextDecoder } from "node:util";

export type CsvEncoding = "utf-8" | "utf-16le" | "utf-16be" | "windows-1252";

/** Encoding told by a byte order mark, or by where the zero bytes of plain letters stand. */
export function findByteOrder(sample: Buffer): { readonly encoding: CsvEncoding } | null {
  if (sample[0] === 0xef && sample[1] === 0xbb && sample[2] === 0xbf) return { encoding: "utf-8" };
  if (sample[0] === 0xff && sample[1] === 0xfe) return { encoding: "utf-16le" };
  if (sample[0] === 0xfe && sample[1] === 0xff) return { encoding: "utf-16be" };
  const pairs = Math.floor(sample.length / 2);
  let zerosFirst = 0;
  let zerosSecond = 0;
  for (let i = 0; i < pairs; i++) {
    if (sample[2 * i] === 0) zerosFirst++;
    if (sample[2 * i + 1] === 0) zerosSecond++;
  }
  if (zerosSecond > pairs * 0.6 && zerosFirst < pairs * 0.05) return { encoding: "utf-16le" };
  if (zerosFirst > pairs * 0.6 && zerosSecond < pairs * 0.05) return { encoding: "utf-16be" };
  return null;
}

/**
 * UTF-8 when every byte of the file is, else Windows-1252, which Excel writes on old machines.
 * The whole file is looked at, because the first name with an accent may stand at its end.
 */
export async function detectEncoding(
  sample: Buffer,
  chunks: AsyncIterable<Buffer>,
): Promise<CsvEncoding> {
  const known = findByteOrder(sample);
  if (known !== null) return known.encoding;
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of chunks) {
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    const whole = wholeCharacters(bytes);
    if (!isUtf8(bytes.subarray(0, whole))) return "windows-1252";
    rest = bytes.subarray(whole);
  }
  return rest.length === 0 ? "utf-8" : "windows-1252";
}

/** Length of the bytes without a character that is cut at the end. */
function wholeCharacters(bytes: Buffer): number {
  const end = bytes.length;
  for (let back = 1; back <= Math.min(3, end); back++) {
    const byte = bytes[end - back] as number;
    if (byte < 0x80) return end;
    if (byte < 0xc0) continue;
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
    return length > back ? end - back : end;
  }
  return end;
}

/**
 * The text of the file without its mark, every line end as `\n` (also inside quotes, as XML does
 * for .xlsx), and U+0000, which PostgreSQL cannot hold, as U+FFFD.
 */
export async function* decodeText(
  chunks: AsyncIterable<Buffer>,
  encoding: CsvEncoding,
): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  let endsInReturn = false;
  for await (const chunk of chunks) {
    let text = decoder.decode(chunk, { stream: true });
    if (endsInReturn) text = `\r${text}`;
    endsInReturn = text.endsWith("\r");
    if (endsInReturn) text = text.slice(0, -1);
    if (text !== "") yield plainText(text);
  }
  const last = (endsInReturn ? "\r" : "") + decoder.decode();
  if (last !== "") yield plainText(last);
}

function plainText(text: string): string {
  const lines = text.includes("\r") ? text.replace(/\r\n?/g, "\n") : text;
  return lines.includes("\0") ? lines.replaceAll("\0", "\ufffd") : lines;
}
