import { cleanText, wordKey } from "../platform/spreadsheet/index.ts";
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
  const nameHeader = headerKeys[nameColumn] ?? "";
  const isStated = (cell: string | undefined) =>
    cell !== undefined && cell !== "" && cleanText(cell) !== "";
  return (cells) => {
    const requiredFilled = needed.filter((column) => isStated(cells[column])).length;
    if (requiredFilled * 2 > needed.length) {
      // A row under whose "Nama" stands "Nama" or "(3)" is looked at; a quarter of a million people are not.
      const name = cells[nameColumn] ?? "";
      if (name.length >= 40) return "data";
      if (/^[\s\d()]+$/.test(name))
        return isColumnNumbers(cells.filter(isStated)) ? "header" : "data";
      return wordKey(name) === nameHeader && isHeaderAgain(cells, headerKeys) ? "header" : "data";
    }
    const stated = cells.filter(isStated);
    if (stated.length === 0) return "blank";
    if (/^\W*(jumlah|sub\s*total|total|grand total)\b/i.test(cleanText(stated[0] ?? "")))
      return "total";
    if (isHeaderAgain(cells, headerKeys) || isColumnNumbers(stated)) return "header";
    const digits = (cells[nikColumn] ?? "").replace(/\D/g, "");
    const speaksOfSomebody =
      digits.length >= 12 || (stated.length > 3 && isStated(cells[nameColumn]));
    return speaksOfSomebody ? "data" : "short";
  };
}

function isHeaderAgain(cells: readonly string[], headerKeys: readonly string[]): boolean {
  let stated = 0;
  let same = 0;
  cells.forEach((cell, column) => {
    const key = cell.length > 60 ? "" : wordKey(cell);
    if (cell !== "") stated += 1;
    if (key !== "" && key === headerKeys[column]) same += 1;
  });
  return same >= 3 && same * 5 >= stated * 4;
}

/** The row `(1) (2) (3) …` that forms carry under their headers. */
function isColumnNumbers(stated: readonly string[]): boolean {
  return (
    stated.length >= 4 &&
    stated.every((cell, index) => cleanText(cell).replace(/[()]/g, "") === String(index + 1))
  );
}
