import { basename } from "node:path";
import {
  describeSpreadsheetRefusal,
  openWorkbook,
  type SheetRow,
  type Workbook,
} from "../../src/platform/spreadsheet/server.ts";
import { type Day, dayFrom, daysInMonth } from "../demo-city/days.ts";

/** One person of the batch, as far as a branch office looks. */
export interface BatchLine {
  /** As written, without apostrophe and blanks; 16 digits when it is sound. */
  readonly nik: string;
  readonly name: string;
  /** Null where the batch holds no day that can be read. */
  readonly birth: Day | null;
  readonly start: Day;
}

/**
 * Reads the persons of a batch workbook, in the order of its rows.
 *
 * Shape: the first sheet with a header of these words in its first 20 rows, "Peserta" before
 * others; columns in any order. A row is a person when two of NIK, name and birth date are filled.
 * Errors: throws an Error that names the file, the row and the column, never what stands there.
 */
export async function readBatch(path: string): Promise<readonly BatchLine[]> {
  const workbook = await openForReading(path);
  try {
    const names = workbook.sheets.map(({ name }) => name);
    const isExpected = (name: string) => name.trim().toLowerCase() === "peserta";
    const inOrder = [...names.filter(isExpected), ...names.filter((name) => !isExpected(name))];
    for (const name of inOrder) {
      const lines = await readSheet(workbook, name, basename(path));
      if (lines === null) continue;
      if (lines.length > 0) return lines;
      throw new Error(`${basename(path)} names nobody: there is nothing to answer.`);
    }
  } finally {
    await workbook.close();
  }
  const words = Object.values(COLUMN_WORDS).map(([word]) => word);
  throw new Error(
    `${basename(path)} is no batch: no sheet has a header row with ${words.join(", ")} in its ` +
      `first ${HEADER_ROWS_SEARCHED} rows. Give the workbook that "enrol submit" wrote.`,
  );
}

export async function openForReading(path: string): Promise<Workbook> {
  const opening = await openWorkbook(path);
  if (opening.ok) return opening.value;
  throw new Error(describeSpreadsheetRefusal(opening.error, "en"));
}

const HEADER_ROWS_SEARCHED = 20;

type Column = "nik" | "name" | "birth" | "start";

const COLUMN_WORDS: Readonly<Record<Column, readonly string[]>> = {
  nik: ["NIK", "NO NIK", "NOMOR NIK"],
  name: ["NAMA", "NAMA LENGKAP", "NAMA PESERTA"],
  birth: ["TANGGAL LAHIR", "TGL LAHIR"],
  start: ["TANGGAL MULAI", "TGL MULAI", "MULAI BERLAKU"],
};

type Columns = Readonly<Record<Column, number>>;

async function readSheet(
  workbook: Workbook,
  sheet: string,
  file: string,
): Promise<readonly BatchLine[] | null> {
  const lines: BatchLine[] = [];
  let columns: Columns | null = null;
  for await (const batch of workbook.readBatches(sheet)) {
    for (const row of batch) {
      if (columns === null) {
        if (row.rowNumber > HEADER_ROWS_SEARCHED) return null;
        columns = findColumns(row);
        continue;
      }
      const line = readLine(row, columns, file);
      if (line !== null) lines.push(line);
    }
  }
  return columns === null ? null : lines;
}

function findColumns({ cells }: SheetRow): Columns | null {
  const titles = cells.map((cell) =>
    cell
      .toUpperCase()
      .replace(/[^A-Z]+/g, " ")
      .trim(),
  );
  const placeOf = (column: Column) =>
    titles.findIndex((title) => COLUMN_WORDS[column].includes(title));
  const columns = {
    nik: placeOf("nik"),
    name: placeOf("name"),
    birth: placeOf("birth"),
    start: placeOf("start"),
  };
  return Object.values(columns).includes(-1) ? null : columns;
}

function readLine({ cells, rowNumber }: SheetRow, columns: Columns, file: string) {
  const textOf = (column: Column) =>
    (cells[columns[column]] ?? "").replaceAll("\u00a0", " ").trim();
  const nik = textOf("nik").replace(/['\s.]/g, "");
  const name = textOf("name");
  const birth = textOf("birth");
  if ([nik, name, birth].filter((text) => text !== "").length < 2) return null;
  const start = parseDay(textOf("start"));
  if (start === null) {
    throw new Error(
      `${file}, row ${rowNumber}: TANGGAL MULAI is no day written dd-mm-yyyy; the office cannot ` +
        "say from when the person is insured. Correct the batch.",
    );
  }
  return { nik, name, birth: parseDay(birth), start };
}

function parseDay(text: string): Day | null {
  const local = /^(\d{1,2})[-/](\d{1,2})[-/](\d{4})$/.exec(text);
  const iso = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  const [day, month, year] = (local?.slice(1) ?? iso?.slice(1).reverse() ?? []).map(Number);
  if (day === undefined || month === undefined || year === undefined) return null;
  const isReal = month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
  return isReal ? dayFrom(year, month, day) : null;
}
