import { PayungMark, useSpeech, useTexts } from "../../platform/ui/index.tsx";
import type { Overview } from "../index.ts";
import { rowsReceived } from "./flow-stages.ts";
import styles from "./hero.module.css";
import { useFigureSpeech } from "./say-figure.tsx";
import { coverageTexts } from "./texts.ts";

/** The canopy over the overview: how far the city has come, in one sentence. */
export function Hero({ overview }: { readonly overview: Overview }) {
  const { headline, sentences } = useHeadline(overview);
  const programme = overview.assessment?.programmeTitle;
  const { say } = useSpeech();
  return (
    <header className={styles["canopy"]}>
      <span className={styles["mark"]}>
        <PayungMark size={190} />
      </span>
      <p className={styles["over"]}>
        {overview.regency.name}
        {programme === undefined ? null : ` · ${say(programme)}`}
      </p>
      <h1 tabIndex={-1} data-page-title="">
        {headline}
      </h1>
      {sentences.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
    </header>
  );
}

interface Headline {
  readonly headline: string;
  readonly sentences: readonly string[];
}

/** Once somebody is covered: how many, and what part of the workers found and of those stated. */
function useCovered(coverage: Overview["coverage"], eligible: number): Headline | null {
  const t = useTexts(coverageTexts);
  const { say, count, share, month } = useSpeech();
  const { percent } = useFigureSpeech();
  if (coverage === null || coverage.covered === 0) return null;
  const { covered, denominators } = coverage;
  const of = { month: month(coverage.month), eligible, share: share(covered, eligible) ?? "–" };
  const wholes = denominators.filter(
    ({ key }) => key === "workers" || key === "registered-vulnerable-workers",
  );
  return {
    headline: t("heroCovered", { n: count(covered) }),
    sentences: [
      t("heroCoveredOf", of),
      ...wholes.map(({ title, value, sharePercent }) =>
        t("heroCoveredWhole", {
          percent: percent(sharePercent),
          whole: value,
          title: inSentence(say(title)),
        }),
      ),
    ],
  };
}

/** A title within a sentence begins small. */
function inSentence(title: string): string {
  return title.slice(0, 1).toLowerCase() + title.slice(1);
}

function useHeadline({ assessment, resolution, allocation, ...overview }: Overview): Headline {
  const t = useTexts(coverageTexts);
  const covered = useCovered(overview.coverage, assessment?.eligible ?? 0);
  const { count, share, rp, month, day } = useSpeech();
  if (covered !== null) return covered;
  if (allocation !== null && assessment !== null) {
    const eligible = assessment.eligible;
    const part = { eligible, share: share(allocation.chosen, eligible) ?? "–" };
    const cost = { months: allocation.months, month: month(allocation.firstMonth) };
    return {
      headline: t("heroChosen", { n: count(allocation.chosen) }),
      sentences: [t("heroChosenOf", part), t("heroCost", { ...cost, cost: rp(allocation.costRp) })],
    };
  }
  if (assessment !== null) {
    const basis = { persons: assessment.persons, day: day(assessment.onDate) };
    return {
      headline: t("heroEligible", { n: count(assessment.eligible) }),
      sentences: [t("heroEligibleOf", basis)],
    };
  }
  if (resolution !== null) {
    return {
      headline: t("heroPersons", { n: count(resolution.persons) }),
      sentences: [t("heroPersonsOf", { rows: resolution.registryRows })],
    };
  }
  const rows = rowsReceived({ assessment, resolution, allocation, ...overview });
  return {
    headline: t("heroRows", { n: count(rows) }),
    sentences: [t("heroRowsOf", { count: overview.loads.length })],
  };
}
