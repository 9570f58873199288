import { createReadStream } from "node:fs";
import { basename } from "node:path";
import { Readable } from "node:stream";
import { TextDecoder } from "node:util";
import Papa from "papaparse";
import { type CsvEncoding, decodeText, detectEncoding } from "./csv-encoding.ts";
import { detectSeparator } from "./csv-separator.ts";
import type { SheetRow, Workbook } from "./spreadsheet.ts";
import { nameFile, WorkbookDefect } from "./spreadsheet-error.ts";

const SHEET = "csv";
const ROWS_PER_BATCH = 1000;
const CHUNK_BYTES = 128 * 1024;
/** A record longer than this is a quotation mark that someone forgot to close. */
const RECORD_CHARACTERS_MAX = 4 * 1024 * 1024;
const NO_CELLS: readonly string[] = [];

/** A text file as a workbook of one sheet, named `csv`. `sample` is how the file begins. */
export async function openCsv(path: string, sample: Buffer): Promise<Workbook> {
  const encoding = await detectEncoding(sample, readChunks(path));
  const opening = new TextDecoder(encoding).decode(sample);
  const separator = detectSeparator(opening);
  const file = basename(path);
  async function* readBatches(sheetName: string): AsyncGenerator<readonly SheetRow[]> {
    if (sheetName !== SHEET) throw new Error(`the text file ${file} has no sheet "${sheetName}"`);
    try {
      yield* readRows(path, encoding, separator);
    } catch (error) {
      throw nameFile(error, file);
    }
  }
  return {
    format: "csv",
    sheets: [{ name: SHEET, hidden: false }],
    readBatches,
    close: async () => {},
  };
}

function readChunks(path: string): AsyncIterable<Buffer> {
  return createReadStream(path, { highWaterMark: CHUNK_BYTES });
}

async function* readRows(
  path: string,
  encoding: CsvEncoding,
  separator: string,
): AsyncGenerator<readonly SheetRow[]> {
  let batch: SheetRow[] = [];
  let rowNumber = 0;
  let blanks = 0;
  for await (const records of parseRecords(decodeText(readChunks(path), encoding), separator)) {
    for (const record of records) {
      rowNumber++;
      const cells = withoutEmptyEnd(record);
      if (cells.length === 0) {
        blanks++;
        continue;
      }
      for (; blanks > 0; blanks--) {
        batch.push({ rowNumber: rowNumber - blanks, cells: NO_CELLS, kinds: "" });
        if (batch.length >= ROWS_PER_BATCH) {
          yield batch;
          batch = [];
        }
      }
      batch.push({ rowNumber, cells, kinds: kindsOf(cells) });
      if (batch.length >= ROWS_PER_BATCH) {
        yield batch;
        batch = [];
      }
    }
  }
  if (batch.length > 0) yield batch;
}

interface Parsed {
  readonly records: readonly string[][];
  /** Index of the first record, if any, whose quotation marks make no sense. */
  readonly badRecord: number | null;
}

/**
 * Records by papaparse, fed one chunk at a time: the next is decoded only when the records of the
 * one before have been taken, which bounds the memory.
 */
async function* parseRecords(
  texts: AsyncIterable<string>,
  separator: string,
): AsyncGenerator<readonly string[][]> {
  const source = new Readable({ read: () => {}, objectMode: true });
  let settle: (parsed: Parsed) => void = () => {};
  let fail: (error: Error) => void = () => {};
  const push = (text: string | null): Promise<Parsed> =>
    new Promise((resolve, reject) => {
      settle = resolve;
      fail = reject;
      source.push(text);
    });
  Papa.parse<string[]>(source, {
    delimiter: separator,
    newline: "\n",
    chunk: ({ data, errors }) => {
      const bad = errors.find(({ type }) => type === "Quotes");
      settle({ records: data, badRecord: bad?.row ?? null });
    },
    complete: () => {},
    error: (error: Error) => fail(error),
  });
  let recordsBefore = 0;
  let charactersOpen = 0;
  const check = ({ records, badRecord }: Parsed, characters: number): readonly string[][] => {
    // Of a record that the chunk cuts, papaparse may complain too soon; it will see it again.
    const isCut = characters > 0 && badRecord === records.length;
    if (badRecord !== null && !isCut) throw badQuotation(recordsBefore + badRecord + 1);
    charactersOpen = records.length === 0 ? charactersOpen + characters : 0;
    if (charactersOpen > RECORD_CHARACTERS_MAX) throw badQuotation(recordsBefore + 1);
    recordsBefore += records.length;
    return records;
  };
  for await (const text of texts) yield check(await push(text), text.length);
  yield check(await push(null), 0);
}

/** Read on, such a file would swallow the people of many lines into one cell. */
function badQuotation(row: number): WorkbookDefect {
  return new WorkbookDefect(
    "Damaged",
    `a quotation mark at or after row ${row} opens or closes in the middle of a cell`,
  );
}

function withoutEmptyEnd(record: readonly string[]): readonly string[] {
  let length = record.length;
  while (length > 0 && record[length - 1] === "") length--;
  return length === record.length ? record : record.slice(0, length);
}

function kindsOf(cells: readonly string[]): string {
  let kinds = "";
  let full = 0;
  for (const cell of cells) {
    if (cell === "") {
      kinds += `${"s".repeat(full)}-`;
      full = 0;
    } else full++;
  }
  return kinds + "s".repeat(full);
}
