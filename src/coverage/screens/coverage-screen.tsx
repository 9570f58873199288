import type { ReactNode } from "react";
import {
  EmptyState,
  PageHead,
  Section,
  Select,
  useSpeech,
  useTexts,
} from "../../platform/ui/index.tsx";
import type { CoverageSummary } from "../index.ts";
import { Beside } from "./beside.tsx";
import styles from "./coverage.module.css";
import { Covered } from "./covered.tsx";
import { Sources } from "./sources.tsx";
import { Statements } from "./stated.tsx";
import { coverageTexts } from "./texts.ts";

/** Who is covered, out of whom, and what others said about it; the table by place is inside. */
export function CoverageScreen({
  summary,
  months,
  onChooseMonth,
  children,
}: {
  readonly summary: CoverageSummary;
  /** Months that were billed, the newest first. */
  readonly months: readonly string[];
  readonly onChooseMonth: (month: string) => void;
  readonly children: ReactNode;
}) {
  const t = useTexts(coverageTexts);
  const { month: sayMonth } = useSpeech();
  const { counted, statements, inputs } = summary;
  const month = counted?.month ?? null;
  return (
    <>
      <div className={styles["head"]}>
        <PageHead title={t("coverage")} lead={t("coverageLead")} />
        {month === null || months.length === 0 ? null : (
          <div className={styles["month"]}>
            <Select
              label={t("monthOf")}
              value={month}
              options={months.map((each) => ({ value: each, label: sayMonth(each) }))}
              onChoose={onChooseMonth}
            />
          </div>
        )}
      </div>
      {counted === null ? (
        <EmptyState title={t("notAssessed")} commands={["npx payung assess --programme KODE"]}>
          {t("notAssessedHint")}
        </EmptyState>
      ) : (
        <>
          <Covered counted={counted} />
          {children}
          {counted.beside.length === 0 ? null : (
            <Section title={t("beside")} lead={t("besideLead")}>
              <Beside rows={counted.beside} />
            </Section>
          )}
        </>
      )}
      {statements.length === 0 ? null : (
        <Section title={t("stated")} lead={t("statedLead")}>
          <Statements statements={statements} />
        </Section>
      )}
      {inputs.length === 0 ? null : (
        <Section title={t("sources")} lead={t("sourcesLead")}>
          <Sources figures={inputs} />
        </Section>
      )}
    </>
  );
}
