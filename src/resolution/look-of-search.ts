import { maskNik } from "../kernel/nik.ts";
import type { Look } from "../platform/database/database.ts";
import { personsIn } from "../platform/journal/look-on-record.ts";
import type { SearchAnswer } from "./find-person.ts";

/** A search as the journal keeps it: what was typed, masked, how many were found, and who they are. */
export function lookOfSearch(
  query: string,
  { hits, more }: Extract<SearchAnswer, { readonly type: "found" }>,
): Look {
  const body = {
    text: maskQuery(query),
    hits: hits.length,
    more,
    ...personsIn(hits.map((hit) => hit.personId)),
  };
  return { act: "people.searched", subject: "people", body };
}

/** `Siti Daeng` is `S••• D••••`; a NIK shows what `maskNik` shows; a member number names nobody and stays. */
export function maskQuery(query: string): string {
  const text = query.trim().replace(/\s+/g, " ");
  const digits = text.replace(/[ .-]/g, "");
  if (/^\d{12,}$/.test(digits)) return maskNik(digits);
  if (/^\d{4}-[0-9A-Z]{5}-[0-9A-Z]{5}-[0-9A-Z*~$=U]$/i.test(text)) return text.toUpperCase();
  return text.replace(/\S+/g, (word) => {
    const [first = "", ...rest] = [...word];
    return `${/\d/.test(first) ? "•" : first}${"•".repeat(rest.length)}`;
  });
}
