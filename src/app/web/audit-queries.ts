import { useMutation } from "@tanstack/react-query";
import {
  type AuditState,
  auditState,
  type EntryPage,
  entryPage,
  type SightList,
  sightList,
  verdictView,
} from "../../audit/index.ts";
import type { AuditQuery } from "../../audit/screens/index.tsx";
import { askFor, send } from "./api.ts";
import { queryClient, useAnswer, valueOrThrow } from "./queries.ts";

/** What the auditor's page and the trail on a person's page ask. The journal grows by looking: it is asked anew each time. */
export const useAuditState = () =>
  useAnswer<AuditState>(["audit"], () => askFor("/api/audit", auditState));

export const useWhoSaw = (personId: string) =>
  useAnswer<SightList>(["who saw", personId], () =>
    askFor(`/api/people/${encodeURIComponent(personId)}/sights`, sightList),
  );

export function useEntries(query: AuditQuery) {
  const search = new URLSearchParams({ page: String(query.page) });
  for (const key of ["actor", "act", "subject", "from", "to"] as const) {
    const value = query[key];
    if (value !== null) search.set(key, value);
  }
  return useAnswer<EntryPage>(["audit entries", query], () =>
    askFor(`/api/audit/entries?${search}`, entryPage),
  );
}

export function useVerify() {
  return useMutation({
    mutationFn: async () => valueOrThrow(await send("/api/audit/verify", {}, verdictView)),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ["audit"] }),
  });
}
