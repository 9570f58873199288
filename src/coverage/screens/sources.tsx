import { type Column, DataTable, useSpeech, useTexts } from "../../platform/ui/index.tsx";
import type { StatedFigureView } from "../index.ts";
import { Confidence } from "./confidence.tsx";
import styles from "./coverage.module.css";
import { useFigureSpeech } from "./say-figure.tsx";
import { coverageTexts } from "./texts.ts";

/** Every figure that others stated, its day, and who said so; also when they disagree. */
export function Sources({ figures }: { readonly figures: readonly StatedFigureView[] }) {
  const t = useTexts(coverageTexts);
  const { say } = useSpeech();
  const { when, figure } = useFigureSpeech();
  const columns: readonly Column<StatedFigureView>[] = [
    { key: "title", title: t("figureOf"), cell: (row) => say(row.title) },
    {
      key: "value",
      title: t("value"),
      numeric: true,
      cell: (row) => figure(row.unit, row.value),
    },
    { key: "on", title: t("on"), cell: (row) => when(row.on), order: (row) => row.on },
    {
      key: "source",
      title: t("source"),
      wide: true,
      cell: (row) => (
        <span className={styles["origin"]}>
          {row.source}
          <Otherwise figure={row} />
        </span>
      ),
    },
    {
      key: "confidence",
      title: t("confidence"),
      cell: (row) => <Confidence confidence={row.confidence} />,
    },
  ];
  return (
    <DataTable
      caption={t("sourcesCaption", { count: figures.length })}
      columns={columns}
      rows={figures}
      rowKey={(row) => row.key}
    />
  );
}

/** What other sources say of the same thing. */
export function Otherwise({ figure: row }: { readonly figure: StatedFigureView }) {
  const t = useTexts(coverageTexts);
  const { figure } = useFigureSpeech();
  return row.otherwise.map((other) => (
    <small key={`${other.value} ${other.source}`}>
      {t("otherwise", { value: figure(row.unit, other.value), source: other.source })}
    </small>
  ));
}
