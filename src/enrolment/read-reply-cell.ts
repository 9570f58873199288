import { checkNik, type Nik } from "../kernel/nik.ts";
import { type PlainDate, plainDateOf, plainDateOfExcelSerial } from "../kernel/plain-date.ts";
import { plainCell, statedCell } from "./reply-text.ts";

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
  const text = plainCell(cell).toUpperCase().replace(/\s/g, "");
  return /^\d{4}-[0-9A-Z]{5}-[0-9A-Z]{5}-[0-9A-Z*~$=U]$/.test(text) ? text : null;
}

const monthNames: Readonly<Record<string, number>> = {
  jan: 1,
  feb: 2,
  peb: 2,
  mar: 3,
  apr: 4,
  mei: 5,
  may: 5,
  jun: 6,
  jul: 7,
  agu: 8,
  ags: 8,
  agt: 8,
  aug: 8,
  sep: 9,
  okt: 10,
  oct: 10,
  nov: 11,
  nop: 11,
  des: 12,
  dec: 12,
};

/**
 * A day of a reply: day before month, always; `2024-06-01`, `1 Juni 2024`, an Excel serial. A place
 * before it (`MAKASSAR, 12-05-1980`) and a time after it are left aside. Null when it is none; a
 * year of two digits is not guessed.
 */
export function readReplyDay(cell: string | undefined, numeric: boolean): PlainDate | null {
  const text = statedCell(cell);
  if (numeric && /^\d{3,6}(\.\d+)?$/.test(text)) return plainDateOfExcelSerial(Number(text));
  const day = text
    .replace(/^[^\d]*,\s*/, "")
    .replace(/[\sT]\d{1,2}[:.]\d{2}([:.]\d{2}([.,]\d+)?)?(\s?[ap]m)?(z|[+-]\d{2}:?\d{2})?$/i, "");
  const iso = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(day);
  if (iso) return plainDateOf(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const dayFirst = /^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})$/.exec(day);
  if (dayFirst) return plainDateOf(Number(dayFirst[3]), Number(dayFirst[2]), Number(dayFirst[1]));
  const named = /^(\d{1,2})[-/. ]*([a-z]{3,9})\.?[-/. ]*(\d{4})$/i.exec(day);
  if (named) {
    const month = monthNames[(named[2] ?? "").slice(0, 3).toLowerCase()] ?? 0;
    return plainDateOf(Number(named[3]), month, Number(named[1]));
  }
  const packed = /^(\d{2})(\d{2})(\d{4})$/.exec(day);
  return packed ? plainDateOf(Number(packed[3]), Number(packed[2]), Number(packed[1])) : null;
}
