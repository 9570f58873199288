import { TextInput } from "@mantine/core";
import { type FormEvent, type ReactNode, useState } from "react";
import {
  Badge,
  type Column,
  CopyText,
  DataTable,
  EmptyState,
  Link,
  PageHead,
  Pager,
  Panel,
  Section,
  Select,
  SubmitButton,
  sayActor,
  useSpeech,
  useTexts,
} from "../../platform/ui/index.tsx";
import { personPath } from "../../platform/ui/paths.ts";
import type { AnchorView, AuditState, EntryPage, EntryView, VerdictView } from "../index.ts";
import styles from "./audit.module.css";
import { type AuditQuery, auditQueryPath, entriesPerPage } from "./audit-query.ts";
import { auditTexts } from "./texts.ts";

/** The auditor's page: is the record whole, what binds it, and the entries themselves. */
export function AuditScreen({
  state,
  verdict,
  verifying,
  onVerify,
  children,
}: {
  readonly state: AuditState;
  readonly verdict: VerdictView | null;
  readonly verifying: boolean;
  readonly onVerify: () => void;
  readonly children: ReactNode;
}) {
  const t = useTexts(auditTexts);
  function submit(event: FormEvent) {
    event.preventDefault();
    if (!verifying) onVerify();
  }
  return (
    <>
      <PageHead title={t("title")} lead={t("lead")} />
      <Section title={t("chain")} lead={t("chainLead")}>
        <Panel className={styles["chain"]}>
          <div aria-live="polite">
            {verdict === null ? <LastVerified state={state} /> : <Verdict verdict={verdict} />}
          </div>
          <form onSubmit={submit}>
            <SubmitButton>{verifying ? t("verifying") : t("verify")}</SubmitButton>
          </form>
        </Panel>
      </Section>
      <Section title={t("entries")}>{children}</Section>
      <Anchors anchors={state.anchors} />
    </>
  );
}

function LastVerified({ state: { verified } }: { readonly state: AuditState }) {
  const t = useTexts(auditTexts);
  const { instant } = useSpeech();
  if (verified === null) return <p>{t("never")}</p>;
  const { at, actorName, entries, faultCount } = verified;
  const values = { at: instant(at), by: sayActor(actorName), n: entries, faults: faultCount };
  return (
    <p>
      <Badge tone={faultCount === 0 ? "eligible" : "refused"}>
        {t(faultCount === 0 ? "lastWhole" : "lastFaulty", values)}
      </Badge>
    </p>
  );
}

function Verdict({ verdict }: { readonly verdict: VerdictView }) {
  const t = useTexts(auditTexts);
  const { say } = useSpeech();
  const { entries, anchors, faultCount, faults } = verdict;
  if (verdict.whole)
    return (
      <p>
        <Badge tone="eligible">{t("whole", { n: entries, anchors })}</Badge>
      </p>
    );
  return (
    <>
      <p>
        <Badge tone="refused">{t("notWhole", { n: faultCount })}</Badge> {t("notWholeWhat")}
      </p>
      <ul className={styles["faults"]}>
        {faults.map((fault) => (
          <li key={fault.en}>{say(fault)}</li>
        ))}
      </ul>
    </>
  );
}

function Anchors({ anchors }: { readonly anchors: readonly AnchorView[] }) {
  const t = useTexts(auditTexts);
  const { count, day } = useSpeech();
  const columns: readonly Column<AnchorView>[] = [
    { key: "day", title: t("day"), cell: (anchor) => day(anchor.day) },
    { key: "count", title: t("count"), numeric: true, cell: (anchor) => count(anchor.chainNo) },
    {
      key: "line",
      title: t("line"),
      wide: true,
      cell: (anchor) => <CopyText text={anchor.line} shown={`${anchor.hash.slice(0, 16)}…`} />,
    },
  ];
  return (
    <Section title={t("anchors")} lead={t("anchorsLead")}>
      {anchors.length === 0 ? (
        <EmptyState title={t("anchors")} commands={["npx payung audit anchor"]}>
          {t("noAnchors")}
        </EmptyState>
      ) : (
        <DataTable
          caption={t("anchorsCaption", { count: anchors.length })}
          columns={columns}
          rows={anchors}
          rowKey={(anchor) => anchor.line}
        />
      )}
    </Section>
  );
}

/** What narrows the entries down. */
export function EntryFilter({
  query,
  page,
  onChoose,
}: {
  readonly query: AuditQuery;
  readonly page: EntryPage | null;
  readonly onChoose: (query: AuditQuery) => void;
}) {
  const t = useTexts(auditTexts);
  const { say } = useSpeech();
  const [written, setWritten] = useState({ ...query });
  const all = { value: "", label: t("everybody") };
  const orNull = (text: string) => (text === "" ? null : text);
  function submit(event: FormEvent) {
    event.preventDefault();
    onChoose({ ...written, page: 1 });
  }
  const field = (key: "subject" | "from" | "to", type: "text" | "date") => (
    <TextInput
      label={t(key)}
      type={type}
      value={written[key] ?? ""}
      onChange={(event) => setWritten({ ...written, [key]: orNull(event.currentTarget.value) })}
      classNames={{ label: styles["label"] ?? "", input: styles["input"] ?? "" }}
    />
  );
  return (
    <form className={styles["filter"]} onSubmit={submit}>
      <Select
        label={t("actor")}
        value={written.actor ?? ""}
        options={[
          all,
          ...(page?.actors ?? []).map((one) => ({ value: one, label: sayActor(one) })),
        ]}
        onChoose={(actor) => setWritten({ ...written, actor: orNull(actor) })}
      />
      <Select
        label={t("act")}
        value={written.act ?? ""}
        options={[
          all,
          ...(page?.acts ?? []).map((one) => ({ value: one.act, label: say(one.title) })),
        ]}
        onChoose={(act) => setWritten({ ...written, act: orNull(act) })}
      />
      {field("subject", "text")}
      {field("from", "date")}
      {field("to", "date")}
      <SubmitButton>{t("filter")}</SubmitButton>
    </form>
  );
}

export function Entries({ page, query }: { readonly page: EntryPage; readonly query: AuditQuery }) {
  const t = useTexts(auditTexts);
  const { count, instant, say } = useSpeech();
  if (page.entries.length === 0) return <EmptyState title={t("none")}>{t("noneHint")}</EmptyState>;
  const from = (query.page - 1) * entriesPerPage + 1;
  const columns: readonly Column<EntryView>[] = [
    {
      key: "act",
      title: t("act"),
      cell: (entry) => (
        <span className={styles["act"]}>
          {say(entry.actTitle)}
          <span>
            {entry.chainNo === null ? "" : `${t("number")} ${count(entry.chainNo)} · `}
            {instant(entry.at)}
          </span>
        </span>
      ),
    },
    {
      key: "actor",
      title: t("actor"),
      cell: (entry) => (
        <span className={styles["act"]}>
          {sayActor(entry.actorName)}
          {entry.actorName === entry.actor ? null : <span>{entry.actor}</span>}
        </span>
      ),
    },
    {
      key: "subject",
      title: t("subject"),
      wide: true,
      cell: (entry) =>
        isOfOnePerson(entry) ? (
          <Link to={personPath(entry.subject)}>{t("person")}</Link>
        ) : (
          <code className={styles["code"]}>{entry.subject}</code>
        ),
    },
    {
      key: "body",
      title: t("body"),
      wide: true,
      cell: (entry) => <code className={styles["code"]}>{shorten(entry.body)}</code>,
    },
  ];
  return (
    <>
      <DataTable
        caption={t("caption", { from, to: from + page.entries.length - 1, total: page.total })}
        columns={columns}
        rows={page.entries}
        rowKey={(entry) => `${entry.chainNo} ${entry.at} ${entry.act}`}
      />
      <Pager
        page={query.page}
        pages={Math.ceil(page.total / entriesPerPage)}
        pathOf={(number) => auditQueryPath({ ...query, page: number })}
      />
    </>
  );
}

/** Looks at one person; what a request, an erasure or a list is about may be something else. */
function isOfOnePerson({ act }: EntryView): boolean {
  return act.startsWith("person.") || act.startsWith("identifier.") || act === "privacy.copied";
}

/** A list of a hundred ids says how long it is; the whole stands in the journal. */
function shorten(body: string): string {
  if (body === "{}") return "";
  return body.length <= 160 ? body : `${body.slice(0, 150)}… (${body.length})`;
}
