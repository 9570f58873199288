import { Panel, useSpeech, useTexts } from "../../platform/ui/index.tsx";
import type { CandidateView, StatementView } from "../index.ts";
import { Confidence } from "./confidence.tsx";
import styles from "./coverage.module.css";
import { useFigureSpeech } from "./say-figure.tsx";
import { coverageTexts } from "./texts.ts";

/** Percentages that were said without what they divide, each with its candidates; none is asserted. */
export function Statements({ statements }: { readonly statements: readonly StatementView[] }) {
  return (
    <ul className={styles["statements"]}>
      {statements.map((statement) => (
        <li key={statement.stated.key}>
          <Statement statement={statement} />
        </li>
      ))}
    </ul>
  );
}

function Statement({ statement: { stated, candidates } }: { readonly statement: StatementView }) {
  const t = useTexts(coverageTexts);
  const { say } = useSpeech();
  const { percent, when } = useFigureSpeech();
  return (
    <Panel>
      <div className={styles["statement"]}>
        <p className={styles["stated"]}>{percent(stated.value)}</p>
        <div>
          <h3>{say(stated.title)}</h3>
          <p className={styles["soft"]}>
            {when(stated.on)} · {stated.source}
          </p>
          <Confidence confidence={stated.confidence} />
        </div>
      </div>
      <p className={styles["may"]}>{t("mayDivide", { count: candidates.length })}</p>
      <ul className={styles["candidates"]}>
        {candidates.map((candidate) => (
          <li key={`${candidate.part.key} ${candidate.whole.key}`}>
            <Candidate candidate={candidate} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Candidate({ candidate }: { readonly candidate: CandidateView }) {
  const t = useTexts(coverageTexts);
  const { percent } = useFigureSpeech();
  const { part, whole, computed } = candidate;
  return (
    <p className={styles["equation"]}>
      <Side side={part} computed={computed === "part"} />
      <span className={styles["of"]}>{t("of")}</span>
      <Side side={whole} computed={computed === "whole"} />
      <span className={styles["equals"]}>
        = <b>{percent(candidate.percent)}</b>
        {computed === "percent" ? <small>{t("computed")}</small> : null}
      </span>
    </p>
  );
}

function Side({
  side,
  computed,
}: {
  readonly side: CandidateView["part"];
  readonly computed: boolean;
}) {
  const t = useTexts(coverageTexts);
  const { say, count } = useSpeech();
  return (
    <span className={styles["side"]} data-computed={computed}>
      <b>{count(side.value)}</b>
      <small>{side.title === null ? t("computed") : say(side.title)}</small>
    </span>
  );
}
