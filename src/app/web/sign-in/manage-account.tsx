import { type ReactNode, useState } from "react";
import { z } from "zod";
import { roleNames } from "../../../platform/access/role-names.ts";
import { type AccountView, handedLink } from "../../../platform/sign-in/index.ts";
import { QuietButton, TextField, useSpeech, useTexts } from "../../../platform/ui/index.tsx";
import { Answer } from "../answer.tsx";
import { send } from "../api.ts";
import { queryClient, useAreas, useSessionsOf, useStatus } from "../queries.ts";
import { ActForm } from "./act-form.tsx";
import { codeOf, nameOf, wholeCity } from "./area-choice.tsx";
import styles from "./entry.module.css";
import { HandedLink } from "./handed-link.tsx";
import { type ChosenRole, RoleChoice } from "./role-choice.tsx";
import { Sessions } from "./sessions.tsx";
import { signInTexts } from "./texts.ts";

const firstRole: ChosenRole = { role: "officer", area: wholeCity };
const changed = z.object({ changed: z.boolean() });

async function lookAgain(): Promise<void> {
  await queryClient.invalidateQueries({ queryKey: ["accounts"] });
  await queryClient.invalidateQueries({ queryKey: ["sessions"] });
}

/** What an administrator does with one account: roles, a new link, sessions, closing, a lost phone. */
export function ManageAccount({ account }: { readonly account: AccountView }) {
  const t = useTexts(signInTexts);
  const own = useStatus().data?.signedIn?.officialId === account.officialId;
  return (
    <div className={styles["parts"]}>
      <p className={styles["soft"]}>
        {account.email} · {account.employeeNumber}
      </p>
      <Roles account={account} isOwn={own} />
      {own ? <p className={styles["note"]}>{t("ownAccountNote")}</p> : null}
      <Part title={t("sessionsTitle")}>
        <TheirSessions officialId={account.officialId} />
      </Part>
      {own || account.demonstration ? null : <Restoring account={account} />}
    </div>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className={styles["part"]}>
      <h3>{title}</h3>
      {children}
    </section>
  );
}

function Roles({
  account: { officialId, grants },
  isOwn,
}: {
  readonly account: AccountView;
  readonly isOwn: boolean;
}) {
  const t = useTexts(signInTexts);
  const { say } = useSpeech();
  const regencyCode = useStatus().data?.regency.code ?? "";
  const areas = useAreas().data?.areas ?? [];
  const [chosen, setChosen] = useState(firstRole);
  const change = (path: string, body: unknown) =>
    send(`/api/accounts/${officialId}/${path}`, body, changed);
  return (
    <>
      <Part title={t("roles")}>
        {grants.length === 0 ? <p>{t("none")}</p> : null}
        <ul className={styles["grants"]}>
          {grants.map((grant) => (
            <li key={`${grant.role} ${grant.areaCode}`}>
              <span>
                {say(roleNames[grant.role])} <small>{nameOf(areas, grant.areaCode)}</small>
              </span>
              {isOwn ? null : (
                <QuietButton onPress={() => void change("revoke", grant).then(lookAgain)}>
                  {t("takeAway")}
                </QuietButton>
              )}
            </li>
          ))}
        </ul>
      </Part>
      {isOwn ? null : (
        <Part title={t("addRole")}>
          <ActForm
            submit={t("addRole")}
            act={() =>
              change("grant", { role: chosen.role, areaCode: codeOf(regencyCode, chosen.area) })
            }
            onDone={lookAgain}
          >
            <RoleChoice chosen={chosen} onChoose={setChosen} />
          </ActForm>
        </Part>
      )}
    </>
  );
}

function TheirSessions({ officialId }: { readonly officialId: string }) {
  const end = async (sessionId: string | null) => {
    await send(`/api/accounts/${officialId}/sessions/end`, { sessionId }, z.unknown());
    await lookAgain();
  };
  return (
    <Answer within to={useSessionsOf(officialId)} shape={[80]}>
      {({ sessions }) => (
        <Sessions sessions={sessions} onEnd={(sessionId) => void end(sessionId)} />
      )}
    </Answer>
  );
}

function Restoring({ account }: { readonly account: AccountView }) {
  const t = useTexts(signInTexts);
  const isClosed = account.state === "closed";
  return (
    <>
      {isClosed ? null : (
        <Part title={t("newLink")}>
          <NewLink officialId={account.officialId} />
        </Part>
      )}
      {account.hasSecondFactor ? (
        <Part title={t("resetSecondFactor")}>
          <WithReason
            account={account}
            path="reset-second-factor"
            submit={t("resetSecondFactor")}
            lead={t("resetSecondFactorLead")}
          />
        </Part>
      ) : null}
      <Part title={t(isClosed ? "open" : "close")}>
        <WithReason
          account={account}
          path={isClosed ? "open" : "close"}
          submit={t(isClosed ? "open" : "close")}
          lead={t(isClosed ? "openLead" : "closeLead")}
        />
      </Part>
    </>
  );
}

function NewLink({ officialId }: { readonly officialId: string }) {
  const t = useTexts(signInTexts);
  const [handed, setHanded] = useState<z.infer<typeof handedLink> | null>(null);
  if (handed !== null) return <HandedLink handed={handed} />;
  return (
    <ActForm
      submit={t("newLink")}
      act={() => send(`/api/accounts/${officialId}/link`, {}, handedLink)}
      onDone={async (made) => {
        setHanded(made);
        await lookAgain();
      }}
    >
      <p className={styles["soft"]}>{t("newLinkLead")}</p>
    </ActForm>
  );
}

function WithReason({
  account: { officialId },
  path,
  submit,
  lead,
}: {
  readonly account: AccountView;
  readonly path: string;
  readonly submit: string;
  readonly lead: string;
}) {
  const t = useTexts(signInTexts);
  const [reason, setReason] = useState("");
  return (
    <ActForm
      submit={submit}
      act={() => send(`/api/accounts/${officialId}/${path}`, { reason }, changed)}
      onDone={async () => {
        setReason("");
        await lookAgain();
      }}
    >
      <p className={styles["soft"]}>{lead}</p>
      <TextField label={t("reason")} hint={t("reasonHint")} value={reason} onWrite={setReason} />
    </ActForm>
  );
}
