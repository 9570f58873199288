import { LoadsScreen, UploadPanel } from "../../../intake/screens/index.tsx";
import { EmptyState, useTexts } from "../../../platform/ui/index.tsx";
import { Answer } from "../answer.tsx";
import { appTexts } from "../app-texts.ts";
import { useOverview, useStatus } from "../queries.ts";
import { bringFiles, useUploads } from "../uploads.ts";

export function FilesPage() {
  const t = useTexts(appTexts);
  const uploads = useUploads();
  const may = useStatus().data?.signedIn?.rights.includes("loads.write") === true;
  const bring = may ? <UploadPanel uploads={uploads} onBring={bringFiles} /> : null;
  return (
    <Answer to={useOverview()} shape={[80, 100, 260, 260]}>
      {({ loads }) =>
        loads.length > 0 ? (
          <LoadsScreen loads={loads} bring={bring} />
        ) : (
          <>
            {bring}
            <EmptyState
              wholePage
              title={t("emptyTitle")}
              commands={["npx payung intake P3KE.xlsx BPJS.xlsx DUKCAPIL.xlsx DISABILITAS.xlsx"]}
            >
              {t("emptyLeadFiles")}
            </EmptyState>
          </>
        )
      }
    </Answer>
  );
}
