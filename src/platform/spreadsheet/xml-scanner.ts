import { WorkbookDefect } from "./spreadsheet-error.ts";
import { decodeReferences } from "./xml-text.ts";

/** What XmlScanner.next() found. */
export const NEED_MORE = 0;
export const OPEN = 1;
export const CLOSE = 2;
export const TEXT = 3;
export const END = 4;
const SKIPPED = 5;

/** What a text holds besides plain characters; combined as bits. */
const STOP = 1;
const REFERENCE = 2;
const RETURN = 4;
const WIDE = 8;
const UNDERSCORE = 16;
const NUL = 32;
const CDATA = 64;

const TOKEN_BYTES_MAX = 8 * 1024 * 1024;
const DEPTH_MAX = 256;
const ATTRIBUTES_MAX = 256;

const LESS = 0x3c;
const GREATER = 0x3e;
const SLASH = 0x2f;
const COLON = 0x3a;
const EQUALS = 0x3d;

const MEANINGS = new Uint8Array(256);
MEANINGS.fill(WIDE, 0x80);
MEANINGS[LESS] = STOP;
MEANINGS[0x26] = REFERENCE;
MEANINGS[0x0d] = RETURN;
MEANINGS[0x5f] = UNDERSCORE;
MEANINGS[0] = NUL;

/** A name of up to four bytes as one number, so that the hot loops compare no strings. */
export function packName(name: string): number {
  let code = 0;
  for (let i = 0; i < name.length; i++) code = (code << 8) | name.charCodeAt(i);
  return code;
}

/**
 * Cuts UTF-8 XML into tags and texts, chunk by chunk, without making objects.
 *
 * Feed it a chunk, call next() until NEED_MORE, feed the next, say finish() after the last. A
 * self-closed tag is told as OPEN and CLOSE. What it tells of a token holds until the next call.
 * Checks: tags match, attributes are quoted, one root. Refuses document type declarations, so
 * there are no entities but XML's own five.
 */
export class XmlScanner {
  /** Packed name, without prefix, of the tag just told; 0 when it is longer than four bytes. */
  tag = 0;
  attributeCount = 0;
  /** Packed attribute names; 0 for long and for prefixed ones. */
  readonly attributeTags = new Int32Array(ATTRIBUTES_MAX);
  readonly attributeStarts = new Int32Array(ATTRIBUTES_MAX);
  readonly attributeEnds = new Int32Array(ATTRIBUTES_MAX);
  /** The chunk in hand; positions point into it. */
  bytes: Buffer = Buffer.alloc(0);
  textStart = 0;
  textEnd = 0;
  private textBits = 0;
  private readonly attributeNameStarts = new Int32Array(ATTRIBUTES_MAX);
  private readonly attributeNameEnds = new Int32Array(ATTRIBUTES_MAX);
  private nameStart = 0;
  private nameEnd = 0;
  private nameHash = 0;
  private at = 0;
  private depth = 0;
  private readonly openTags = new Int32Array(DEPTH_MAX);
  private sawRoot = false;
  private selfClosed = false;
  private finished = false;

  feed(chunk: Buffer): void {
    const left = this.bytes.length - this.at;
    if (left > TOKEN_BYTES_MAX) throw damaged("one piece of its XML is larger than 8 MB");
    this.bytes = left === 0 ? chunk : Buffer.concat([this.bytes.subarray(this.at), chunk]);
    this.at = 0;
  }

  finish(): void {
    this.finished = true;
  }

  next(): number {
    if (this.selfClosed) {
      this.selfClosed = false;
      this.depth--;
      return CLOSE;
    }
    for (;;) {
      const at = this.at;
      if (at >= this.bytes.length) return this.tellEnd();
      const found = this.bytes[at] === LESS ? this.readMarkup(at) : this.readText(at);
      if (found !== SKIPPED) return found;
    }
  }

  /** The tag just told, without prefix. */
  get localName(): string {
    return this.bytes.toString("latin1", this.nameStart, this.nameEnd);
  }

  /** True when the text is what its bytes say in UTF-8: no references, escapes or line ends. */
  get textIsLiteral(): boolean {
    return (this.textBits & ~WIDE) === 0;
  }

  /** True when the text may hold `_xHHHH_`. */
  get textHasUnderscore(): boolean {
    return (this.textBits & UNDERSCORE) !== 0;
  }

  /** The text just told, with references expanded and line ends made `\n`, as XML asks. */
  get text(): string {
    const bits = this.textBits;
    if ((bits & ~UNDERSCORE) === 0)
      return this.bytes.toString("latin1", this.textStart, this.textEnd);
    let text = this.bytes.toString("utf8", this.textStart, this.textEnd);
    if ((bits & RETURN) !== 0) text = text.replace(/\r\n?/g, "\n");
    if ((bits & NUL) !== 0) text = text.replaceAll("\0", "\ufffd");
    if ((bits & (REFERENCE | CDATA)) === REFERENCE) text = decodeReferences(text);
    return text;
  }

  attributeText(index: number): string {
    const text = this.bytes.toString(
      "utf8",
      this.attributeStarts[index] as number,
      this.attributeEnds[index] as number,
    );
    return text.includes("&") ? decodeReferences(text) : text;
  }

  /** The value of an attribute by its name without prefix, told apart by having one or not. */
  findAttribute(name: string, prefixed = false): string | null {
    for (let i = 0; i < this.attributeCount; i++) {
      const start = this.attributeNameStarts[i] as number;
      const full = this.bytes.toString("latin1", start, this.attributeNameEnds[i] as number);
      const colon = full.indexOf(":");
      if (colon >= 0 === prefixed && full.slice(colon + 1) === name) return this.attributeText(i);
    }
    return null;
  }

  private tellEnd(): number {
    if (!this.finished) return NEED_MORE;
    if (this.depth > 0 || !this.sawRoot) throw cutShort();
    return END;
  }

  private starve(): number {
    if (this.finished) throw cutShort();
    return NEED_MORE;
  }

  private readText(start: number): number {
    const bytes = this.bytes;
    const end = bytes.length;
    let bits = 0;
    let at = start;
    for (; at < end; at++) {
      const meaning = MEANINGS[bytes[at] as number] as number;
      if (meaning === 0) continue;
      if (meaning === STOP) break;
      bits |= meaning;
    }
    if (at === end && !this.finished) return NEED_MORE;
    this.at = at;
    if (this.depth === 0) {
      if (bytes.toString("latin1", start, at).trim() === "") return SKIPPED;
      throw damaged("there is text outside its XML");
    }
    this.textStart = start;
    this.textEnd = at;
    this.textBits = bits;
    return TEXT;
  }

  private readMarkup(start: number): number {
    const kind = this.bytes[start + 1];
    if (kind === SLASH) return this.readClose(start + 2);
    if (kind === 0x21) return this.readDeclaration(start);
    if (kind === 0x3f) return this.skipPast("?>", start + 2);
    if (kind === undefined) return this.starve();
    return this.readOpen(start + 1);
  }

  private skipPast(terminator: string, from: number): number {
    const found = this.bytes.indexOf(terminator, from, "latin1");
    if (found < 0) return this.starve();
    this.at = found + terminator.length;
    return SKIPPED;
  }

  private readDeclaration(start: number): number {
    const opening = this.bytes.toString("latin1", start, start + 9);
    if (opening.startsWith("<!--")) return this.skipPast("-->", start + 4);
    if (opening === "<![CDATA[") {
      const found = this.bytes.indexOf("]]>", start + 9, "latin1");
      if (found < 0) return this.starve();
      if (this.depth === 0) throw damaged("there is text outside its XML");
      this.textStart = start + 9;
      this.textEnd = found;
      this.textBits = CDATA | WIDE | UNDERSCORE | RETURN | NUL;
      this.at = found + 3;
      return TEXT;
    }
    if ("<!--".startsWith(opening) || "<![CDATA[".startsWith(opening)) return this.starve();
    throw damaged("its XML holds a declaration that workbooks may not have");
  }

  private readClose(start: number): number {
    const bytes = this.bytes;
    const end = bytes.length;
    let at = this.readName(start);
    const hash = this.nameHash;
    while (at < end && (bytes[at] as number) <= 0x20) at++;
    if (at >= end) return this.starve();
    if (bytes[at] !== GREATER || this.depth === 0) throw damaged("a closing tag is malformed");
    if (this.openTags[--this.depth] !== hash) throw damaged("its XML tags do not match");
    this.at = at + 1;
    return CLOSE;
  }

  private readOpen(start: number): number {
    const bytes = this.bytes;
    const end = bytes.length;
    let at = this.readName(start);
    if (at < end && this.nameEnd === this.nameStart) throw damaged("a tag has no name");
    const hash = this.nameHash;
    this.attributeCount = 0;
    for (;;) {
      while (at < end && (bytes[at] as number) <= 0x20) at++;
      if (at >= end) return this.starve();
      const byte = bytes[at];
      if (byte === GREATER) break;
      if (byte === SLASH) {
        if (at + 1 >= end) return this.starve();
        if (bytes[at + 1] !== GREATER) throw damaged("a tag is malformed");
        this.selfClosed = true;
        at++;
        break;
      }
      at = this.readAttribute(at);
      if (at < 0) return this.starve();
    }
    if (this.depth === 0 && this.sawRoot) throw damaged("its XML has two roots");
    if (this.depth === DEPTH_MAX) throw damaged("its XML is nested too deeply");
    this.sawRoot = true;
    this.openTags[this.depth++] = hash;
    this.at = at + 1;
    return OPEN;
  }

  /** Reads a tag's name; answers where it ends, which is the chunk's end when it is cut. */
  private readName(start: number): number {
    const bytes = this.bytes;
    const end = bytes.length;
    let hash = 0;
    let code = 0;
    let from = start;
    let at = start;
    for (; at < end; at++) {
      const byte = bytes[at] as number;
      if (byte <= 0x20 || byte === GREATER || byte === SLASH) break;
      if (byte === LESS) throw damaged("a tag is malformed");
      hash = (Math.imul(hash, 31) + byte) | 0;
      if (byte === COLON) {
        from = at + 1;
        code = 0;
      } else code = (code << 8) | byte;
    }
    this.nameHash = hash;
    this.nameStart = from;
    this.nameEnd = at;
    this.tag = at - from > 4 ? 0 : code;
    return at;
  }

  /** Reads `name="value"`; answers where it ends, or -1 when the chunk ends before it does. */
  private readAttribute(start: number): number {
    const bytes = this.bytes;
    const end = bytes.length;
    let at = start;
    let code = 0;
    let prefixed = false;
    for (; at < end; at++) {
      const byte = bytes[at] as number;
      if (byte === EQUALS || byte <= 0x20) break;
      if (byte === GREATER || byte === LESS) throw damaged("an attribute has no value");
      if (byte === COLON) prefixed = true;
      code = (code << 8) | byte;
    }
    const nameEnd = at;
    while (at < end && (bytes[at] as number) <= 0x20) at++;
    if (at >= end) return -1;
    if (bytes[at] !== EQUALS) throw damaged("an attribute has no value");
    at++;
    while (at < end && (bytes[at] as number) <= 0x20) at++;
    if (at >= end) return -1;
    const quote = bytes[at] as number;
    if (quote !== 0x22 && quote !== 0x27) throw damaged("an attribute has no quotation marks");
    const valueStart = ++at;
    for (; at < end; at++) {
      const byte = bytes[at];
      if (byte === quote) break;
      if (byte === LESS) throw damaged("a quotation mark in a tag is not closed");
    }
    if (at >= end) return -1;
    const index = this.attributeCount++;
    if (index === ATTRIBUTES_MAX) throw damaged("a tag has too many attributes");
    this.attributeTags[index] = prefixed || nameEnd - start > 4 ? 0 : code;
    this.attributeNameStarts[index] = start;
    this.attributeNameEnds[index] = nameEnd;
    this.attributeStarts[index] = valueStart;
    this.attributeEnds[index] = at;
    return at + 1;
  }
}

function damaged(detail: string): WorkbookDefect {
  return new WorkbookDefect("Damaged", detail);
}

function cutShort(): WorkbookDefect {
  return new WorkbookDefect("Truncated", "its XML ends in the middle");
}
