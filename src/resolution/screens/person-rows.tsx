import { SourceTitle } from "../../intake/screens/index.tsx";
import {
  OutcomeBadge,
  Panel,
  RowLink,
  Section,
  useSpeech,
  useTexts,
} from "../../platform/ui/index.tsx";
import type { PersonView } from "../index.ts";
import styles from "./person.module.css";
import type { RowAddress } from "./person-identity.tsx";
import { resolutionTexts } from "./texts.ts";

/** Every row that is this person with the rule that joined it, and the rows in doubt. */
export function PersonRows({
  person,
  addressOf,
}: {
  readonly person: PersonView;
  readonly addressOf: RowAddress;
}) {
  const t = useTexts(resolutionTexts);
  const { say } = useSpeech();
  return (
    <>
      <Section title={t("rows")} lead={t("rowsLead", { count: person.rows.length })}>
        <ul className={styles["rows"]}>
          {person.rows.map((row) => (
            <li key={row.rowId}>
              <Panel className={styles["row"]}>
                <p className={styles["rowHead"]}>
                  <b>
                    <SourceTitle source={row.source} />
                  </b>
                  <OutcomeBadge outcome={row.outcome} />
                </p>
                <RowLink place={row} to={addressOf(row.rowId)} />
                <p>{say(row.ruleSentence)}</p>
                {row.findings.length === 0 ? null : (
                  <ul className={styles["findings"]}>
                    {row.findings.map((finding) => (
                      <li key={`${finding.code} ${finding.column}`}>{say(finding.sentence)}</li>
                    ))}
                  </ul>
                )}
              </Panel>
            </li>
          ))}
        </ul>
      </Section>
      {person.doubts.length === 0 ? null : (
        <Section title={t("doubts")} lead={t("doubtsLead")}>
          <ul className={styles["rows"]}>
            {person.doubts.map((doubt) => (
              <li key={doubt.rowId}>
                <Panel className={styles["row"]}>
                  <RowLink place={doubt} to={addressOf(doubt.rowId)} />
                  <p>{say(doubt.reason)}</p>
                </Panel>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </>
  );
}
