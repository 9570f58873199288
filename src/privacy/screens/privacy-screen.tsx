import type { ReactNode } from "react";
import type { Bilingual } from "../../kernel/statement.ts";
import {
  Badge,
  type Column,
  DataTable,
  Facts,
  PageHead,
  Panel,
  QuietButton,
  Section,
  sayActor,
  useSpeech,
  useTexts,
} from "../../platform/ui/index.tsx";
import type { ErasureView, RegisterEntry, RequestView } from "../index.ts";
import styles from "./privacy.module.css";
import { RequestFigures, Requests } from "./requests.tsx";
import { privacyTexts } from "./texts.ts";

/** Requests with their clock first; then what was erased, and what the data is used for. */
export function PrivacyScreen({
  requests,
  receive,
  children,
}: {
  readonly requests: readonly RequestView[];
  readonly receive: ReactNode;
  readonly children: ReactNode;
}) {
  const t = useTexts(privacyTexts);
  return (
    <>
      <PageHead title={t("title")} lead={t("lead")} />
      <RequestFigures requests={requests} />
      <Section title={t("requests")} lead={t("requestsLead")}>
        <Requests requests={requests} />
        <div className={styles["below"]}>{receive}</div>
      </Section>
      {children}
    </>
  );
}

export function Erasures({
  erasures,
  executing,
  outcome,
  onExecute,
}: {
  readonly erasures: readonly ErasureView[];
  readonly executing: boolean;
  /** What the last execution could not reach, or why it was refused. */
  readonly outcome: readonly Bilingual[];
  readonly onExecute: (erasureId: string) => void;
}) {
  const t = useTexts(privacyTexts);
  const { instant, say } = useSpeech();
  const columns: readonly Column<ErasureView>[] = [
    {
      key: "subject",
      title: t("subject"),
      cell: (one) => (
        <span className={styles["two"]}>
          {one.subject}
          <span>
            {t(`scope_${one.scope}`)} · {one.reason}
          </span>
        </span>
      ),
    },
    {
      key: "proposed",
      title: t("proposedBy"),
      cell: (one) => (
        <span className={styles["two"]}>
          {sayActor(one.proposedBy)}
          <span>{instant(one.proposedAt)}</span>
        </span>
      ),
    },
    {
      key: "executed",
      title: t("executedBy"),
      cell: (one) =>
        one.executedBy === null ? (
          <QuietButton onPress={() => onExecute(one.erasureId)}>
            {executing ? t("executing") : t("execute")}
          </QuietButton>
        ) : (
          <span className={styles["two"]}>
            {sayActor(one.executedBy)}
            <span>{one.executedAt === null ? "" : instant(one.executedAt)}</span>
          </span>
        ),
    },
  ];
  return (
    <Section title={t("erasures")} lead={t("erasuresLead")}>
      <div aria-live="polite">
        {outcome.length === 0 ? null : (
          <Panel className={styles["outcome"]}>
            {outcome.length === 1 ? null : <p>{t("erasedNow")}</p>}
            <ul>
              {outcome.map((one) => (
                <li key={one.en}>{say(one)}</li>
              ))}
            </ul>
          </Panel>
        )}
      </div>
      {erasures.length === 0 ? (
        <p className={styles["soft"]}>{t("noErasures")}</p>
      ) : (
        <DataTable
          caption={t("erasuresCaption", { count: erasures.length })}
          columns={columns}
          rows={erasures}
          rowKey={(one) => one.erasureId}
        />
      )}
    </Section>
  );
}

export function Register({ entries }: { readonly entries: readonly RegisterEntry[] }) {
  const t = useTexts(privacyTexts);
  const { language, say } = useSpeech();
  const document = (name: string) => `/api/privacy/documents/${name}?lang=${language}`;
  return (
    <Section title={t("register")} lead={t("registerLead")}>
      <p className={styles["links"]}>
        <a href={document("register")} download>
          {t("documentRegister")}
        </a>
        <a href={document("dpia")} download>
          {t("documentDpia")}
        </a>
      </p>
      <div className={styles["register"]}>
        {entries.map((one) => (
          <Panel key={one.code}>
            <h3>{say(one.title)}</h3>
            <p className={styles["soft"]}>{say(one.purpose)}</p>
            <Facts
              facts={[
                { key: "basis", title: t("basis"), value: `${say(one.basis)} (${one.article})` },
                { key: "to", title: t("recipients"), value: say(one.recipients) },
                { key: "kept", title: t("kept"), value: say(one.retention) },
              ]}
            />
            <ul className={styles["classes"]} aria-label={t("data")}>
              {one.categories.map((kind) => (
                <li key={kind.title.en} title={kind.columns.join(", ")}>
                  <Badge tone={kind.sensitive ? "waiting" : "plain"}>
                    {say(kind.title)}
                    {kind.sensitive ? ` (${t("specific")})` : ""}
                  </Badge>
                </li>
              ))}
            </ul>
          </Panel>
        ))}
      </div>
    </Section>
  );
}
