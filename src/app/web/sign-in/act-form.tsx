import { type FormEvent, type ReactNode, useState } from "react";
import type { Result } from "../../../kernel/result.ts";
import { SubmitButton, useSpeech, useTexts } from "../../../platform/ui/index.tsx";
import type { AskFailure } from "../api.ts";
import { appTexts } from "../app-texts.ts";
import styles from "./entry.module.css";

/** A form that asks the server to do one thing, and says why it was not done. */
export function ActForm<Answer>({
  submit,
  act,
  onDone,
  refused = null,
  beside,
  children,
}: {
  readonly submit: string;
  readonly act: () => Promise<Result<Answer, AskFailure>>;
  readonly onDone: (answer: Answer) => void | Promise<void>;
  /** What is wrong before the server is asked. */
  readonly refused?: string | null;
  readonly beside?: ReactNode;
  readonly children?: ReactNode;
}) {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<AskFailure | string | null>(null);
  const sentence = useFailure(typeof failure === "string" ? null : failure);
  async function run(event: FormEvent) {
    event.preventDefault();
    if (busy) return;
    if (refused !== null) {
      setFailure(refused);
      return;
    }
    setBusy(true);
    setFailure(null);
    const answer = await act();
    setBusy(false);
    if (answer.ok) await onDone(answer.value);
    else setFailure(answer.error);
  }
  return (
    <form className={styles["form"]} onSubmit={(event) => void run(event)}>
      {children}
      <div aria-live="assertive">
        {failure === null ? null : (
          <p className={styles["refusal"]}>{typeof failure === "string" ? failure : sentence}</p>
        )}
      </div>
      <div className={styles["acts"]}>
        <SubmitButton busy={busy}>{submit}</SubmitButton>
        {beside}
      </div>
    </form>
  );
}

function useFailure(failure: AskFailure | null): string | null {
  const t = useTexts(appTexts);
  const { say } = useSpeech();
  if (failure === null) return null;
  if (failure.type === "Refused") return say(failure.message);
  if (failure.type === "Unreachable") return t("unreachableLead");
  return t("notUnderstoodLead", { where: failure.where });
}
