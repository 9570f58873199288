import type { Bilingual } from "../kernel/statement.ts";
import type { Uuid } from "../kernel/uuid.ts";
import type { Transaction } from "../platform/database/database.ts";
import { findErasure } from "./store.ts";

/** That a person was erased, in words; null when she was not. For whoever follows an old link: nobody is found by name or number. */
export async function findPersonErased(
  transaction: Transaction,
  personId: Uuid,
): Promise<Bilingual | null> {
  const erased = await findErasure(transaction, personId);
  if (erased === null) return null;
  const day = erased.executedAt.slice(0, 10);
  return {
    id: `Data orang ini dihapus pada ${day}. Yang tinggal hanya nomor anggota, urutan, dan uang.`,
    en: `This person's data was erased on ${day}. Only member number, rank and money remain.`,
  };
}
