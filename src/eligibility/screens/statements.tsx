import type { ReactNode } from "react";
import {
  Badge,
  Link,
  RowLink,
  type RowPlace,
  Section,
  type Tone,
  ToneSign,
  useSpeech,
  useTexts,
} from "../../platform/ui/index.tsx";
import type { DecisionView, StatementView } from "../index.ts";
import styles from "./statements.module.css";
import { eligibilityTexts } from "./texts.ts";

export interface StatementsProps {
  readonly decision: DecisionView;
  /** Where a row of the evidence stands; null when it is not one of the person's own rows. */
  readonly placeOf: (rowId: string) => RowPlace | null;
  readonly addressOf: (rowId: string) => string;
  /** The law value a statement rests on, as a link with its citation. */
  readonly lawOf: (law: NonNullable<StatementView["law"]>) => ReactNode;
}

/** Every sentence of a decision with its answer, its evidence and the law it rests on. */
export function Statements(props: StatementsProps) {
  const t = useTexts(eligibilityTexts);
  const { say, day } = useSpeech();
  const { decision } = props;
  const lead = {
    programme: say(decision.programmeTitle),
    day: day(decision.onDate),
  };
  return (
    <Section title={t("decision")} lead={t("decisionLead", lead)}>
      <ul className={styles["statements"]}>
        {decision.statements.map((statement) => (
          <li key={statement.rule}>
            <Statement {...props} statement={statement} />
          </li>
        ))}
      </ul>
    </Section>
  );
}

const tones = {
  yes: "eligible",
  no: "refused",
  "not known": "cannot-say",
} as const satisfies Record<StatementView["holds"], Tone>;

function Statement({
  statement,
  placeOf,
  addressOf,
  lawOf,
}: StatementsProps & { readonly statement: StatementView }) {
  const t = useTexts(eligibilityTexts);
  const { say } = useSpeech();
  const tone = tones[statement.holds];
  return (
    <article className={styles["statement"]} data-tone={tone}>
      <span className={styles["sign"]}>
        <ToneSign tone={tone} size={20} />
      </span>
      <div className={styles["words"]}>
        <p className={styles["title"]}>
          <b>{say(statement.title)}</b>
          <Badge tone={tone}>{t(statement.holds)}</Badge>
        </p>
        <p>{say(statement.because)}</p>
        <dl className={styles["sources"]}>
          <div>
            <dt>{t("evidence")}</dt>
            <dd>
              <Evidence statement={statement} placeOf={placeOf} addressOf={addressOf} />
            </dd>
          </div>
          {statement.law === null ? null : (
            <div>
              <dt>{t("law")}</dt>
              <dd>{lawOf(statement.law)}</dd>
            </div>
          )}
        </dl>
      </div>
    </article>
  );
}

function Evidence({
  statement: { evidence, holds },
  placeOf,
  addressOf,
}: Pick<StatementsProps, "placeOf" | "addressOf"> & { readonly statement: StatementView }) {
  const t = useTexts(eligibilityTexts);
  if (evidence.length === 0) return t(holds === "yes" ? "noContrary" : "noEvidence");
  return (
    <ul className={styles["evidence"]}>
      {evidence.map((rowId) => {
        const place = placeOf(rowId);
        return (
          <li key={rowId}>
            {place === null ? (
              <Link to={addressOf(rowId)}>{t("rowElsewhere", { id: rowId.slice(0, 8) })}</Link>
            ) : (
              <RowLink place={place} to={addressOf(rowId)} />
            )}
          </li>
        );
      })}
    </ul>
  );
}
