import { OverviewScreen } from "../../../coverage/screens/index.tsx";
import { EmptyState, useTexts } from "../../../platform/ui/index.tsx";
import { Answer } from "../answer.tsx";
import { appTexts } from "../app-texts.ts";
import { useProgress } from "../progress.ts";
import { ProgressPanel } from "../progress-panel.tsx";
import { useOverview, useRosters, useStatus } from "../queries.ts";

const firstCommands = [
  "npx payung intake P3KE.xlsx BPJS.xlsx DUKCAPIL.xlsx DISABILITAS.xlsx",
  "npx payung resolve",
  "npx payung programme create program.yaml",
  "npx payung assess --programme KODE",
  "npx payung allocate --programme KODE --seats 35422 --months 12",
] as const;

export function OverviewPage() {
  const t = useTexts(appTexts);
  const status = useStatus();
  const progress = useProgress();
  const overview = useOverview();
  const rosters = useRosters().data?.rosters ?? null;
  const unfinished = progress !== null && progress.state !== "ready";
  return (
    <>
      {unfinished ? <ProgressPanel progress={progress} /> : null}
      <Answer to={overview} shape={[220, 360, 240]}>
        {(value) => {
          const newest = value.allocation?.runId ?? null;
          const approval = rosters?.find((roster) => roster.runId === newest) ?? null;
          if (value.loads.length > 0)
            return <OverviewScreen overview={value} approval={approval} />;
          if (unfinished || status.data?.state === "building") return null;
          return (
            <EmptyState wholePage title={t("emptyTitle")} commands={firstCommands}>
              {t("emptyLead")}
            </EmptyState>
          );
        }}
      </Answer>
    </>
  );
}
