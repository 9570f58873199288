import { TextField, useTexts } from "../../../platform/ui/index.tsx";
import { signInTexts } from "./texts.ts";

export interface PasswordTwice {
  readonly first: string;
  readonly second: string;
}

export const noPassword: PasswordTwice = { first: "", second: "" };

/** A new password, written twice; whether it will do the server says. */
export function NewPassword({
  password,
  onWrite,
}: {
  readonly password: PasswordTwice;
  readonly onWrite: (password: PasswordTwice) => void;
}) {
  const t = useTexts(signInTexts);
  return (
    <>
      <TextField
        label={t("newPassword")}
        hint={t("newPasswordHint")}
        type="password"
        complete="new-password"
        value={password.first}
        onWrite={(first) => onWrite({ ...password, first })}
      />
      <TextField
        label={t("repeatPassword")}
        type="password"
        complete="new-password"
        value={password.second}
        onWrite={(second) => onWrite({ ...password, second })}
      />
    </>
  );
}
