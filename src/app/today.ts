import { type PlainDate, plainDate } from "../kernel/plain-date.ts";

/** Today in the office's zone: the one place where the clock becomes a day. */
export function today(zone = "Asia/Makassar"): PlainDate {
  const parts = new Intl.DateTimeFormat("en-CA", {
    timeZone: zone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  });
  return plainDate(parts.format(new Date()));
}
