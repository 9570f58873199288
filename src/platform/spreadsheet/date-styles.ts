import { visitElements } from "./xml-elements.ts";

/** Number formats that have an id but no text in the file and show a date or a time. */
const BUILT_IN: readonly (readonly [from: number, to: number])[] = [
  [14, 22],
  [27, 36],
  [45, 47],
  [50, 58],
  [71, 81],
];

/** For each cell style of the workbook, by index: 1 when it shows its number as a date or time. */
export async function readDateStyles(chunks: AsyncIterable<Buffer>): Promise<Uint8Array> {
  const dateFormats = new Set<number>();
  const formatIds: number[] = [];
  await visitElements(chunks, (element, parents) => {
    const parent = parents.at(-1);
    if (parent === "numFmts" && element.localName === "numFmt") {
      const id = Number(element.findAttribute("numFmtId"));
      if (isDateFormat(element.findAttribute("formatCode") ?? "")) dateFormats.add(id);
    } else if (parent === "cellXfs" && element.localName === "xf") {
      formatIds.push(Number(element.findAttribute("numFmtId") ?? "0"));
    }
  });
  return Uint8Array.from(formatIds, (id) => (dateFormats.has(id) || isBuiltInDate(id) ? 1 : 0));
}

function isBuiltInDate(id: number): boolean {
  return BUILT_IN.some(([from, to]) => id >= from && id <= to);
}

/**
 * Whether a number format's code has a day, month, year, hour or second in it, once literal text,
 * colours, conditions, padding and escapes are out of the way. `[h]`, elapsed time, counts.
 */
function isDateFormat(code: string): boolean {
  if (/^(general|standard)$/i.test(code)) return false;
  if (/\[(h+|m+|s+)\]/i.test(code)) return true;
  const bare = code.replace(/"[^"]*"|\[[^\]]*\]|\\.|_.|\*./g, "");
  return /[dmyhs]/i.test(bare);
}
