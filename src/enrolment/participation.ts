import type { Bilingual } from "../kernel/statement.ts";
import type { Uuid } from "../kernel/uuid.ts";
import type { Transaction } from "../platform/database/database.ts";
import type { ParticipationView } from "./index.ts";
import { describeReason } from "./reasons.ts";
import { findParticipationRow, type ParticipationRow } from "./store.ts";

/** Where a person stands with the insurer, by the newest batch; null when the person was never sent. */
export async function findParticipation(
  transaction: Transaction,
  personId: Uuid,
): Promise<ParticipationView | null> {
  const row = await findParticipationRow(transaction, personId);
  if (row === null) return null;
  const todo = row.reasonCode === null ? null : describeReason(row.reasonCode).todo;
  return { ...row, sentence: tellState(row), todo };
}

function tellState(row: ParticipationRow): Bilingual {
  const { batchNo } = row;
  const why = row.reasonCode === null ? null : describeReason(row.reasonCode).sentence;
  switch (row.state) {
    case "submitted":
      return {
        id: `Dikirim dalam berkas ${batchNo}; menunggu jawaban.`,
        en: `Sent in batch ${batchNo}; awaits an answer.`,
      };
    case "accepted":
      return {
        id: `Diterima (berkas ${batchNo}): nomor KPJ ${row.kpj}, berlaku sejak ${row.startsOn}.`,
        en: `Accepted (batch ${batchNo}): KPJ number ${row.kpj}, from ${row.startsOn}.`,
      };
    case "rejected":
      return {
        id: `Ditolak (berkas ${batchNo}): ${why?.id ?? ""}`,
        en: `Rejected (batch ${batchNo}): ${why?.en ?? ""}`,
      };
    case "unclear":
      return {
        id: `Jawaban atas berkas ${batchNo} belum jelas: ${why?.id ?? ""}`,
        en: `The answer to batch ${batchNo} is not clear: ${why?.en ?? ""}`,
      };
  }
}
