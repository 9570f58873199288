import { IconAlertTriangle, IconEqual } from "@tabler/icons-react";
import styles from "./bar.module.css";
import { useSpeech, useTexts } from "./language.tsx";
import { uiTexts } from "./ui-texts.ts";

export interface BarPart {
  readonly key: string;
  readonly title: string;
  readonly count: number;
  /** What the part is made of, below its count. */
  readonly note?: string;
  readonly fill: "strong" | "mid" | "faint" | "amber" | "refused";
}

/**
 * Parts of a whole as one bar with its legend, and the sum said in words: when the parts do not add
 * up to the whole, the reader is told by how much.
 */
export function PartsBar({
  parts,
  whole,
}: {
  readonly parts: readonly BarPart[];
  readonly whole: number;
}) {
  const { count } = useSpeech();
  const shown = parts.filter((part) => part.count > 0);
  return (
    <div>
      <div className={styles["bar"]} aria-hidden="true">
        {shown.map((part) => (
          <span
            key={part.key}
            className={`${styles["part"]} ${styles[part.fill]}`}
            style={{ flexGrow: part.count, flexBasis: 0 }}
          />
        ))}
      </div>
      <dl className={styles["legend"]}>
        {parts.map((part) => (
          <div key={part.key}>
            <dt>
              <span className={`${styles["swatch"]} ${styles[part.fill]}`} aria-hidden="true" />
              {part.title}
            </dt>
            <dd>
              {count(part.count)}
              {part.note === undefined ? null : <small>{part.note}</small>}
            </dd>
          </div>
        ))}
      </dl>
      <SumLine parts={parts.map((part) => part.count)} whole={whole} />
    </div>
  );
}

/** `77.000 + 431 = 77.431` with the word whether it holds. */
function SumLine({ parts, whole }: { readonly parts: readonly number[]; readonly whole: number }) {
  const t = useTexts(uiTexts);
  const { count } = useSpeech();
  const sum = parts.reduce((total, part) => total + part, 0);
  const terms = `${parts.map(count).join(" + ")} = ${count(sum)}`;
  if (sum === whole) {
    return (
      <p className={styles["sum"]}>
        <IconEqual size={16} stroke={2.4} aria-hidden />
        <span>
          {terms} · {t("addsUp")}
        </span>
      </p>
    );
  }
  return (
    <p className={`${styles["sum"]} ${styles["wrong"]}`} role="alert">
      <IconAlertTriangle size={16} stroke={2.4} aria-hidden />
      <span>
        {terms} · {t("doesNotAddUp", { difference: Math.abs(whole - sum) })}
      </span>
    </p>
  );
}

/** A share of a whole as a thin bar. Decoration: the two numbers stand beside it. */
export function ShareBar({ part, whole }: { readonly part: number; readonly whole: number }) {
  const share = whole > 0 ? Math.min(part / whole, 1) : 0;
  return (
    <span className={styles["track"]} aria-hidden="true">
      <span style={{ width: `${share * 100}%` }} />
    </span>
  );
}
