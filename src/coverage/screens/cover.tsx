import { Link, Panel, useSpeech, useTexts } from "../../platform/ui/index.tsx";
import { paths } from "../../platform/ui/paths.ts";
import type { Overview } from "../index.ts";
import { FlowPicture } from "./flow-picture.tsx";
import { coverStages } from "./flow-stages.ts";
import styles from "./overview.module.css";
import { coverageTexts } from "./texts.ts";

/** Whether a roster is signed off: the decree, or null while it waits. */
export interface Approval {
  readonly decree: string | null;
}

/** From a place on the roster to cover: approved, sent, accepted, carded, paid. */
export function Cover({
  overview,
  approval,
}: {
  readonly overview: Overview;
  readonly approval: Approval | null;
}) {
  const t = useTexts(coverageTexts);
  const { rp, month } = useSpeech();
  const { contributions, coverage } = overview;
  const approved =
    approval === null
      ? {}
      : {
          seats:
            approval.decree === null
              ? t("notApprovedYet")
              : t("approvedUnder", { decree: approval.decree }),
        };
  const covered = coverage === null ? {} : { covered: month(coverage.month) };
  return (
    <Panel>
      <FlowPicture stages={coverStages(overview)} notes={{ ...approved, ...covered }} />
      <div className={styles["onward"]}>
        <p>
          {contributions === null
            ? t("moneyNone")
            : t("money", {
                paid: rp(contributions.paidRp),
                billed: rp(contributions.billedRp),
                months: contributions.months,
              })}
        </p>
        <ul>
          <li>
            <Link to={paths.enrolment}>{t("seeEnrolment")}</Link>
          </li>
          <li>
            <Link to={paths.contributions}>{t("seeBills")}</Link>
          </li>
          <li>
            <Link to={paths.cards}>{t("seeCards")}</Link>
          </li>
          <li>
            <Link to={paths.coverage}>{t("seeCoverage")}</Link>
          </li>
        </ul>
      </div>
    </Panel>
  );
}
