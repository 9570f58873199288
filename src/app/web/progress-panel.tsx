import { Badge, type Tone } from "../../platform/ui/badge.tsx";
import { Panel, useSpeech, useTexts } from "../../platform/ui/index.tsx";
import type { ProgressView } from "./api-views.ts";
import { appTexts } from "./app-texts.ts";
import styles from "./progress.module.css";

/** What is being built right now, stage by stage, as counted by the server. */
export function ProgressPanel({ progress }: { readonly progress: ProgressView }) {
  const t = useTexts(appTexts);
  const { say } = useSpeech();
  return (
    <Panel className={styles["panel"]}>
      <h2>{progress.state === "failed" ? t("buildingFailed") : t("building")}</h2>
      <p className={styles["lead"]}>
        {progress.message === null ? t("buildingLead") : say(progress.message)}
      </p>
      <ol className={styles["stages"]}>
        {progress.stages.map((stage) => (
          <li key={stage.key} data-state={stage.state}>
            <Stage stage={stage} />
          </li>
        ))}
      </ol>
    </Panel>
  );
}

const tones = {
  waiting: "plain",
  running: "waiting",
  done: "eligible",
  failed: "refused",
} as const satisfies Record<ProgressView["stages"][number]["state"], Tone>;

function Stage({ stage }: { readonly stage: ProgressView["stages"][number] }) {
  const t = useTexts(appTexts);
  const { say, count } = useSpeech();
  const { done, total, state } = stage;
  const ended = total === null || state === "done";
  const counted = ended ? (done > 0 ? count(done) : "") : t("progressOf", { done, total });
  const known = total !== null && total > 0;
  return (
    <>
      <p className={styles["words"]}>
        <b>{say(stage.title)}</b>
        <span className={styles["count"]}>{state === "waiting" ? "" : counted}</span>
        <Badge tone={tones[state]}>{t(`stage_${state}`)}</Badge>
      </p>
      {state === "running" ? (
        <progress
          className={styles["bar"]}
          aria-label={say(stage.title)}
          {...(known ? { value: Math.min(done, total), max: total } : {})}
        />
      ) : null}
      {stage.detail === null ? null : <p className={styles["detail"]}>{say(stage.detail)}</p>}
    </>
  );
}
