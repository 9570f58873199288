import { IconCloudOff, IconUmbrella } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useTexts } from "./language.tsx";
import styles from "./state.module.css";
import { uiTexts } from "./ui-texts.ts";

interface StateProps {
  readonly title: string;
  /** The state is the whole page, so its title is the page's. */
  readonly wholePage?: boolean;
}

function StateTitle({ title, wholePage = false }: StateProps) {
  if (!wholePage) return <h2>{title}</h2>;
  return (
    <h1 tabIndex={-1} data-page-title="">
      {title}
    </h1>
  );
}

/** Nothing is here yet: what that means and what to do. `commands` are typed as they stand. */
export function EmptyState({
  children,
  commands,
  ...title
}: StateProps & {
  readonly children: ReactNode;
  readonly commands?: readonly string[];
}) {
  return (
    <div className={styles["state"]}>
      <IconUmbrella size={44} stroke={1.5} aria-hidden />
      <StateTitle {...title} />
      <p>{children}</p>
      {commands === undefined ? null : (
        <div className={styles["commands"]}>
          {commands.map((command) => (
            <code key={command}>{command}</code>
          ))}
        </div>
      )}
    </div>
  );
}

/** Something was refused or failed: what, why, and what to do about it. */
export function ErrorState({
  message,
  action,
  ...title
}: StateProps & {
  readonly message: string;
  readonly action?: ReactNode;
}) {
  return (
    <div className={`${styles["state"]} ${styles["failed"]}`} role="alert">
      <IconCloudOff size={44} stroke={1.5} aria-hidden />
      <StateTitle {...title} />
      <p>{message}</p>
      {action}
    </div>
  );
}

/** The shape of what is on its way. Heights in pixels, from the top. */
export function LoadingState({
  wholePage = false,
  heights = [96, 220, 160],
}: {
  readonly wholePage?: boolean;
  readonly heights?: readonly number[];
}) {
  const t = useTexts(uiTexts);
  return (
    <div className={styles["bones"]} aria-busy="true">
      <div className="only-heard" role="status">
        {wholePage ? <h1>{t("loading")}</h1> : t("loading")}
      </div>
      {heights.map((height, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the bones never change their order.
        <div key={index} className={styles["bone"]} style={{ height }} />
      ))}
    </div>
  );
}
