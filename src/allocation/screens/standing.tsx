import type { DecisionView } from "../../eligibility/index.ts";
import { ToneSign, useSpeech, useTexts } from "../../platform/ui/index.tsx";
import type { PlaceView } from "../index.ts";
import styles from "./standing.module.css";
import { allocationTexts } from "./texts.ts";

/** What the insurer answered of somebody who was sent, whether chosen or from the waiting list. */
export type Answer = "submitted" | "accepted" | "rejected" | "unclear";

/** A person's standing in a programme as one sentence, and what decides it in the next. */
export function Standing({
  name,
  decision,
  place,
  answer,
}: {
  readonly name: string;
  readonly decision: DecisionView | null;
  readonly place: PlaceView | null;
  readonly answer: Answer | null;
}) {
  const t = useTexts(allocationTexts);
  const { say } = useSpeech();
  const kind = kindOf(decision, place, answer);
  const reasons = decision === null ? [] : decisiveSentences(decision);
  return (
    <div className={styles["standing"]} data-kind={kind.tone}>
      <span className={styles["sign"]}>
        <ToneSign tone={kind.tone} size={28} />
      </span>
      <div>
        <p className={styles["sentence"]}>{t(kind.words, { name })}</p>
        {place === null ? null : <p>{say(place.because)}</p>}
        {reasons.map((statement) => (
          <p key={statement.rule}>{say(statement.because)}</p>
        ))}
      </div>
    </div>
  );
}

const answered = {
  submitted: { tone: "waiting", words: "standingSent" },
  unclear: { tone: "waiting", words: "standingSent" },
  accepted: { tone: "eligible", words: "standingAccepted" },
  rejected: { tone: "refused", words: "standingRejected" },
} as const;

function kindOf(decision: DecisionView | null, place: PlaceView | null, answer: Answer | null) {
  if (decision === null) return { tone: "plain", words: "standingNone" } as const;
  if (decision.standing === "not-eligible")
    return { tone: "refused", words: "standingNotEligible" } as const;
  if (decision.standing === "cannot-say")
    return { tone: "cannot-say", words: "standingCannotSay" } as const;
  if (answer !== null) return answered[answer];
  if (place === null) return { tone: "eligible", words: "standingEligible" } as const;
  if (place.outcome === "chosen") return { tone: "eligible", words: "standingChosen" } as const;
  return { tone: "waiting", words: "standingWaiting" } as const;
}

/** The statements that decided against the person, or left the decision open. */
function decisiveSentences(decision: DecisionView): DecisionView["statements"] {
  if (decision.standing === "eligible") return [];
  const decisive = decision.standing === "not-eligible" ? "no" : "not known";
  return decision.statements.filter((statement) => statement.holds === decisive);
}
