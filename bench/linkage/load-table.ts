import { closeSync, openSync, readSync } from "node:fs";
import { type Table, TextColumnBuilder } from "../../src/linkage/server.ts";

/** A plain table (no quotes) read byte by byte into columns, at most `rowsMax` rows. */
export function loadPlainCsv(file: string, rowsMax: number): Table {
  const handle = openSync(file, "r");
  const chunk = Buffer.alloc(1 << 22);
  let headers: readonly string[] | null = null;
  let builders: readonly TextColumnBuilder[] = [];
  let rest = Buffer.alloc(0);
  let rows = 0;
  try {
    for (;;) {
      const read = readSync(handle, chunk, 0, chunk.length, null);
      if (read === 0 || rows >= rowsMax) break;
      const text = Buffer.concat([rest, chunk.subarray(0, read)]);
      let start = 0;
      let cell = 0;
      let column = 0;
      const end = text.lastIndexOf(10) + 1;
      for (let at = 0; at < end && rows < rowsMax; at += 1) {
        const byte = text[at];
        if (byte !== 44 && byte !== 10) continue;
        if (headers !== null) builders[column]?.addBytes(text, cell, at);
        column += 1;
        cell = at + 1;
        if (byte === 44) continue;
        if (headers === null) {
          headers = text
            .toString("utf8", start, at)
            .split(",")
            .map((one) => one.trim());
          builders = headers.map(() => new TextColumnBuilder());
        } else rows += 1;
        column = 0;
        start = at + 1;
      }
      rest = Buffer.from(text.subarray(end));
    }
  } finally {
    closeSync(handle);
  }
  const columns = (headers ?? []).map((header, at) => [header, builders[at]?.finish()]);
  return { count: rows, columns: Object.fromEntries(columns) };
}
