import { useState } from "react";
import { roleNames } from "../../../platform/access/role-names.ts";
import type { AccountView } from "../../../platform/sign-in/index.ts";
import {
  Badge,
  DataTable,
  PageHead,
  QuietButton,
  SidePanel,
  type Tone,
  useSpeech,
  useTexts,
} from "../../../platform/ui/index.tsx";
import { Answer } from "../answer.tsx";
import { useAccounts, useAreas } from "../queries.ts";
import { nameOf } from "./area-choice.tsx";
import styles from "./entry.module.css";
import { InviteForm } from "./invite-form.tsx";
import { ManageAccount } from "./manage-account.tsx";
import { signInTexts } from "./texts.ts";

const toneOf: Readonly<Record<AccountView["state"], Tone>> = {
  active: "eligible",
  invited: "waiting",
  expired: "refused",
  closed: "refused",
  none: "plain",
};

/** Who can sign in, as what, and where; the administrator's page. */
export function AccountsPage() {
  const t = useTexts(signInTexts);
  const [open, setOpen] = useState<string | "new" | null>(null);
  return (
    <>
      <PageHead title={t("accountsTitle")} lead={t("accountsLead")} />
      <p className={styles["acts"]}>
        <QuietButton onPress={() => setOpen("new")}>{t("invite")}</QuietButton>
      </p>
      <Answer within to={useAccounts()} shape={[500]}>
        {({ accounts }) => (
          <>
            <Accounts accounts={accounts} onManage={setOpen} />
            {open === "new" ? (
              <SidePanel title={t("invite")} onClose={() => setOpen(null)}>
                <InviteForm />
              </SidePanel>
            ) : null}
            {accounts
              .filter(({ officialId }) => officialId === open)
              .map((account) => (
                <SidePanel
                  key={account.officialId}
                  title={account.name}
                  onClose={() => setOpen(null)}
                >
                  <ManageAccount account={account} />
                </SidePanel>
              ))}
          </>
        )}
      </Answer>
    </>
  );
}

function Accounts({
  accounts,
  onManage,
}: {
  readonly accounts: readonly AccountView[];
  readonly onManage: (officialId: string) => void;
}) {
  const t = useTexts(signInTexts);
  const { say, instant } = useSpeech();
  const areas = useAreas().data?.areas ?? [];
  return (
    <DataTable
      caption={t("accountsCaption")}
      rows={accounts}
      rowKey={({ officialId }) => officialId}
      columns={[
        {
          key: "official",
          title: t("official"),
          order: ({ name }) => name,
          cell: ({ name, email, employeeNumber }) => (
            <>
              <b>{name}</b>
              <br />
              <small>
                {email} · {employeeNumber}
              </small>
            </>
          ),
        },
        {
          key: "roles",
          title: t("roles"),
          wide: true,
          cell: ({ grants }) =>
            grants.length === 0 ? (
              "–"
            ) : (
              <ul className={styles["plain"]}>
                {grants.map(({ role, areaCode }) => (
                  <li key={`${role} ${areaCode}`}>
                    {say(roleNames[role])} <small>{nameOf(areas, areaCode)}</small>
                  </li>
                ))}
              </ul>
            ),
        },
        {
          key: "state",
          title: t("state"),
          order: ({ state }) => state,
          cell: ({ state, hasSecondFactor, demonstration }) => (
            <>
              <Badge tone={toneOf[state]}>{t(`state_${state}`)}</Badge>
              <br />
              <small>
                {demonstration
                  ? ""
                  : t(hasSecondFactor ? "withSecondFactor" : "withoutSecondFactor")}
              </small>
            </>
          ),
        },
        {
          key: "seen",
          title: t("lastSeen"),
          order: ({ lastSeenAt }) => lastSeenAt ?? "",
          cell: ({ lastSeenAt }) => (lastSeenAt === null ? t("never") : instant(lastSeenAt)),
        },
        {
          key: "manage",
          title: t("manage"),
          cell: ({ officialId }) => (
            <QuietButton onPress={() => onManage(officialId)}>{t("manage")}</QuietButton>
          ),
        },
      ]}
    />
  );
}
