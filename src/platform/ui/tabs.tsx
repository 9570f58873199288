import { useSpeech } from "./language.tsx";
import { Link } from "./link.tsx";
import styles from "./tabs.module.css";

export interface Tab {
  readonly key: string;
  readonly title: string;
  readonly count?: number;
  readonly to: string;
  readonly current: boolean;
}

/** Parts of one list, each with an address of its own and, where it has one, its count. */
export function Tabs({ label, tabs }: { readonly label: string; readonly tabs: readonly Tab[] }) {
  const { count } = useSpeech();
  return (
    <nav className={styles["tabs"]} aria-label={label}>
      {tabs.map((tab) => (
        <Link
          key={tab.key}
          to={tab.to}
          className={styles["tab"]}
          current={tab.current ? "page" : undefined}
        >
          {tab.title}
          {tab.count === undefined ? null : <b>{count(tab.count)}</b>}
        </Link>
      ))}
    </nav>
  );
}
