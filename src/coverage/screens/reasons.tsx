import { type Column, DataTable, ShareBar, useSpeech, useTexts } from "../../platform/ui/index.tsx";
import type { Overview } from "../index.ts";
import styles from "./overview.module.css";
import { coverageTexts } from "./texts.ts";

type Assessment = NonNullable<Overview["assessment"]>;
type RuleCount = Assessment["rules"][number];

/** Why persons are not eligible: every rule with the persons it refuses or cannot judge. */
export function Reasons({ assessment }: { readonly assessment: Assessment }) {
  const t = useTexts(coverageTexts);
  const { say } = useSpeech();
  const columns: readonly Column<RuleCount>[] = [
    { key: "rule", title: t("rule"), cell: (rule) => say(rule.title) },
    {
      key: "refused",
      title: t("refused"),
      numeric: true,
      wide: true,
      order: (rule) => rule.refused,
      cell: (rule) => <RuleShare persons={rule.refused} of={assessment.persons} />,
    },
    {
      key: "notKnown",
      title: t("notKnown"),
      numeric: true,
      wide: true,
      order: (rule) => rule.notKnown,
      cell: (rule) => <RuleShare persons={rule.notKnown} of={assessment.persons} />,
    },
  ];
  return (
    <DataTable
      caption={t("rulesCaption", { n: assessment.persons })}
      columns={columns}
      rows={assessment.rules}
      rowKey={(rule) => rule.rule}
      sortedBy="refused"
    />
  );
}

function RuleShare({ persons, of }: { readonly persons: number; readonly of: number }) {
  const { count } = useSpeech();
  return (
    <span className={styles["ruleShare"]}>
      {count(persons)}
      <ShareBar part={persons} whole={of} />
    </span>
  );
}
