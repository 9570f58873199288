import { WorkbookDefect } from "./spreadsheet-error.ts";
import { readAsUtf8 } from "./xml-chunks.ts";
import { CLOSE, END, NEED_MORE, OPEN, packName, TEXT, XmlScanner } from "./xml-scanner.ts";
import { decodeEscapes } from "./xml-text.ts";

const SI = packName("si");
const T = packName("t");
const R = packName("r");

const TEXT_BYTES_MAX = 512 * 1024 * 1024;
const CACHE_SLOTS = 1 << 14;

/**
 * The workbook's table of texts, held as UTF-8 bytes end to end: a few bytes more than the text
 * itself, where JavaScript strings would take three times as much. Texts in frequent use are kept
 * as strings in a cache of fixed size.
 */
export class SharedStrings {
  count = 0;
  private bytes: Buffer;
  private length = 0;
  private ends = new Uint32Array(1024);
  private isWide = new Uint8Array(1024);
  private readonly cached: string[] = new Array<string>(CACHE_SLOTS).fill("");
  private readonly cachedIndexes = new Int32Array(CACHE_SLOTS).fill(-1);

  constructor(bytesExpected: number) {
    this.bytes = Buffer.allocUnsafeSlow(Math.min(bytesExpected, TEXT_BYTES_MAX) + 64);
  }

  /** The text at an index, or undefined when the table has none there. */
  find(index: number): string | undefined {
    const slot = index & (CACHE_SLOTS - 1);
    if (this.cachedIndexes[slot] === index) return this.cached[slot];
    if (index >= this.count) return undefined;
    const start = index === 0 ? 0 : (this.ends[index - 1] as number);
    const end = this.ends[index] as number;
    const text =
      this.isWide[index] === 1
        ? this.bytes.toString("utf8", start, end)
        : this.bytes.toString("latin1", start, end);
    this.cached[slot] = text;
    this.cachedIndexes[slot] = index;
    return text;
  }

  /** Adds to the text that endText() will close. */
  addText(scanner: XmlScanner): void {
    if (scanner.textIsLiteral) {
      const size = scanner.textEnd - scanner.textStart;
      this.reserve(size);
      scanner.bytes.copy(this.bytes, this.length, scanner.textStart, scanner.textEnd);
      this.length += size;
    } else {
      const text = decodeEscapes(scanner.text);
      this.reserve(text.length * 3);
      this.length += this.bytes.write(text, this.length, "utf8");
    }
  }

  endText(): void {
    if (this.count === this.ends.length) {
      this.ends = doubled(this.ends, new Uint32Array(this.count * 2));
      this.isWide = doubled(this.isWide, new Uint8Array(this.count * 2));
    }
    const start = this.count === 0 ? 0 : (this.ends[this.count - 1] as number);
    for (let at = start; at < this.length; at++) {
      if ((this.bytes[at] as number) < 0x80) continue;
      this.isWide[this.count] = 1;
      break;
    }
    this.ends[this.count++] = this.length;
  }

  private reserve(bytes: number): void {
    const needed = this.length + bytes;
    if (needed <= this.bytes.length) return;
    if (needed > TEXT_BYTES_MAX) {
      throw new WorkbookDefect("TooLarge", `its table of texts is over ${TEXT_BYTES_MAX} bytes`);
    }
    const grown = Buffer.allocUnsafeSlow(Math.min(needed * 2, TEXT_BYTES_MAX));
    this.bytes.copy(grown, 0, 0, this.length);
    this.bytes = grown;
  }
}

function doubled<T extends Uint32Array | Uint8Array>(from: T, to: T): T {
  to.set(from);
  return to;
}

/** Reads the table; furigana (`rPh`) and formatting of runs are left out. */
export async function readSharedStrings(
  chunks: AsyncIterable<Buffer>,
  bytesExpected: number,
): Promise<SharedStrings> {
  const strings = new SharedStrings(bytesExpected);
  const reading = new SharedStringReading(strings);
  const scanner = new XmlScanner();
  for await (const chunk of readAsUtf8(chunks)) {
    scanner.feed(chunk);
    reading.drain(scanner);
  }
  scanner.finish();
  reading.drain(scanner);
  return strings;
}

/** Follows `sst > si > t` and `sst > si > r > t`; `skipped` counts levels under anything else. */
class SharedStringReading {
  private readonly strings: SharedStrings;
  private depth = 0;
  private skipped = 0;
  private inRun = false;
  private inText = false;

  constructor(strings: SharedStrings) {
    this.strings = strings;
  }

  drain(scanner: XmlScanner): void {
    for (;;) {
      const found = scanner.next();
      if (found === OPEN) this.open(scanner);
      else if (found === TEXT) {
        if (this.inText && this.skipped === 0) this.strings.addText(scanner);
      } else if (found === CLOSE) this.close();
      else if (found === NEED_MORE || found === END) return;
    }
  }

  private open(scanner: XmlScanner): void {
    const tag = scanner.tag;
    if (this.skipped > 0) this.skipped++;
    else if (this.depth === 0) this.depth = 1;
    else if (this.depth === 1 && tag === SI) this.depth = 2;
    else if (this.depth >= 2 && tag === T && !this.inText) {
      this.inText = true;
      this.depth++;
    } else if (this.depth === 2 && tag === R) {
      this.inRun = true;
      this.depth = 3;
    } else this.skipped = 1;
  }

  private close(): void {
    if (this.skipped > 0) {
      this.skipped--;
      return;
    }
    if (this.inText) this.inText = false;
    else if (this.inRun) this.inRun = false;
    else if (this.depth === 2) this.strings.endText();
    this.depth--;
  }
}
