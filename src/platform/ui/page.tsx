import { type ReactNode, useId } from "react";
import styles from "./page.module.css";

/** The head of a page. Its title takes the focus after a change of page, so that it is read out. */
export function PageHead({
  over,
  title,
  lead,
}: {
  readonly over?: ReactNode;
  readonly title: string;
  readonly lead?: ReactNode;
}) {
  return (
    <header className={styles["head"]}>
      {over === undefined ? null : <p className={styles["over"]}>{over}</p>}
      <h1 tabIndex={-1} data-page-title="">
        {title}
      </h1>
      {lead === undefined ? null : <p className={styles["lead"]}>{lead}</p>}
    </header>
  );
}

export function Section({
  title,
  lead,
  children,
}: {
  readonly title: string;
  readonly lead?: ReactNode;
  readonly children: ReactNode;
}) {
  const id = useId();
  return (
    <section className={styles["section"]} aria-labelledby={id}>
      <header>
        <h2 id={id}>{title}</h2>
        {lead === undefined ? null : <p>{lead}</p>}
      </header>
      {children}
    </section>
  );
}

export function Panel({
  children,
  className,
}: {
  readonly children: ReactNode;
  readonly className?: string | undefined;
}) {
  return <div className={[styles["panel"], className].filter(Boolean).join(" ")}>{children}</div>;
}

/** Panels beside each other where there is room, below each other where there is none. */
export function Split({ children }: { readonly children: ReactNode }) {
  return <div className={styles["split"]}>{children}</div>;
}
