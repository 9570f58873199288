import type { z } from "zod";
import { type RosterPage, rosterPage } from "../../allocation/index.ts";
import { type CardsView, cardsView } from "../../cards/index.ts";
import {
  type BillDetailView,
  billDetailView,
  type LedgerView,
  ledgerView,
} from "../../contributions/index.ts";
import {
  type CoverageSummary,
  type CoverageTable,
  coverageSummary,
  coverageTable,
  type Dimension,
  type Overview,
  overview,
} from "../../coverage/index.ts";
import { type BatchPage, batchPage, type ParticipationState } from "../../enrolment/index.ts";
import { type RawRowView, rawRowView } from "../../intake/index.ts";
import { ok, type Result, refuse } from "../../kernel/result.ts";
import type { Bilingual } from "../../kernel/statement.ts";
import { signInOptions } from "../../platform/sign-in/index.ts";
import {
  accountList,
  areaList,
  batchList,
  billList,
  lawVersion,
  officialNames,
  type PersonStory,
  peopleFound,
  personStory,
  refusalView,
  rosterList,
  type StatusView,
  sessionList,
  statusView,
} from "./api-views.ts";

/** Why an answer did not come: the server said no, said nothing, or said what nobody understands. */
export type AskFailure =
  | { readonly type: "Refused"; readonly status: number; readonly message: Bilingual }
  | { readonly type: "Unreachable" }
  | { readonly type: "NotUnderstood"; readonly where: string };

/** Asks Payung's server, and believes an answer only when it has the agreed shape. */
export interface Api {
  readonly status: () => Promise<Result<StatusView, AskFailure>>;
  readonly signInOptions: () => Promise<Result<z.infer<typeof signInOptions>, AskFailure>>;
  readonly officials: () => Promise<Result<z.infer<typeof officialNames>, AskFailure>>;
  readonly ownSessions: () => Promise<Result<z.infer<typeof sessionList>, AskFailure>>;
  readonly accounts: () => Promise<Result<z.infer<typeof accountList>, AskFailure>>;
  readonly areas: () => Promise<Result<z.infer<typeof areaList>, AskFailure>>;
  readonly sessionsOf: (
    officialId: string,
  ) => Promise<Result<z.infer<typeof sessionList>, AskFailure>>;
  readonly overview: () => Promise<Result<Overview, AskFailure>>;
  readonly people: (query: string) => Promise<Result<z.infer<typeof peopleFound>, AskFailure>>;
  readonly person: (personId: string) => Promise<Result<PersonStory, AskFailure>>;
  readonly row: (rowId: string) => Promise<Result<RawRowView, AskFailure>>;
  readonly roster: (part: RosterPart) => Promise<Result<RosterPage, AskFailure>>;
  readonly law: () => Promise<Result<z.infer<typeof lawVersion>, AskFailure>>;
  readonly rosters: () => Promise<Result<z.infer<typeof rosterList>, AskFailure>>;
  readonly batches: () => Promise<Result<z.infer<typeof batchList>, AskFailure>>;
  readonly batch: (part: BatchPart) => Promise<Result<BatchPage, AskFailure>>;
  readonly bills: () => Promise<Result<z.infer<typeof billList>, AskFailure>>;
  readonly bill: (billId: string) => Promise<Result<BillDetailView, AskFailure>>;
  readonly ledger: () => Promise<Result<LedgerView, AskFailure>>;
  readonly cards: () => Promise<Result<CardsView, AskFailure>>;
  readonly coverage: (part: CoveragePart) => Promise<Result<CoverageTable, AskFailure>>;
  readonly coverageSummary: (month: string | null) => Promise<Result<CoverageSummary, AskFailure>>;
}

export interface RosterPart {
  readonly runId: string;
  readonly outcome: "chosen" | "waiting";
  readonly kecamatan: string | null;
  readonly page: number;
}

export interface BatchPart {
  readonly batchId: string;
  readonly state: ParticipationState | null;
  readonly page: number;
}

export interface CoveragePart {
  readonly by: Dimension;
  readonly month: string | null;
}

export function createApi(base: string): Api {
  const ask = <Answer>(path: string, shape: z.ZodType<Answer>) => askFor(base + path, shape);
  return {
    status: () => ask("/api/status", statusView),
    signInOptions: () => ask("/api/sign-in", signInOptions),
    officials: () => ask("/api/officials", officialNames),
    ownSessions: () => ask("/api/me/sessions", sessionList),
    accounts: () => ask("/api/accounts", accountList),
    areas: () => ask("/api/areas", areaList),
    sessionsOf: (officialId) =>
      ask(`/api/accounts/${encodeURIComponent(officialId)}/sessions`, sessionList),
    overview: () => ask("/api/overview", overview),
    people: (query) => ask(`/api/people?q=${encodeURIComponent(query)}`, peopleFound),
    person: (personId) => ask(`/api/people/${encodeURIComponent(personId)}`, personStory),
    row: (rowId) => ask(`/api/rows/${encodeURIComponent(rowId)}`, rawRowView),
    roster: (part) => ask(`/api/roster?${rosterSearch(part)}`, rosterPage),
    law: () => ask("/api/law", lawVersion),
    rosters: () => ask("/api/rosters", rosterList),
    batches: () => ask("/api/batches", batchList),
    batch: ({ batchId, state, page }) =>
      ask(`/api/batches/${encodeURIComponent(batchId)}?${searchOf({ state, page })}`, batchPage),
    bills: () => ask("/api/bills", billList),
    bill: (billId) => ask(`/api/bills/${encodeURIComponent(billId)}`, billDetailView),
    ledger: () => ask("/api/ledger", ledgerView),
    cards: () => ask("/api/cards", cardsView),
    coverage: ({ by, month }) => ask(`/api/coverage?${searchOf({ by, month })}`, coverageTable),
    coverageSummary: (month) =>
      ask(`/api/coverage/summary?${searchOf({ month })}`, coverageSummary),
  };
}

/** Asks the server to do something, and believes an answer of the agreed shape. */
export async function send<Answer>(
  path: string,
  body: unknown,
  shape: z.ZodType<Answer>,
): Promise<Result<Answer, AskFailure>> {
  return await askFor(path, shape, {
    method: "POST",
    headers: { "content-type": "application/json", "x-payung-request": "1" },
    body: JSON.stringify(body),
  });
}

export async function askFor<Answer>(
  address: string,
  shape: z.ZodType<Answer>,
  request: RequestInit = {},
): Promise<Result<Answer, AskFailure>> {
  const headers = { accept: "application/json", ...request.headers };
  const response = await fetch(address, { ...request, headers }).catch(() => null);
  if (response === null) return refuse({ type: "Unreachable" });
  const body: unknown = await response.json().catch(() => null);
  if (!response.ok) {
    const refusal = refusalView.safeParse(body);
    return refusal.success
      ? refuse({ type: "Refused", status: response.status, message: refusal.data.error.message })
      : refuse({ type: "Unreachable" });
  }
  const answer = shape.safeParse(body);
  if (answer.success) return ok(answer.data);
  const where = answer.error.issues.map((issue) => issue.path.join(".")).slice(0, 3);
  return refuse({ type: "NotUnderstood", where: where.join(", ") });
}

/** What is null is not asked for. */
function searchOf(values: Readonly<Record<string, string | number | null>>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(values))
    if (value !== null) search.set(name, String(value));
  return search.toString();
}

function rosterSearch({ runId, outcome, kecamatan, page }: RosterPart): string {
  return searchOf({ run: runId, outcome, page, kecamatan });
}
