import { writeAtomically } from "./write-atomically.ts";

const CHUNK_CHARACTERS = 64 * 1024;

/**
 * Writes a CSV file by RFC 4180, comma and CRLF, in UTF-8; it appears whole or not at all.
 *
 * Shape: a cell that a spreadsheet would run as a formula (it begins with `= + - @`, tab or
 * carriage return) gets an apostrophe in front, so such cells do not read back unchanged. `bom`
 * puts the byte order mark in front, by which Excel knows UTF-8. Nothing else is changed; null is
 * an empty cell.
 */
export async function writeCsv(
  path: string,
  rows: Iterable<readonly (string | null)[]> | AsyncIterable<readonly (string | null)[]>,
  options: { readonly bom?: boolean } = {},
): Promise<void> {
  await writeAtomically(path, async (handle) => {
    let text = options.bom === true ? "\ufeff" : "";
    for await (const row of rows) {
      text += `${row.map(csvCell).join(",")}\r\n`;
      if (text.length < CHUNK_CHARACTERS) continue;
      await handle.write(text);
      text = "";
    }
    await handle.write(text);
  });
}

function csvCell(cell: string | null): string {
  if (cell === null) return "";
  const safe = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
