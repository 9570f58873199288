import {
  type Column,
  DataTable,
  Section,
  ShareBar,
  Tabs,
  useSpeech,
  useTexts,
} from "../../platform/ui/index.tsx";
import { type CoverageRow, type CoverageTable, dimensions, dimensionTitles } from "../index.ts";
import { type CoverageQuery, coverageQueryPath } from "./coverage-query.ts";
import styles from "./overview.module.css";
import { useFigureSpeech } from "./say-figure.tsx";
import { coverageTexts } from "./texts.ts";

/** Coverage by place or trait, every share beside the two numbers it divides. */
export function CoverageBy({
  table,
  query,
}: {
  readonly table: CoverageTable;
  readonly query: CoverageQuery;
}) {
  const t = useTexts(coverageTexts);
  const { say, month } = useSpeech();
  const lead =
    table.month === null ? t("byLeadNoMonth") : t("byLead", { month: month(table.month) });
  return (
    <Section title={t("by")} lead={lead}>
      <div className={styles["tabs"]}>
        <Tabs
          label={t("by")}
          tabs={dimensions.map((by) => ({
            key: by,
            title: say(dimensionTitles[by]),
            to: coverageQueryPath({ ...query, by }),
            current: query.by === by,
          }))}
        />
      </div>
      <DataTable
        key={table.by}
        caption={t("byCaption", { n: table.rows.length, workers: table.total.workers })}
        columns={useColumns(table)}
        rows={table.rows}
        rowKey={(row) => row.key ?? ""}
      />
    </Section>
  );
}

type CountKey = "workers" | "eligible" | "accepted" | "covered";

function useColumns(table: CoverageTable): readonly Column<CoverageRow>[] {
  const t = useTexts(coverageTexts);
  const { say, count } = useSpeech();
  const titles = {
    workers: t("workers"),
    eligible: t("eligible"),
    accepted: t("acceptedColumn"),
    covered: t("coveredColumn"),
  } as const;
  const countColumn = (key: CountKey): Column<CoverageRow> => ({
    key,
    title: titles[key],
    numeric: true,
    cell: (row) => count(row[key]),
    order: (row) => row[key],
    total: count(table.total[key]),
  });
  const shareColumn = (of: "workers" | "eligible", title: string): Column<CoverageRow> => ({
    key: `of ${of}`,
    title,
    numeric: true,
    wide: true,
    cell: (row) => <RowShare row={row} of={of} />,
    order: (row) => (row[of] > 0 ? row.covered / row[of] : null),
    total: <RowShare row={table.total} of={of} />,
  });
  return [
    {
      key: "name",
      title: say(dimensionTitles[table.by]),
      cell: (row) => say(row.name),
      order: (row) => (table.by === "decile" ? Number(row.key) : say(row.name)),
      total: t("total"),
    },
    ...(["workers", "eligible", "accepted", "covered"] as const).map(countColumn),
    shareColumn("workers", t("coveredOfWorkers")),
    shareColumn("eligible", t("coveredOfEligible")),
  ];
}

function RowShare({ row, of }: { readonly row: CoverageRow; readonly of: "workers" | "eligible" }) {
  const { percent } = useFigureSpeech();
  const share = row.shares.find((each) => each.of === of);
  return (
    <span className={styles["share"]}>
      <ShareBar part={row.covered} whole={row[of]} />
      {percent(share?.percent ?? null)}
    </span>
  );
}
