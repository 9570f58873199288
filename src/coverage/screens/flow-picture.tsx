import { useId } from "react";
import { useSpeech, useTexts } from "../../platform/ui/index.tsx";
import styles from "./flow-picture.module.css";
import type { FlowStage, StageKey } from "./flow-stages.ts";
import { coverageTexts } from "./texts.ts";

/**
 * The flow as one picture: a stream that narrows from stage to stage. The words and numbers beside
 * it say all that it shows; the stream itself is decoration. `notes` stand below a stage's figure.
 */
export function FlowPicture({
  stages,
  notes = {},
}: {
  readonly stages: readonly FlowStage[];
  readonly notes?: Readonly<Partial<Record<StageKey, string>>>;
}) {
  const widest = Math.max(1, ...stages.map((stage) => stage.count ?? 0));
  const shareOf = (stage: FlowStage) => (stage.count ?? 0) / widest;
  return (
    <ol className={styles["flow"]}>
      {stages.map((stage, index) => (
        <li key={stage.key} className={styles["stage"]} data-last={index === stages.length - 1}>
          <StageFigure stage={stage} note={notes[stage.key] ?? null} />
          <Stream share={shareOf(stage)} next={nextOf(stages[index + 1], shareOf)} />
          <span
            className={styles["bar"]}
            style={{ width: `${Math.max(shareOf(stage) * 100, 1)}%` }}
            aria-hidden="true"
          />
          <Leaving stage={stage} />
        </li>
      ))}
    </ol>
  );
}

/** What the stream runs into: a share, a stage not counted yet, or the end of the flow. */
type Next = number | "not yet" | "the end";

function nextOf(stage: FlowStage | undefined, shareOf: (stage: FlowStage) => number): Next {
  if (stage === undefined) return "the end";
  return stage.count === null ? "not yet" : shareOf(stage);
}

const titles = {
  rows: "stageRows",
  persons: "stagePersons",
  workers: "stageWorkers",
  eligible: "stageEligible",
  chosen: "stageChosen",
  seats: "stageSeats",
  sent: "stageSent",
  accepted: "stageAccepted",
  cards: "stageCards",
  covered: "stageCovered",
} as const satisfies Record<StageKey, string>;

function StageFigure({ stage, note }: { readonly stage: FlowStage; readonly note: string | null }) {
  const t = useTexts(coverageTexts);
  const { count } = useSpeech();
  return (
    <div className={styles["figure"]}>
      <p className={styles["title"]}>{t(titles[stage.key])}</p>
      {stage.count === null ? (
        <p className={styles["notYet"]}>{t("notYet")}</p>
      ) : (
        <>
          <p className={styles["count"]}>{count(stage.count)}</p>
          <p className={styles["of"]}>
            <Denominator stage={stage} count={stage.count} />
          </p>
          {note === null ? null : <p className={styles["of"]}>{note}</p>}
        </>
      )}
    </div>
  );
}

const denominators = {
  accepted: "ofSeats",
  cards: "ofAccepted",
  covered: "ofAccepted",
  persons: "ofRegistryRows",
  workers: "ofPersons",
  eligible: "ofWorkers",
  chosen: "ofEligible",
} as const;

function Denominator({ stage, count }: { readonly stage: FlowStage; readonly count: number }) {
  const t = useTexts(coverageTexts);
  const { share, count: written } = useSpeech();
  if (stage.of === null) return null;
  if (stage.key === "rows") return t("ofFiles", { count: stage.of });
  if (stage.key === "sent") return t("ofBatches", { count: stage.of });
  if (stage.key === "seats") return null;
  const percent = share(count, stage.of);
  const words = t(denominators[stage.key], { n: written(stage.of) });
  return percent === null ? words : `${words} (${percent})`;
}

const asides = {
  rows: "asideRows",
  persons: "asidePersons",
  workers: "asideWorkers",
  eligible: "asideEligible",
  chosen: null,
  seats: "asideSeatsLess",
  sent: "asideSent",
  accepted: "asideAccepted",
  cards: "asideCards",
  covered: null,
} as const satisfies Record<StageKey, string | null>;

function Leaving({ stage }: { readonly stage: FlowStage }) {
  const t = useTexts(coverageTexts);
  const { count } = useSpeech();
  const joining = stage.key === "seats" && (stage.leaving ?? 0) < 0;
  const words = joining ? "asideSeats" : asides[stage.key];
  if (words === null || stage.leaving === null) return <span />;
  if (stage.leaving <= 0 && !joining) return <span />;
  return (
    <p className={styles["leaving"]}>
      <b>
        {joining ? "+ " : ""}
        {count(Math.abs(stage.leaving))}
      </b>{" "}
      {t(words)}
    </p>
  );
}

/** One column of the stream: what flows on runs level, what leaves falls away and fades. */
function Stream({ share, next }: { readonly share: number; readonly next: Next }) {
  const fade = useId();
  const height = share * 150;
  const on = typeof next === "number" ? next * 150 : height;
  const last = next === "the end";
  return (
    <svg
      className={styles["stream"]}
      viewBox="0 0 200 200"
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      <Fades id={fade} />
      {height > on ? <path d={fallingPath(on, height)} fill={`url(#${fade}-down)`} /> : null}
      {on > height ? <path d={joiningPath(height, on)} fill="var(--bar-faint)" /> : null}
      <rect
        x="6"
        width="194"
        height={Math.min(on, height)}
        fill={bandFill(next, `url(#${fade}-onward)`)}
      />
      <rect width="8" height={height} fill={last ? "var(--bar-amber)" : "var(--bar-strong)"} />
    </svg>
  );
}

function bandFill(next: Next, notYet: string): string {
  if (next === "the end") return "var(--bar-amber)";
  return next === "not yet" ? notYet : "var(--bar-mid)";
}

function Fades({ id }: { readonly id: string }) {
  return (
    <defs>
      <linearGradient id={`${id}-down`} x1="0" y1="0" x2="0.85" y2="1">
        <stop offset="0" stopColor="var(--bar-faint)" />
        <stop offset="1" stopColor="var(--bar-faint)" stopOpacity="0" />
      </linearGradient>
      <linearGradient id={`${id}-onward`}>
        <stop offset="0" stopColor="var(--bar-mid)" />
        <stop offset="1" stopColor="var(--bar-mid)" stopOpacity="0" />
      </linearGradient>
    </defs>
  );
}

/** From below into the band between `top` and `bottom`, at the right. */
function joiningPath(top: number, bottom: number): string {
  const risen = `C 120 ${top + 40} 150 ${top} 200 ${top}`;
  return `M90 200 ${risen} L 200 ${bottom} C 165 ${bottom + 4} 140 ${bottom + 20} 125 200 Z`;
}

/** From the band between `top` and `bottom` down to the lower edge, bending to the right. */
function fallingPath(top: number, bottom: number): string {
  const width = bottom - top;
  const left = Math.max(20, 120 - width);
  const bend = Math.max(14, 110 - width);
  const outer = `M6 ${top} C 70 ${top} 110 ${top + 30} 120 200`;
  return `${outer} L ${left} 200 C ${bend} ${bottom + 30} 40 ${bottom} 6 ${bottom} Z`;
}
