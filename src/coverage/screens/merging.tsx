import { type BarPart, Link, Panel, PartsBar, useTexts } from "../../platform/ui/index.tsx";
import { paths } from "../../platform/ui/paths.ts";
import type { Overview } from "../index.ts";
import { rowsQuarantined, rowsReceived } from "./flow-stages.ts";
import styles from "./overview.module.css";
import { coverageTexts } from "./texts.ts";

/** What became of every row received: the parts add up to the whole, and the page shows the sum. */
export function Merging({
  overview,
  resolution,
}: {
  readonly overview: Overview;
  readonly resolution: NonNullable<Overview["resolution"]>;
}) {
  const t = useTexts(coverageTexts);
  const rows = rowsReceived(overview);
  const quarantined = rowsQuarantined(overview);
  const { persons, mergedRows, attachedRows, unattachedRows, doubts } = resolution;
  const parts: readonly BarPart[] = [
    { key: "persons", title: t("partPersons"), count: persons, fill: "strong" },
    { key: "merged", title: t("partMerged"), count: mergedRows, fill: "mid" },
    { key: "attached", title: t("partAttached"), count: attachedRows, fill: "amber" },
    { key: "unattached", title: t("partUnattached"), count: unattachedRows, fill: "faint" },
    { key: "quarantined", title: t("partQuarantined"), count: quarantined, fill: "refused" },
  ];
  return (
    <Panel>
      <PartsBar parts={parts} whole={rows} />
      <ul className={styles["notes"]}>
        <li>
          {quarantined > 0 ? t("quarantineKept", { n: quarantined, rows }) : t("quarantineNone")}{" "}
          <Link to={paths.files}>{t("seeFiles")}</Link>
        </li>
        <li>{doubts > 0 ? t("doubts", { count: doubts }) : t("noDoubts")}</li>
      </ul>
    </Panel>
  );
}
