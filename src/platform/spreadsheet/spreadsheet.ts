/** One physical row of a sheet, every cell as text exactly as the file stores it. */
export interface SheetRow {
  /** 1-based, as in the file. For CSV: the record number, which is the row Excel would show. */
  readonly rowNumber: number;
  /** As long as the last cell that holds something; `''` where a cell is empty. */
  readonly cells: readonly string[];
  /**
   * One character per cell: `s` text, `n` number, `d` number with a date style, `b` boolean,
   * `e` error, `-` empty. CSV knows only `s` and `-`.
   */
  readonly kinds: string;
}

export interface SheetInfo {
  readonly name: string;
  readonly hidden: boolean;
}

/** An open workbook. Close it; its batches may be read again and in any sheet order. */
export interface Workbook {
  readonly format: "xlsx" | "csv";
  /** In the order of the tabs; chart sheets, which hold no cells, are left out. */
  readonly sheets: readonly SheetInfo[];
  /**
   * Rows in file order, about 1,000 a batch.
   *
   * Shape: every physical row up to the last one that holds something; a row without cells is a
   * row with no cells, also where the file leaves it out.
   * Errors: throws SpreadsheetError when the file turns out broken on the way, so that the
   * caller's transaction rolls back.
   * Not modelled: merged cells (the value is in the first cell), comments, formulas (their stored
   * result is read).
   */
  readBatches(sheetName: string): AsyncGenerator<readonly SheetRow[]>;
  close(): Promise<void>;
}

/**
 * One cell to write. A plain string becomes a text cell (format `@`, so that Excel keeps a NIK or
 * a leading zero); `number` and `date` are decimal digits written as they are, `date` being an
 * Excel serial day (day 0 = 1899-12-30).
 */
export type WriteCell =
  | string
  | null
  | { readonly number: string }
  | { readonly date: string }
  | { readonly bold: string };

/** A sheet to write; `columnWidths` in characters, from the first column. */
export interface WriteSheet {
  readonly name: string;
  readonly columnWidths?: readonly number[];
  readonly rows: Iterable<readonly WriteCell[]> | AsyncIterable<readonly WriteCell[]>;
}
