/** A cell as a person would read it: no-break spaces, line breaks and doubled spaces are one space. */
export function cleanText(cell: string): string {
  // Most cells of most files are clean: looking is cheaper than rebuilding six million of them.
  if (!/^\s|\s$|\s\s|[\t\n\r\u00a0\u200b\ufeff]/.test(cell)) return cell;
  return cell.replace(/[\s\u00a0\u200b\ufeff]+/g, " ").trim();
}

/** Null when a cell says nothing: empty, dashes, KOSONG and their kin. */
export function statedText(cell: string | undefined): string | null {
  if (cell === undefined || cell === "") return null;
  const text = cleanText(cell).replace(/^'/, "");
  return text === "" || /^(-+|\.+|kosong|null|nihil|n\/a|tidak ada|0)$/i.test(text) ? null : text;
}

/** What headers and code words are compared by: letters and digits only, lower case. */
export function wordKey(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]/g, "");
}
