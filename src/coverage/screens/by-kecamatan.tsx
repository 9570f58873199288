import { type Column, DataTable, ShareBar, useSpeech, useTexts } from "../../platform/ui/index.tsx";
import type { PlaceCounts } from "../index.ts";
import styles from "./overview.module.css";
import { coverageTexts } from "./texts.ts";

type CountKey = "rows" | "persons" | "workers" | "eligible" | "chosen" | "chosenDisabled";

/** Every kecamatan with its figures; the shares say what they are a part of. */
export function ByKecamatan({ places }: { readonly places: readonly PlaceCounts[] }) {
  const t = useTexts(coverageTexts);
  const { count } = useSpeech();
  const sum = (key: CountKey) => places.reduce((total, place) => total + place[key], 0);
  const counts: readonly CountKey[] = [
    "rows",
    "persons",
    "workers",
    "eligible",
    "chosen",
    "chosenDisabled",
  ];
  const countColumn = (key: CountKey): Column<PlaceCounts> => ({
    key,
    title: t(key),
    numeric: true,
    cell: (place) => count(place[key]),
    order: (place) => place[key],
    total: count(sum(key)),
  });
  const columns: readonly Column<PlaceCounts>[] = [
    {
      key: "name",
      title: t("kecamatan"),
      cell: (place) => place.name || t("unknownPlace"),
      order: (place) => place.name,
      total: t("total"),
    },
    ...counts.map(countColumn),
    {
      key: "share",
      title: t("chosenShare"),
      numeric: true,
      wide: true,
      cell: (place) => <Share part={place.chosen} whole={place.eligible} />,
      order: (place) => (place.eligible > 0 ? place.chosen / place.eligible : null),
      total: <Share part={sum("chosen")} whole={sum("eligible")} />,
    },
  ];
  return (
    <DataTable
      caption={t("kecamatanCaption")}
      columns={columns}
      rows={places}
      rowKey={(place) => place.code}
    />
  );
}

function Share({ part, whole }: { readonly part: number; readonly whole: number }) {
  const { share } = useSpeech();
  return (
    <span className={styles["share"]}>
      <ShareBar part={part} whole={whole} />
      {share(part, whole) ?? "–"}
    </span>
  );
}
