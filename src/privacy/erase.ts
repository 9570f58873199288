import { eraseInBlock } from "../intake/server.ts";
import { ok, type Result, refuse } from "../kernel/result.ts";
import type { Bilingual } from "../kernel/statement.ts";
import type { Uuid } from "../kernel/uuid.ts";
import { enterInJournal, type Transaction, waitForTurn } from "../platform/database/database.ts";
import type { Office } from "../platform/office.ts";
import { findDataKey, readIdentifiers } from "../platform/vault/deposit.ts";
import type { DataKey } from "../platform/vault/vault.ts";
import {
  executeErasure,
  insertProposal,
  listBatchesToReseal,
  listErased,
  type Proposal,
  type Resealed,
  readBlocksToReseal,
  whyNotErase,
} from "./store.ts";

export type EraseRefusal = {
  readonly type:
    | "NoSuchProposal"
    | "ErasedAlready"
    | "UnderLegalHold"
    | "CoverStands"
    | "ProposerIsExecutor"
    | "ReasonNotSaid";
};

/** How a room further down seals what it sent without some people; given by the application, which knows that room. */
export type ResealBatch = (
  sealed: Uint8Array,
  dataKey: DataKey,
  personIds: ReadonlySet<Uuid>,
) => Uint8Array;

/** Proposes; another official executes. The same id again is the same proposal. */
export async function proposeErasure(
  office: Office,
  proposal: Proposal,
): Promise<Result<Proposal, EraseRefusal>> {
  if (proposal.reason.trim() === "") return refuse({ type: "ReasonNotSaid" });
  return await office.db.act(office.identity, async (transaction) => {
    const isNew = await insertProposal(transaction, office.identity, proposal);
    const { erasureId, scope, personId, loadId, despiteCover } = proposal;
    if (isNew)
      await enterInJournal(transaction, office.identity, {
        act: "privacy.erasure-proposed",
        subject: personId ?? loadId ?? erasureId,
        body: { erasure: erasureId, scope, despiteCover },
      });
    return ok(proposal);
  });
}

/**
 * Executes a proposed erasure in one transaction of the rotation role.
 *
 * Vault rows and data keys are destroyed, what names a person is emptied in the facts, raw blocks and sent batches
 * are sealed again without her. One erasure at a time: two that seal the same block would bring each other's rows back.
 */
export async function executeProposal(
  office: Office,
  erasureId: Uuid,
  resealBatch: ResealBatch,
): Promise<Result<Readonly<Record<string, number>>, EraseRefusal>> {
  return await office.rotation.act(office.identity, async (transaction) => {
    await waitForTurn(transaction, office.identity, "privacy/erasure");
    const why = await whyNotErase(transaction, erasureId);
    if (why !== null) return refuse({ type: why as EraseRefusal["type"] });
    const resealed = await resealAll(office, transaction, erasureId, resealBatch);
    return ok(await executeErasure(transaction, erasureId, resealed));
  });
}

async function resealAll(
  office: Office,
  transaction: Transaction,
  erasureId: Uuid,
  resealBatch: ResealBatch,
): Promise<Resealed> {
  const { persons, identifiers } = await listErased(transaction, erasureId);
  const niks = await readIdentifiers(transaction, office.vault, "nik", identifiers);
  const numbers = [...niks.values()];
  const keys = createKeyRing(office, transaction);
  const blocks: Resealed["blocks"][number][] = [];
  for await (const batch of readBlocksToReseal(transaction, erasureId))
    for (const { loadId, blockNo, dataKeyId, ciphertext, rowNos } of batch) {
      const dataKey = await keys.find(dataKeyId);
      if (dataKey === null) continue;
      const without = await eraseInBlock({ blockNo, ciphertext }, dataKey, { rowNos, numbers });
      if (without !== null) blocks.push({ loadId, blockNo, ciphertext: without });
    }
  const batches: Resealed["batches"][number][] = [];
  for (const { batchId, dataKeyId, sentLines } of await listBatchesToReseal(
    transaction,
    erasureId,
  )) {
    const dataKey = await keys.find(dataKeyId);
    if (dataKey === null) continue;
    batches.push({ batchId, sentLines: resealBatch(sentLines, dataKey, new Set(persons)) });
  }
  return { blocks, batches };
}

/** Data keys, each opened once; null where a key was destroyed before, with all it sealed. */
function createKeyRing(office: Office, transaction: Transaction) {
  const known = new Map<Uuid, DataKey | null>();
  return {
    async find(id: Uuid): Promise<DataKey | null> {
      const key = known.get(id) ?? (await findDataKey(transaction, office.vault, id));
      known.set(id, key);
      return key;
    },
  };
}

/** What an erasure here does not reach, told to whoever executes it and to the person. */
export const notErased: readonly Bilingual[] = [
  { id: "Kartu yang sudah dicetak dan diserahkan.", en: "Cards printed and handed over." },
  {
    id: "Berkas yang sudah dikirim ke BPJS Ketenagakerjaan, dan salinannya di sana: minta mereka menghapus.",
    en: "Files sent to the insurer and its own copies: ask it to erase.",
  },
  {
    id: "Berkas yang disimpan di luar Payung: registri asal, berkas kirim dan kartu PDF di folder keluaran.",
    en: "Files kept outside Payung: the registry's own, batch files and card PDFs in output folders.",
  },
  {
    id: "Cadangan yang dibuat sebelumnya; siapa pun yang memulihkannya menjalankan penghapusan ini lagi.",
    en: "Backups made before; whoever restores one executes this erasure again.",
  },
  {
    id: "Nama yang tertulis di dalam baris orang lain (kepala keluarga, ibu).",
    en: "The name where it stands inside others' rows (head of family, mother).",
  },
  {
    id: "Nomor anggota, uang, urutan, dan jurnal: tidak menyebut nama.",
    en: "Member number, money, rank and journal: they name nobody.",
  },
];

export function describeEraseRefusal({ type }: EraseRefusal): Bilingual {
  switch (type) {
    case "NoSuchProposal":
      return { id: "Usulan penghapusan itu tidak ada.", en: "There is no such proposal." };
    case "ErasedAlready":
      return {
        id: "Penghapusan ini sudah dilaksanakan.",
        en: "This erasure was executed already.",
      };
    case "UnderLegalHold":
      return {
        id: "Ada penahanan hukum atas orang atau muatan ini; penghapusan menunggu sampai dicabut.",
        en: "The person or the load is under legal hold; the erasure waits until it is lifted.",
      };
    case "CoverStands":
      return {
        id: "Orang ini sedang dilindungi. Menghapusnya memutus dasar klaim ahli warisnya; bila tetap diminta, usulkan dengan menyatakannya (--despite-cover).",
        en: "This person is insured now. Erasing cuts the ground from an heir's claim; if it is asked for all the same, propose it saying so (--despite-cover).",
      };
    case "ProposerIsExecutor":
      return {
        id: "Yang mengusulkan tidak melaksanakan (empat mata); minta pejabat lain.",
        en: "Whoever proposes does not execute (four eyes); ask another official.",
      };
    case "ReasonNotSaid":
      return { id: "Sebutkan alasan penghapusan.", en: "Say why it is to be erased." };
  }
}
