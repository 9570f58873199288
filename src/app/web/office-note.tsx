import { IconLogout, IconUserCircle } from "@tabler/icons-react";
import { roleNames } from "../../platform/access/role-names.ts";
import { Link, QuietButton, useSpeech, useTexts } from "../../platform/ui/index.tsx";
import { paths } from "../../platform/ui/paths.ts";
import type { StatusView } from "./api-views.ts";
import { appTexts } from "./app-texts.ts";
import styles from "./shell.module.css";
import { signOut } from "./sign-in/second-factor-page.tsx";

/** Who is signed in and as what, the way to the own account and out, and which Payung this is. */
export function OfficeNote({
  status,
  onFollow,
}: {
  readonly status: StatusView | null;
  readonly onFollow?: () => void;
}) {
  const t = useTexts(appTexts);
  const { say } = useSpeech();
  if (status?.signedIn == null) return null;
  const { name, roles } = status.signedIn;
  const follow = onFollow === undefined ? {} : { onFollow };
  return (
    <>
      <div className={styles["account"]}>
        <Link to={paths.ownAccount} className={styles["who"]} {...follow}>
          <IconUserCircle size={26} stroke={1.7} aria-hidden />
          <span>
            <b>{name}</b>
            <small>{roles.map(({ role }) => say(roleNames[role])).join(", ")}</small>
          </span>
        </Link>
        <QuietButton onPress={() => void signOut()}>
          <IconLogout size={16} stroke={2} aria-hidden />
          {t("signOut")}
        </QuietButton>
      </div>
      <p>{t("version", { version: status.version })}</p>
    </>
  );
}
