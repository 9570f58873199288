import { useTexts } from "../../platform/ui/index.tsx";
import type { StatusView } from "./api-views.ts";
import { appTexts } from "./app-texts.ts";

/** Under whose name acts are recorded, and which Payung this is. */
export function OfficeNote({ status }: { readonly status: StatusView | null }) {
  const t = useTexts(appTexts);
  if (status === null) return null;
  const [kind, user] = status.actor.split(":");
  const named = kind === "os" && user !== undefined;
  return (
    <p>
      {t("actor", { actor: named ? t("operatingSystemUser", { user }) : status.actor })}
      <br />
      {t("version", { version: status.version })}
    </p>
  );
}
