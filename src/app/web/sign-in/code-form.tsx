import { type ReactNode, useState } from "react";
import { signInStep } from "../../../platform/sign-in/index.ts";
import { QuietButton, TextField, useTexts } from "../../../platform/ui/index.tsx";
import { send } from "../api.ts";
import { ActForm } from "./act-form.tsx";
import { signInTexts } from "./texts.ts";

/** The code of the authenticator app, or a backup code when the phone is away. */
export function CodeForm({
  onDone,
  beside,
  backup = true,
}: {
  readonly onDone: () => void | Promise<void>;
  readonly beside?: ReactNode;
  readonly backup?: boolean;
}) {
  const t = useTexts(signInTexts);
  const [code, setCode] = useState("");
  const [isBackup, setBackup] = useState(false);
  const path = isBackup ? "verify-backup-code" : "verify-totp";
  function turn() {
    setBackup(!isBackup);
    setCode("");
  }
  return (
    <ActForm
      submit={t("prove")}
      act={() => send(`/api/auth/two-factor/${path}`, { code }, signInStep)}
      onDone={onDone}
      beside={
        <>
          {backup ? (
            <QuietButton onPress={turn}>{t(isBackup ? "withApp" : "withBackup")}</QuietButton>
          ) : null}
          {beside}
        </>
      }
    >
      <TextField
        key={path}
        label={t(isBackup ? "backupCode" : "code")}
        value={code}
        onWrite={(text) => setCode(isBackup ? text.trim() : text.replace(/\D/g, ""))}
        complete={isBackup ? "off" : "one-time-code"}
        digits={!isBackup}
        focus
      />
    </ActForm>
  );
}
