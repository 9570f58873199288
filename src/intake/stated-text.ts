import { cleanText } from "../platform/spreadsheet/index.ts";

/** Null when a cell of a registry says nothing: empty, dashes, KOSONG and their kin. */
export function statedText(cell: string | undefined): string | null {
  if (cell === undefined || cell === "") return null;
  const text = cleanText(cell).replace(/^'/, "");
  return text === "" || /^(-+|\.+|kosong|null|nihil|n\/a|tidak ada|0)$/i.test(text) ? null : text;
}
