import { useRouter, useSearch } from "@tanstack/react-router";
import {
  AuditScreen,
  auditQueryPath,
  Entries,
  EntryFilter,
  readAuditQuery,
} from "../../../audit/screens/index.tsx";
import { Answer } from "../answer.tsx";
import { useAuditState, useEntries, useVerify } from "../audit-queries.ts";

export function AuditPage() {
  const router = useRouter();
  const query = readAuditQuery(useSearch({ strict: false }));
  const entries = useEntries(query);
  const verify = useVerify();
  return (
    <Answer to={useAuditState()} shape={[80, 120, 400]}>
      {(state) => (
        <AuditScreen
          state={state}
          verdict={verify.data ?? null}
          verifying={verify.isPending}
          onVerify={() => verify.mutate()}
        >
          <EntryFilter
            key={auditQueryPath(query)}
            query={query}
            page={entries.data ?? null}
            onChoose={(chosen) => router.history.push(auditQueryPath(chosen))}
          />
          <Answer within to={entries} shape={[400]}>
            {(page) => <Entries page={page} query={query} />}
          </Answer>
        </AuditScreen>
      )}
    </Answer>
  );
}
