import type { PlainDate, PlainMonth } from "./plain-date.ts";
import type { Bilingual } from "./statement.ts";

/** Days and months as people write them, for sentences made on the server; screens format their own. */
const months: readonly Bilingual[] = [
  { id: "Januari", en: "January" },
  { id: "Februari", en: "February" },
  { id: "Maret", en: "March" },
  { id: "April", en: "April" },
  { id: "Mei", en: "May" },
  { id: "Juni", en: "June" },
  { id: "Juli", en: "July" },
  { id: "Agustus", en: "August" },
  { id: "September", en: "September" },
  { id: "Oktober", en: "October" },
  { id: "November", en: "November" },
  { id: "Desember", en: "December" },
];

/** `Juni 2024`. */
export function writeMonth(month: PlainMonth): Bilingual {
  const name = months[Number(month.slice(5, 7)) - 1] ?? { id: month, en: month };
  const year = month.slice(0, 4);
  return { id: `${name.id} ${year}`, en: `${name.en} ${year}` };
}

/** `18 Juni 2024`. */
export function writeDay(day: PlainDate): Bilingual {
  const month = writeMonth(day.slice(0, 7) as PlainMonth);
  const date = Number(day.slice(8, 10));
  return { id: `${date} ${month.id}`, en: `${date} ${month.en}` };
}
