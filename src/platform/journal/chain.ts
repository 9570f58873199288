import { createHash } from "node:crypto";

/** A journal entry as the chain covers it; `body` is the text of PostgreSQL's jsonb, untouched. */
export interface Entry {
  readonly entryNo: number;
  /** UTC with six decimals: `2024-06-01T01:02:03.000004Z`. */
  readonly at: string;
  readonly actor: string;
  readonly device: string | null;
  readonly act: string;
  readonly subject: string;
  readonly body: string;
}

/** The place of an entry in the chain, as the database keeps it; hashes are hex. */
export interface Link {
  readonly chainNo: number;
  readonly entryNo: number;
  readonly previousHash: string;
  readonly hash: string;
}

/** A row of the journal beside its link. One of the two is null where somebody took the other away. */
export interface ChainRow {
  readonly entry: Entry | null;
  readonly link: Link | null;
}

/** What is before the first entry. */
export const hashBeforeAll = "0".repeat(64);

/**
 * The line that an entry's hash covers: one JSON array, as PostgreSQL writes jsonb.
 *
 * Equal to `platform.chained_text` of the database, which a test compares.
 */
function chainedText(
  regencyCode: string,
  entry: Entry,
  place: Pick<Link, "chainNo" | "previousHash">,
): string {
  const { entryNo, at, actor, device, act, subject, body } = entry;
  const parts = [
    JSON.stringify("payung-journal-1"),
    JSON.stringify(regencyCode),
    String(place.chainNo),
    String(entryNo),
    JSON.stringify(at),
    JSON.stringify(actor),
    JSON.stringify(device),
    JSON.stringify(act),
    JSON.stringify(subject),
    body,
    JSON.stringify(place.previousHash),
  ];
  return `[${parts.join(", ")}]`;
}

/** SHA-256 of the line, hex. */
export function hashOfEntry(
  regencyCode: string,
  entry: Entry,
  place: Pick<Link, "chainNo" | "previousHash">,
): string {
  return createHash("sha256")
    .update(chainedText(regencyCode, entry, place), "utf8")
    .digest("hex");
}
