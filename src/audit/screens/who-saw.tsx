import {
  type Column,
  DataTable,
  Section,
  sayActor,
  useSpeech,
  useTexts,
} from "../../platform/ui/index.tsx";
import type { SightList, SightView } from "../index.ts";
import { auditTexts } from "./texts.ts";

/** Who saw a person's data, for the person's page. */
export function WhoSaw({ list }: { readonly list: SightList }) {
  const t = useTexts(auditTexts);
  const { instant, say } = useSpeech();
  const columns: readonly Column<SightView>[] = [
    { key: "act", title: t("act"), cell: (sight) => say(sight.actTitle) },
    { key: "actor", title: t("actor"), cell: (sight) => sayActor(sight.actorName) },
    { key: "at", title: t("at"), cell: (sight) => instant(sight.at) },
    { key: "purpose", title: t("purpose"), wide: true, cell: (sight) => sight.purpose ?? "–" },
  ];
  return (
    <Section title={t("whoSaw")} lead={t("whoSawLead")}>
      {list.sights.length === 0 ? (
        <p>{t("nobodySaw")}</p>
      ) : (
        <DataTable
          caption={t("sightsCaption", { count: list.sights.length })}
          columns={columns}
          rows={list.sights}
          rowKey={(sight) => `${sight.at} ${sight.act} ${sight.actorName} ${sight.purpose}`}
        />
      )}
      {list.more ? <p>{t("moreSights")}</p> : null}
    </Section>
  );
}
