import { batchPath } from "../../platform/ui/paths.ts";
import { type ParticipationState, participationStates } from "../index.ts";

/** Which people of a batch are looked at; it lives in the address of the page. */
export interface BatchQuery {
  readonly state: ParticipationState | null;
  readonly page: number;
}

/** The server answers this many people a page. */
export const linesPerPage = 100;

const words = {
  submitted: "belum",
  accepted: "diterima",
  rejected: "ditolak",
  unclear: "ragu",
} as const satisfies Record<ParticipationState, string>;

/** Reads an address, tolerantly: what it does not understand is the first page of everybody. */
export function readBatchQuery(search: Readonly<Record<string, unknown>>): BatchQuery {
  const page = Number(search["halaman"]);
  return {
    state: participationStates.find((state) => words[state] === search["keadaan"]) ?? null,
    page: Number.isSafeInteger(page) && page > 0 ? page : 1,
  };
}

export function batchQueryPath(batchId: string, query: BatchQuery): string {
  const search: string[] = [];
  if (query.state !== null) search.push(`keadaan=${words[query.state]}`);
  if (query.page > 1) search.push(`halaman=${query.page}`);
  const path = batchPath(batchId);
  return search.length === 0 ? path : `${path}?${search.join("&")}`;
}
