import type { ReactNode } from "react";
import { EmptyState, Link, PageHead, Panel, Section, useTexts } from "../../platform/ui/index.tsx";
import { paths } from "../../platform/ui/paths.ts";
import type { BatchPage } from "../index.ts";
import styles from "./batches.module.css";
import { BatchParts } from "./batches.tsx";
import { Reasons } from "./reasons.tsx";
import { Reply } from "./reply.tsx";
import { enrolmentTexts } from "./texts.ts";

/** One file that was sent: its state, its replies, why people were refused; its people are inside. */
export function BatchScreen({
  page,
  children,
}: {
  readonly page: BatchPage;
  readonly children: ReactNode;
}) {
  const t = useTexts(enrolmentTexts);
  const { batch, replies, reasons } = page;
  const { rejected, unclear, lineCount: lines, programmeCode: programme } = batch;
  return (
    <>
      <PageHead
        over={<Link to={paths.enrolment}>{t("title")}</Link>}
        title={t("batchNo", { no: String(batch.batchNo) })}
        lead={t("batchLead", { lines, programme })}
      />
      <Panel>
        <BatchParts batch={batch} />
      </Panel>
      <Section title={t("replies")} lead={t("repliesLead")}>
        {replies.length === 0 ? (
          <EmptyState
            title={t("noReply")}
            commands={[`npx payung enrol reply ${batch.batchNo} ./terima/balasan.xlsx`]}
          >
            {t("noReplyHint")}
          </EmptyState>
        ) : (
          <ul className={styles["batches"]}>
            {replies.map((reply) => (
              <li key={reply.replyId}>
                <Reply reply={reply} />
              </li>
            ))}
          </ul>
        )}
      </Section>
      {reasons.length === 0 ? null : (
        <Section title={t("reasons")} lead={t("reasonsLead", { rejected, unclear })}>
          <Reasons reasons={reasons} lines={lines} />
        </Section>
      )}
      <Section title={t("lines")}>{children}</Section>
    </>
  );
}
