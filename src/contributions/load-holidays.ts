import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { type PlainDate, parsePlainDate, yearOf } from "../kernel/plain-date.ts";
import { projectRoot } from "../platform/project-root.ts";
import type { HolidayCalendar } from "./due-date.ts";

const yearSchema = z.strictObject({
  year: z.number().int(),
  source: z.strictObject({ instrument: z.string().min(1), signed: z.string().min(1) }),
  confidence: z.enum(["text", "official", "press", "unverified"]),
  holidays: z
    .array(
      z.strictObject({
        on: z.string().refine((text) => parsePlainDate(text) !== null, "a day is YYYY-MM-DD"),
        title: z.string().min(1),
      }),
    )
    .min(1),
});

/** Reads the national holidays, a file per year. Errors: throws with the file and its fault. */
export function loadHolidays(
  folder: string = path.join(projectRoot(), "src", "contributions", "holidays"),
): HolidayCalendar {
  const years = new Set<number>();
  const days = new Set<PlainDate>();
  for (const file of readdirSync(folder).filter((one) => one.endsWith(".yaml"))) {
    const read = yearSchema.safeParse(parse(readFileSync(path.join(folder, file), "utf8")));
    if (!read.success) throw new Error(`the holidays of ${file} cannot be read: ${read.error}`);
    years.add(read.data.year);
    for (const { on } of read.data.holidays) {
      const day = on as PlainDate;
      if (file !== `${read.data.year}.yaml` || yearOf(day) !== read.data.year || days.has(day))
        throw new Error(`the holidays of ${file}: ${on} is of another year or stands twice`);
      days.add(day);
    }
  }
  return { years, days };
}
