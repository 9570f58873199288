import { encodeQR } from "qr";
import { useState } from "react";
import type { z } from "zod";
import { secondFactorSecret } from "../../../platform/sign-in/index.ts";
import { CopyText, TextField, useTexts } from "../../../platform/ui/index.tsx";
import { send } from "../api.ts";
import { ActForm } from "./act-form.tsx";
import { CodeForm } from "./code-form.tsx";
import styles from "./entry.module.css";
import { signInTexts } from "./texts.ts";

type Secret = z.infer<typeof secondFactorSecret>;

/** Setting up an authenticator app: the password, the QR code with the backup codes, and the first code as proof. */
export function EnrolSecondFactor({
  hasPassword = true,
  password: known = "",
  onDone,
}: {
  readonly hasPassword?: boolean;
  /** The password that was chosen a moment ago: nobody writes it three times. */
  readonly password?: string;
  readonly onDone: () => void | Promise<void>;
}) {
  const t = useTexts(signInTexts);
  const [password, setPassword] = useState(known);
  const [secret, setSecret] = useState<Secret | null>(null);
  if (secret !== null) return <Scan secret={secret} onDone={onDone} />;
  const given = password === "" ? {} : { password };
  return (
    <ActForm
      submit={t("begin")}
      act={() => send("/api/auth/two-factor/enable", given, secondFactorSecret)}
      onDone={setSecret}
    >
      {known === "" && hasPassword ? (
        <TextField
          label={t("password")}
          hint={t("enrolConfirm")}
          type="password"
          complete="current-password"
          value={password}
          onWrite={setPassword}
        />
      ) : null}
    </ActForm>
  );
}

function Scan({
  secret: { address, backupCodes },
  onDone,
}: {
  readonly secret: Secret;
  readonly onDone: () => void | Promise<void>;
}) {
  const t = useTexts(signInTexts);
  const key = new URL(address).searchParams.get("secret") ?? "";
  return (
    <>
      <section className={styles["head"]}>
        <h2>{t("enrolScan")}</h2>
        <div className={styles["scan"]}>
          <QrCode text={address} label={t("qr")} />
          <div className={styles["head"]}>
            <p className={styles["soft"]}>{t("enrolScanLead")}</p>
            <p className={styles["soft"]}>{t("secret")}</p>
            <CopyText text={key} shown={key.replace(/(.{4})/g, "$1 ").trim()} />
          </div>
        </div>
      </section>
      <BackupCodes codes={backupCodes} />
      <section className={styles["head"]}>
        <h2>{t("enrolProve")}</h2>
        <CodeForm backup={false} onDone={onDone} />
      </section>
    </>
  );
}

export function BackupCodes({ codes }: { readonly codes: readonly string[] }) {
  const t = useTexts(signInTexts);
  return (
    <section className={styles["head"]}>
      <h2>{t("backupTitle")}</h2>
      <p className={styles["soft"]}>{t("backupLead")}</p>
      <ul className={styles["codes"]}>
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Dark squares on white, whatever the appearance: cameras want it so. */
function QrCode({ text, label }: { readonly text: string; readonly label: string }) {
  const rows = encodeQR(text, "raw", { ecc: "medium", border: 3 });
  const size = rows.length;
  const path = rows
    .flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : "")))
    .join("");
  return (
    <svg className={styles["qr"]} viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label}>
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" shapeRendering="crispEdges" />
    </svg>
  );
}
