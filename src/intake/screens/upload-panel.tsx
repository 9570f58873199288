import { IconFileUpload } from "@tabler/icons-react";
import { type DragEvent, useId, useState } from "react";
import { Badge, type Tone, useSpeech, useTexts } from "../../platform/ui/index.tsx";
import { SourceTitle } from "./source-title.tsx";
import { intakeTexts } from "./texts.ts";
import styles from "./upload.module.css";
import type { Upload, UploadedSheet } from "./upload.ts";

/** Brings files in: by the button or by dropping them; each tells truly how far it is. */
export function UploadPanel({
  uploads,
  onBring,
}: {
  readonly uploads: readonly Upload[];
  readonly onBring: (files: readonly File[]) => void;
}) {
  const t = useTexts(intakeTexts);
  const id = useId();
  const [over, setOver] = useState(false);
  function drop(event: DragEvent) {
    event.preventDefault();
    setOver(false);
    onBring([...event.dataTransfer.files]);
  }
  return (
    <section className={styles["panel"]} aria-labelledby={`${id}-title`}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is a short way; the button inside does the same. */}
      <div
        className={styles["zone"]}
        data-over={over}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <IconFileUpload size={34} stroke={1.6} aria-hidden />
        <div>
          <h2 id={`${id}-title`}>{t("bring")}</h2>
          <p>{t("bringHint")}</p>
        </div>
        <label className={styles["button"]}>
          {t("choose")}
          <input
            type="file"
            multiple
            accept=".xlsx,.csv"
            className="only-heard"
            onChange={(event) => {
              onBring([...(event.currentTarget.files ?? [])]);
              event.currentTarget.value = "";
            }}
          />
        </label>
      </div>
      {uploads.length === 0 ? null : (
        <ul className={styles["uploads"]} aria-live="polite">
          {uploads.map((upload) => (
            <li key={upload.key}>
              <Progress upload={upload} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

const tones = {
  waiting: "plain",
  sending: "waiting",
  reading: "waiting",
  done: "eligible",
  refused: "refused",
} as const satisfies Record<Upload["state"], Tone>;

function Progress({ upload }: { readonly upload: Upload }) {
  const t = useTexts(intakeTexts);
  const { say } = useSpeech();
  const { state, bytesSent, bytesTotal, message } = upload;
  return (
    <>
      <p className={styles["head"]}>
        <b>{upload.fileName}</b>
        <HowFar upload={upload} />
        <Badge tone={tones[state]}>{t(`upload_${state}`)}</Badge>
      </p>
      {state === "sending" || state === "reading" ? (
        <progress
          className={styles["bar"]}
          aria-label={`${upload.fileName}: ${t(`upload_${state}`)}`}
          {...(state === "sending" && bytesTotal > 0 ? { value: bytesSent, max: bytesTotal } : {})}
        />
      ) : null}
      {message === null ? null : <p className={styles["refusal"]}>{say(message)}</p>}
      {upload.sheets.map((sheet) => (
        <Sheet key={sheet.sheet} sheet={sheet} />
      ))}
      {upload.sheets.some((sheet) => !sheet.alreadyLoaded) ? (
        <p className={styles["soft"]}>
          {t("uploadNext")} <code>npx payung resolve</code>
        </p>
      ) : null}
    </>
  );
}

function HowFar({ upload }: { readonly upload: Upload }) {
  const t = useTexts(intakeTexts);
  const { state, bytesSent, bytesTotal, rows } = upload;
  if (state === "reading") return <span className={styles["soft"]}>{t("rowsRead", { rows })}</span>;
  if (state !== "sending") return <span />;
  const sent = Math.round(bytesSent / 1024);
  return (
    <span className={styles["soft"]}>
      {t("bytesSent", { sent, total: Math.max(1, Math.round(bytesTotal / 1024)) })}
    </span>
  );
}

function Sheet({ sheet }: { readonly sheet: UploadedSheet }) {
  const t = useTexts(intakeTexts);
  const { rows, accepted, warned, quarantined } = sheet;
  return (
    <p className={styles["sheet"]}>
      <span>
        <SourceTitle source={sheet.source} /> · {t("sheet", { sheet: sheet.sheet })}
      </span>
      <span>
        {sheet.alreadyLoaded
          ? t("alreadyLoaded", { rows })
          : t("loadedSum", { rows, accepted, warned, quarantined })}
      </span>
    </p>
  );
}
