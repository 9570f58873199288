import { TextDecoder } from "node:util";
import { WorkbookDefect } from "./spreadsheet-error.ts";

/** Enough to hold the XML declaration, which may name an encoding. */
const DECLARATION_BYTES = 128;

/**
 * The chunks of an XML part as UTF-8 without byte order mark. Nearly every workbook is UTF-8
 * already and passes untouched; UTF-16 and the declared single-byte encodings are converted.
 */
export async function* readAsUtf8(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let opening: Buffer = Buffer.alloc(0);
  let decoder: TextDecoder | null = null;
  let opened = false;
  for await (const chunk of chunks) {
    if (!opened) {
      opening = opening.length === 0 ? chunk : Buffer.concat([opening, chunk]);
      if (opening.length < DECLARATION_BYTES) continue;
      opened = true;
      decoder = findDecoder(opening);
      yield decoder === null ? withoutMark(opening) : toUtf8(decoder, opening);
    } else yield decoder === null ? chunk : toUtf8(decoder, chunk);
  }
  if (opened) return;
  decoder = findDecoder(opening);
  yield decoder === null ? withoutMark(opening) : toUtf8(decoder, opening);
}

function toUtf8(decoder: TextDecoder, chunk: Buffer): Buffer {
  return Buffer.from(decoder.decode(chunk, { stream: true }), "utf8");
}

function withoutMark(opening: Buffer): Buffer {
  const marked = opening[0] === 0xef && opening[1] === 0xbb && opening[2] === 0xbf;
  return marked ? opening.subarray(3) : opening;
}

function findDecoder(opening: Buffer): TextDecoder | null {
  const [first, second] = opening;
  if (first === 0xff && second === 0xfe) return new TextDecoder("utf-16le");
  if (first === 0xfe && second === 0xff) return new TextDecoder("utf-16be");
  if (first === 0x3c && second === 0) return new TextDecoder("utf-16le");
  if (first === 0 && second === 0x3c) return new TextDecoder("utf-16be");
  const declaration = opening.toString("latin1", 0, Math.min(opening.length, DECLARATION_BYTES));
  const encoding = /^(?:\u00ef\u00bb\u00bf)?<\?xml[^>]*\sencoding\s*=\s*["']([\w.:-]+)["']/.exec(
    declaration,
  );
  const label = encoding?.[1]?.toLowerCase() ?? "utf-8";
  if (label === "utf-8" || label === "utf8" || label === "us-ascii") return null;
  try {
    return new TextDecoder(label);
  } catch {
    throw new WorkbookDefect("Damaged", `its XML says it is in the encoding "${label}"`);
  }
}
