import {
  Badge,
  type Column,
  DataTable,
  ShareBar,
  useSpeech,
  useTexts,
} from "../../platform/ui/index.tsx";
import type { ReasonView } from "../index.ts";
import styles from "./batches.module.css";
import { stateTones } from "./state-tones.ts";
import { enrolmentTexts } from "./texts.ts";

/** Why people were refused, how many for each reason, and what the office can do about it. */
export function Reasons({
  reasons,
  lines,
}: {
  readonly reasons: readonly ReasonView[];
  readonly lines: number;
}) {
  const t = useTexts(enrolmentTexts);
  const { say, count } = useSpeech();
  const columns: readonly Column<ReasonView>[] = [
    {
      key: "reason",
      title: t("reason"),
      cell: (reason) => (
        <span className={styles["reason"]}>
          {say(reason.sentence)} <code>{reason.code}</code>
        </span>
      ),
    },
    {
      key: "state",
      title: t("state"),
      cell: (reason) => <Badge tone={stateTones[reason.state]}>{t(`state_${reason.state}`)}</Badge>,
    },
    {
      key: "persons",
      title: t("persons"),
      numeric: true,
      wide: true,
      order: (reason) => reason.count,
      cell: (reason) => (
        <span className={styles["share"]}>
          <ShareBar part={reason.count} whole={Math.max(...reasons.map((each) => each.count))} />
          {count(reason.count)}
        </span>
      ),
    },
    { key: "todo", title: t("todo"), wide: true, cell: (reason) => say(reason.todo) },
  ];
  return (
    <DataTable
      caption={t("reasonsCaption", { n: lines })}
      columns={columns}
      rows={reasons}
      rowKey={(reason) => `${reason.state} ${reason.code}`}
      sortedBy="persons"
    />
  );
}
