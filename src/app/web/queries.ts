import { QueryClient, type UseQueryResult, useQuery } from "@tanstack/react-query";
import type { Result } from "../../kernel/result.ts";
import {
  type AskFailure,
  type BatchPart,
  type CoveragePart,
  createApi,
  type RosterPart,
} from "./api.ts";

declare module "@tanstack/react-query" {
  interface Register {
    defaultError: AskFailure;
  }
}

const api = createApi("");

/** Everything that was known is of somebody else now, or of nobody: it is forgotten, and what is on the screen asks anew. */
export async function becomeAnother(): Promise<void> {
  await queryClient.resetQueries();
}

/** Answers are kept while the page is open; a server that is away is asked once more. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 60_000,
      refetchOnWindowFocus: false,
      retry: (tries, failure) => failure.type === "Unreachable" && tries < 1,
    },
  },
});

export const useStatus = () => useAnswer(["status"], api.status);
export const useSignInOptions = () => useAnswer(["sign-in"], api.signInOptions);
export const useOfficials = (enabled: boolean) => useAnswer(["officials"], api.officials, enabled);
export const useOwnSessions = () => useAnswer(["own sessions"], api.ownSessions);
export const useAccounts = () => useAnswer(["accounts"], api.accounts);
export const useAreas = () => useAnswer(["areas"], api.areas);
export const useSessionsOf = (officialId: string) =>
  useAnswer(["sessions", officialId], () => api.sessionsOf(officialId));
export const useOverview = () => useAnswer(["overview"], api.overview);
export const useLaw = () => useAnswer(["law"], api.law);
export const useRow = (rowId: string) => useAnswer(["row", rowId], () => api.row(rowId));
export const usePerson = (personId: string) =>
  useAnswer(["person", personId], () => api.person(personId));
export const useRosters = () => useAnswer(["rosters"], api.rosters);
export const useBatches = () => useAnswer(["batches"], api.batches);
export const useBatch = (part: BatchPart) => useAnswer(["batch", part], () => api.batch(part));
export const useBills = () => useAnswer(["bills"], api.bills);
export const useBill = (billId: string) => useAnswer(["bill", billId], () => api.bill(billId));
export const useLedger = () => useAnswer(["ledger"], api.ledger);
export const useCards = () => useAnswer(["cards"], api.cards);
export const useCoverage = (part: CoveragePart) =>
  useAnswer(["coverage", part], () => api.coverage(part));
export const useCoverageSummary = (month: string | null) =>
  useAnswer(["coverage summary", month], () => api.coverageSummary(month));

export function usePeople(query: string | null) {
  return useAnswer(["people", query], () => api.people(query ?? ""), query !== null);
}

export function useRoster(part: RosterPart | null) {
  const ask = () => api.roster(part ?? { runId: "", outcome: "chosen", kecamatan: null, page: 1 });
  return useAnswer(["roster", part], ask, part !== null);
}

export function useAnswer<Answer>(
  queryKey: readonly unknown[],
  ask: () => Promise<Result<Answer, AskFailure>>,
  enabled = true,
): UseQueryResult<Answer, AskFailure> {
  return useQuery({ queryKey, queryFn: async () => valueOrThrow(await ask()), enabled });
}

/**
 * The query library knows failures as thrown values; the failure itself is what it is given. A session that has ended
 * shows at any question: whose session it is is then asked anew, which brings the sign-in page.
 */
export function valueOrThrow<Answer>(answer: Result<Answer, AskFailure>): Answer {
  if (answer.ok) return answer.value;
  if (answer.error.type === "Refused" && answer.error.status === 401)
    void queryClient.invalidateQueries({ queryKey: ["status"] });
  throw answer.error;
}
