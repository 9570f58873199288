import { cleanText, wordKey } from "./clean-text.ts";
import type { Recognised } from "./layouts.ts";

/** What a row below the header is. `short` is settled by what follows: a signature, or a broken row. */
export type RowClass = "data" | "blank" | "header" | "total" | "short";

/** Builds the classifier of one sheet; `headerCells` are those of its header row. */
export function createRowClassifier(
  recognised: Recognised,
  headerCells: readonly string[],
): (cells: readonly string[]) => RowClass {
  const nikColumn = recognised.columns.nik ?? -1;
  const nameColumn = recognised.columns.name ?? -1;
  const needed = recognised.layout.required.map((field) => recognised.columns[field] ?? -1);
  const headerKeys = headerCells.map(wordKey);
  return (cells) => {
    let filled = 0;
    let first = "";
    for (const cell of cells) {
      if (cell === "" || cleanText(cell) === "") continue;
      filled += 1;
      if (first === "") first = cell;
    }
    if (filled === 0) return "blank";
    const requiredFilled = needed.reduce(
      (count, column) => count + ((cells[column] ?? "").trim() === "" ? 0 : 1),
      0,
    );
    if (requiredFilled * 2 > needed.length) {
      return isHeaderAgain(cells, headerKeys, filled) ? "header" : "data";
    }
    if (/^\W*(jumlah|sub\s*total|total|grand total)\b/i.test(cleanText(first))) return "total";
    if (isHeaderAgain(cells, headerKeys, filled) || isColumnNumbers(cells, filled)) return "header";
    const digits = (cells[nikColumn] ?? "").replace(/\D/g, "");
    const speaksOfSomebody =
      digits.length >= 12 || (filled > 3 && (cells[nameColumn] ?? "").trim() !== "");
    return speaksOfSomebody ? "data" : "short";
  };
}

function isHeaderAgain(
  cells: readonly string[],
  headerKeys: readonly string[],
  filled: number,
): boolean {
  let same = 0;
  cells.forEach((cell, column) => {
    const key = cell.length > 60 ? "" : wordKey(cell);
    if (key !== "" && key === headerKeys[column]) same += 1;
  });
  return same >= 3 && same * 5 >= filled * 4;
}

/** The row `(1) (2) (3) …` that forms carry under their headers. */
function isColumnNumbers(cells: readonly string[], filled: number): boolean {
  if (filled < 4) return false;
  let expected = 0;
  for (const cell of cells) {
    const text = cleanText(cell);
    if (text === "") continue;
    expected += 1;
    if (text.replace(/[()]/g, "") !== String(expected)) return false;
  }
  return true;
}
