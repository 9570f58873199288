import { useRouter, useSearch } from "@tanstack/react-router";
import {
  CoverageBy,
  type CoverageQuery,
  CoverageScreen,
  coverageQueryPath,
  readCoverageQuery,
} from "../../../coverage/screens/index.tsx";
import { Answer } from "../answer.tsx";
import { useBills, useCoverage, useCoverageSummary } from "../queries.ts";

export function CoveragePage() {
  const router = useRouter();
  const query = readCoverageQuery(useSearch({ strict: false }));
  const bills = useBills().data?.bills ?? [];
  const months = [...new Set(bills.map((bill) => bill.month))].sort().reverse();
  return (
    <Answer to={useCoverageSummary(query.month)} shape={[80, 300, 500]}>
      {(summary) => (
        <CoverageScreen
          summary={summary}
          months={months}
          onChooseMonth={(month) => router.history.push(coverageQueryPath({ ...query, month }))}
        >
          <By query={query} />
        </CoverageScreen>
      )}
    </Answer>
  );
}

function By({ query }: { readonly query: CoverageQuery }) {
  return (
    <Answer within to={useCoverage(query)} shape={[60, 600]}>
      {(table) => <CoverageBy table={table} query={query} />}
    </Answer>
  );
}
