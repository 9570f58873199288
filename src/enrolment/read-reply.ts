import type { Hash } from "node:crypto";
import type { PlainDate } from "../kernel/plain-date.ts";
import { type SheetRow, statedCell } from "../platform/spreadsheet/index.ts";
import { type Answer, type AnswerCells, hasAnswer, readAnswer } from "./read-answer.ts";
import { type ReplyNik, readMemberNumber, readReplyDay, readReplyNik } from "./read-reply-cell.ts";
import {
  findReplyColumns,
  headerSearchRows,
  isHeaderAgain,
  type ReplyColumns,
} from "./reply-columns.ts";

/** One row of a reply: of whom it speaks, and what it says. `rowNo` counts on over the sheets read. */
export interface ReplyRow {
  readonly rowNo: number;
  readonly nik: ReplyNik;
  readonly memberNumber: string | null;
  readonly name: string | null;
  readonly bornOn: PlainDate | null;
  readonly answer: Answer;
}

/** Rows that are no answers, by what they are. Blank rows are not counted. */
export interface SkippedRows {
  readonly title: number;
  readonly header: number;
  readonly total: number;
  /** Rows about somebody, with no answer yet. */
  readonly unanswered: number;
  /** Signatures, notes, column numbers: rows about nobody. */
  readonly other: number;
}

export interface ReadReply {
  readonly rows: readonly ReplyRow[];
  readonly skipped: SkippedRows;
}

/** Everything that may hold a reply is read: accepted and rejected people may be on sheets of their own. */
export interface ReplyReader {
  /** Takes a whole sheet; false when it has no header of a reply in its first rows. */
  takeSheet(rows: readonly SheetRow[]): boolean;
  finish(): ReadReply;
}

/** Reads the sheets of one reply. `contentHash` is fed what was read, so that the same reply is known again. */
export function createReplyReader(contentHash: Hash): ReplyReader {
  const found: ReplyRow[] = [];
  const skipped = { title: 0, header: 0, total: 0, unanswered: 0, other: 0 };
  let rowsBefore = 0;
  return {
    takeSheet(rows) {
      const header = findHeader(rows);
      if (header === null) return false;
      for (const row of rows) {
        contentHash.update(`${JSON.stringify([row.rowNumber, row.kinds, row.cells])}\n`);
        const kind = classifyRow(row, header);
        if (kind === "answer") found.push(readRow(row, header.columns, rowsBefore));
        else if (kind !== "blank") skipped[kind] += 1;
      }
      rowsBefore += rows.at(-1)?.rowNumber ?? 0;
      return true;
    },
    finish: () => ({ rows: distrustRoundedNiks(found), skipped }),
  };
}

interface Header {
  readonly rowNumber: number;
  readonly cells: readonly string[];
  readonly columns: ReplyColumns;
}

function findHeader(rows: readonly SheetRow[]): Header | null {
  for (const { rowNumber, cells } of rows.slice(0, headerSearchRows)) {
    const columns = findReplyColumns(cells);
    if (columns !== null) return { rowNumber, cells, columns };
  }
  return null;
}

function classifyRow(row: SheetRow, header: Header): keyof SkippedRows | "blank" | "answer" {
  const { cells, rowNumber } = row;
  const stated = cells.filter((cell) => statedCell(cell) !== "");
  if (stated.length === 0) return "blank";
  if (rowNumber < header.rowNumber) return "title";
  if (rowNumber === header.rowNumber || isHeaderAgain(cells, header.cells)) return "header";
  if (/^\W*(jumlah|sub\s*total|total|grand total)\b/i.test(statedCell(stated[0]))) return "total";
  if (!speaksOfSomebody(cells, header.columns)) return "other";
  return hasAnswer(answerCells(row, header.columns)) ? "answer" : "unanswered";
}

/** A number long enough to be a NIK's, a member number, or a name beside a readable birth date. */
function speaksOfSomebody(cells: readonly string[], columns: ReplyColumns): boolean {
  const nik = statedCell(cellOf(cells, columns.nik));
  if (/\d(?:[\s.-]?\d){5,}/.test(nik) || /^\d[.,]\d+e\+?\d+$/i.test(nik)) return true;
  if (readMemberNumber(cellOf(cells, columns.memberNumber)) !== null) return true;
  const birth = statedCell(cellOf(cells, columns.birth));
  return /\p{L}{2}/u.test(statedCell(cellOf(cells, columns.name))) && /\d{4}/.test(birth);
}

function readRow(row: SheetRow, columns: ReplyColumns, rowsBefore: number): ReplyRow {
  const { cells } = row;
  const name = statedCell(cellOf(cells, columns.name));
  return {
    rowNo: rowsBefore + row.rowNumber,
    nik: readReplyNik(cellOf(cells, columns.nik), isNumber(row, columns.nik)),
    memberNumber: readMemberNumber(cellOf(cells, columns.memberNumber)),
    name: name === "" ? null : name,
    bornOn: readReplyDay(cellOf(cells, columns.birth), isNumber(row, columns.birth)),
    answer: readAnswer(answerCells(row, columns)),
  };
}

function answerCells(row: SheetRow, columns: ReplyColumns): AnswerCells {
  const remarks = columns.remarks
    .map((column) => statedCell(row.cells[column]))
    .filter((text) => text !== "");
  return {
    status: columns.status === undefined ? null : (row.cells[columns.status] ?? ""),
    remark: columns.remarks.length === 0 ? null : remarks.join("; "),
    kpj: cellOf(row.cells, columns.kpj),
    starts: cellOf(row.cells, columns.starts),
    startsIsNumber: isNumber(row, columns.starts),
  };
}

function cellOf(cells: readonly string[], column: number | undefined): string | undefined {
  return column === undefined ? undefined : cells[column];
}

function isNumber(row: SheetRow, column: number | undefined): boolean {
  const kind = column === undefined ? undefined : row.kinds[column];
  return kind === "n" || kind === "d";
}

/** One NIK in ten ends in 0 by nature; where most do, the file went through a spreadsheet that rounded them. */
function distrustRoundedNiks(rows: readonly ReplyRow[]): readonly ReplyRow[] {
  const whole = rows.filter(({ nik }) => nik.state === "whole");
  const zeros = whole.filter(({ nik }) => nik.state === "whole" && nik.nik.endsWith("0"));
  if (whole.length < 5 || zeros.length * 2 <= whole.length) return rows;
  return rows.map((row) =>
    row.nik.state === "whole" && row.nik.nik.endsWith("0")
      ? { ...row, nik: { ...row.nik, mayBeRounded: true } }
      : row,
  );
}
