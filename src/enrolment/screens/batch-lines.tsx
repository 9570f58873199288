import {
  Badge,
  type Column,
  DataTable,
  EmptyState,
  Link,
  Pager,
  Tabs,
  useSpeech,
  useTexts,
} from "../../platform/ui/index.tsx";
import { personPath } from "../../platform/ui/paths.ts";
import { type BatchLineView, type BatchPage, participationStates } from "../index.ts";
import { type BatchQuery, batchQueryPath, linesPerPage } from "./batch-query.ts";
import styles from "./batches.module.css";
import { stateTones } from "./state-tones.ts";
import { enrolmentTexts } from "./texts.ts";

/** The people of a batch, by state and page, NIK masked. */
export function BatchLines({
  page,
  query,
}: {
  readonly page: BatchPage;
  readonly query: BatchQuery;
}) {
  const t = useTexts(enrolmentTexts);
  const { batch, lines, total } = page;
  const counts = { ...batch, submitted: batch.unanswered };
  const tab = (state: BatchQuery["state"], title: string, count: number) => ({
    key: state ?? "all",
    title,
    count,
    to: batchQueryPath(batch.batchId, { state, page: 1 }),
    current: query.state === state,
  });
  return (
    <>
      <div className={styles["tabs"]}>
        <Tabs
          label={t("linesTabs")}
          tabs={[
            tab(null, t("all"), batch.lineCount),
            ...participationStates.map((state) => tab(state, t(`state_${state}`), counts[state])),
          ]}
        />
      </div>
      {lines.length === 0 ? (
        <EmptyState title={t("nobody")}>{t("nobodyHint")}</EmptyState>
      ) : (
        <Lines lines={lines} total={total} page={query.page} />
      )}
      <Pager
        page={query.page}
        pages={Math.ceil(total / linesPerPage)}
        pathOf={(number) => batchQueryPath(batch.batchId, { ...query, page: number })}
      />
    </>
  );
}

function Lines({
  lines,
  total,
  page,
}: {
  readonly lines: readonly BatchLineView[];
  readonly total: number;
  readonly page: number;
}) {
  const t = useTexts(enrolmentTexts);
  const from = (page - 1) * linesPerPage + 1;
  return (
    <DataTable
      caption={t("caption", { from, to: from + lines.length - 1, total })}
      columns={useColumns()}
      rows={lines}
      rowKey={(line) => String(line.lineNo)}
    />
  );
}

function useColumns(): readonly Column<BatchLineView>[] {
  const t = useTexts(enrolmentTexts);
  const { count, day } = useSpeech();
  return [
    {
      key: "name",
      title: t("name"),
      cell: (line) => (
        <span className={styles["person"]}>
          <Link to={personPath(line.personId)}>{line.name ?? t("nameless")}</Link>
          <span>{line.memberNumber}</span>
        </span>
      ),
    },
    { key: "rank", title: t("rank"), numeric: true, cell: (line) => count(line.rank) },
    {
      key: "nik",
      title: t("nik"),
      cell: (line) => <span className={styles["number"]}>{line.nikMasked ?? t("notKnown")}</span>,
    },
    {
      key: "state",
      title: t("state"),
      cell: (line) => <Badge tone={stateTones[line.state]}>{t(`state_${line.state}`)}</Badge>,
    },
    { key: "kpj", title: t("kpj"), cell: (line) => line.kpj ?? t("notKnown") },
    {
      key: "startsOn",
      title: t("startsOn"),
      cell: (line) => (
        <span className={styles["number"]}>
          {line.startsOn === null ? t("notKnown") : day(line.startsOn)}
        </span>
      ),
    },
    { key: "reason", title: t("reason"), wide: true, cell: (line) => <Why line={line} /> },
  ];
}

function Why({ line }: { readonly line: BatchLineView }) {
  const t = useTexts(enrolmentTexts);
  const { say } = useSpeech();
  if (line.reason === null) return t("notKnown");
  return (
    <span className={styles["person"]}>
      {say(line.reason)}
      {line.reasonText === null ? null : (
        <span>{t("insurerWords", { text: line.reasonText })}</span>
      )}
    </span>
  );
}
