import { paths } from "../../platform/ui/paths.ts";

/** Which entries of the journal are looked at; it lives in the address of the page. */
export interface AuditQuery {
  readonly actor: string | null;
  readonly act: string | null;
  readonly subject: string | null;
  readonly from: string | null;
  readonly to: string | null;
  readonly page: number;
}

const words = {
  actor: "pelaku",
  act: "perbuatan",
  subject: "hal",
  from: "dari",
  to: "sampai",
} as const;
const filters = ["actor", "act", "subject", "from", "to"] as const;

/** The server answers this many entries a page. */
export const entriesPerPage = 50;

/** Reads an address, tolerantly: what it does not understand is everything. */
export function readAuditQuery(search: Readonly<Record<string, unknown>>): AuditQuery {
  const text = (key: (typeof filters)[number]) => {
    const value = search[words[key]];
    return typeof value === "string" && value !== "" ? value : null;
  };
  const page = Number(search["halaman"]);
  return {
    actor: text("actor"),
    act: text("act"),
    subject: text("subject"),
    from: text("from"),
    to: text("to"),
    page: Number.isSafeInteger(page) && page > 0 ? page : 1,
  };
}

export function auditQueryPath(query: AuditQuery): string {
  const search = new URLSearchParams();
  for (const key of filters) {
    const value = query[key];
    if (value !== null) search.set(words[key], value);
  }
  if (query.page > 1) search.set("halaman", String(query.page));
  const text = search.toString();
  return text === "" ? paths.audit : `${paths.audit}?${text}`;
}
