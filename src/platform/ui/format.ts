import { groupThousands } from "../../kernel/rupiah.ts";

/** The languages of the screens, Bahasa Indonesia first. */
export const languages = ["id", "en"] as const;
export type Language = (typeof languages)[number];

export function isLanguage(text: string | null): text is Language {
  return text === "id" || text === "en";
}

/** `35.422` in Bahasa Indonesia, `35,422` in English. */
export function formatCount(count: number, language: Language): string {
  const sign = count < 0 ? "-" : "";
  return sign + groupThousands(Math.abs(count), language === "id" ? "." : ",");
}

/**
 * `Rp7.141.075.200` or `Rp7,141,075,200`.
 *
 * Shape: whole rupiah as digits, the way money travels in JSON; a float never sees them.
 */
export function formatRp(amountRp: string, language: Language): string {
  return `Rp${groupThousands(BigInt(amountRp), language === "id" ? "." : ",")}`;
}

/**
 * `46,0%` or `46.0%`: one decimal, rounded half up. Only ever shown beside the two numbers it
 * divides. Null when the whole is nothing, for nothing has no shares.
 */
export function formatShare(part: number, whole: number, language: Language): string | null {
  if (whole <= 0) return null;
  const tenths = Math.round((part * 1000) / whole);
  return `${Math.floor(tenths / 10)}${language === "id" ? "," : "."}${tenths % 10}%`;
}

const monthNames: Readonly<Record<Language, readonly string[]>> = {
  id: [
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
  ].concat(["Oktober", "November", "Desember"]),
  en: [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
  ].concat(["October", "November", "December"]),
};

/** `31 Mei 2024` or `31 May 2024`; a text that is no day is given back as it is. */
export function formatDay(day: string, language: Language): string {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day);
  const month = monthNames[language][Number(parts?.[2]) - 1];
  return parts && month ? `${Number(parts[3])} ${month} ${parts[1]}` : day;
}

/** `Juni 2024` or `June 2024`, of a month or of any day in it. */
export function formatMonth(month: string, language: Language): string {
  const parts = /^(\d{4})-(\d{2})/.exec(month);
  const name = monthNames[language][Number(parts?.[2]) - 1];
  return parts && name ? `${name} ${parts[1]}` : month;
}

/** An instant as the office's clock on this machine shows it: `31 Mei 2024, 09.05`. */
export function formatInstant(instant: string, language: Language): string {
  const at = new Date(instant);
  if (Number.isNaN(at.getTime())) return instant;
  const two = (number: number) => String(number).padStart(2, "0");
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  const separator = language === "id" ? "." : ":";
  return `${formatDay(day, language)}, ${two(at.getHours())}${separator}${two(at.getMinutes())}`;
}
