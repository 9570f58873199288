import { type PlainDate, plainDateOf, plainDateOfExcelSerial } from "../../kernel/plain-date.ts";
import { cleanText } from "./cell-text.ts";

export type ReadDate =
  | { readonly state: "read"; readonly date: PlainDate }
  | { readonly state: "missing" }
  | { readonly state: "unreadable" };

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
 * Reads a day as Indonesian offices write it, registries and the insurer alike.
 *
 * Day before month, always: `12/05/1980 0:00:00`, `12-05-80`, `12 Mei 1980`, `1980-05-12`,
 * `12051980`, an Excel serial (a cell with a number, 29353); a place before it (`MAKASSAR, 12-05-1980`)
 * and a time after it are left aside. A two-digit year is the latest such year that is not after
 * `latestYear` (that of the load: nobody is born after it); null: such a year is not guessed.
 */
export function readDate(cell: string, numeric: boolean, latestYear: number | null): ReadDate {
  const text = cleanText(cell).replace(/^['`’]+/, "");
  if (text === "" || /^(-+|kosong|null|0|00[-/]00[-/]0000)$/i.test(text))
    return { state: "missing" };
  // A year alone is no day; as a serial it would be a day of 1905, on which nobody here was born.
  if (numeric && /^(19|20)\d{2}$/.test(text)) return { state: "unreadable" };
  if (numeric && /^\d{3,6}(\.\d+)?$/.test(text))
    return answer(plainDateOfExcelSerial(Number(text)));
  const day = text
    .replace(/^[^\d]*,\s*/, "")
    .replace(/[\sT]\d{1,2}[:.]\d{2}([:.]\d{2}([.,]\d+)?)?(\s?[ap]m)?(z|[+-]\d{2}:?\d{2})?$/i, "");
  const iso = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(day);
  if (iso) return answer(plainDateOf(Number(iso[1]), Number(iso[2]), Number(iso[3])));
  const dmy = /^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}|\d{2})$/.exec(day);
  if (dmy)
    return answer(plainDateOf(fullYear(dmy[3] ?? "", latestYear), Number(dmy[2]), Number(dmy[1])));
  const named = /^(\d{1,2})[-/. ]*([a-z]{3,9})\.?[-/. ]*(\d{4}|\d{2})$/i.exec(day);
  if (named) {
    const month = monthNames[(named[2] ?? "").slice(0, 3).toLowerCase()] ?? 0;
    return answer(plainDateOf(fullYear(named[3] ?? "", latestYear), month, Number(named[1])));
  }
  const packed = /^(\d{2})(\d{2})(\d{4})$/.exec(day);
  if (packed) return answer(plainDateOf(Number(packed[3]), Number(packed[2]), Number(packed[1])));
  return { state: "unreadable" };
}

/** 0, which no day has, where a year of two digits may not be guessed. */
function fullYear(text: string, latestYear: number | null): number {
  if (text.length === 4) return Number(text);
  if (latestYear === null) return 0;
  const thisCentury = Math.floor(latestYear / 100) * 100 + Number(text);
  return thisCentury <= latestYear ? thisCentury : thisCentury - 100;
}

function answer(date: PlainDate | null): ReadDate {
  return date === null ? { state: "unreadable" } : { state: "read", date };
}
