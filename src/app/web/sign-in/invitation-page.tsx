import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { z } from "zod";
import { linkView, signInStep } from "../../../platform/sign-in/index.ts";
import { Link, LoadingState, useSpeech, useTexts } from "../../../platform/ui/index.tsx";
import { paths } from "../../../platform/ui/paths.ts";
import { send } from "../api.ts";
import { ActForm } from "./act-form.tsx";
import { CodeForm } from "./code-form.tsx";
import styles from "./entry.module.css";
import { EntryCard } from "./entry-frame.tsx";
import { NewPassword, noPassword } from "./new-password.tsx";
import { signInTexts } from "./texts.ts";
import { tokenInAddress } from "./token-in-address.ts";

/** A one-time link: an invitation, or a new password for somebody who lost the old one. */
export function InvitationPage({ onEntered }: { readonly onEntered: (password: string) => void }) {
  const t = useTexts(signInTexts);
  const { say } = useSpeech();
  const token = tokenInAddress();
  const look = useQuery({
    queryKey: ["link", token],
    queryFn: async () => {
      const found = await send("/api/links/look", { token: token ?? "" }, linkView);
      if (!found.ok) throw found.error;
      return found.value;
    },
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (look.data !== undefined)
    return <Accept token={token ?? ""} link={look.data} onEntered={onEntered} />;
  if (!look.isError) return <LoadingState wholePage />;
  return (
    <EntryCard title={t("linkTitle")}>
      <p className={styles["refusal"]}>
        {look.error.type === "Refused" ? say(look.error.message) : t("noLink")}
      </p>
      <p>
        <Link to={paths.overview}>{t("toSignIn")}</Link>
      </p>
    </EntryCard>
  );
}

function Accept({
  token,
  link,
  onEntered,
}: {
  readonly token: string;
  readonly link: z.infer<typeof linkView>;
  readonly onEntered: (password: string) => void;
}) {
  const t = useTexts(signInTexts);
  const [password, setPassword] = useState(noPassword);
  const [needsCode, setNeedsCode] = useState(false);
  const { name, email, purpose } = link;
  async function enter(next: "done" | "second-factor") {
    if (next === "done") return onEntered(password.first);
    // Who has an authenticator app still proves it: a link alone is half of what is needed.
    const given = { email, password: password.first };
    const begun = await send("/api/auth/sign-in/email", given, signInStep);
    setNeedsCode(begun.ok);
  }
  if (needsCode)
    return (
      <EntryCard title={t("codeTitle")} lead={t("codeLead")}>
        <CodeForm onDone={() => onEntered(password.first)} />
      </EntryCard>
    );
  const title = t(purpose === "invitation" ? "invitationTitle" : "newPasswordTitle", { name });
  return (
    <EntryCard title={title} lead={t("invitationLead", { email })}>
      <ActForm
        submit={t("accept")}
        refused={password.first === password.second ? null : t("notSame")}
        act={() => send("/api/links/use", { token, password: password.first }, signInStep)}
        onDone={({ next }) => enter(next)}
      >
        {/* Lets the browser's own keeper of passwords file it under the right name. */}
        <input type="hidden" name="username" autoComplete="username" value={email} readOnly />
        <NewPassword password={password} onWrite={setPassword} />
      </ActForm>
    </EntryCard>
  );
}
