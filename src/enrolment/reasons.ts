import type { Bilingual } from "../kernel/statement.ts";
import { spellRemark } from "./reply-text.ts";

/** A coded reason: what the insurer says, and what the office can do about it. */
interface Reason {
  readonly sentence: Bilingual;
  readonly todo: Bilingual;
}

/**
 * Why the insurer rejects somebody. The codes are Payung's own synthesis of what forms and field
 * reports say; the insurer publishes no list. LAINNYA keeps the insurer's words beside it.
 */
const rejections = {
  NIK_FORMAT: reason(
    "NIK bukan 16 angka.",
    "The NIK does not have 16 digits.",
    "Perbaiki NIK dari KTP.",
    "Correct the NIK from the identity card.",
  ),
  NIK_DUKCAPIL: reason(
    "NIK tidak ditemukan di Dukcapil.",
    "The civil registry does not know the NIK.",
    "Periksa ke Dukcapil lewat kelurahan.",
    "Ask the civil registry through the kelurahan.",
  ),
  NAMA_BEDA: reason(
    "Nama tidak sesuai Dukcapil.",
    "The name differs from the civil registry's.",
    "Pakai nama menurut KTP.",
    "Use the name on the identity card.",
  ),
  LAHIR_BEDA: reason(
    "Tanggal lahir tidak sesuai Dukcapil.",
    "The birth date differs from the civil registry's.",
    "Pakai tanggal lahir menurut KTP.",
    "Use the birth date on the identity card.",
  ),
  AKTIF_BPU: reason(
    "Sudah terdaftar aktif sebagai peserta BPU.",
    "Already insured as a worker without an employer (BPU).",
    "Keluarkan dari daftar; iurannya dibayar pihak lain.",
    "Take off the list; somebody else pays.",
  ),
  AKTIF_PU: reason(
    "Sudah terdaftar aktif sebagai penerima upah.",
    "Already insured as a wage earner (PU).",
    "Keluarkan dari daftar; pemberi kerja yang membayar.",
    "Take off the list; the employer pays.",
  ),
  USIA_LEBIH: reason(
    "Usia sudah mencapai batas atas (65 tahun).",
    "At or above the upper age limit (65 years).",
    "Keluarkan dari daftar.",
    "Take off the list.",
  ),
  USIA_KURANG: reason(
    "Usia di bawah batas.",
    "Below the lower age limit.",
    "Keluarkan dari daftar.",
    "Take off the list.",
  ),
  MENINGGAL: reason(
    "Penduduk meninggal dunia.",
    "The person has died.",
    "Ganti; bila dahulu peserta, periksa hak santunan ahli warisnya.",
    "Replace; if once insured, look whether the heirs have a claim.",
  ),
  GANDA: reason(
    "Data ganda dalam berkas.",
    "Twice in the file.",
    "Satukan datanya.",
    "Merge the records.",
  ),
  LENGKAP: reason(
    "Data tidak lengkap.",
    "The data are incomplete.",
    "Lengkapi (nama ibu kandung, HP, pekerjaan), lalu ajukan kembali.",
    "Complete them (mother's maiden name, telephone, work) and submit again.",
  ),
  PINDAH: reason(
    "Bukan penduduk kota ini.",
    "Not a resident of this city.",
    "Keluarkan dari daftar.",
    "Take off the list.",
  ),
  BUKAN_SASARAN: reason(
    "ASN, TNI, Polri, atau pensiunan.",
    "A civil servant, soldier, police officer or pensioner.",
    "Keluarkan dari daftar.",
    "Take off the list.",
  ),
  TIDAK_BEKERJA: reason(
    "Tidak bekerja, atau sakit saat didaftarkan.",
    "Does not work, or was ill when enrolled.",
    "Keluarkan dari daftar: klaim keluarganya kelak dapat ditolak.",
    "Take off the list: the family's claim could be refused later.",
  ),
  LAINNYA: reason(
    "Alasan lain, menurut kata-kata penjamin.",
    "Another reason, in the insurer's words.",
    "Baca keterangannya; tanyakan kepada kantor cabang bila perlu.",
    "Read the remark; ask the branch office if need be.",
  ),
} as const satisfies Readonly<Record<string, Reason>>;

export type RejectionCode = keyof typeof rejections;

const askAgain = [
  "Tanyakan kembali kepada kantor cabang; orang ini masih menunggu jawaban.",
  "Ask the branch office again; this person still awaits an answer.",
] as const;

/** Why an answer settles nothing. */
const doubts = {
  STATUS_TIDAK_JELAS: reason(
    "Jawaban bukan diterima dan bukan ditolak.",
    "The answer is neither yes nor no.",
    ...askAgain,
  ),
  KPJ_KOSONG: reason(
    "Diterima, tetapi nomor KPJ kosong.",
    "Accepted, but without a KPJ number.",
    ...askAgain,
  ),
  KPJ_SALAH: reason(
    "Diterima, tetapi nomor KPJ bukan 11 karakter; nol di depan mungkin hilang.",
    "Accepted, but the KPJ number does not have 11 characters; a leading zero may be lost.",
    ...askAgain,
  ),
  KPJ_GANDA: reason(
    "Nomor KPJ yang sama diberikan kepada lebih dari satu orang.",
    "The same KPJ number was given to more than one person.",
    ...askAgain,
  ),
  MULAI_KOSONG: reason(
    "Diterima, tetapi tanggal efektif kosong atau tidak terbaca.",
    "Accepted, but the start date is missing or unreadable.",
    ...askAgain,
  ),
  BERTENTANGAN: reason(
    "Jawaban-jawaban tentang orang ini saling bertentangan.",
    "The answers about this person contradict each other.",
    ...askAgain,
  ),
  NIK_LAIN: reason(
    "Baris ini memuat NIK lain daripada yang dikirim.",
    "The row bears another NIK than the one sent.",
    ...askAgain,
  ),
  SUDAH_DITERIMA: reason(
    "Ditolak, padahal sudah diterima; penerimaan tetap berlaku.",
    "Rejected after having been accepted; the acceptance holds.",
    "Pastikan kepada kantor cabang.",
    "Make sure with the branch office.",
  ),
  TEMPAT_TERISI: reason(
    "Diterima setelah ditolak, tetapi tempatnya sudah diberikan kepada orang berikutnya.",
    "Accepted after a rejection, but the place has gone to the next person.",
    "Minta kantor cabang membatalkan, atau siapkan tempat tambahan.",
    "Ask the branch office to cancel, or provide a further place.",
  ),
} as const satisfies Readonly<Record<string, Reason>>;

export type DoubtCode = keyof typeof doubts;

/** The code in words; one that this Payung does not know is shown as it is. */
export function describeReason(code: string): Reason {
  const known: Readonly<Record<string, Reason>> = { ...rejections, ...doubts };
  const bare = { id: code, en: code };
  return known[code] ?? { sentence: bare, todo: { id: askAgain[0], en: askAgain[1] } };
}

/** The code of a free-text remark; null when no rule knows it. The first rule that fits holds. */
export function findRejection(remark: string): RejectionCode | null {
  const bare = remark.trim().toUpperCase().replace(/\W+/g, "_");
  if (bare in rejections) return bare as RejectionCode;
  const text = spellRemark(remark);
  if (text === "") return null;
  return rules.find(([, rule]) => rule.test(text))?.[0] ?? null;
}

const differs =
  "\\b((TIDAK|BELUM|KURANG) (DAPAT |BISA )?(SESUAI|SAMA|COCOK|PADAN|VALID)|(PER|BER)?BEDA(AN)?|SALAH)\\b";
const active = "^(?!.*(TIDAK|NON|BELUM|IN) ?AKTIF).*(AKTIF|TERDAFTAR|PESERTA|KEPESERTAAN)";

const rules: readonly (readonly [RejectionCode, RegExp])[] = [
  ["LENGKAP", /(TIDAK|BELUM|KURANG) (LENGKAP|DI ?ISI)|IBU KANDUNG|\bKOSONG\b/],
  ["MENINGGAL", /MENINGGAL|WAFAT|ALMARHUM|KEMATIAN/],
  ["GANDA", /GANDA|DUPLIKA|DOBEL|DOUBLE|DUPLICATE/],
  ["NIK_FORMAT", /NIK\b.*\b(16|DIGIT|ANGKA|FORMAT)\b|\b(DIGIT|ANGKA|FORMAT) NIK/],
  ["NIK_DUKCAPIL", /(NIK|DUKCAPIL).*(TIDAK|BELUM) (DI ?TEMUKAN|TERDAFTAR|ADA|DIKENAL|ONLINE)/],
  ["NIK_DUKCAPIL", /(TIDAK|BELUM) (DI ?TEMUKAN|TERDAFTAR|ADA|DIKENAL|ONLINE).*DUKCAPIL/],
  ["LAHIR_BEDA", new RegExp(`LAHIR.*(${differs})|(${differs}).*LAHIR`)],
  ["NAMA_BEDA", new RegExp(`NAMA.*(${differs})|(${differs}).*NAMA`)],
  ["NIK_DUKCAPIL", new RegExp(`NIK.*(${differs}|INVALID)|INVALID NIK`)],
  ["USIA_KURANG", /(USIA|UMUR).*(BAWAH|KURANG|BELUM|MINIMAL|MUDA)|(BAWAH|CUKUP) UMUR/],
  ["USIA_LEBIH", /(USIA|UMUR).*(6[4-9]|[7-9]\d|LEBIH|ATAS|MAKSIMAL|LEWAT|LANJUT|MELAMPAUI)|LANSIA/],
  ["AKTIF_BPU", new RegExp(`${active}.*(\\bBPU\\b|BUKAN PENERIMA UPAH)`)],
  ["AKTIF_PU", new RegExp(`${active}.*(\\bP?PU\\b|PENERIMA UPAH|PERUSAHAAN)`)],
  [
    "PINDAH",
    /BUKAN (PENDUDUK|WARGA)|PINDAH|(KTP|PENDUDUK|WARGA|KE|DI) LUAR\b|LUAR (KOTA|DAERAH|WILAYAH)|DOMISILI/,
  ],
  ["BUKAN_SASARAN", /\b(ASN|PNS|PPPK|TNI|POLRI)\b|PENSIUNAN|PEJABAT|BUKAN SASARAN/],
  ["TIDAK_BEKERJA", /(TIDAK|BELUM) (LAGI )?BEKERJA|SAKIT|PENGANGGUR|RUMAH TANGGA|PELAJAR/],
];

function reason(id: string, en: string, todoId: string, todoEn: string): Reason {
  return { sentence: { id, en }, todo: { id: todoId, en: todoEn } };
}
