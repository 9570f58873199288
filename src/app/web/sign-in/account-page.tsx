import { useState } from "react";
import { z } from "zod";
import { roleNames } from "../../../platform/access/role-names.ts";
import type { SignedInView } from "../../../platform/sign-in/index.ts";
import {
  Badge,
  DataTable,
  PageHead,
  Panel,
  QuietButton,
  Section,
  Split,
  TextField,
  useSpeech,
  useTexts,
} from "../../../platform/ui/index.tsx";
import { Answer } from "../answer.tsx";
import { send } from "../api.ts";
import { queryClient, useOwnSessions, useStatus } from "../queries.ts";
import { ActForm } from "./act-form.tsx";
import styles from "./entry.module.css";
import { NewPassword, noPassword } from "./new-password.tsx";
import { BackupCodes, EnrolSecondFactor } from "./second-factor.tsx";
import { signOut } from "./second-factor-page.tsx";
import { Sessions } from "./sessions.tsx";
import { signInTexts } from "./texts.ts";

/** Whoever is signed in: roles, what guards the account, and the browsers that are in. */
export function AccountPage() {
  const t = useTexts(signInTexts);
  const signedIn = useStatus().data?.signedIn ?? null;
  if (signedIn === null) return null;
  return (
    <>
      <PageHead over={signedIn.email} title={signedIn.name} lead={t("accountLead")} />
      <QuietButton onPress={() => void signOut()}>{t("signOut")}</QuietButton>
      <Section title={t("rolesTitle")}>
        <Roles roles={signedIn.roles} />
      </Section>
      {signedIn.isDemonstration ? (
        <p className={styles["note"]}>{t("demonstrationAccount")}</p>
      ) : (
        <Security signedIn={signedIn} />
      )}
      <Section title={t("sessionsTitle")} lead={t("sessionsLead")}>
        <OwnSessions />
      </Section>
    </>
  );
}

function Roles({ roles }: { readonly roles: SignedInView["roles"] }) {
  const t = useTexts(signInTexts);
  const { say } = useSpeech();
  if (roles.length === 0) return <p>{t("noRoles")}</p>;
  return (
    <DataTable
      caption={t("rolesTitle")}
      rows={roles}
      rowKey={({ role, areaCode }) => `${role} ${areaCode}`}
      columns={[
        { key: "role", title: t("role"), cell: ({ role }) => say(roleNames[role]) },
        { key: "area", title: t("area"), cell: ({ areaName }) => areaName },
        {
          key: "state",
          title: t("state"),
          cell: ({ isActive }) => (
            <Badge tone={isActive ? "eligible" : "waiting"}>
              {t(isActive ? "active" : "asleep")}
            </Badge>
          ),
        },
      ]}
    />
  );
}

function Security({ signedIn }: { readonly signedIn: SignedInView }) {
  const t = useTexts(signInTexts);
  return (
    <Section title={t("securityTitle")}>
      <Split>
        <Panel>
          <div className={styles["head"]}>
            <h3>{t("secondFactor")}</h3>
            <p>
              <Badge tone={signedIn.hasSecondFactor ? "eligible" : "waiting"}>
                {t(signedIn.hasSecondFactor ? "secondFactorOn" : "secondFactorOff")}
              </Badge>
            </p>
            {signedIn.hasSecondFactor ? (
              <NewBackupCodes />
            ) : (
              <>
                <p className={styles["soft"]}>{t("enrolVoluntary")}</p>
                <EnrolSecondFactor
                  onDone={() => queryClient.invalidateQueries({ queryKey: ["status"] })}
                />
              </>
            )}
          </div>
        </Panel>
        <Panel>
          <div className={styles["head"]}>
            <h3>{t("changePassword")}</h3>
            <ChangePassword />
          </div>
        </Panel>
      </Split>
    </Section>
  );
}

function NewBackupCodes() {
  const t = useTexts(signInTexts);
  const [password, setPassword] = useState("");
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  if (codes !== null) return <BackupCodes codes={codes} />;
  return (
    <ActForm
      submit={t("makeThem")}
      act={() =>
        send(
          "/api/auth/two-factor/backup-codes",
          { password },
          z.object({ backupCodes: z.array(z.string()) }),
        )
      }
      onDone={({ backupCodes }) => setCodes(backupCodes)}
    >
      <p className={styles["soft"]}>
        {t("newBackupCodes")}. {t("newBackupCodesLead")}
      </p>
      <TextField
        label={t("password")}
        type="password"
        complete="current-password"
        value={password}
        onWrite={setPassword}
      />
    </ActForm>
  );
}

function ChangePassword() {
  const t = useTexts(signInTexts);
  const [current, setCurrent] = useState("");
  const [password, setPassword] = useState(noPassword);
  const [done, setDone] = useState(false);
  return (
    <ActForm
      submit={t("change")}
      refused={password.first === password.second ? null : t("notSame")}
      act={() =>
        send(
          "/api/auth/change-password",
          { currentPassword: current, newPassword: password.first },
          z.unknown(),
        )
      }
      onDone={async () => {
        setDone(true);
        setCurrent("");
        setPassword(noPassword);
        await queryClient.invalidateQueries({ queryKey: ["own sessions"] });
      }}
    >
      <TextField
        label={t("currentPassword")}
        type="password"
        complete="current-password"
        value={current}
        onWrite={setCurrent}
      />
      <NewPassword password={password} onWrite={setPassword} />
      <div aria-live="polite">{done ? <p className={styles["good"]}>{t("changed")}</p> : null}</div>
    </ActForm>
  );
}

function OwnSessions() {
  const t = useTexts(signInTexts);
  const end = async (sessionId: string | null) => {
    await send("/api/me/sessions/end", { sessionId }, z.unknown());
    await queryClient.invalidateQueries({ queryKey: ["own sessions"] });
  };
  return (
    <Answer within to={useOwnSessions()} shape={[160]}>
      {({ sessions }) => (
        <>
          <Sessions sessions={sessions} onEnd={(sessionId) => void end(sessionId)} />
          {sessions.length > 1 ? (
            <p className={styles["acts"]}>
              <QuietButton onPress={() => void end(null)}>{t("endOthers")}</QuietButton>
            </p>
          ) : null}
        </>
      )}
    </Answer>
  );
}
