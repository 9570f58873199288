import { EmptyState, ErrorState, Link, useTexts } from "../../../platform/ui/index.tsx";
import { paths } from "../../../platform/ui/paths.ts";
import { appTexts } from "../app-texts.ts";

/** An address that leads nowhere. */
export function NoPage() {
  const t = useTexts(appTexts);
  return (
    <EmptyState wholePage title={t("notFoundTitle")}>
      {t("notFoundLead")} <Link to={paths.overview}>{t("toOverview")}</Link>
    </EmptyState>
  );
}

/** A page of ours that failed. */
export function BrokenPage() {
  const t = useTexts(appTexts);
  return <ErrorState wholePage title={t("brokenTitle")} message={t("brokenLead")} />;
}
