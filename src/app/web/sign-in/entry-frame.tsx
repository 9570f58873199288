import { type ReactNode, useRef } from "react";
import { PayungMark, useTexts } from "../../../platform/ui/index.tsx";
import type { StatusView } from "../api-views.ts";
import { appTexts } from "../app-texts.ts";
import { useArrival } from "../arrival.ts";
import { Preferences } from "../preferences.tsx";
import styles from "./entry.module.css";

/** What stands around the pages before the door: the mark, the city, language; no way further in. */
export function EntryFrame({
  status,
  children,
}: {
  readonly status: StatusView | null;
  readonly children: ReactNode;
}) {
  const t = useTexts(appTexts);
  const main = useRef<HTMLElement>(null);
  useArrival(main);
  return (
    <div className={styles["frame"]}>
      <header>
        {status?.demonstration ? (
          <p className={styles["banner"]}>
            <b>{t("demonstration")}.</b> {t("demonstrationWhy")}
          </p>
        ) : null}
        <div className={styles["bar"]}>
          <p className={styles["brand"]}>
            <PayungMark size={38} />
            <span>
              <b>Payung</b>
              <small>{status?.regency.name ?? " "}</small>
            </span>
          </p>
          <Preferences />
        </div>
      </header>
      <main id="isi" ref={main} tabIndex={-1} className={styles["main"]}>
        {children}
      </main>
    </div>
  );
}

/** One thing to do: its title, why, and the form. */
export function EntryCard({
  title,
  lead,
  narrow = true,
  children,
}: {
  readonly title: string;
  readonly lead?: ReactNode;
  readonly narrow?: boolean;
  readonly children: ReactNode;
}) {
  return (
    <div className={narrow ? `${styles["card"]} ${styles["narrow"]}` : styles["card"]}>
      <div className={styles["head"]}>
        <h1 tabIndex={-1} data-page-title="">
          {title}
        </h1>
        {lead === undefined ? null : <p className={styles["soft"]}>{lead}</p>}
      </div>
      {children}
    </div>
  );
}
