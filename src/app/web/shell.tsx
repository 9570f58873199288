import { IconFlask } from "@tabler/icons-react";
import { Outlet, useLocation } from "@tanstack/react-router";
import { useRef } from "react";
import { Link, PayungMark, useTexts } from "../../platform/ui/index.tsx";
import { paths } from "../../platform/ui/paths.ts";
import type { StatusView } from "./api-views.ts";
import { appTexts } from "./app-texts.ts";
import { useArrival } from "./arrival.ts";
import { BottomBar } from "./bottom-bar.tsx";
import { isAt, navigation } from "./navigation.ts";
import { OfficeNote } from "./office-note.tsx";
import { Preferences } from "./preferences.tsx";
import { useStatus } from "./queries.ts";
import styles from "./shell.module.css";

/** What stands around every page: the mark, the city, the flow, and whose data this is. */
export function Shell() {
  const t = useTexts(appTexts);
  const status = useStatus().data ?? null;
  const main = useRef<HTMLElement>(null);
  useArrival(main);
  return (
    <div className={styles["shell"]}>
      <a className={styles["skip"]} href="#isi">
        {t("skip")}
      </a>
      <header className={styles["side"]}>
        <Brand status={status} />
        <Flow />
        <div className={styles["foot"]}>
          <Preferences />
          <OfficeNote status={status} />
        </div>
      </header>
      <div className={styles["page"]}>
        {status?.demonstration ? <DemonstrationBanner /> : null}
        <main id="isi" ref={main} tabIndex={-1} className={styles["main"]}>
          <Outlet />
        </main>
      </div>
      <BottomBar status={status} />
    </div>
  );
}

function Brand({ status }: { readonly status: StatusView | null }) {
  return (
    <Link to={paths.overview} className={styles["brand"]}>
      <PayungMark size={38} />
      <span>
        <b>Payung</b>
        <span className={styles["city"]}>{status?.regency.name ?? " "}</span>
      </span>
    </Link>
  );
}

function Flow() {
  const t = useTexts(appTexts);
  const { pathname } = useLocation();
  return (
    <nav className={styles["flow"]} aria-label={t("navigation")}>
      <ol>
        {navigation.map((item) => (
          <li key={item.key}>
            <Link
              to={item.path}
              className={styles["stop"]}
              current={isAt(item, pathname) ? "page" : undefined}
            >
              <item.icon size={20} stroke={1.8} aria-hidden />
              {t(item.key)}
            </Link>
          </li>
        ))}
      </ol>
    </nav>
  );
}

function DemonstrationBanner() {
  const t = useTexts(appTexts);
  return (
    <aside className={styles["demonstration"]} aria-label={t("demonstration")}>
      <IconFlask size={18} stroke={2} aria-hidden />
      <p>
        <b>{t("demonstration")}.</b> <span>{t("demonstrationWhy")}</span>
      </p>
    </aside>
  );
}
