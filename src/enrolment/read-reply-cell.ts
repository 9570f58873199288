import { checkNik, type Nik } from "../kernel/nik.ts";
import type { PlainDate } from "../kernel/plain-date.ts";
import { cleanText, readDate, statedCell } from "../platform/spreadsheet/index.ts";

/**
 * A NIK cell of a reply. `whole`: 16 digits that can be a NIK; `endsInZero` as a number that a
 * spreadsheet has rounded would. `damaged`: something stands there that is nobody's number.
 */
export type ReplyNik =
  | { readonly state: "whole"; readonly nik: Nik; readonly mayBeRounded: boolean }
  | { readonly state: "damaged" }
  | { readonly state: "missing" };

/** `numeric`: the file says that the cell holds a number, of which Excel keeps 15 digits. */
export function readReplyNik(cell: string | undefined, numeric: boolean): ReplyNik {
  const text = statedCell(cell);
  if (text === "" || /^0+$/.test(text)) return { state: "missing" };
  const checked = checkNik(digitsOf(text, 16) ?? "");
  if ("fault" in checked) return { state: "damaged" };
  const { nik } = checked;
  const asNumber = numeric || /e\+?\d+$/i.test(text);
  return { state: "whole", nik, mayBeRounded: asNumber && nik.endsWith("0") };
}

/**
 * A KPJ number: 11 characters, digits or letters, kept as text. Null when it is none: a leading
 * zero that a spreadsheet dropped is not guessed.
 */
export function readKpj(cell: string | undefined): string | null {
  const text = statedCell(cell);
  const kpj = digitsOf(text, 11) ?? text.replace(/[\s.-]/g, "").toUpperCase();
  return /^[0-9A-Z]{11}$/.test(kpj) && /\d/.test(kpj) ? kpj : null;
}

/** All digits of a number however a spreadsheet writes it (`2.1012345678E10`, `7371….0`); null when it has not exactly so many. */
function digitsOf(text: string, length: number): string | null {
  const scientific = /^(\d)(?:[.,](\d+))?e\+?(\d+)$/i.exec(text);
  if (scientific) {
    const digits = `${scientific[1]}${scientific[2] ?? ""}`;
    const isWhole = Number(scientific[3]) === length - 1 && digits.length <= length;
    // A mantissa shorter by more than its last zero is what a narrow column shows, not the number.
    return isWhole && digits.length >= length - 1 ? digits.padEnd(length, "0") : null;
  }
  const digits = text.replace(/[.,]0+$/, "").replace(/[\s.-]/g, "");
  return /^\d+$/.test(digits) && digits.length === length ? digits : null;
}

/** `7371-0ABCD-EFGHJ-K`, whatever the case and the blanks; null when the cell holds none. */
export function readMemberNumber(cell: string | undefined): string | null {
  const text = cleanText(cell ?? "")
    .toUpperCase()
    .replace(/\s/g, "");
  return /^\d{4}-[0-9A-Z]{5}-[0-9A-Z]{5}-[0-9A-Z*~$=U]$/.test(text) ? text : null;
}

/**
 * A day of a reply, as `readDate` reads it; null when it is none. A year of two digits is not guessed:
 * the day on which cover starts may lie before or after today.
 */
export function readReplyDay(cell: string | undefined, numeric: boolean): PlainDate | null {
  const read = readDate(cell ?? "", numeric, null);
  return read.state === "read" ? read.date : null;
}
