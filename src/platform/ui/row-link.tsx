import { IconFileSpreadsheet } from "@tabler/icons-react";
import { useSpeech, useTexts } from "./language.tsx";
import { Link } from "./link.tsx";
import { rowPath } from "./paths.ts";
import styles from "./row-link.module.css";
import { uiTexts } from "./ui-texts.ts";

/** Where a row stands in the file that was sent. */
export interface RowPlace {
  readonly rowId: string;
  readonly fileName: string;
  readonly sheet: string;
  readonly rowNo: number;
}

/** A sentence's evidence: file, sheet and row, leading to the row as it arrived. */
export function RowLink({
  place,
  to = rowPath(place.rowId),
}: {
  readonly place: RowPlace;
  readonly to?: string;
}) {
  const t = useTexts(uiTexts);
  const { count } = useSpeech();
  return (
    <Link to={to} className={styles["link"]}>
      <IconFileSpreadsheet size={16} stroke={1.8} aria-hidden />
      <span>
        {place.fileName}, {t("sheetRow", { sheet: place.sheet, row: count(place.rowNo) })}
      </span>
    </Link>
  );
}
