import { formatRupiah } from "../kernel/rupiah.ts";
import type { Bilingual } from "../kernel/statement.ts";
import { describeLawAbsence } from "../law/index.ts";
import type { BillRefusal } from "./bill-month.ts";
import type { PaymentRefusal } from "./judge-payment.ts";
import type { ReversalRefusal } from "./pay-bill.ts";
import type { BillNameRefusal } from "./resolve-bill.ts";

export function describeBillRefusal(refusal: BillRefusal): Bilingual {
  switch (refusal.type) {
    case "NoSuchProgramme":
      return {
        id: `Program "${refusal.code}" belum ada. Catat dahulu: payung programme create BERKAS.yaml`,
        en: `There is no programme "${refusal.code}". Record it first: payung programme create FILE.yaml`,
      };
    case "MonthOutsideProgramme": {
      const { code, month, firstMonth, lastMonth } = refusal;
      return {
        id: `Bulan ${month} di luar program "${code}", yang membayar ${firstMonth} sampai ${lastMonth}.`,
        en: `${month} is outside the programme "${code}", which pays ${firstMonth} to ${lastMonth}.`,
      };
    }
    case "NobodyToBill":
      return {
        id: `Belum ada peserta "${refusal.code}" yang diterima dan mulai dilindungi pada ${refusal.month}; baca dahulu balasan BPJS Ketenagakerjaan: payung enrol reply`,
        en: `Nobody of "${refusal.code}" is accepted with cover starting by ${refusal.month}; read the insurer's reply first: payung enrol reply`,
      };
    default: {
      const why = describeLawAbsence(refusal);
      return {
        id: `Iuran bulan ${refusal.month} tidak dapat ditagihkan: ${why.id}`,
        en: `The contribution of ${refusal.month} cannot be billed: ${why.en}`,
      };
    }
  }
}

export function describePaymentRefusal(
  refusal: PaymentRefusal | ReversalRefusal | BillNameRefusal,
): Bilingual {
  switch (refusal.type) {
    case "NoSuchBill":
      return {
        id: `Tagihan "${refusal.text}" tidak ada. Sebut nomornya, sedikitnya enam tanda id-nya, atau latest; daftar: payung bills`,
        en: `There is no bill "${refusal.text}". Give its number, at least six signs of its id, or latest; the list: payung bills`,
      };
    case "BillAmbiguous":
      return {
        id: `"${refusal.text}" cocok dengan beberapa tagihan: nomor ${refusal.billNos.join(", ")}. Sebut nomornya.`,
        en: `"${refusal.text}" fits several bills: numbers ${refusal.billNos.join(", ")}. Give the number.`,
      };
    case "ReferenceMissing":
      return {
        id: "Nomor bukti bayar kosong; tulis nomor SP2D atau kuitansinya.",
        en: "The reference is empty; give the number of the treasury's paper.",
      };
    case "AmountNotPositive":
      return {
        id: "Jumlah bayar harus lebih dari Rp0.",
        en: "An amount above Rp0 is needed.",
      };
    case "PaymentWasReversed":
      return {
        id: `Pembayaran "${refusal.reference}" atas tagihan ${refusal.billNo} sudah dibatalkan; catat lagi dengan nomor bukti lain.`,
        en: `Payment "${refusal.reference}" on bill ${refusal.billNo} was reversed; enter it again under another reference.`,
      };
    case "PaymentDiffers":
      return {
        id: `Bukti "${refusal.reference}" sudah tercatat untuk tagihan ${refusal.billNo} sebesar ${formatRupiah(refusal.recordedRp)}, bukan ${formatRupiah(refusal.amountRp)}. Jika keliru, batalkan dahulu: payung unpay`,
        en: `"${refusal.reference}" is recorded on bill ${refusal.billNo} as ${formatRupiah(refusal.recordedRp)}, not ${formatRupiah(refusal.amountRp)}. If that was a mistake, reverse it first: payung unpay`,
      };
    case "MoreThanOwed":
      return {
        id: `${formatRupiah(refusal.amountRp)} lebih dari sisa tagihan ${refusal.billNo}, yaitu ${formatRupiah(refusal.owedRp)}; tidak ada yang dicatat.`,
        en: `${formatRupiah(refusal.amountRp)} is more than bill ${refusal.billNo} still needs, ${formatRupiah(refusal.owedRp)}; nothing was entered.`,
      };
    case "NoSuchPayment":
      return {
        id: `Tagihan ${refusal.billNo} tidak punya pembayaran dengan bukti "${refusal.reference}".`,
        en: `Bill ${refusal.billNo} has no payment under "${refusal.reference}".`,
      };
  }
}
