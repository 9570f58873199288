import { createReadStream, existsSync } from "node:fs";
import path from "node:path";
import Papa from "papaparse";
import { ok, type Result, refuse } from "../kernel/result.ts";
import { type Table, TextColumnBuilder } from "./table/text-column.ts";

export type CsvRefusal =
  | { readonly type: "FileMissing"; readonly file: string }
  | { readonly type: "FileUnreadable"; readonly file: string; readonly reason: string }
  | { readonly type: "NoRows"; readonly file: string };

/** Headers in the order of the files, and all their rows as one table; which file each row is of. */
export interface ReadTables {
  readonly table: Table;
  readonly headers: readonly string[];
  /** Rows of each file. */
  readonly counts: readonly number[];
}

/** The column that says which file a row is of, where several are linked. */
export const fileColumn = "_file";

/**
 * Reads CSV files (comma, semicolon, tab or pipe; UTF-8, with or without a mark) as a stream into columns.
 * Headers are trimmed; what a file lacks is missing in its rows. Cells are trimmed.
 */
export async function readCsvFiles(
  files: readonly string[],
): Promise<Result<ReadTables, CsvRefusal>> {
  const builders = new Map<string, TextColumnBuilder>();
  const counts: number[] = [];
  let before = 0;
  for (const file of files) {
    if (!existsSync(file)) return refuse({ type: "FileMissing", file });
    let rows: number;
    try {
      rows = await readOne(file, builders, before, files.length > 1);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      return refuse({ type: "FileUnreadable", file, reason });
    }
    if (rows === 0) return refuse({ type: "NoRows", file });
    counts.push(rows);
    before += rows;
  }
  for (const builder of builders.values()) fill(builder, before);
  const headers = [...builders.keys()];
  const columns = [...builders].map(([header, builder]) => [header, builder.finish()] as const);
  return ok({ table: { count: before, columns: Object.fromEntries(columns) }, headers, counts });
}

function readOne(
  file: string,
  builders: Map<string, TextColumnBuilder>,
  before: number,
  hasFileColumn: boolean,
): Promise<number> {
  return new Promise((resolve, reject) => {
    let own: TextColumnBuilder[] | null = null;
    let rows = 0;
    const name = path.basename(file).replace(/\.[^.]*$/, "");
    const fileNames = hasFileColumn ? builderOf(builders, fileColumn, before) : null;
    Papa.parse<string[]>(createReadStream(file, { encoding: "utf8" }), {
      skipEmptyLines: "greedy",
      step: ({ data }) => {
        if (own === null) {
          own = data.map((header) =>
            builderOf(builders, header.replace(/^\uFEFF/, "").trim(), before),
          );
          return;
        }
        own.forEach((builder, at) => {
          builder.add((data[at] ?? "").trim());
        });
        fileNames?.add(name);
        rows += 1;
      },
      complete: () => {
        for (const builder of builders.values()) fill(builder, before + rows);
        resolve(rows);
      },
      error: reject,
    });
  });
}

function builderOf(builders: Map<string, TextColumnBuilder>, header: string, rows: number) {
  const known = builders.get(header);
  if (known) return known;
  const builder = new TextColumnBuilder();
  fill(builder, rows);
  builders.set(header, builder);
  return builder;
}

function fill(builder: TextColumnBuilder, rows: number): void {
  while (builder.count < rows) builder.add("");
}
