import styles from "./control.module.css";
import { useTexts } from "./language.tsx";
import { Link } from "./link.tsx";
import { uiTexts } from "./ui-texts.ts";

/** Pages by links, so that a page has an address and *back* leads to the one before. */
export function Pager({
  page,
  pages,
  pathOf,
}: {
  readonly page: number;
  readonly pages: number;
  readonly pathOf: (page: number) => string;
}) {
  const t = useTexts(uiTexts);
  if (pages <= 1) return null;
  return (
    <nav className={styles["pager"]} aria-label={t("pages")}>
      <Step to={page > 1 ? pathOf(page - 1) : null}>{t("previousPage")}</Step>
      <span>{t("pageOf", { page, pages })}</span>
      <Step to={page < pages ? pathOf(page + 1) : null}>{t("nextPage")}</Step>
    </nav>
  );
}

function Step({ to, children }: { readonly to: string | null; readonly children: string }) {
  if (to === null) {
    return (
      <span className={styles["quiet"]} aria-disabled="true">
        {children}
      </span>
    );
  }
  return (
    <Link to={to} className={styles["quiet"]}>
      {children}
    </Link>
  );
}
