import { IconMenu2 } from "@tabler/icons-react";
import { useLocation } from "@tanstack/react-router";
import { useState } from "react";
import type { SignedInView } from "../../platform/sign-in/index.ts";
import { Link, SidePanel, useTexts } from "../../platform/ui/index.tsx";
import type { StatusView } from "./api-views.ts";
import { appTexts } from "./app-texts.ts";
import { isAt, navigationOf } from "./navigation.ts";
import { OfficeNote } from "./office-note.tsx";
import { Preferences } from "./preferences.tsx";
import styles from "./shell.module.css";

/** The flow on a phone: its first stops under the thumb, all of them in the menu. */
export function BottomBar({
  status,
  signedIn,
}: {
  readonly status: StatusView;
  readonly signedIn: SignedInView;
}) {
  const t = useTexts(appTexts);
  const { pathname } = useLocation();
  const [open, setOpen] = useState(false);
  return (
    <>
      <nav className={styles["bar"]} aria-label={t("menu")}>
        {navigationOf(signedIn)
          .filter((item) => item.inBar)
          .map((item) => (
            <Link
              key={item.key}
              to={item.path}
              className={styles["barItem"]}
              current={isAt(item, pathname) ? "page" : undefined}
            >
              <item.icon size={22} stroke={1.8} aria-hidden />
              {item.key === "roster" ? t("rosterShort") : t(item.key)}
            </Link>
          ))}
        <button type="button" className={styles["barItem"]} onClick={() => setOpen(true)}>
          <IconMenu2 size={22} stroke={1.8} aria-hidden />
          {t("menu")}
        </button>
      </nav>
      {open ? <Menu status={status} signedIn={signedIn} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

function Menu({
  status,
  signedIn,
  onClose,
}: {
  readonly status: StatusView;
  readonly signedIn: SignedInView;
  readonly onClose: () => void;
}) {
  const t = useTexts(appTexts);
  const { pathname } = useLocation();
  return (
    <SidePanel title={t("menu")} onClose={onClose}>
      <div className={styles["menu"]}>
        <nav className={styles["flow"]} aria-label={t("navigation")}>
          <ol>
            {navigationOf(signedIn).map((item) => (
              <li key={item.key}>
                <Link
                  to={item.path}
                  className={styles["stop"]}
                  current={isAt(item, pathname) ? "page" : undefined}
                  onFollow={onClose}
                >
                  <item.icon size={20} stroke={1.8} aria-hidden />
                  {t(item.key)}
                </Link>
              </li>
            ))}
          </ol>
        </nav>
        <div className={styles["foot"]}>
          <Preferences />
          <OfficeNote status={status} onFollow={onClose} />
        </div>
      </div>
    </SidePanel>
  );
}
