import { Panel, Section, Split, useTexts } from "../../platform/ui/index.tsx";
import type { Overview } from "../index.ts";
import { ByKecamatan } from "./by-kecamatan.tsx";
import { Basis, Cost, Deciles } from "./cost.tsx";
import { type Approval, Cover } from "./cover.tsx";
import { FlowPicture } from "./flow-picture.tsx";
import { flowStages, rowsReceived } from "./flow-stages.ts";
import { Hero } from "./hero.tsx";
import { Merging } from "./merging.tsx";
import { Reasons } from "./reasons.tsx";
import { coverageTexts } from "./texts.ts";

/**
 * The city at a glance: what came in, who was found, who is eligible, who has a place, who is
 * covered. `approval`: whether the newest roster is signed off; null while that is not known.
 */
export function OverviewScreen({
  overview,
  approval,
}: {
  readonly overview: Overview;
  readonly approval: Approval | null;
}) {
  const t = useTexts(coverageTexts);
  const { resolution, assessment, allocation, byKecamatan } = overview;
  const all = resolution?.persons ?? 0;
  const nowhere = all - byKecamatan.reduce((total, place) => total + place.persons, 0);
  return (
    <>
      <Hero overview={overview} />
      <Section title={t("flow")} lead={t("flowLead")}>
        <Panel>
          <FlowPicture stages={flowStages(overview)} />
        </Panel>
      </Section>
      {allocation === null ? null : (
        <Section title={t("cover")} lead={t("coverLead")}>
          <Cover overview={overview} approval={approval} />
        </Section>
      )}
      {allocation === null ? null : (
        <Section title={t("cost")}>
          <Split>
            <Cost allocation={allocation} />
            <Deciles allocation={allocation} />
          </Split>
        </Section>
      )}
      {byKecamatan.length === 0 ? null : (
        <Section
          title={t("byKecamatan")}
          lead={nowhere > 0 ? t("placesNotKnown", { n: nowhere, persons: all }) : undefined}
        >
          <ByKecamatan places={byKecamatan} />
        </Section>
      )}
      {resolution === null ? null : (
        <Section title={t("merging")} lead={t("mergingLead", { n: rowsReceived(overview) })}>
          <Merging overview={overview} resolution={resolution} />
        </Section>
      )}
      {assessment === null ? null : (
        <Section
          title={t("reasons")}
          lead={t("reasonsLead", {
            refused: assessment.notEligible,
            persons: assessment.persons,
            unknown: assessment.cannotSay,
          })}
        >
          <Reasons assessment={assessment} />
        </Section>
      )}
      {assessment === null || allocation === null ? null : (
        <Section title={t("basis")} lead={t("basisLead")}>
          <Basis assessment={assessment} allocation={allocation} />
        </Section>
      )}
    </>
  );
}
