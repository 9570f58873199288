import { useState } from "react";
import type { z } from "zod";
import { handedLink } from "../../../platform/sign-in/index.ts";
import { TextField, useTexts } from "../../../platform/ui/index.tsx";
import { send } from "../api.ts";
import { queryClient, useStatus } from "../queries.ts";
import { ActForm } from "./act-form.tsx";
import { codeOf, wholeCity } from "./area-choice.tsx";
import styles from "./entry.module.css";
import { HandedLink } from "./handed-link.tsx";
import { type ChosenRole, RoleChoice } from "./role-choice.tsx";
import { signInTexts } from "./texts.ts";

const nobody = { name: "", email: "", employeeNumber: "" };
const firstRole: ChosenRole = { role: "officer", area: wholeCity };

/** Inviting an official: who, as what, where; the answer is a link to hand over. */
export function InviteForm() {
  const t = useTexts(signInTexts);
  const regencyCode = useStatus().data?.regency.code ?? "";
  const [person, setPerson] = useState(nobody);
  const [chosen, setChosen] = useState(firstRole);
  const [handed, setHanded] = useState<z.infer<typeof handedLink> | null>(null);
  if (handed !== null) return <HandedLink handed={handed} />;
  const grants = [{ role: chosen.role, areaCode: codeOf(regencyCode, chosen.area) }];
  return (
    <>
      <p className={styles["soft"]}>{t("inviteLead")}</p>
      <ActForm
        submit={t("makeInvitation")}
        act={() => send("/api/accounts", { ...person, grants }, handedLink)}
        onDone={async (made) => {
          setHanded(made);
          await queryClient.invalidateQueries({ queryKey: ["accounts"] });
        }}
      >
        <TextField
          label={t("name")}
          value={person.name}
          onWrite={(name) => setPerson({ ...person, name })}
        />
        <TextField
          label={t("email")}
          type="email"
          value={person.email}
          onWrite={(email) => setPerson({ ...person, email })}
        />
        <TextField
          label={t("employeeNumber")}
          hint={t("employeeNumberHint")}
          value={person.employeeNumber}
          onWrite={(employeeNumber) => setPerson({ ...person, employeeNumber })}
        />
        <RoleChoice chosen={chosen} onChoose={setChosen} />
      </ActForm>
    </>
  );
}
