import type { Hash } from "node:crypto";
import type { Person } from "./person.ts";
import type { NikState } from "./registry-entries.ts";

/** What a spreadsheet cell can hold: nothing, text, a number's digits, a serial day, bold text. */
export type Cell =
  | string
  | null
  | { readonly number: string }
  | { readonly date: string }
  | { readonly bold: string };

export type Cells = readonly Cell[];

/** Which person stands in which physical row (counted from 1) of a sheet. */
export interface SheetSources {
  readonly file: string;
  readonly sheet: string;
  readonly rows: number[];
  readonly people: Person[];
  readonly nikStates: NikState[];
}

/** Counts the physical rows of a sheet as they are written, and notes who is where. */
export interface SheetLog {
  readonly sources: SheetSources;
  /** Passes a row of decoration through. */
  readonly line: (cells: Cells) => Cells;
  /** Passes a person's row through. */
  readonly person: (person: Person, nikState: NikState, cells: Cells) => Cells;
  readonly rowsSoFar: () => number;
}

/** `hash` sees every cell: two machines wrote the same sheet when the digests agree. */
export function createSheetLog(file: string, sheet: string, hash: Hash): SheetLog {
  const sources: SheetSources = { file, sheet, rows: [], people: [], nikStates: [] };
  let row = 0;
  const line = (cells: Cells) => {
    row++;
    hash.update(`${JSON.stringify(cells)}\n`);
    return cells;
  };
  return {
    sources,
    line,
    person: (person, nikState, cells) => {
      line(cells);
      sources.rows.push(row);
      sources.people.push(person);
      sources.nikStates.push(nikState);
      return cells;
    },
    rowsSoFar: () => row,
  };
}

/** Cells so far to the right that `cell` stands in the column counted from 1. */
export function atColumn(column: number, cell: Cell): Cells {
  return [...Array.from({ length: column - 1 }, () => null), cell];
}

export function numberCell(value: number): Cell {
  return { number: String(value) };
}
