import { Buffer } from "node:buffer";
import { once } from "node:events";
import { finished } from "node:stream/promises";
import { from as copyFrom } from "pg-copy-streams";
import type { Transaction } from "./database.ts";

/** A value of a COPY column; `Uint8Array` for bytea, arrays for text[]. */
export type CopyValue = string | number | bigint | boolean | null | Uint8Array | readonly string[];

/** Takes rows and moves them into a table; nothing is there until `end` has answered. */
export interface CopySink {
  write(rows: readonly (readonly CopyValue[])[]): Promise<void>;
  /** The same for rows that `encodeRows` wrote down before. */
  writeEncoded(bytes: Uint8Array): Promise<void>;
  end(): Promise<void>;
}

/**
 * Opens a COPY into a staging table of this transaction.
 *
 * COPY does not pass row-level security, so `table` is always a temporary table, from which one
 * INSERT … SELECT moves the rows under the policies.
 */
export function openCopy(
  transaction: Transaction,
  table: string,
  columns: readonly string[],
): CopySink {
  const stream = transaction.query(copyFrom(`copy ${table} (${columns.join(", ")}) from stdin`));
  const done = finished(stream);
  // A COPY that the server refused says so by `done`; its stream must not be written to again.
  let hasEnded = false;
  const noteEnd = () => {
    hasEnded = true;
  };
  done.then(noteEnd, noteEnd);
  const writeEncoded = async (bytes: Uint8Array): Promise<void> => {
    if (bytes.length === 0) return;
    if (hasEnded) await done;
    if (!stream.write(bytes)) await Promise.race([once(stream, "drain"), done]);
  };
  return {
    write: (rows) => writeEncoded(encodeRows(rows)),
    writeEncoded,
    async end() {
      if (!hasEnded) stream.end();
      await done;
    },
  };
}

/** Rows as COPY reads them. Who holds many rows for a while holds them so: bytes weigh less than values. */
export function encodeRows(rows: readonly (readonly CopyValue[])[]): Uint8Array {
  let text = "";
  for (const row of rows) text += `${encodeRow(row)}\n`;
  return Buffer.from(text, "utf8");
}

function encodeRow(row: readonly CopyValue[]): string {
  let line = "";
  for (let column = 0; column < row.length; column += 1) {
    if (column > 0) line += "\t";
    line += encodeValue(row[column] ?? null);
  }
  return line;
}

function encodeValue(value: CopyValue): string {
  if (value === null) return "\\N";
  if (typeof value === "string") return escapeText(value);
  if (typeof value === "number" || typeof value === "bigint") return String(value);
  if (typeof value === "boolean") return value ? "t" : "f";
  if (value instanceof Uint8Array)
    return `\\\\x${Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString("hex")}`;
  return escapeText(`{${value.map(quoteElement).join(",")}}`);
}

function quoteElement(element: string): string {
  return `"${element.replace(/["\\]/g, "\\$&")}"`;
}

/** NUL cannot be in PostgreSQL text; the readers of files have removed it before. */
function escapeText(text: string): string {
  return /[\\\n\r\t]/.test(text)
    ? text.replace(/[\\\n\r\t]/g, (c) =>
        c === "\\" ? "\\\\" : c === "\n" ? "\\n" : c === "\r" ? "\\r" : "\\t",
      )
    : text;
}
