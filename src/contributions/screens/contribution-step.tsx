import { Link, Step, ToneSign, useSpeech, useTexts } from "../../platform/ui/index.tsx";
import { billPath } from "../../platform/ui/paths.ts";
import type { StandingView } from "../index.ts";
import styles from "./contributions.module.css";
import { contributionsTexts } from "./texts.ts";

/** A step of a person's story: the months billed, and which of them are paid. */
export function ContributionStep({ standing }: { readonly standing: StandingView }) {
  const t = useTexts(contributionsTexts);
  const { say } = useSpeech();
  const { months } = standing;
  const unpaid = months.some((month) => month.standing === "billed");
  const tone = months.length === 0 ? "plain" : unpaid ? "waiting" : "eligible";
  return (
    <Step tone={tone} title={t("step")}>
      <p>{say(standing.because)}</p>
      {months.length === 0 ? null : (
        <ul className={styles["months"]} aria-label={t("months")}>
          {months.map((month) => (
            <Month key={`${month.programmeCode} ${month.month}`} month={month} />
          ))}
        </ul>
      )}
    </Step>
  );
}

function Month({ month }: { readonly month: StandingView["months"][number] }) {
  const t = useTexts(contributionsTexts);
  const { say, rp, month: sayMonth } = useSpeech();
  const paid = month.standing === "paid";
  return (
    <li className={styles["month"]} data-standing={month.standing} title={say(month.because)}>
      <Link to={billPath(month.billId)}>{sayMonth(month.month)}</Link>
      <b>{rp(month.amountRp)}</b>
      <span className={styles["standing"]}>
        <ToneSign tone={paid ? "eligible" : "waiting"} size={14} />
        {t(paid ? "monthPaid" : "monthBilled")}
      </span>
    </li>
  );
}
