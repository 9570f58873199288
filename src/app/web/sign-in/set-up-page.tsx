import { useState } from "react";
import { signInStep } from "../../../platform/sign-in/index.ts";
import { TextField, useTexts } from "../../../platform/ui/index.tsx";
import { send } from "../api.ts";
import { ActForm } from "./act-form.tsx";
import styles from "./entry.module.css";
import { EntryCard } from "./entry-frame.tsx";
import { NewPassword, noPassword } from "./new-password.tsx";
import { signInTexts } from "./texts.ts";
import { tokenInAddress } from "./token-in-address.ts";

const nobody = { name: "", email: "", employeeNumber: "" };

/** The first administrator, by the link that the server wrote on its console. */
export function SetUpPage({ onEntered }: { readonly onEntered: (password: string) => void }) {
  const t = useTexts(signInTexts);
  const token = tokenInAddress();
  const [person, setPerson] = useState(nobody);
  const [password, setPassword] = useState(noPassword);
  if (token === null)
    return (
      <EntryCard title={t("setUpTitle")}>
        <p className={styles["refusal"]}>{t("noLink")}</p>
      </EntryCard>
    );
  return (
    <EntryCard title={t("setUpTitle")} lead={t("setUpLead")}>
      <ActForm
        submit={t("setUp")}
        refused={password.first === password.second ? null : t("notSame")}
        act={() => send("/api/set-up", { token, ...person, password: password.first }, signInStep)}
        onDone={() => onEntered(password.first)}
      >
        <TextField
          label={t("name")}
          complete="name"
          value={person.name}
          onWrite={(name) => setPerson({ ...person, name })}
        />
        <TextField
          label={t("email")}
          type="email"
          complete="username"
          value={person.email}
          onWrite={(email) => setPerson({ ...person, email })}
        />
        <TextField
          label={t("employeeNumber")}
          hint={t("employeeNumberHint")}
          value={person.employeeNumber}
          onWrite={(employeeNumber) => setPerson({ ...person, employeeNumber })}
        />
        <NewPassword password={password} onWrite={setPassword} />
      </ActForm>
    </EntryCard>
  );
}
