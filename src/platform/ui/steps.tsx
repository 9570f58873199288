import type { ReactNode } from "react";
import { type Tone, ToneSign } from "./badge.tsx";
import styles from "./steps.module.css";

/** What happened, one thing after the other; each is a `Step`. */
export function Steps({ children }: { readonly children: ReactNode }) {
  return <ol className={styles["steps"]}>{children}</ol>;
}

export function Step({
  tone,
  title,
  children,
}: {
  readonly tone: Tone;
  readonly title: string;
  readonly children: ReactNode;
}) {
  return (
    <li className={styles["step"]} data-tone={tone}>
      <span className={styles["sign"]}>
        <ToneSign tone={tone} size={18} />
      </span>
      <div className={styles["body"]}>
        <h3>{title}</h3>
        {children}
      </div>
    </li>
  );
}
