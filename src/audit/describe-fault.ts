import type { Bilingual } from "../kernel/statement.ts";
import type { ChainFault } from "../platform/journal/verify-chain.ts";

/** What is wrong with the journal, for whoever has to look into it. */
export function describeFault(fault: ChainFault): Bilingual {
  switch (fault.type) {
    case "altered":
      return {
        id: `Catatan nomor ${fault.chainNo} (baris jurnal ${fault.entryNo}) diubah sesudah ditulis.`,
        en: `Entry number ${fault.chainNo} (journal row ${fault.entryNo}) was altered after it was written.`,
      };
    case "reordered":
      return {
        id: `Catatan nomor ${fault.chainNo} (baris jurnal ${fault.entryNo}) tidak di tempatnya: urutannya ditukar.`,
        en: `Entry number ${fault.chainNo} (journal row ${fault.entryNo}) is not in its place: the order was changed.`,
      };
    case "missing":
      return {
        id: `Catatan nomor ${fault.chainNo} (baris jurnal ${fault.entryNo}) hilang: rantai menyebutnya, jurnal tidak.`,
        en: `Entry number ${fault.chainNo} (journal row ${fault.entryNo}) is missing: the chain names it, the journal does not.`,
      };
    case "taken-out":
      return {
        id: `Catatan nomor ${spanOf(fault)} dibuang bersama mata rantainya.`,
        en: `Entry number ${spanOf(fault)} was taken out together with its link.`,
      };
    case "inserted":
      return {
        id: `Baris jurnal ${fault.entryNo} disisipkan tanpa lewat rantai.`,
        en: `Journal row ${fault.entryNo} was put in past the chain.`,
      };
    case "broken":
      return {
        id: `Catatan nomor ${fault.chainNo} (baris jurnal ${fault.entryNo}) tidak menyambung: catatan sebelumnya diganti.`,
        en: `Entry number ${fault.chainNo} (journal row ${fault.entryNo}) does not follow: the one before it was replaced.`,
      };
    case "cut-off":
      return {
        id: `Ekor jurnal dipotong: jangkar ${fault.day} menyebut ${fault.anchoredNo} catatan, yang ada tinggal ${fault.lastNo}.`,
        en: `The journal's tail was cut off: the anchor of ${fault.day} names ${fault.anchoredNo} entries, ${fault.lastNo} are left.`,
      };
    case "anchor-differs":
      return {
        id: `Rantai ditulis ulang: jangkar ${fault.day} menyebut sidik lain untuk catatan nomor ${fault.chainNo}.`,
        en: `The chain was written anew: the anchor of ${fault.day} names another hash for entry number ${fault.chainNo}.`,
      };
  }
}

function spanOf({ fromNo, toNo }: { readonly fromNo: number; readonly toNo: number }): string {
  return fromNo === toNo ? String(fromNo) : `${fromNo}–${toNo}`;
}
