import { maskNik } from "../kernel/nik.ts";
import type { Uuid } from "../kernel/uuid.ts";
import type { Transaction } from "../platform/database/database.ts";
import type { Office } from "../platform/office.ts";
import { readIdentifiers } from "../platform/vault/deposit.ts";
import type { BatchPage, ParticipationState } from "./index.ts";
import { describeReason } from "./reasons.ts";
import { countReasons, listBatches, listLines, listReplies } from "./store.ts";

const batchPageSize = 100;

/** A batch with its replies, its reasons and one page of its people, NIK masked; null when there is none. */
export async function readBatchPage(
  office: Office,
  transaction: Transaction,
  query: {
    readonly batchId: Uuid;
    readonly state: ParticipationState | null;
    readonly page: number;
  },
): Promise<BatchPage | null> {
  const { batchId, state } = query;
  const [batch] = await listBatches(transaction, batchId);
  if (batch === undefined) return null;
  const offset = (query.page - 1) * batchPageSize;
  const lines = await listLines(transaction, { batchId, state, limit: batchPageSize, offset });
  const nikIds = lines.map(({ nikId }) => nikId);
  const niks = await readIdentifiers(transaction, office.vault, "nik", nikIds);
  const totals = { ...batch, submitted: batch.unanswered };
  return {
    batch,
    replies: [...(await listReplies(transaction, batchId))],
    reasons: (await countReasons(transaction, batchId)).map((row) => ({
      ...row,
      ...describeReason(row.code),
    })),
    total: state === null ? batch.lineCount : totals[state],
    lines: lines.map(({ nikId, ...line }) => {
      const nik = niks.get(nikId);
      return {
        ...line,
        nikMasked: nik === undefined ? null : maskNik(nik),
        reason: line.reasonCode === null ? null : describeReason(line.reasonCode).sentence,
      };
    }),
  };
}
