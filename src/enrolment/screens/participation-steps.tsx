import { Link, Step, useSpeech, useTexts } from "../../platform/ui/index.tsx";
import { batchPath } from "../../platform/ui/paths.ts";
import type { ParticipationView } from "../index.ts";
import { stateTones } from "./state-tones.ts";
import { enrolmentTexts } from "./texts.ts";

const answers = {
  submitted: "stepSubmitted",
  accepted: "stepAccepted",
  rejected: "stepRejected",
  unclear: "stepUnclear",
} as const;

/** Two steps of a person's story: sent to the insurer, and what the insurer answered. */
export function ParticipationSteps({
  participation,
  replacing,
}: {
  readonly participation: ParticipationView;
  /** From the waiting list, in the place of somebody who was rejected. */
  readonly replacing: boolean;
}) {
  const t = useTexts(enrolmentTexts);
  const { say, day, instant } = useSpeech();
  const { state, batchId, batchNo, rank, sentAt, reasonText, kpj, startsOn } = participation;
  const accepted = state === "accepted" && kpj !== null && startsOn !== null;
  const [before, after] = t("stepSentWords", {
    batch: "|",
    at: instant(sentAt),
    rank,
  }).split("|");
  return (
    <>
      <Step tone="eligible" title={t("stepSent")}>
        <p>
          {before}
          <Link to={batchPath(batchId)}>{t("batchNo", { no: String(batchNo) })}</Link>
          {after}
          {replacing ? ` ${t("stepReplacing")}` : null}
        </p>
      </Step>
      <Step tone={stateTones[state]} title={t(answers[state])}>
        <p>
          {accepted
            ? t("stepAcceptedWords", { kpj, day: day(startsOn) })
            : say(participation.sentence)}
        </p>
        {reasonText === null ? null : <p>{t("insurerWords", { text: reasonText })}</p>}
        {participation.todo === null ? null : (
          <p>
            <b>{t("todo")}:</b> {say(participation.todo)}
          </p>
        )}
      </Step>
    </>
  );
}
