import {
  Badge,
  type Column,
  CopyText,
  DataTable,
  EmptyState,
  Figure,
  Figures,
  PageHead,
  Section,
  sayActor,
  useSpeech,
  useTexts,
} from "../../platform/ui/index.tsx";
import type { CardsView, PrintRunView } from "../index.ts";
import styles from "./cards.module.css";
import { cardsTexts } from "./texts.ts";
import { Verify } from "./verify.tsx";

/** Cards issued, run by run, and how anyone checks one. `accepted`: who should have one, if known. */
export function CardsScreen({
  cards,
  accepted,
}: {
  readonly cards: CardsView;
  readonly accepted: number | null;
}) {
  const t = useTexts(cardsTexts);
  return (
    <>
      <PageHead title={t("title")} lead={t("lead")} />
      {cards.runs.length === 0 ? (
        <EmptyState title={t("none")} commands={["npx payung cards print --out kartu.pdf"]}>
          {t("noneHint")}
        </EmptyState>
      ) : (
        <>
          <Totals cards={cards} accepted={accepted} />
          <Section title={t("runs")} lead={t("runsLead")}>
            <Runs runs={cards.runs} />
          </Section>
        </>
      )}
      <Verify />
    </>
  );
}

function Totals({
  cards: { issued, runs },
  accepted,
}: {
  readonly cards: CardsView;
  readonly accepted: number | null;
}) {
  const t = useTexts(cardsTexts);
  const { count, share } = useSpeech();
  const percent = accepted === null ? null : share(issued, accepted);
  const of = accepted === null ? t("issuedAlone") : t("issuedOf", { accepted });
  const keys = [...new Set(runs.map((run) => run.keyId))];
  return (
    <Figures>
      <Figure
        strong
        title={t("issued")}
        value={count(issued)}
        of={percent === null ? of : `${of} (${percent})`}
      />
      <Figure
        title={t("runsFigure")}
        value={count(runs.length)}
        of={t("runsFigureOf", { pages: runs.reduce((sum, run) => sum + run.pages, 0) })}
      />
      {keys.map((key) => (
        <Figure key={key} title={t("keyFigure")} value={<code>{key}</code>} of={t("keyFigureOf")} />
      ))}
    </Figures>
  );
}

function Runs({ runs }: { readonly runs: readonly PrintRunView[] }) {
  const t = useTexts(cardsTexts);
  const { count, day, instant } = useSpeech();
  const sum = (key: "cards" | "pages") => count(runs.reduce((total, run) => total + run[key], 0));
  const columns: readonly Column<PrintRunView>[] = [
    {
      key: "run",
      title: t("runs"),
      cell: (run) => (
        <span className={styles["run"]}>
          {t("runNo", { no: String(run.printNo) })}
          <span>{run.programmeCode}</span>
        </span>
      ),
      total: t("all"),
    },
    { key: "issuedOn", title: t("issuedOn"), cell: (run) => day(run.issuedOn) },
    {
      key: "cards",
      title: t("cardsCount"),
      numeric: true,
      cell: (run) => count(run.cards),
      total: sum("cards"),
    },
    {
      key: "pages",
      title: t("pages"),
      numeric: true,
      cell: (run) => count(run.pages),
      total: sum("pages"),
    },
    {
      key: "sheet",
      title: t("sheet"),
      wide: true,
      cell: (run) => run.fileName ?? <Badge tone="waiting">{t("cutOff")}</Badge>,
    },
    {
      key: "key",
      title: t("key"),
      wide: true,
      cell: (run) => <CopyText text={run.keyId} />,
    },
    {
      key: "printedBy",
      title: t("printedBy"),
      wide: true,
      cell: (run) => (
        <span className={styles["run"]}>
          {sayActor(run.printedBy)}
          <span>{instant(run.printedAt)}</span>
        </span>
      ),
    },
  ];
  return (
    <DataTable
      caption={t("runsCaption", { count: runs.length })}
      columns={columns}
      rows={runs}
      rowKey={(run) => run.printRunId}
    />
  );
}
