import type { z } from "zod";
import type { handedLink } from "../../../platform/sign-in/index.ts";
import { CopyText, useSpeech, useTexts } from "../../../platform/ui/index.tsx";
import styles from "./entry.module.css";
import { signInTexts } from "./texts.ts";

/** A one-time link, shown once, to be copied and handed over. */
export function HandedLink({
  handed: { link, expiresAt },
}: {
  readonly handed: z.infer<typeof handedLink>;
}) {
  const t = useTexts(signInTexts);
  const { instant } = useSpeech();
  return (
    <div className={styles["head"]} role="status">
      <h3>{t("linkReady")}</h3>
      <p className={styles["soft"]}>{t("linkReadyLead", { until: instant(expiresAt) })}</p>
      <CopyText text={link} shown={`${link.slice(0, link.indexOf("#") + 9)}…`} />
    </div>
  );
}
