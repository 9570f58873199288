import { formatCount, formatRp, type Language } from "../../platform/ui/format.ts";
import type { LawParameterView } from "../index.ts";

export type LawValueView = LawParameterView["values"][number];

/** The value in force on a day: the last one that began by then; null when none had. */
export function findValueOn(parameter: LawParameterView, on: string): LawValueView | null {
  const begun = parameter.values.filter((value) => value.from <= on);
  return begun.reduce<LawValueView | null>(
    (latest, value) => (latest === null || value.from > latest.from ? value : latest),
    null,
  );
}

const counted: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  years: { id: "{n} tahun", en: "{n} years" },
  months: { id: "{n} bulan", en: "{n} months" },
  days: { id: "{n} hari", en: "{n} days" },
  "day of month": { id: "Tanggal {n}", en: "Day {n} of the month" },
};

/**
 * A law value with its unit, as a reader writes it: `Rp6.800`, `65 tahun`, `50%`.
 *
 * Shape: the unit is the one of the parameter's YAML; one not known here is written after the
 * digits as it stands.
 */
export function writeLawValue(digits: string, unit: string, language: Language): string {
  if (!/^\d+$/.test(digits)) return `${digits} ${unit}`;
  if (unit.startsWith("rupiah")) return formatRp(digits, language);
  if (unit === "parts per million") return writePpm(Number(digits), language);
  const words = counted[unit]?.[language] ?? `{n} ${unit}`;
  return words.replace("{n}", formatCount(Number(digits), language));
}

function writePpm(parts: number, language: Language): string {
  const percent = String(parts / 10_000);
  return `${language === "id" ? percent.replace(".", ",") : percent}%`;
}
