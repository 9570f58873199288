import { type FormEvent, useState } from "react";
import { Panel, Select, SubmitButton, useTexts } from "../../platform/ui/index.tsx";
import { askers, channels, requestKinds } from "../index.ts";
import { Line, Words } from "./form-parts.tsx";
import styles from "./privacy.module.css";
import { privacyTexts } from "./texts.ts";

/** What a new request says; ids are made by the caller, so that sending it again is harmless. */
export interface WrittenRequest {
  readonly kind: (typeof requestKinds)[number];
  readonly channel: (typeof channels)[number];
  readonly askedBy: (typeof askers)[number];
  readonly words: string;
  readonly contact: string;
}

const empty: WrittenRequest = {
  kind: "access",
  channel: "counter",
  askedBy: "self",
  words: "",
  contact: "",
};

/** Records that somebody asked, about the person whose page was open or about nobody known yet. */
export function ReceiveForm({
  ofPerson,
  refusal,
  onReceive,
}: {
  readonly ofPerson: boolean;
  readonly refusal: string | null;
  readonly onReceive: (request: WrittenRequest, done: () => void) => void;
}) {
  const t = useTexts(privacyTexts);
  const [written, setWritten] = useState(empty);
  function submit(event: FormEvent) {
    event.preventDefault();
    if (written.words.trim() !== "") onReceive(written, () => setWritten(empty));
  }
  return (
    <Panel>
      <form className={styles["form"]} onSubmit={submit} aria-label={t("receive")}>
        <h3>{t("receive")}</h3>
        {ofPerson ? <p className={styles["soft"]}>{t("forPerson")}</p> : null}
        <div className={styles["fields"]}>
          <Select
            label={t("kind")}
            value={written.kind}
            options={requestKinds.map((value) => ({ value, label: t(`kind_${value}`) }))}
            onChoose={(value) =>
              setWritten({
                ...written,
                kind: requestKinds.find((one) => one === value) ?? "access",
              })
            }
          />
          <Select
            label={t("channel")}
            value={written.channel}
            options={channels.map((value) => ({ value, label: t(`channel_${value}`) }))}
            onChoose={(value) =>
              setWritten({
                ...written,
                channel: channels.find((one) => one === value) ?? "counter",
              })
            }
          />
          <Select
            label={t("askedBy")}
            value={written.askedBy}
            options={askers.map((value) => ({ value, label: t(`asked_${value}`) }))}
            onChoose={(value) =>
              setWritten({ ...written, askedBy: askers.find((one) => one === value) ?? "self" })
            }
          />
        </div>
        <Words
          label={t("words")}
          hint={t("wordsHint")}
          value={written.words}
          onWrite={(words) => setWritten({ ...written, words })}
        />
        <Line
          label={t("contact")}
          value={written.contact}
          onWrite={(contact) => setWritten({ ...written, contact })}
        />
        <p role="alert" className={styles["refusal"]}>
          {refusal}
        </p>
        <SubmitButton>{t("save")}</SubmitButton>
      </form>
    </Panel>
  );
}
