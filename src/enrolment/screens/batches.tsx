import {
  EmptyState,
  Figure,
  Figures,
  Link,
  Panel,
  PartsBar,
  Section,
  sayActor,
  useSpeech,
  useTexts,
} from "../../platform/ui/index.tsx";
import { batchPath } from "../../platform/ui/paths.ts";
import type { BatchView } from "../index.ts";
import styles from "./batches.module.css";
import { enrolmentTexts } from "./texts.ts";

/** How many places of a roster are filled, and what became of everybody who was sent for it. */
export function PlacesFilled({
  roster,
  batches,
}: {
  readonly roster: { readonly runId: string; readonly runNo: number; readonly seats: number };
  readonly batches: readonly BatchView[];
}) {
  const t = useTexts(enrolmentTexts);
  const { count, share } = useSpeech();
  const own = batches.filter((batch) => batch.rosterRunId === roster.runId);
  const sum = (key: "lineCount" | "accepted" | "rejected" | "unclear" | "unanswered") =>
    own.reduce((total, batch) => total + batch[key], 0);
  const sent = sum("lineCount");
  const filled = t("seatsFilledOf", { seats: roster.seats, no: String(roster.runNo) });
  const percent = share(sum("accepted"), roster.seats);
  return (
    <Figures>
      <Figure
        strong
        title={t("seatsFilled")}
        value={count(sum("accepted"))}
        of={percent === null ? filled : `${filled} (${percent})`}
      />
      <Figure title={t("sentAll")} value={count(sent)} of={t("sentAllOf", { count: own.length })} />
      <Figure
        title={t("rejectedAll")}
        value={count(sum("rejected"))}
        of={t("rejectedAllOf", { sent })}
      />
      <Figure
        title={t("openAll")}
        value={count(sum("unanswered") + sum("unclear"))}
        of={t("openAllOf", { sent, unanswered: sum("unanswered"), unclear: sum("unclear") })}
      />
    </Figures>
  );
}

/** Every file that was sent, the newest first, with answers that add up to it. */
export function Batches({ batches }: { readonly batches: readonly BatchView[] }) {
  const t = useTexts(enrolmentTexts);
  return (
    <Section title={t("batches")} lead={t("batchesLead")}>
      {batches.length === 0 ? (
        <EmptyState
          title={t("noBatch")}
          commands={[
            "npx payung enrol submit latest --out ./kirim",
            "npx payung enrol reply latest ./terima/balasan.xlsx",
          ]}
        >
          {t("noBatchHint")}
        </EmptyState>
      ) : (
        <ul className={styles["batches"]}>
          {batches.map((batch) => (
            <li key={batch.batchId}>
              <Batch batch={batch} />
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

function Batch({ batch }: { readonly batch: BatchView }) {
  const t = useTexts(enrolmentTexts);
  const { instant } = useSpeech();
  return (
    <Panel>
      <div className={styles["head"]}>
        <div>
          <h3>
            <Link to={batchPath(batch.batchId)}>{t("batchNo", { no: String(batch.batchNo) })}</Link>
          </h3>
          <p className={styles["soft"]}>
            {t("linesSent", { n: batch.lineCount })} · {t("layout", { layout: batch.layout })}
          </p>
        </div>
        <p className={styles["soft"]}>
          {t("sent", { who: sayActor(batch.sentBy), at: instant(batch.sentAt) })}
        </p>
      </div>
      <BatchParts batch={batch} />
      <p className={styles["see"]}>
        <Link to={batchPath(batch.batchId)}>{t("see")}</Link>
      </p>
    </Panel>
  );
}

/** Everybody of a batch by state, adding up to its lines. */
export function BatchParts({ batch }: { readonly batch: BatchView }) {
  const t = useTexts(enrolmentTexts);
  const { accepted, rejected, unclear, unanswered } = batch;
  return (
    <PartsBar
      whole={batch.lineCount}
      parts={[
        { key: "accepted", title: t("accepted"), count: accepted, fill: "strong" },
        { key: "rejected", title: t("rejected"), count: rejected, fill: "refused" },
        { key: "unclear", title: t("unclear"), count: unclear, fill: "amber" },
        { key: "unanswered", title: t("unanswered"), count: unanswered, fill: "faint" },
      ]}
    />
  );
}
