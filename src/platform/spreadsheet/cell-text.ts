/** A cell as a person would read it: no-break spaces, line breaks and doubled spaces are one space. */
export function cleanText(cell: string): string {
  // Most cells of most files are clean: looking is cheaper than rebuilding six million of them.
  if (!/^\s|\s$|\s\s|[\t\n\r\u00a0\u200b\ufeff]/.test(cell)) return cell;
  return cell.replace(/[\s\u00a0\u200b\ufeff]+/g, " ").trim();
}

/** Like `cleanText`, without the apostrophe by which Excel keeps a number as text; empty where a cell only says that it says nothing: dashes, KOSONG, NIHIL. */
export function statedCell(cell: string | undefined): string {
  const text = cleanText(cell ?? "").replace(/^['`’]+/, "");
  return /^([-–—._]+|kosong|null|nihil|n\/a)$/i.test(text) ? "" : text;
}

/** What headers and code words are compared by: letters and digits only, lower case. */
export function wordKey(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]/g, "");
}
