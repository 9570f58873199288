import { PageHead, useSpeech, useTexts } from "../../platform/ui/index.tsx";
import type { RawRowView } from "../index.ts";
import { RawRow } from "./raw-row.tsx";
import { intakeTexts } from "./texts.ts";

/** A row as it arrived, on a page of its own. */
export function RawRowScreen({ row }: { readonly row: RawRowView }) {
  const t = useTexts(intakeTexts);
  const { count } = useSpeech();
  return (
    <>
      <PageHead
        over={`${row.fileName} · ${t("sheet", { sheet: row.sheet })}`}
        title={t("rowTitle", { row: count(row.rowNo) })}
        lead={t("rowLead")}
      />
      <RawRow row={row} linkPerson />
    </>
  );
}
