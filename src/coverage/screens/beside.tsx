import { type Column, DataTable, useSpeech, useTexts } from "../../platform/ui/index.tsx";
import type { CoverageSummary } from "../index.ts";
import { Confidence } from "./confidence.tsx";
import styles from "./coverage.module.css";
import { useFigureSpeech } from "./say-figure.tsx";
import { Otherwise } from "./sources.tsx";
import { coverageTexts } from "./texts.ts";

type Row = NonNullable<CoverageSummary["counted"]>["beside"][number];

/** Counts of Payung beside what was stated for the same thing, and how far apart they are. */
export function Beside({ rows }: { readonly rows: readonly Row[] }) {
  const t = useTexts(coverageTexts);
  const { say, count } = useSpeech();
  const { when, figure } = useFigureSpeech();
  const columns: readonly Column<Row>[] = [
    { key: "title", title: t("measure"), cell: (row) => say(row.title) },
    { key: "counted", title: t("counted"), numeric: true, cell: (row) => count(row.value) },
    {
      key: "stated",
      title: t("statedFigure"),
      numeric: true,
      cell: (row) => figure(row.stated.unit, row.stated.value),
    },
    {
      key: "difference",
      title: t("difference"),
      numeric: true,
      cell: (row) => count(row.value - Number(row.stated.value)),
    },
    {
      key: "source",
      title: t("source"),
      wide: true,
      cell: (row) => (
        <span className={styles["origin"]}>
          {row.stated.source}
          <small>{when(row.stated.on)}</small>
          <Otherwise figure={row.stated} />
          <Confidence confidence={row.stated.confidence} />
        </span>
      ),
    },
  ];
  return (
    <DataTable
      caption={t("besideCaption")}
      columns={columns}
      rows={rows}
      rowKey={(row) => row.measure}
    />
  );
}
