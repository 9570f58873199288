import { Panel, PartsBar, sayActor, useSpeech, useTexts } from "../../platform/ui/index.tsx";
import type { ReplyCounts, ReplyView } from "../index.ts";
import styles from "./batches.module.css";
import { enrolmentTexts } from "./texts.ts";

/** What one reply held: every row that answers in exactly one part, what was no answer beside it. */
export function Reply({ reply }: { readonly reply: ReplyView }) {
  const t = useTexts(enrolmentTexts);
  const { instant } = useSpeech();
  const { counts } = reply;
  const notes = [useSkipped(counts), useWays(counts)].filter((note) => note !== null);
  return (
    <Panel>
      <div className={styles["head"]}>
        <div>
          <h3>
            {t("replyNo", { no: String(reply.replyNo) })}: {reply.fileName}
          </h3>
          <p className={styles["soft"]}>{t("rows", { n: counts.rows })}</p>
        </div>
        <p className={styles["soft"]}>
          {t("readBy", { who: sayActor(reply.readBy), at: instant(reply.readAt) })}
        </p>
      </div>
      <PartsBar
        whole={counts.rows}
        parts={[
          { key: "accepted", title: t("accepted"), count: counts.accepted, fill: "strong" },
          { key: "rejected", title: t("rejected"), count: counts.rejected, fill: "refused" },
          { key: "unclear", title: t("unclear"), count: counts.unclear, fill: "amber" },
          { key: "unmatched", title: t("unmatched"), count: counts.unmatched, fill: "mid" },
          { key: "repeated", title: t("repeated"), count: counts.repeated, fill: "faint" },
        ]}
      />
      {notes.length === 0 ? null : (
        <div className={styles["notes"]}>
          {notes.map((note) => (
            <p key={note}>{note}</p>
          ))}
        </div>
      )}
    </Panel>
  );
}

function useSkipped({ skipped }: ReplyCounts): string | null {
  const t = useTexts(enrolmentTexts);
  const kinds = [
    { rows: skipped.title, words: t("skippedTitle", { n: skipped.title }) },
    { rows: skipped.header, words: t("skippedHeader", { n: skipped.header }) },
    { rows: skipped.total, words: t("skippedTotal", { n: skipped.total }) },
    { rows: skipped.unanswered, words: t("skippedUnanswered", { n: skipped.unanswered }) },
    { rows: skipped.other, words: t("skippedOther", { n: skipped.other }) },
  ].filter((kind) => kind.rows > 0);
  if (kinds.length === 0) return null;
  return t("skipped", { kinds: kinds.map((kind) => kind.words).join(", ") });
}

const ways = ["nik", "member-number", "name-birth", "nobody", "two-persons"] as const;

function useWays({ matchedBy }: ReplyCounts): string | null {
  const t = useTexts(enrolmentTexts);
  const used = ways.filter((way) => (matchedBy[way] ?? 0) > 0);
  if (used.length === 0) return null;
  return t("matchedBy", {
    ways: used.map((way) => t(`way_${way}`, { n: matchedBy[way] ?? 0 })).join(", "),
  });
}
