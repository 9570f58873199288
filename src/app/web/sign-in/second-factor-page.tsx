import { z } from "zod";
import type { SignedInView } from "../../../platform/sign-in/index.ts";
import { QuietButton, useTexts } from "../../../platform/ui/index.tsx";
import { send } from "../api.ts";
import { becomeAnother } from "../queries.ts";
import { CodeForm } from "./code-form.tsx";
import { EntryCard } from "./entry-frame.tsx";
import { EnrolSecondFactor } from "./second-factor.tsx";
import { signInTexts } from "./texts.ts";

/** Where a session lands whose roles wait for a second factor: proving the app, or setting one up. */
export function SecondFactorPage({
  signedIn,
  password,
  onLater,
}: {
  readonly signedIn: SignedInView;
  readonly password: string;
  readonly onLater: () => void;
}) {
  const t = useTexts(signInTexts);
  const ways = (
    <>
      {signedIn.rights.length > 0 ? (
        <QuietButton onPress={onLater}>{t("later")}</QuietButton>
      ) : null}
      <QuietButton onPress={() => void signOut()}>{t("signOut")}</QuietButton>
    </>
  );
  if (signedIn.secondFactor === "to-prove")
    return (
      <EntryCard title={t("codeTitle")} lead={t("proveLead")}>
        <CodeForm onDone={becomeAnother} beside={ways} />
      </EntryCard>
    );
  return (
    <EntryCard title={t("enrolTitle")} lead={t("enrolLead")}>
      <EnrolSecondFactor password={password} onDone={becomeAnother} />
      <div>{ways}</div>
    </EntryCard>
  );
}

/** Ends this session; what is answered does not matter, for what is shown next is what the server then says. */
export async function signOut(): Promise<void> {
  await send("/api/auth/sign-out", {}, z.unknown());
  await becomeAnother();
}
