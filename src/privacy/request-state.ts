import type { RequestView } from "./index.ts";
import type { Duties } from "./load-duties.ts";
import type { RequestRow } from "./store.ts";

/** Where a request stands: the fold of its steps, held against the clock of its duty. */
export function requestViewOf(row: RequestRow, duties: Duties["requests"]): RequestView {
  const { hoursGone, steps, ...request } = row;
  const duty = duties[row.kind];
  const answer = steps.findLast((one) => one.step === "answered") ?? null;
  const personId = steps.findLast((one) => one.step === "identified")?.personId ?? row.personId;
  const assignee = steps.findLast((one) => one.step === "assigned")?.assignee ?? null;
  return {
    ...request,
    personId,
    assignee,
    kindTitle: duty.title,
    articles: `${duty.right}; ${duty.duty}`,
    clock: duty.clock,
    hoursLeft: Math.round((duty.hours - hoursGone) * 10) / 10,
    state:
      answer !== null
        ? "answered"
        : assignee !== null
          ? "assigned"
          : personId !== null
            ? "identified"
            : "received",
    outcome: (answer?.outcome ?? null) as RequestView["outcome"],
    steps: steps.map(({ personId: _person, reason, ...step }) => ({
      ...step,
      reason: reason === null ? null : sentenceOf(reason, duties),
    })),
    refusals: duty.refusals.map((code) => {
      const { article = "", id = code, en = code } = duties.reasons[code] ?? {};
      return { code, article, title: { id, en } };
    }),
  };
}

/** A request is overdue when nobody answered it within its hours. */
export function isOverdue({ state, hoursLeft }: Pick<RequestView, "state" | "hoursLeft">): boolean {
  return state !== "answered" && hoursLeft < 0;
}

function sentenceOf(code: string, { reasons }: Duties["requests"]) {
  const { article = "", id = code, en = code } = reasons[code] ?? {};
  return { id: `${id} (${article})`, en: `${en} (${article})` };
}
