import {
  Badge,
  CautionBadge,
  Link,
  OutcomeBadge,
  useSpeech,
  useTexts,
} from "../../platform/ui/index.tsx";
import { personPath } from "../../platform/ui/paths.ts";
import type { FindingView, RawRowView } from "../index.ts";
import styles from "./loads.module.css";
import { SourceTitle } from "./source-title.tsx";
import { intakeTexts } from "./texts.ts";

/** A row as it arrived, cell by cell, with what was found about it. */
export function RawRow({
  row,
  linkPerson,
}: {
  readonly row: RawRowView;
  readonly linkPerson: boolean;
}) {
  const t = useTexts(intakeTexts);
  return (
    <>
      <p className={styles["place"]}>
        <OutcomeBadge outcome={row.outcome} />
        <SourceTitle source={row.source} />
      </p>
      <Cells row={row} />
      <section className={styles["block"]}>
        <h2>{t("findings")}</h2>
        {row.findings.length === 0 ? (
          <p>{t("noFindings")}</p>
        ) : (
          <ul className={styles["findings"]}>
            {row.findings.map((finding) => (
              <Finding key={`${finding.code} ${finding.column}`} finding={finding} />
            ))}
          </ul>
        )}
      </section>
      {linkPerson ? (
        <p className={styles["block"]}>
          {row.personId === null ? (
            t("noPerson")
          ) : (
            <Link to={personPath(row.personId)}>{t("seePerson")}</Link>
          )}
        </p>
      ) : null}
    </>
  );
}

function Cells({ row }: { readonly row: RawRowView }) {
  const t = useTexts(intakeTexts);
  const { count } = useSpeech();
  const place = { row: count(row.rowNo), sheet: row.sheet, file: row.fileName };
  return (
    <table className={styles["cells"]}>
      <caption>{t("cellsCaption", place)}</caption>
      <thead>
        <tr>
          <th scope="col">{t("column")}</th>
          <th scope="col">{t("value")}</th>
        </tr>
      </thead>
      <tbody>
        {row.cells.map((cell, index) => (
          // Headers may repeat in a registry's file; a cell's place in the row is its name.
          // biome-ignore lint/suspicious/noArrayIndexKey: see the sentence above.
          <tr key={index}>
            <th scope="row">{cell.header}</th>
            <td>
              {cell.value === "" ? (
                <span className={styles["empty"]}>{t("empty")}</span>
              ) : (
                cell.value
              )}
              {cell.numeric ? <span className={styles["kind"]}>{t("asNumber")}</span> : null}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** One finding, with how grave it is and the column it is about. */
function Finding({ finding }: { readonly finding: FindingView }) {
  const t = useTexts(intakeTexts);
  const { say } = useSpeech();
  return (
    <li>
      <SeverityBadge severity={finding.severity} />
      <span>{say(finding.sentence)}</span>
      <span className={styles["soft"]}>
        {finding.column === null ? null : `${t("inColumn", { column: finding.column })} · `}
        <code>{finding.code}</code>
      </span>
    </li>
  );
}

function SeverityBadge({ severity }: { readonly severity: FindingView["severity"] }) {
  const t = useTexts(intakeTexts);
  if (severity === "warning") return <CautionBadge>{t("severity_warning")}</CautionBadge>;
  if (severity === "note") return <Badge tone="plain">{t("severity_note")}</Badge>;
  return <Badge tone="refused">{t("severity_quarantine")}</Badge>;
}
