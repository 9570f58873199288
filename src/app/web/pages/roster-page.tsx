import { useRouter, useSearch } from "@tanstack/react-router";
import {
  RosterLines,
  type RosterQuery,
  RosterScreen,
  readRosterQuery,
  rosterPath,
} from "../../../allocation/screens/index.tsx";
import type { Overview } from "../../../coverage/index.ts";
import { EmptyState, useTexts } from "../../../platform/ui/index.tsx";
import { Answer } from "../answer.tsx";
import { appTexts } from "../app-texts.ts";
import { useOverview, useRoster } from "../queries.ts";

const commands = [
  "npx payung assess --programme KODE",
  "npx payung allocate --programme KODE --seats 35422 --months 12",
] as const;

export function RosterPage() {
  const t = useTexts(appTexts);
  return (
    <Answer to={useOverview()}>
      {({ allocation, byKecamatan }) =>
        allocation === null ? (
          <EmptyState wholePage title={t("notReadyTitle")} commands={commands}>
            {t("notReadyRoster")}
          </EmptyState>
        ) : (
          <Roster allocation={allocation} byKecamatan={byKecamatan} />
        )
      }
    </Answer>
  );
}

function Roster({
  allocation,
  byKecamatan,
}: {
  readonly allocation: NonNullable<Overview["allocation"]>;
  readonly byKecamatan: Overview["byKecamatan"];
}) {
  const router = useRouter();
  const query = readRosterQuery(useSearch({ strict: false }));
  return (
    <RosterScreen
      query={query}
      counts={{ chosen: allocation.chosen, waiting: allocation.waiting }}
      rosterHash={allocation.rosterHash}
      kecamatan={byKecamatan.map((place) => ({ value: place.code, label: place.name }))}
      onChoose={(chosen) => router.history.push(rosterPath(chosen))}
    >
      <Lines runId={allocation.runId} query={query} />
    </RosterScreen>
  );
}

function Lines({ runId, query }: { readonly runId: string; readonly query: RosterQuery }) {
  return (
    <Answer within to={useRoster({ runId, ...query })} shape={[600]}>
      {(page) => <RosterLines page={page} query={query} />}
    </Answer>
  );
}
