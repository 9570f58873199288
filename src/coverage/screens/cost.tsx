import { CopyText, Link, Panel, ShareBar, useSpeech, useTexts } from "../../platform/ui/index.tsx";
import { paths } from "../../platform/ui/paths.ts";
import type { Overview } from "../index.ts";
import { cutOffDecile } from "./flow-stages.ts";
import { findMonthlyRateRp } from "./monthly-rate.ts";
import styles from "./overview.module.css";
import { coverageTexts } from "./texts.ts";

type Allocation = NonNullable<Overview["allocation"]>;
type Assessment = NonNullable<Overview["assessment"]>;

/** What the places cost, digit by digit, and what limited them. */
export function Cost({ allocation }: { readonly allocation: Allocation }) {
  const t = useTexts(coverageTexts);
  const { rp, month } = useSpeech();
  const { chosen, months, budgetRp, remainderRp } = allocation;
  const perPerson = rp(allocation.costPerPersonRp);
  const monthly = findMonthlyRateRp(allocation.costPerPersonRp, months);
  return (
    <Panel>
      <p className={styles["sum"]}>
        {monthly === null
          ? t("costWordsTerm", { chosen, perPerson, months })
          : t("costWords", { chosen, rate: rp(monthly), months })}
      </p>
      <p className={styles["amount"]}>= {rp(allocation.costRp)}</p>
      <div className={styles["lines"]}>
        <p>{t("perPerson", { perPerson, months, month: month(allocation.firstMonth) })}</p>
        <p>
          {budgetRp === null
            ? t("limitSeats", { n: allocation.seats })
            : t("limitBudget", { budget: rp(budgetRp), n: allocation.seats })}
        </p>
        {budgetRp === null || remainderRp === null ? null : (
          <p>{t("remainder", { budget: rp(budgetRp), remainder: rp(remainderRp) })}</p>
        )}
        <p>{t("disabled", { part: allocation.chosenDisabled, whole: chosen })}</p>
      </div>
    </Panel>
  );
}

/** Which deciles are under the umbrella, and where the places ran out. */
export function Deciles({ allocation }: { readonly allocation: Allocation }) {
  const t = useTexts(coverageTexts);
  const { share } = useSpeech();
  const cutOff = cutOffDecile(allocation.byDecile);
  return (
    <Panel>
      <h3>{t("byDecile")}</h3>
      <p className={styles["soft"]}>{t("byDecileLead")}</p>
      <div className={styles["deciles"]}>
        {allocation.byDecile.map((each) => (
          <div key={each.decile}>
            <p className={styles["words"]}>
              <b>{t("decile", { n: each.decile })}</b>
              <span>
                {t("partOf", { part: each.chosen, whole: each.eligible })}{" "}
                <span className={styles["soft"]}>({share(each.chosen, each.eligible) ?? "–"})</span>
              </span>
            </p>
            <ShareBar part={each.chosen} whole={each.eligible} />
          </div>
        ))}
      </div>
      <div className={styles["lines"]}>
        <p className={styles["strong"]}>
          {cutOff === null
            ? t("everyone")
            : t("cutOff", {
                decile: cutOff.decile,
                chosen: cutOff.chosen,
                eligible: cutOff.eligible,
                waiting: allocation.waiting,
              })}
        </p>
      </div>
    </Panel>
  );
}

/** What a judge needs to compute the roster again, and the seal to compare with. */
export function Basis({
  assessment,
  allocation,
}: {
  readonly assessment: Assessment;
  readonly allocation: Allocation;
}) {
  const t = useTexts(coverageTexts);
  const { say, day } = useSpeech();
  return (
    <Panel>
      <dl className={styles["basis"]}>
        <div>
          <dt>{t("programme")}</dt>
          <dd>
            {say(assessment.programmeTitle)} ({assessment.programmeCode})
          </dd>
        </div>
        <div>
          <dt>{t("assessedOn")}</dt>
          <dd>{day(assessment.onDate)}</dd>
        </div>
        <div>
          <dt>{t("lawVersion")}</dt>
          <dd>
            <CopyText text={assessment.lawVersion} shown={shortened(assessment.lawVersion)} />
          </dd>
        </div>
        <div>
          <dt>{t("seal")}</dt>
          <dd>
            <CopyText text={allocation.rosterHash} shown={shortened(allocation.rosterHash)} />
          </dd>
        </div>
      </dl>
      <div className={styles["lines"]}>
        <p>{t("sealLead")}</p>
        <p>
          <Link to={paths.roster}>{t("seeRoster")}</Link>
        </p>
      </div>
    </Panel>
  );
}

function shortened(code: string): string {
  return code.length > 20 ? `${code.slice(0, 12)}…${code.slice(-4)}` : code;
}
