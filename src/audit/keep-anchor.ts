import type { PlainDate } from "../kernel/plain-date.ts";
import { enterInJournal } from "../platform/database/database.ts";
import type { Anchor } from "../platform/journal/anchor-line.ts";
import { findChainHead, insertAnchor, listAnchors } from "../platform/journal/journal.ts";
import type { ChainVerdict } from "../platform/journal/verify-chain.ts";
import { verifyJournal } from "../platform/journal/verify-journal.ts";
import { actingAs, type Office } from "../platform/office.ts";
import { keepAnchorLine, readKeptAnchors } from "./node-anchor-file.ts";

/** Anchors the chain as it stands, in the database and in the data folder; null while the journal is empty. */
export async function anchorJournal(
  office: Office,
  day: PlainDate,
): Promise<{ readonly anchor: Anchor; readonly file: string } | null> {
  const { regencyCode } = office.identity;
  const anchor = await office.jobs.act(office.identity, async (transaction) => {
    const head = await findChainHead(transaction);
    if (head === null) return null;
    const made = { regencyCode, day, ...head };
    await insertAnchor(transaction, office.identity, made);
    return made;
  });
  if (anchor === null) return null;
  return { anchor, file: await keepAnchorLine(office.dataDir, anchor) };
}

/** The day's anchor, once a day, while the server runs. */
export async function anchorDaily(office: Office, day: PlainDate): Promise<void> {
  const job = actingAs(office, { actor: "job:audit-anchor" });
  const [newest] = await job.db.look(job.identity, (transaction) => listAnchors(transaction, 1));
  if (newest === undefined || newest.day < day) await anchorJournal(job, day);
}

/** Recomputes the chain against all anchors there are, and enters that it was verified, with what came of it. */
export async function verifyAndRecord(
  office: Office,
  anchorsElsewhere: readonly Anchor[],
): Promise<ChainVerdict> {
  const kept = await readKeptAnchors(office.dataDir, office.identity.regencyCode);
  const verdict = await verifyJournal(office, [...anchorsElsewhere, ...kept]);
  const { entries, lastNo, lastHash, faultCount } = verdict;
  await office.db.act(office.identity, (transaction) =>
    enterInJournal(transaction, office.identity, {
      act: "audit.verified",
      subject: lastHash,
      body: { entries, lastNo, faultCount },
    }),
  );
  return verdict;
}
