import { type FormEvent, type ReactNode, useState } from "react";
import {
  Facts,
  Link,
  PageHead,
  Panel,
  QuietButton,
  Section,
  Select,
  SubmitButton,
  sayActor,
  useSpeech,
  useTexts,
} from "../../platform/ui/index.tsx";
import { paths, personPath } from "../../platform/ui/paths.ts";
import { answerOutcomes, correctableFields, type RequestView, type StepView } from "../index.ts";
import { fieldKey, Line, Words } from "./form-parts.tsx";
import styles from "./privacy.module.css";
import { Clock, RequestState } from "./requests.tsx";
import { privacyTexts } from "./texts.ts";

/** What may be asked of the server about a request; the page sends it. */
export type RequestDeed =
  | { readonly type: "identify"; readonly written: string }
  | { readonly type: "step"; readonly step: Readonly<Record<string, unknown>> }
  | { readonly type: "propose"; readonly reason: string; readonly despiteCover: boolean };

interface Props {
  readonly request: RequestView;
  readonly refusal: string | null;
  readonly onDo: (deed: RequestDeed) => void;
}

/** One request: what was asked, its clock, what was done, and the steps that are left. */
export function RequestScreen({ request, refusal, onDo }: Props) {
  const t = useTexts(privacyTexts);
  const { say, instant } = useSpeech();
  const clock = t(request.clock === "law" ? "clockLaw" : "clockHouse");
  return (
    <>
      <PageHead
        over={<Link to={paths.privacy}>{t("title")}</Link>}
        title={`${say(request.kindTitle)} · ${t("number")} ${request.requestNo}`}
      />
      <Panel>
        <p className={styles["badges"]}>
          <RequestState request={request} /> <Clock request={request} />
        </p>
        <p className={styles["words"]}>{request.words}</p>
        <Facts
          facts={[
            { key: "received", title: t("received"), value: instant(request.receivedAt) },
            { key: "due", title: t("due"), value: instant(request.dueAt) },
            { key: "articles", title: t("articles"), value: `${request.articles} (${clock})` },
            {
              key: "by",
              title: t("askedBy"),
              value: `${t(`asked_${request.askedBy}`)}, ${t(`channel_${request.channel}`)}`,
            },
            { key: "contact", title: t("contact"), value: request.contact || "–" },
            {
              key: "person",
              title: t("person"),
              value:
                request.personId === null ? (
                  t("nobody")
                ) : (
                  <Link to={personPath(request.personId)}>{t("seePerson")}</Link>
                ),
            },
            {
              key: "handler",
              title: t("handler"),
              value: request.assignee === null ? t("nobody") : sayActor(request.assignee),
            },
          ]}
        />
      </Panel>
      <Done steps={request.steps} />
      <p role="alert" className={styles["refusal"]}>
        {refusal}
      </p>
      <ToDo request={request} onDo={onDo} />
    </>
  );
}

function Done({ steps }: { readonly steps: readonly StepView[] }) {
  const t = useTexts(privacyTexts);
  const { instant, say } = useSpeech();
  if (steps.length === 0) return null;
  const tell = ({ step, assignee, outcome }: StepView) => {
    if (step === "assigned") return t("step_assigned", { to: sayActor(assignee ?? "") });
    if (step === "reviewed")
      return t(outcome === "changed" ? "step_reviewed_changed" : "step_reviewed_upheld");
    const known = answerOutcomes.find((one) => one === outcome) ?? "granted";
    if (step === "answered") return t("step_answered", { outcome: t(`outcome_${known}`) });
    return t(`step_${step}`);
  };
  return (
    <Section title={t("steps")}>
      <ol className={styles["steps"]}>
        {steps.map((step) => (
          <li key={`${step.madeAt} ${step.step}`}>
            <b>{tell(step)}</b>
            <span>
              {sayActor(step.madeBy)}, {instant(step.madeAt)}
            </span>
            {step.reason === null ? null : <p>{say(step.reason)}</p>}
            {step.note === "" || step.step === "copied" ? null : <p>{step.note}</p>}
          </li>
        ))}
      </ol>
    </Section>
  );
}

function ToDo({ request, onDo }: Omit<Props, "refusal">) {
  const t = useTexts(privacyTexts);
  const step = (body: Readonly<Record<string, unknown>>) => onDo({ type: "step", step: body });
  if (request.state === "answered") {
    if (request.kind !== "restriction" || request.outcome !== "granted") return null;
    return (
      <QuietButton onPress={() => step({ step: "unrestricted", note: "" })}>
        {t("lift")}
      </QuietButton>
    );
  }
  const copy = `/api/privacy/requests/${encodeURIComponent(request.requestId)}/copy`;
  return (
    <div className={styles["todo"]}>
      {request.personId === null ? (
        <OneLine
          label={t("identify")}
          hint={t("identifyHint")}
          button={t("identify")}
          onWrite={(written) => onDo({ type: "identify", written })}
        />
      ) : null}
      <OneLine
        label={t("assign")}
        button={t("assignDo")}
        onWrite={(assignee) => step({ step: "assigned", assignee })}
      />
      {request.kind === "access" && request.personId !== null ? (
        <Panel>
          <p className={styles["links"]}>
            <a href={copy} download>
              {t("copyHtml")}
            </a>
            <a href={`${copy}?format=json`} download>
              {t("copyJson")}
            </a>
          </p>
        </Panel>
      ) : null}
      {request.kind === "objection" ? <Review onStep={step} /> : null}
      {request.kind === "erasure" && request.personId !== null ? <Propose onDo={onDo} /> : null}
      <AnswerForm request={request} onStep={step} />
    </div>
  );
}

function OneLine({
  label,
  hint,
  button,
  onWrite,
}: {
  readonly label: string;
  readonly hint?: string;
  readonly button: string;
  readonly onWrite: (text: string) => void;
}) {
  const [text, setText] = useState("");
  return (
    <Form title={label} button={button} onSend={() => text.trim() !== "" && onWrite(text.trim())}>
      <Line label={hint ?? label} value={text} onWrite={setText} />
    </Form>
  );
}

function Review({
  onStep,
}: {
  readonly onStep: (step: Readonly<Record<string, unknown>>) => void;
}) {
  const t = useTexts(privacyTexts);
  const [note, setNote] = useState("");
  const [outcome, setOutcome] = useState("upheld");
  return (
    <Form
      title={t("review")}
      button={t("review")}
      onSend={() => note.trim() !== "" && onStep({ step: "reviewed", outcome, note })}
    >
      <Select
        label={t("outcome")}
        value={outcome}
        options={[
          { value: "upheld", label: t("upheld") },
          { value: "changed", label: t("changed") },
        ]}
        onChoose={setOutcome}
      />
      <Words label={t("reviewHint")} value={note} onWrite={setNote} />
    </Form>
  );
}

function Propose({ onDo }: Pick<Props, "onDo">) {
  const t = useTexts(privacyTexts);
  const [reason, setReason] = useState("");
  const [despiteCover, setDespite] = useState(false);
  return (
    <Form
      title={t("propose")}
      button={t("propose")}
      onSend={() => reason.trim() !== "" && onDo({ type: "propose", reason, despiteCover })}
    >
      <Words label={t("proposeReason")} value={reason} onWrite={setReason} />
      <label className={styles["check"]}>
        <input
          type="checkbox"
          checked={despiteCover}
          onChange={(event) => setDespite(event.currentTarget.checked)}
        />
        {t("despiteCover")}
      </label>
    </Form>
  );
}

function AnswerForm({
  request,
  onStep,
}: {
  readonly request: RequestView;
  readonly onStep: (step: Readonly<Record<string, unknown>>) => void;
}) {
  const t = useTexts(privacyTexts);
  const { say } = useSpeech();
  const [written, setWritten] = useState({
    ...{ outcome: "granted", reason: "", note: "", field: "name", value: "", evidence: "" },
  });
  const write = (part: Partial<typeof written>) => setWritten({ ...written, ...part });
  const { outcome, reason, note, field, value, evidence } = written;
  const corrects = request.kind === "correction" && outcome !== "refused";
  function send() {
    const correction = { field, value, evidence };
    onStep({
      ...{ step: "answered", outcome, note },
      reason: outcome === "granted" || reason === "" ? null : reason,
      correction: corrects && value.trim() !== "" ? correction : null,
    });
  }
  return (
    <Form title={t("answer")} button={t("answer")} onSend={send}>
      <div className={styles["fields"]}>
        <Select
          label={t("outcome")}
          value={outcome}
          options={answerOutcomes.map((one) => ({ value: one, label: t(`outcome_${one}`) }))}
          onChoose={(chosen) => write({ outcome: chosen })}
        />
        {outcome === "granted" ? null : (
          <Select
            label={t("reason")}
            value={reason}
            options={[
              { value: "", label: t("chooseReason") },
              ...request.refusals.map((one) => ({
                value: one.code,
                label: `${say(one.title)} (${one.article})`,
              })),
            ]}
            onChoose={(chosen) => write({ reason: chosen })}
          />
        )}
      </div>
      {corrects ? (
        <div className={styles["fields"]}>
          <Select
            label={t("field")}
            value={field}
            options={correctableFields.map((one) => ({ value: one, label: t(fieldKey(one)) }))}
            onChoose={(chosen) => write({ field: chosen })}
          />
          <Line label={t("value")} value={value} onWrite={(text) => write({ value: text })} />
          <Line
            label={t("evidence")}
            value={evidence}
            onWrite={(text) => write({ evidence: text })}
          />
        </div>
      ) : null}
      <Words label={t("note")} value={note} onWrite={(text) => write({ note: text })} />
    </Form>
  );
}

function Form({
  title,
  button,
  onSend,
  children,
}: {
  readonly title: string;
  readonly button: string;
  readonly onSend: () => void;
  readonly children: ReactNode;
}) {
  function submit(event: FormEvent) {
    event.preventDefault();
    onSend();
  }
  return (
    <Panel>
      <form className={styles["form"]} onSubmit={submit} aria-label={title}>
        <h3>{title}</h3>
        {children}
        <SubmitButton>{button}</SubmitButton>
      </form>
    </Panel>
  );
}
