import { WorkbookDefect } from "./spreadsheet-error.ts";

const NAMED = new Map([
  ["lt", "<"],
  ["gt", ">"],
  ["amp", "&"],
  ["quot", '"'],
  ["apos", "'"],
]);

/** Expands `&amp;`, `&#13;`, `&#xD;`. Any other `&` is a defect, as XML has it. */
export function decodeReferences(text: string): string {
  return text.replace(
    /&(?:#x([0-9a-fA-F]{1,6})|#([0-9]{1,7})|(lt|gt|amp|quot|apos));|&/g,
    (_, hex: string | undefined, decimal: string | undefined, name: string | undefined) => {
      const named = NAMED.get(name ?? "");
      if (named !== undefined) return named;
      const code = hex ? Number.parseInt(hex, 16) : Number(decimal ?? "NaN");
      if (!(code <= 0x10ffff)) {
        throw new WorkbookDefect("Damaged", "its XML holds a reference that has no meaning");
      }
      return code === 0 ? "\ufffd" : String.fromCodePoint(code);
    },
  );
}

/**
 * Expands `_x000D_`, by which workbooks spell characters that XML cannot hold.
 *
 * U+0000 becomes U+FFFD: PostgreSQL has no text with it, and a visible mark beats a lost character.
 */
export function decodeEscapes(text: string): string {
  if (!text.includes("_x")) return text;
  return text.replace(/_x([0-9a-fA-F]{4})_/g, (_, hex: string) => {
    const code = Number.parseInt(hex, 16);
    return code === 0 ? "\ufffd" : String.fromCharCode(code);
  });
}

/**
 * A text as XML content that reads back as itself, `_x000D_` included.
 *
 * Control characters other than tab, line feed and carriage return, halves of surrogate pairs,
 * U+FFFE and U+FFFF have no place in XML and are dropped.
 */
export function encodeText(text: string): string {
  if (!UNSAFE.test(text)) return text;
  return text
    .replace(FORBIDDEN, "")
    .replace(/_(?=x[0-9a-fA-F]{4}_)/g, "_x005F_")
    .replace(/[&<>"\r]/g, (character) => REFERENCES[character] as string);
}

const REFERENCES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "\r": "&#13;",
};
// biome-ignore lint/suspicious/noControlCharactersInRegex: dropping them is its purpose
const FORBIDDEN = /[\0-\x08\x0b\x0c\x0e-\x1f\p{Surrogate}\ufffe\uffff]/gu;
// biome-ignore lint/suspicious/noControlCharactersInRegex: as above, and all that needs encoding
const UNSAFE = /[\0-\x08\x0b-\x1f&<>"\ud800-\udfff\ufffe\uffff]|_x/;
