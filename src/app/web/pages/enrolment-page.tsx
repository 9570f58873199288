import { useParams, useSearch } from "@tanstack/react-router";
import { RosterApprovals } from "../../../allocation/screens/index.tsx";
import {
  Batches,
  BatchLines,
  BatchScreen,
  enrolmentTexts,
  PlacesFilled,
  readBatchQuery,
} from "../../../enrolment/screens/index.tsx";
import { PageHead, useTexts } from "../../../platform/ui/index.tsx";
import { Answer } from "../answer.tsx";
import type { BatchPart } from "../api.ts";
import { useBatch, useBatches, useRosters } from "../queries.ts";

/** From the roster to the insurer's answer: approval, batches, what came back. */
export function EnrolmentPage() {
  const t = useTexts(enrolmentTexts);
  const rosters = useRosters();
  return (
    <Answer to={useBatches()} shape={[80, 120, 260, 260]}>
      {({ batches }) => (
        <>
          <PageHead title={t("title")} lead={t("lead")} />
          {batches.length === 0
            ? null
            : rosters.data?.rosters
                .filter((roster) => batches.some((batch) => batch.rosterRunId === roster.runId))
                .map((roster) => (
                  <PlacesFilled key={roster.runId} roster={roster} batches={batches} />
                ))}
          <Answer within to={rosters} shape={[200]}>
            {(answer) => <RosterApprovals rosters={answer.rosters} />}
          </Answer>
          <Batches batches={batches} />
        </>
      )}
    </Answer>
  );
}

export function BatchPage() {
  const { batchId = "" } = useParams({ strict: false }) as { readonly batchId?: string };
  const part = { batchId, ...readBatchQuery(useSearch({ strict: false })) };
  return (
    <Answer to={useBatch({ batchId, state: null, page: 1 })} shape={[80, 160, 240, 400]}>
      {(page) => (
        <BatchScreen page={page}>
          <Lines part={part} />
        </BatchScreen>
      )}
    </Answer>
  );
}

function Lines({ part }: { readonly part: BatchPart }) {
  return (
    <Answer within to={useBatch(part)} shape={[70, 600]}>
      {(page) => <BatchLines page={page} query={part} />}
    </Answer>
  );
}
