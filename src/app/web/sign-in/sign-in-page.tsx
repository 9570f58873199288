import { useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { z } from "zod";
import { roleNames } from "../../../platform/access/role-names.ts";
import { signInStep } from "../../../platform/sign-in/index.ts";
import { QuietButton, TextField, useSpeech, useTexts } from "../../../platform/ui/index.tsx";
import { send } from "../api.ts";
import type { StatusView } from "../api-views.ts";
import { becomeAnother, useSignInOptions } from "../queries.ts";
import { ActForm } from "./act-form.tsx";
import { CodeForm } from "./code-form.tsx";
import styles from "./entry.module.css";
import { EntryCard } from "./entry-frame.tsx";
import { signInTexts } from "./texts.ts";

/** The door: whoever is not signed in sees it at every address, and then the page that was asked for. */
export function SignInPage({ status }: { readonly status: StatusView }) {
  const options = useSignInOptions().data ?? null;
  const [waiting, setWaiting] = useState(false);
  if (waiting) return <CodeStep onBack={() => setWaiting(false)} />;
  const accounts = options?.demonstrationAccounts ?? null;
  const password = (
    <PasswordStep
      status={status}
      provider={options?.provider?.name ?? null}
      setUpNeeded={options?.setUpNeeded ?? false}
      isOnlyWay={accounts === null}
      onCode={() => setWaiting(true)}
    />
  );
  if (accounts === null) return password;
  return (
    <div className={styles["beside"]}>
      <Cast accounts={accounts} />
      {password}
    </div>
  );
}

function PasswordStep({
  status,
  provider,
  setUpNeeded,
  isOnlyWay,
  onCode,
}: {
  readonly status: StatusView;
  readonly provider: string | null;
  readonly setUpNeeded: boolean;
  readonly isOnlyWay: boolean;
  readonly onCode: () => void;
}) {
  const t = useTexts(signInTexts);
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const lead = t("lead", { city: status.regency.name });
  if (setUpNeeded)
    return (
      <EntryCard title={t("noSetUpTitle")} lead={lead}>
        <p className={styles["note"]}>{t("noSetUp")}</p>
      </EntryCard>
    );
  const form = (
    <>
      {provider === null ? null : <ByProvider provider={provider} />}
      <ActForm
        submit={t("signIn")}
        act={() => send("/api/auth/sign-in/email", { email, password }, signInStep)}
        onDone={({ next }) => (next === "done" ? becomeAnother() : onCode())}
      >
        <TextField
          label={t("email")}
          type="email"
          complete="username"
          value={email}
          onWrite={setEmail}
        />
        <TextField
          label={t("password")}
          type="password"
          complete="current-password"
          value={password}
          onWrite={setPassword}
        />
      </ActForm>
      <p className={styles["soft"]}>{t("forgotten")}</p>
    </>
  );
  if (isOnlyWay)
    return (
      <EntryCard title={t("title")} lead={lead}>
        {form}
      </EntryCard>
    );
  return (
    <section className={styles["card"]} aria-labelledby="password">
      <h2 id="password">{t("byPassword")}</h2>
      {form}
    </section>
  );
}

function ByProvider({ provider }: { readonly provider: string }) {
  const t = useTexts(signInTexts);
  const search: Readonly<Record<string, unknown>> = useSearch({ strict: false });
  return (
    <>
      {search["masuk"] === undefined ? null : (
        <p className={styles["refusal"]} role="alert">
          {t("providerRefused", { provider })}
        </p>
      )}
      <ActForm
        submit={t("byProvider", { provider })}
        act={() => send("/api/auth/sign-in/social", {}, z.object({ url: z.string() }))}
        onDone={({ url }) => window.location.assign(url)}
      />
      <p className={styles["or"]}>{t("or")}</p>
    </>
  );
}

function CodeStep({ onBack }: { readonly onBack: () => void }) {
  const t = useTexts(signInTexts);
  return (
    <EntryCard title={t("codeTitle")} lead={t("codeLead")}>
      <CodeForm
        onDone={becomeAnother}
        beside={<QuietButton onPress={onBack}>{t("back")}</QuietButton>}
      />
    </EntryCard>
  );
}

type Account = NonNullable<
  NonNullable<ReturnType<typeof useSignInOptions>["data"]>["demonstrationAccounts"]
>[number];

/** The officials of a demonstration, each entered by one press. */
function Cast({ accounts }: { readonly accounts: readonly Account[] }) {
  const t = useTexts(signInTexts);
  const { say } = useSpeech();
  async function enter(officialId: string) {
    const entered = await send("/api/auth/demonstration", { officialId }, signInStep);
    if (entered.ok) await becomeAnother();
  }
  return (
    <EntryCard title={t("demonstrationTitle")} lead={t("demonstrationLead")} narrow={false}>
      <ul className={styles["cast"]}>
        {accounts.map(({ officialId, name, grants }) => (
          <li key={officialId}>
            <button
              type="button"
              className={styles["player"]}
              onClick={() => void enter(officialId)}
            >
              <b>{grants.map(({ role }) => say(roleNames[role])).join(", ")}</b>
              <span>
                {name}, {grants.map(({ areaName }) => areaName).join(", ")}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </EntryCard>
  );
}
