import { type PlainDate, plainDateOf } from "./plain-date.ts";

declare const nikBrand: unique symbol;

/**
 * Nomor Induk Kependudukan: 16 digits given once for life.
 *
 * Shape: 6 digits of the area of FIRST issue (no proof of residence), birth date `DDMMYY` with 40
 * added to the day of a woman, 4 digits of serial from 0001.
 * Source: PP 40/2019 art. 31(1), 30(2); a NIK with a wrong date part stays valid (Dukcapil).
 */
export type Nik = string & { readonly [nikBrand]: true };

export type NikFault =
  | "not-16-digits"
  | "all-digits-equal"
  | "impossible-day"
  | "impossible-month"
  | "serial-zero";

/** Whether 16 digits can be a NIK at all. Faults are those that law and arithmetic let us reject. */
export function checkNik(digits: string): { readonly nik: Nik } | { readonly fault: NikFault } {
  if (!/^\d{16}$/.test(digits)) return { fault: "not-16-digits" };
  if (/^(\d)\1{15}$/.test(digits)) return { fault: "all-digits-equal" };
  const day = Number(digits.slice(6, 8));
  if (!((day >= 1 && day <= 31) || (day >= 41 && day <= 71))) return { fault: "impossible-day" };
  const month = Number(digits.slice(8, 10));
  if (month < 1 || month > 12) return { fault: "impossible-month" };
  if (digits.endsWith("0000")) return { fault: "serial-zero" };
  return { nik: digits as Nik };
}

/** The sex that the date part states: 40 is added to the day of a woman. */
export function sexOfNik(nik: Nik): "male" | "female" {
  return Number(nik.slice(6, 8)) > 40 ? "female" : "male";
}

/** Whether the date part agrees with a stated birth date (the NIK has no century). */
export function nikAgreesWithBirth(nik: Nik, bornOn: PlainDate): boolean {
  const day = Number(nik.slice(6, 8)) % 40;
  const month = Number(nik.slice(8, 10));
  const century = Number(bornOn.slice(0, 2)) * 100;
  return plainDateOf(century + Number(nik.slice(10, 12)), month, day) === bornOn;
}

/** `7371••••••••0012`: enough to compare with a card in hand, too little to use. */
export function maskNik(nik: string): string {
  return nik.length === 16 ? `${nik.slice(0, 4)}••••••••${nik.slice(12)}` : "•".repeat(nik.length);
}

/** Replaces every run of 12 or more digits (spaced or dotted too) by its mask: the last guard before a screen, a log or a message. */
export function maskNiksIn(text: string): string {
  return text.replace(/\d(?:[\s.'-]?\d){11,}/g, (run) => maskNik(run.replace(/\D/g, "")));
}
