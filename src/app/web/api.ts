import type { z } from "zod";
import { type RosterPage, rosterPage } from "../../allocation/index.ts";
import { type Overview, overview } from "../../coverage/index.ts";
import { type RawRowView, rawRowView } from "../../intake/index.ts";
import { ok, type Result, refuse } from "../../kernel/result.ts";
import type { Bilingual } from "../../kernel/statement.ts";
import {
  lawVersion,
  type PersonStory,
  peopleFound,
  personStory,
  refusalView,
  type StatusView,
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
  readonly overview: () => Promise<Result<Overview, AskFailure>>;
  readonly people: (query: string) => Promise<Result<z.infer<typeof peopleFound>, AskFailure>>;
  readonly person: (personId: string) => Promise<Result<PersonStory, AskFailure>>;
  readonly row: (rowId: string) => Promise<Result<RawRowView, AskFailure>>;
  readonly roster: (part: RosterPart) => Promise<Result<RosterPage, AskFailure>>;
  readonly law: () => Promise<Result<z.infer<typeof lawVersion>, AskFailure>>;
}

export interface RosterPart {
  readonly runId: string;
  readonly outcome: "chosen" | "waiting";
  readonly kecamatan: string | null;
  readonly page: number;
}

export function createApi(base: string): Api {
  const ask = <Answer>(path: string, shape: z.ZodType<Answer>) => askFor(base + path, shape);
  return {
    status: () => ask("/api/status", statusView),
    overview: () => ask("/api/overview", overview),
    people: (query) => ask(`/api/people?q=${encodeURIComponent(query)}`, peopleFound),
    person: (personId) => ask(`/api/people/${encodeURIComponent(personId)}`, personStory),
    row: (rowId) => ask(`/api/rows/${encodeURIComponent(rowId)}`, rawRowView),
    roster: (part) => ask(`/api/roster?${rosterSearch(part)}`, rosterPage),
    law: () => ask("/api/law", lawVersion),
  };
}

async function askFor<Answer>(
  address: string,
  shape: z.ZodType<Answer>,
): Promise<Result<Answer, AskFailure>> {
  const response = await fetch(address, { headers: { accept: "application/json" } }).catch(
    () => null,
  );
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

function rosterSearch({ runId, outcome, kecamatan, page }: RosterPart): string {
  const search = new URLSearchParams({ run: runId, outcome, page: String(page) });
  if (kecamatan !== null) search.set("kecamatan", kecamatan);
  return search.toString();
}
