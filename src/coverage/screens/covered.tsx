import { Panel, ShareBar, useSpeech, useTexts } from "../../platform/ui/index.tsx";
import type { CoverageSummary } from "../index.ts";
import styles from "./coverage.module.css";
import { useFigureSpeech } from "./say-figure.tsx";
import { coverageTexts } from "./texts.ts";

type Counted = NonNullable<CoverageSummary["counted"]>;

/**
 * The covered of a month, divided by everything they may be divided by: each whole by its name, its
 * day and who says so. Before a month is paid, those accepted stand in their place.
 */
export function Covered({ counted }: { readonly counted: Counted }) {
  const t = useTexts(coverageTexts);
  const { count, month } = useSpeech();
  const part = counted.month === null ? "accepted" : "covered";
  const shares = counted.shares.filter((share) => share.part === part);
  return (
    <Panel className={styles["covered"]}>
      <div>
        <p className={styles["figure"]}>{count(counted[part])}</p>
        <p className={styles["words"]}>
          {counted.month === null
            ? t("acceptedNotBilled")
            : t("coveredIn", { month: month(counted.month) })}
        </p>
        <dl className={styles["steps"]}>
          <div>
            <dt>{t("acceptedByInsurer")}</dt>
            <dd>{count(counted.accepted)}</dd>
          </div>
          <div>
            <dt>{t("billedThisMonth")}</dt>
            <dd>{count(counted.billed)}</dd>
          </div>
          <div>
            <dt>{t("paidThisMonth")}</dt>
            <dd>{count(counted.covered)}</dd>
          </div>
        </dl>
        <p className={styles["soft"]}>
          {t("acceptedDisabled", { part: counted.acceptedDisabled, whole: counted.accepted })}
        </p>
      </div>
      <ol className={styles["wholes"]}>
        {shares.map((share) => (
          <li key={share.of.key}>
            <Whole share={share} />
          </li>
        ))}
      </ol>
    </Panel>
  );
}

function Whole({ share }: { readonly share: Counted["shares"][number] }) {
  const t = useTexts(coverageTexts);
  const { say } = useSpeech();
  const { percent, when } = useFigureSpeech();
  const { of, value } = share;
  return (
    <>
      <p className={styles["share"]}>
        <b>{percent(share.percent)}</b>
        <span>{t("partOf", { part: value, whole: of.value })}</span>
      </p>
      <ShareBar part={value} whole={of.value} />
      <p className={styles["name"]}>{say(of.title)}</p>
      <p className={styles["source"]}>
        {when(of.on)} · {say(of.source)}
      </p>
    </>
  );
}
