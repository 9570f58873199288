import { roleNames } from "../../../platform/access/role-names.ts";
import type { SignedInView } from "../../../platform/sign-in/index.ts";
import { EmptyState, Link, PageHead, useSpeech, useTexts } from "../../../platform/ui/index.tsx";
import { paths } from "../../../platform/ui/paths.ts";
import { appTexts } from "../app-texts.ts";
import { navigation } from "../navigation.ts";
import styles from "./entry.module.css";
import { signInTexts } from "./texts.ts";

/** A page that the roles do not open: which roles they are, and who can give others. */
export function NotYours({ signedIn }: { readonly signedIn: SignedInView }) {
  const t = useTexts(signInTexts);
  const { say } = useSpeech();
  const roles = signedIn.roles.map(({ role }) => say(roleNames[role])).join(", ");
  return (
    <EmptyState wholePage title={t("notYoursTitle")}>
      {t("notYoursLead", { roles: roles === "" ? t("noRole") : roles })}
    </EmptyState>
  );
}

/** The first page of those whose roles show no figures of the city. */
export function OwnHome({ signedIn }: { readonly signedIn: SignedInView }) {
  const t = useTexts(signInTexts);
  const words = useTexts(appTexts);
  const { say } = useSpeech();
  const roles = signedIn.roles.map(({ role, areaName }) => `${say(roleNames[role])} (${areaName})`);
  const open = navigation.filter(({ opensFor }) =>
    opensFor((right) => signedIn.rights.includes(right)),
  );
  const isOnlyLaw = open.every(({ key }) => key === "law");
  return (
    <>
      <PageHead
        over={roles.length > 0 ? roles.join(" · ") : t("noRoles")}
        title={t("homeTitle", { name: signedIn.name })}
        lead={isOnlyLaw ? t("homeNothing") : t("homeLead")}
      />
      <ul className={styles["cast"]}>
        {open.map((item) => (
          <li key={item.key}>
            <Link to={item.path} className={styles["player"]}>
              <b>{words(item.key)}</b>
            </Link>
          </li>
        ))}
        <li>
          <Link to={paths.ownAccount} className={styles["player"]}>
            <b>{t("account")}</b>
          </Link>
        </li>
      </ul>
    </>
  );
}
