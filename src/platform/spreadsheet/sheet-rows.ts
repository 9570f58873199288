import type { SharedStrings } from "./shared-strings.ts";
import type { SheetRow } from "./spreadsheet.ts";
import { WorkbookDefect } from "./spreadsheet-error.ts";
import { readAsUtf8 } from "./xml-chunks.ts";
import { CLOSE, END, NEED_MORE, OPEN, packName, TEXT, XmlScanner } from "./xml-scanner.ts";
import { decodeEscapes } from "./xml-text.ts";

const ROWS_PER_BATCH = 1000;
/** So that a few rows that claim thousands of columns do not fill the memory. */
const CELLS_PER_BATCH_MAX = 200_000;
const ROWS_MAX = 2_000_000;
const COLUMNS_MAX = 16_384;
/** Days from 1899-12-30 to 1904-01-01, where some workbooks made on a Mac begin to count. */
const DAYS_TO_1904 = 1462;

const ROW = packName("row");
const C = packName("c");
const V = packName("v");
const IS = packName("is");
const T = packName("t");
const R = packName("r");
const S = packName("s");

/** Cell types by the packed value of their `t`. */
const NUMBER = packName("n");
const SHARED = packName("s");
const FORMULA_TEXT = packName("str");
const BOOLEAN = packName("b");
const ERROR = packName("e");
const ISO_DATE = packName("d");
/** `inlineStr` is longer than a packed name; any other type reads as text too. */
const INLINE = 0;

/** Where in the sheet the scanner stands: which element is open. */
const OUTSIDE = 0;
const IN_SHEET = 1;
const IN_DATA = 2;
const IN_ROW = 3;
const IN_CELL = 4;
const IN_VALUE = 5;
const IN_INLINE = 6;
const IN_INLINE_TEXT = 7;
const IN_RUN = 8;
const IN_RUN_TEXT = 9;

const NO_CELLS: readonly string[] = [];
const [KIND_TEXT, KIND_NUMBER, KIND_DATE, KIND_BOOLEAN, KIND_ERROR, KIND_EMPTY] = Buffer.from(
  "sndbe-",
) as unknown as readonly [number, number, number, number, number, number];

export interface SheetContext {
  readonly strings: SharedStrings;
  /** By style index: 1 when the style shows a date. */
  readonly dateStyles: Uint8Array;
  readonly countsFrom1904: boolean;
}

/** Rows of a worksheet part in batches. Errors: WorkbookDefect with the row it was found in. */
export async function* readSheetRows(
  chunks: AsyncIterable<Buffer>,
  context: SheetContext,
): AsyncGenerator<readonly SheetRow[]> {
  const scanner = new XmlScanner();
  const reading = new SheetReading(scanner, context);
  for await (const chunk of readAsUtf8(chunks)) {
    scanner.feed(chunk);
    while (reading.fillBatch()) yield reading.takeBatch();
  }
  scanner.finish();
  while (reading.fillBatch()) yield reading.takeBatch();
  const last = reading.takeBatch();
  if (last.length > 0) yield last;
}

/**
 * Folds the scanner's tokens into rows. Blank rows wait in `nextRowNumber .. row - 1` until a row
 * with cells follows, so that styled but empty rows at a sheet's end vanish.
 */
class SheetReading {
  private readonly scanner: XmlScanner;
  private readonly strings: SharedStrings;
  private readonly dateStyles: Uint8Array;
  private readonly countsFrom1904: boolean;
  private place = OUTSIDE;
  private skipped = 0;

  private batch: SheetRow[] = [];
  private cellsInBatch = 0;
  private nextRowNumber = 1;
  private waiting: SheetRow | null = null;

  private rowNumber = 0;
  private cells: string[] = [];
  private readonly kinds = new Uint8Array(COLUMNS_MAX);
  private previousKinds = "";

  private column = -1;
  private type = NUMBER;
  private style = 0;
  private sharedIndex = -1;
  private value = "";
  private escaped = false;
  private isInline = false;

  constructor(scanner: XmlScanner, context: SheetContext) {
    this.scanner = scanner;
    this.strings = context.strings;
    this.dateStyles = context.dateStyles;
    this.countsFrom1904 = context.countsFrom1904;
  }

  /** True when a batch is full; false when the scanner needs more bytes or has told all. */
  fillBatch(): boolean {
    try {
      if (this.deliverWaiting()) return true;
      for (;;) {
        const found = this.scanner.next();
        if (found === OPEN) this.open();
        else if (found === TEXT) this.addText();
        else if (found === CLOSE) {
          if (this.close() && this.deliverWaiting()) return true;
        } else if (found === NEED_MORE || found === END) return false;
      }
    } catch (error) {
      if (!(error instanceof WorkbookDefect)) throw error;
      throw new WorkbookDefect(error.type, `at row ${this.rowNumber}: ${error.message}`);
    }
  }

  takeBatch(): readonly SheetRow[] {
    const batch = this.batch;
    this.batch = [];
    this.cellsInBatch = 0;
    return batch;
  }

  private open(): void {
    const tag = this.scanner.tag;
    if (this.skipped > 0) this.skipped++;
    else if (this.place === IN_ROW && tag === C) this.beginCell();
    else if (this.place === IN_CELL && tag === V) this.place = IN_VALUE;
    else if (this.place === IN_CELL && tag === IS) {
      this.place = IN_INLINE;
      this.isInline = true;
    } else if (this.place === IN_INLINE && tag === T) this.place = IN_INLINE_TEXT;
    else if (this.place === IN_INLINE && tag === R) this.place = IN_RUN;
    else if (this.place === IN_RUN && tag === T) this.place = IN_RUN_TEXT;
    else if (this.place === IN_DATA && tag === ROW) this.beginRow();
    else if (this.place === IN_SHEET && this.scanner.localName === "sheetData") {
      this.place = IN_DATA;
    } else if (this.place === OUTSIDE) {
      if (this.scanner.localName !== "worksheet") throw damaged("the part is not a worksheet");
      this.place = IN_SHEET;
    } else this.skipped = 1;
  }

  /** True when a row with cells has just ended. */
  private close(): boolean {
    if (this.skipped > 0) {
      this.skipped--;
      return false;
    }
    switch (this.place) {
      case IN_CELL:
        this.endCell();
        this.place = IN_ROW;
        return false;
      case IN_VALUE:
      case IN_INLINE:
        this.place = IN_CELL;
        return false;
      case IN_INLINE_TEXT:
      case IN_RUN:
        this.place = IN_INLINE;
        return false;
      case IN_RUN_TEXT:
        this.place = IN_RUN;
        return false;
      case IN_ROW:
        this.place = IN_DATA;
        return this.endRow();
      default:
        this.place--;
        return false;
    }
  }

  private beginRow(): void {
    let number = this.rowNumber + 1;
    const scanner = this.scanner;
    for (let i = 0; i < scanner.attributeCount; i++) {
      if (scanner.attributeTags[i] === R) number = this.readNumber(i);
    }
    if (number > ROWS_MAX) {
      throw new WorkbookDefect("TooLarge", `the sheet claims a row ${number}`);
    }
    if (number <= this.rowNumber) throw damaged(`row ${number} follows row ${this.rowNumber}`);
    this.rowNumber = number;
    this.cells = [];
    this.column = -1;
    this.place = IN_ROW;
  }

  /** True when the row holds something, and so waits to be delivered. */
  private endRow(): boolean {
    const cells = this.cells;
    if (cells.length === 0) return false;
    this.waiting = { rowNumber: this.rowNumber, cells, kinds: this.takeKinds(cells.length) };
    return true;
  }

  /** Delivers blank rows and then the waiting row; true when the batch became full on the way. */
  private deliverWaiting(): boolean {
    const row = this.waiting;
    if (row === null) return false;
    while (this.nextRowNumber < row.rowNumber) {
      if (this.batch.length >= ROWS_PER_BATCH) return true;
      this.batch.push({ rowNumber: this.nextRowNumber++, cells: NO_CELLS, kinds: "" });
    }
    if (this.batch.length >= ROWS_PER_BATCH || this.cellsInBatch > CELLS_PER_BATCH_MAX) return true;
    this.batch.push(row);
    this.cellsInBatch += row.cells.length;
    this.nextRowNumber = row.rowNumber + 1;
    this.waiting = null;
    return false;
  }

  private beginCell(): void {
    const scanner = this.scanner;
    this.type = NUMBER;
    this.style = 0;
    this.sharedIndex = -1;
    this.value = "";
    this.escaped = false;
    this.isInline = false;
    this.place = IN_CELL;
    let column = this.column + 1;
    for (let i = 0; i < scanner.attributeCount; i++) {
      const tag = scanner.attributeTags[i];
      if (tag === R) column = this.readColumn(i);
      else if (tag === T) this.type = this.readType(i);
      else if (tag === S) this.style = this.readNumber(i);
    }
    if (column >= COLUMNS_MAX) throw damaged("a cell lies beyond column XFD");
    this.column = column;
  }

  private addText(): void {
    const place = this.place;
    if (this.skipped > 0) return;
    if (place !== IN_VALUE && place !== IN_INLINE_TEXT && place !== IN_RUN_TEXT) return;
    if (this.type === SHARED && place === IN_VALUE) {
      this.addSharedIndex();
      return;
    }
    const scanner = this.scanner;
    if (scanner.textHasUnderscore) this.escaped = true;
    this.value = this.value === "" ? scanner.text : this.value + scanner.text;
  }

  private addSharedIndex(): void {
    const { bytes, textEnd } = this.scanner;
    let index = this.sharedIndex < 0 ? 0 : this.sharedIndex;
    for (let at = this.scanner.textStart; at < textEnd; at++) {
      const digit = (bytes[at] as number) - 0x30;
      if (digit >= 0 && digit <= 9) index = index * 10 + digit;
      else if (digit + 0x30 > 0x20) throw damaged("a cell points to no text");
      if (index > 0x7fffffff) throw damaged("a cell points beyond the table of texts");
    }
    this.sharedIndex = index;
  }

  private endCell(): void {
    let value = this.value;
    let kind = KIND_TEXT;
    if (this.sharedIndex >= 0) {
      const found = this.strings.find(this.sharedIndex);
      if (found === undefined) throw damaged("a cell points beyond the table of texts");
      value = found;
    } else if (value === "") return;
    else if (this.isInline || this.type === INLINE || this.type === FORMULA_TEXT) {
      if (this.escaped) value = decodeEscapes(value);
    } else if (this.type === BOOLEAN) {
      kind = KIND_BOOLEAN;
      value = value === "1" || value === "true" ? "TRUE" : "FALSE";
    } else if (this.type === ERROR) kind = KIND_ERROR;
    else if (this.type !== ISO_DATE && isNumeric(value)) {
      const isDate = this.dateStyles[this.style] === 1;
      kind = isDate ? KIND_DATE : KIND_NUMBER;
      if (isDate && this.countsFrom1904) value = countFrom1900(value);
    }
    if (value !== "") this.placeCell(value, kind);
  }

  private placeCell(value: string, kind: number): void {
    const { cells, kinds, column } = this;
    while (cells.length < column) {
      kinds[cells.length] = KIND_EMPTY;
      cells.push("");
    }
    kinds[column] = kind;
    if (column === cells.length) cells.push(value);
    else if (cells[column] === "") cells[column] = value;
    else throw damaged(`two cells claim column ${column + 1}`);
  }

  /** Rows of one table look alike, so most share the string of the row before. */
  private takeKinds(length: number): string {
    const { kinds, previousKinds } = this;
    let same = previousKinds.length === length;
    for (let i = 0; same && i < length; i++) same = previousKinds.charCodeAt(i) === kinds[i];
    if (!same) this.previousKinds = String.fromCharCode(...kinds.subarray(0, length));
    return this.previousKinds;
  }

  private readNumber(attribute: number): number {
    const { bytes, attributeStarts, attributeEnds } = this.scanner;
    const end = attributeEnds[attribute] as number;
    let number = 0;
    for (let at = attributeStarts[attribute] as number; at < end; at++) {
      const digit = (bytes[at] as number) - 0x30;
      if (digit < 0 || digit > 9) throw damaged("a row or style number is not a number");
      number = number * 10 + digit;
    }
    return number;
  }

  /** 0 for `A1`; the digits are the row's own business. */
  private readColumn(attribute: number): number {
    const { bytes, attributeStarts, attributeEnds } = this.scanner;
    const end = attributeEnds[attribute] as number;
    let column = 0;
    for (let at = attributeStarts[attribute] as number; at < end; at++) {
      const letter = ((bytes[at] as number) & 0xdf) - 0x40;
      if (letter < 1 || letter > 26) break;
      column = column * 26 + letter;
    }
    if (column === 0) throw damaged("a cell's place is not like A1");
    return column - 1;
  }

  private readType(attribute: number): number {
    const { bytes, attributeStarts, attributeEnds } = this.scanner;
    const start = attributeStarts[attribute] as number;
    const end = attributeEnds[attribute] as number;
    if (end - start > 3) return INLINE;
    let code = 0;
    for (let at = start; at < end; at++) code = (code << 8) | (bytes[at] as number);
    return code;
  }
}

/** A number as XML writes it. Anything else in a number cell is told as the text it is. */
function isNumeric(value: string): boolean {
  const first = value.charCodeAt(0);
  if (first > 0x30 && first <= 0x39 && value.length === 1) return true;
  return /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/.test(value);
}

/** Serial days of a workbook that counts from 1904, told as all others are; digits stay digits. */
function countFrom1900(serial: string): string {
  const whole = /^\d{1,7}(?=\.|$)/.exec(serial)?.[0];
  if (whole === undefined) return String(Number(serial) + DAYS_TO_1904);
  return `${Number(whole) + DAYS_TO_1904}${serial.slice(whole.length)}`;
}

function damaged(detail: string): WorkbookDefect {
  return new WorkbookDefect("Damaged", detail);
}
