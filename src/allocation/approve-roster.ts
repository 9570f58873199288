import { createHash } from "node:crypto";
import { ok, type Result, refuse } from "../kernel/result.ts";
import type { Bilingual } from "../kernel/statement.ts";
import { enterInJournal, waitForTurn } from "../platform/database/database.ts";
import type { Office } from "../platform/office.ts";
import { describeReferenceRefusal, findRoster, type ReferenceRefusal } from "./find-roster.ts";
import { rosterText } from "./rank.ts";
import { insertApproval, listChosenMembers, type Roster } from "./store.ts";

export interface ApprovalRequest {
  /** Which roster: run id, its first characters, run number, or `latest`. */
  readonly reference: string;
  readonly decree: string;
}

export type ApprovalRefusal =
  | ReferenceRefusal
  | { readonly type: "DecreeNotNamed" }
  | { readonly type: "MakerIsApprover"; readonly runNo: number; readonly actor: string }
  | {
      readonly type: "ApprovedOtherwise";
      readonly runNo: number;
      readonly decree: string;
      readonly approvedBy: string;
    }
  | { readonly type: "RosterIsNotWhatWasMade"; readonly runNo: number };

/**
 * A second person signs a roster off under a decree; from then on it may be sent to the insurer.
 *
 * The places are hashed again and must give the hash of the run. The same approval again changes
 * nothing. The database refuses a maker who approves, too, whatever the program says.
 */
export async function approveRoster(
  office: Office,
  request: ApprovalRequest,
): Promise<Result<Roster & { readonly alreadyApproved: boolean }, ApprovalRefusal>> {
  const decree = request.decree.replace(/\s+/g, " ").trim();
  if (decree === "") return refuse({ type: "DecreeNotNamed" });
  const { actor } = office.identity;
  return await office.db.act(office.identity, async (transaction) => {
    await waitForTurn(transaction, office.identity, "allocation");
    const found = await findRoster(transaction, request.reference);
    if (!found.ok) return found;
    const roster = found.value;
    if (roster.madeBy === actor)
      return refuse({ type: "MakerIsApprover", runNo: roster.runNo, actor });
    if (roster.decree !== null && roster.approvedBy !== null) {
      if (roster.decree === decree && roster.approvedBy === actor)
        return ok({ ...roster, alreadyApproved: true });
      const { runNo, decree: before, approvedBy } = roster;
      return refuse({ type: "ApprovedOtherwise", runNo, decree: before, approvedBy });
    }
    const chosen = await listChosenMembers(transaction, roster.runId);
    const hash = createHash("sha256").update(rosterText(chosen)).digest("hex");
    if (hash !== roster.rosterHash)
      return refuse({ type: "RosterIsNotWhatWasMade", runNo: roster.runNo });
    const approvedAt = await insertApproval(transaction, office.identity, roster, decree);
    await enterInJournal(transaction, office.identity, {
      act: "allocation.approved",
      subject: roster.runId,
      body: { decree, rosterHash: hash, madeBy: roster.madeBy, chosen: chosen.length },
    });
    return ok({ ...roster, decree, approvedBy: actor, approvedAt, alreadyApproved: false });
  });
}

export function describeApprovalRefusal(refusal: ApprovalRefusal): Bilingual {
  switch (refusal.type) {
    case "DecreeNotNamed":
      return {
        id: 'Sebutkan nomor keputusan, misalnya: --decree "SK Wali Kota 123/2024".',
        en: 'Name the decree, e.g.: --decree "SK Wali Kota 123/2024".',
      };
    case "MakerIsApprover":
      return {
        id: `Daftar ${refusal.runNo} disusun oleh ${refusal.actor}, jadi tidak boleh disetujui oleh orang yang sama (empat mata). Minta pejabat lain menjalankan perintah ini.`,
        en: `Roster ${refusal.runNo} was made by ${refusal.actor}, so the same person may not approve it (four eyes). Ask another officer to run this command.`,
      };
    case "ApprovedOtherwise":
      return {
        id: `Daftar ${refusal.runNo} sudah disetujui oleh ${refusal.approvedBy} dengan keputusan "${refusal.decree}" dan tidak dapat disetujui lagi dengan cara lain. Keputusan baru memerlukan daftar baru: payung allocate.`,
        en: `Roster ${refusal.runNo} was approved by ${refusal.approvedBy} under "${refusal.decree}" and cannot be approved in another way. A new decree needs a new roster: payung allocate.`,
      };
    case "RosterIsNotWhatWasMade":
      return {
        id: `Isi daftar ${refusal.runNo} tidak lagi sama dengan hash saat disusun: data di basis data berubah di luar Payung. Jangan disetujui; pulihkan dari cadangan dan susun daftar baru.`,
        en: `The places of roster ${refusal.runNo} no longer give the hash it was made with: the database was changed outside Payung. Do not approve it; restore a backup and make a new roster.`,
      };
    default:
      return describeReferenceRefusal(refusal);
  }
}
