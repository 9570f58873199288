import { type FormEvent, useEffect, useState } from "react";
import {
  Badge,
  Link,
  Panel,
  Section,
  Select,
  SubmitButton,
  sayActor,
  useSpeech,
  useTexts,
} from "../../platform/ui/index.tsx";
import { paths } from "../../platform/ui/paths.ts";
import {
  type PersonPrivacy,
  type UnmaskPurpose,
  unmaskedSeconds,
  unmaskPurposes,
} from "../index.ts";
import { fieldKey, Line } from "./form-parts.tsx";
import styles from "./privacy.module.css";
import { privacyTexts } from "./texts.ts";

const purposeKeys = {
  "match-ktp": "purpose_matchKtp",
  "insurer-asks": "purpose_insurer",
  request: "purpose_request",
  audit: "purpose_audit",
  other: "purpose_words",
} as const;

export interface Unmasking {
  readonly purpose: UnmaskPurpose;
  readonly words: string;
}

/** A person's wishes on her page, and the way to see her whole NIK for a moment. */
export function PersonPrivacyPanel({
  personId,
  privacy,
  nik,
  seconds,
  refusal,
  onUnmask,
}: {
  readonly personId: string;
  readonly privacy: PersonPrivacy;
  /** A whole NIK just answered, and how long it may be shown. */
  readonly nik: string | null;
  readonly seconds: number;
  readonly refusal: string | null;
  readonly onUnmask: (unmasking: Unmasking) => void;
}) {
  const t = useTexts(privacyTexts);
  const { instant } = useSpeech();
  return (
    <Section title={t("onPerson")}>
      <Panel>
        {privacy.restrictedSince === null ? null : (
          <p className={styles["badges"]}>
            <Badge tone="refused">
              {t("restricted", { at: instant(privacy.restrictedSince) })}
            </Badge>{" "}
            {t("restrictedWhat")}
          </p>
        )}
        {privacy.corrections.length === 0 ? null : (
          <>
            <h3>{t("corrected")}</h3>
            <ul className={styles["corrections"]}>
              {privacy.corrections.map((one) => (
                <li key={`${one.recordedAt} ${one.field}`}>
                  <b>
                    {t(fieldKey(one.field))}: {one.value}
                  </b>
                  <span>
                    {t("correctedBy", {
                      evidence: one.evidence,
                      by: sayActor(one.recordedBy),
                      at: instant(one.recordedAt),
                    })}
                  </span>
                </li>
              ))}
            </ul>
          </>
        )}
        <Unmask nik={nik} seconds={seconds} refusal={refusal} onUnmask={onUnmask} />
        <p className={styles["links"]}>
          <Link to={`${paths.privacy}?orang=${encodeURIComponent(personId)}`}>
            {t("askForPerson")}
          </Link>
        </p>
      </Panel>
    </Section>
  );
}

function Unmask({
  nik,
  seconds,
  refusal,
  onUnmask,
}: {
  readonly nik: string | null;
  readonly seconds: number;
  readonly refusal: string | null;
  readonly onUnmask: (unmasking: Unmasking) => void;
}) {
  const t = useTexts(privacyTexts);
  const [purpose, setPurpose] = useState<UnmaskPurpose>("match-ktp");
  const [words, setWords] = useState("");
  const shown = useForAWhile(nik, seconds);
  function submit(event: FormEvent) {
    event.preventDefault();
    onUnmask({ purpose, words });
  }
  return (
    <form className={styles["unmask"]} onSubmit={submit} aria-label={t("unmask")}>
      <Select
        label={t("unmaskWhy")}
        value={purpose}
        options={unmaskPurposes.map((value) => ({ value, label: t(purposeKeys[value]) }))}
        onChoose={(value) => setPurpose(unmaskPurposes.find((one) => one === value) ?? "match-ktp")}
      />
      {purpose === "other" ? (
        <Line label={t("unmaskWords")} value={words} onWrite={setWords} />
      ) : null}
      <SubmitButton>{t("unmask")}</SubmitButton>
      <div aria-live="polite" className={styles["nik"]}>
        {shown === null ? null : <code>{shown}</code>}
        {refusal === null ? null : <span className={styles["refusal"]}>{refusal}</span>}
      </div>
      <p className={styles["soft"]}>{t("unmaskHint", { n: unmaskedSeconds })}</p>
    </form>
  );
}

/** A text until its seconds are over. */
function useForAWhile(text: string | null, seconds: number): string | null {
  const [shown, setShown] = useState<string | null>(null);
  useEffect(() => {
    setShown(text);
    if (text === null) return;
    const timer = setTimeout(() => setShown(null), seconds * 1000);
    return () => clearTimeout(timer);
  }, [text, seconds]);
  return shown;
}
