import { ok, type Result, refuse } from "../kernel/result.ts";
import type { Bilingual } from "../kernel/statement.ts";
import type { Transaction } from "../platform/database/database.ts";
import { type BatchHead, listBatchHeads } from "./store.ts";

export type BatchReferenceRefusal =
  | { readonly type: "NoSuchBatch"; readonly reference: string }
  | { readonly type: "BatchNotOne"; readonly reference: string };

/** The batch a user means: its id or at least 6 first characters of it, its number, or `latest`. */
export async function findBatch(
  transaction: Transaction,
  reference: string,
): Promise<Result<BatchHead, BatchReferenceRefusal>> {
  const text = reference.trim().toLowerCase();
  const batchNo = /^\d{1,5}$/.test(text) ? Number(text) : null;
  const idBegins = /^[0-9a-f][0-9a-f-]{5,35}$/.test(text) ? text : null;
  if (text !== "latest" && batchNo === null && idBegins === null)
    return refuse({ type: "NoSuchBatch", reference });
  const limit = text === "latest" ? 1 : 2;
  const [batch, another] = await listBatchHeads(transaction, { batchNo, idBegins, limit });
  if (batch === undefined) return refuse({ type: "NoSuchBatch", reference });
  return another === undefined ? ok(batch) : refuse({ type: "BatchNotOne", reference });
}

export function describeBatchReferenceRefusal(refusal: BatchReferenceRefusal): Bilingual {
  if (refusal.type === "BatchNotOne") {
    return {
      id: `Lebih dari satu berkas kirim dimulai dengan "${refusal.reference}". Tulis lebih banyak huruf: payung enrol list`,
      en: `More than one batch begins with "${refusal.reference}". Write more of its id: payung enrol list`,
    };
  }
  return {
    id: `Tidak ada berkas kirim "${refusal.reference}". Pakai nomornya, sedikitnya 6 huruf pertama dari nomor panjangnya, atau "latest"; lihat: payung enrol list`,
    en: `There is no batch "${refusal.reference}". Use its number, at least the first 6 characters of its id, or "latest"; see: payung enrol list`,
  };
}
