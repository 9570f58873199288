import { checkNik, type Nik } from "../kernel/nik.ts";
import { cleanText } from "../platform/spreadsheet/index.ts";

/**
 * What a NIK cell holds. Only `usable` is a number to match by; nothing else is ever repaired by
 * guess: a digit invented is another person's identity.
 */
export type ReadNik =
  | { readonly state: "usable"; readonly nik: Nik }
  | { readonly state: UnusableNik };

export type UnusableNik =
  | "missing"
  | "last-digit-lost"
  | "rounded"
  | "wrong-length"
  | "not-digits"
  | "impossible";

/**
 * Reads a NIK cell as text.
 *
 * `numeric`: the spreadsheet holds a number. Excel keeps 15 digits of one, so a 16-digit NIK typed
 * as a number has lost its last digit for good and ends in 0 (measured in arithmetic, not a rule of
 * thumb); one that ends in another digit was written by a program that kept all 16.
 */
export function readNik(cell: string, numeric: boolean): ReadNik {
  const text = cleanText(cell).replace(/^['`’]+/, "");
  if (text === "" || /^(-+|\.+|kosong|null|nihil|0+|tidak ada)$/i.test(text))
    return { state: "missing" };
  if (/^\d([.,]\d+)?e\+?\d+$/i.test(text)) return readScientific(text, numeric);
  const digits = text.replace(/[\s.-]/g, "");
  if (!/^\d+$/.test(digits)) return { state: "not-digits" };
  if (digits.length !== 16) return { state: "wrong-length" };
  if (numeric && digits.endsWith("0")) return { state: "last-digit-lost" };
  const checked = checkNik(digits);
  return "nik" in checked ? { state: "usable", nik: checked.nik } : { state: "impossible" };
}

/**
 * `7.371071205800001E15` in a file holds every digit; `7,37E+15` on display lost ten of them. A file
 * leaves out the zeros at the end of a number, so there a short one lost no more than its last digit.
 */
function readScientific(text: string, numeric: boolean): ReadNik {
  const [mantissa = "", exponent = ""] = text.toLowerCase().replace("+", "").split("e");
  const digits = mantissa.replace(/[.,]/, "");
  if (Number(exponent) !== 15 || digits.length > 16) return { state: "wrong-length" };
  if (digits.length < 15 && !numeric) return { state: "rounded" };
  if (digits.length < 16 || digits.endsWith("0")) return { state: "last-digit-lost" };
  const checked = checkNik(digits);
  return "nik" in checked ? { state: "usable", nik: checked.nik } : { state: "impossible" };
}
