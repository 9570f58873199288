import { LoadsScreen } from "../../../intake/screens/index.tsx";
import { EmptyState, useTexts } from "../../../platform/ui/index.tsx";
import { Answer } from "../answer.tsx";
import { appTexts } from "../app-texts.ts";
import { useOverview } from "../queries.ts";

export function FilesPage() {
  const t = useTexts(appTexts);
  return (
    <Answer to={useOverview()} shape={[80, 260, 260]}>
      {({ loads }) =>
        loads.length > 0 ? (
          <LoadsScreen loads={loads} />
        ) : (
          <EmptyState
            wholePage
            title={t("emptyTitle")}
            commands={["npx payung intake P3KE.xlsx BPJS.xlsx DUKCAPIL.xlsx DISABILITAS.xlsx"]}
          >
            {t("emptyLead")}
          </EmptyState>
        )
      }
    </Answer>
  );
}
