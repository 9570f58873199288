import type { ReactNode } from "react";
import {
  PageHead,
  Panel,
  PartsBar,
  Section,
  sayActor,
  useSpeech,
  useTexts,
} from "../../platform/ui/index.tsx";
import type { LoadView } from "../index.ts";
import styles from "./loads.module.css";
import { SourceTitle } from "./source-title.tsx";
import { intakeTexts } from "./texts.ts";

/** The files the city sent, each with counts that visibly add up; `bring` loads further ones. */
export function LoadsScreen({
  loads,
  bring,
}: {
  readonly loads: readonly LoadView[];
  readonly bring: ReactNode;
}) {
  const t = useTexts(intakeTexts);
  const sum = (key: "rows" | "accepted" | "warned" | "quarantined") =>
    loads.reduce((total, load) => total + load[key], 0);
  const all = {
    rows: sum("rows"),
    accepted: sum("accepted"),
    warned: sum("warned"),
    quarantined: sum("quarantined"),
  };
  return (
    <>
      <PageHead title={t("title")} lead={t("lead")} />
      {bring}
      <ul className={styles["loads"]}>
        {loads.map((load) => (
          <li key={load.loadId}>
            <Load load={load} />
          </li>
        ))}
      </ul>
      <Section title={t("all")} lead={t("allLead", { count: loads.length, rows: all.rows })}>
        <Panel>
          <Outcomes counts={all} />
        </Panel>
      </Section>
    </>
  );
}

function Load({ load }: { readonly load: LoadView }) {
  const t = useTexts(intakeTexts);
  const { instant } = useSpeech();
  return (
    <Panel>
      <div className={styles["head"]}>
        <div>
          <p className={styles["source"]}>
            <SourceTitle source={load.source} />
          </p>
          <h2>{load.fileName}</h2>
          <p className={styles["soft"]}>
            {t("sheet", { sheet: load.sheet })}
            {load.layout === load.source ? null : ` · ${t("layout", { layout: load.layout })}`}
          </p>
        </div>
        <p className={styles["soft"]}>
          {t("loadedBy", { who: sayActor(load.loadedBy), at: instant(load.loadedAt) })}
        </p>
      </div>
      <div className={styles["equations"]}>
        <div>
          <h3>{t("physical", { n: load.physicalRows })}</h3>
          <Skipped load={load} />
        </div>
        <div>
          <h3>{t("rows", { n: load.rows })}</h3>
          <Outcomes counts={load} />
        </div>
      </div>
    </Panel>
  );
}

function Skipped({ load }: { readonly load: LoadView }) {
  const t = useTexts(intakeTexts);
  const { count } = useSpeech();
  const { title, header, blank, total, signature } = load.skipped;
  const skipped = title + header + blank + total + signature;
  const kinds = [
    { key: "title", words: t("skippedTitle"), rows: title },
    { key: "header", words: t("skippedHeader"), rows: header },
    { key: "blank", words: t("skippedBlank"), rows: blank },
    { key: "total", words: t("skippedTotal"), rows: total },
    { key: "signature", words: t("skippedSignature"), rows: signature },
  ].filter((kind) => kind.rows > 0);
  const words = kinds.map((kind) => `${kind.words} ${count(kind.rows)}`).join(", ");
  return (
    <PartsBar
      whole={load.physicalRows}
      parts={[
        { key: "rows", title: t("dataRows"), count: load.rows, fill: "strong" },
        {
          key: "skipped",
          title: t("skipped"),
          note: words,
          count: skipped,
          fill: "faint",
        },
      ]}
    />
  );
}

function Outcomes({
  counts,
}: {
  readonly counts: Pick<LoadView, "rows" | "accepted" | "warned" | "quarantined">;
}) {
  const t = useTexts(intakeTexts);
  return (
    <PartsBar
      whole={counts.rows}
      parts={[
        { key: "accepted", title: t("accepted"), count: counts.accepted, fill: "strong" },
        { key: "warned", title: t("warned"), count: counts.warned, fill: "amber" },
        { key: "quarantined", title: t("quarantined"), count: counts.quarantined, fill: "refused" },
      ]}
    />
  );
}
