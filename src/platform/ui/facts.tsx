import type { ReactNode } from "react";
import styles from "./facts.module.css";

export interface Fact {
  readonly key: string;
  readonly title: string;
  readonly value: ReactNode;
}

/** What is to be known of one thing, each fact under its name. */
export function Facts({ facts }: { readonly facts: readonly Fact[] }) {
  return (
    <dl className={styles["facts"]}>
      {facts.map((fact) => (
        <div key={fact.key}>
          <dt>{fact.title}</dt>
          <dd>{fact.value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** A figure too important for a table: its name, itself, and what it is a part of. */
export function Figure({
  title,
  value,
  of,
  strong = false,
}: {
  readonly title: string;
  readonly value: ReactNode;
  readonly of: ReactNode;
  /** The one figure of the page, about those under the umbrella. */
  readonly strong?: boolean;
}) {
  return (
    <div className={styles["figure"]} data-strong={strong}>
      <p className={styles["title"]}>{title}</p>
      <p className={styles["value"]}>{value}</p>
      <p className={styles["of"]}>{of}</p>
    </div>
  );
}

/** Figures beside each other where there is room. */
export function Figures({ children }: { readonly children: ReactNode }) {
  return <div className={styles["figures"]}>{children}</div>;
}
