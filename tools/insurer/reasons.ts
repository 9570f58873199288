/** Codes a rejection is counted under; on paper only the wordings are seen. */
export const REASON_CODES = [
  "NIK_FORMAT",
  "NIK_DUKCAPIL",
  "NAMA_BEDA",
  "LAHIR_BEDA",
  "AKTIF_BPU",
  "AKTIF_PU",
  "USIA_LEBIH",
  "USIA_KURANG",
  "MENINGGAL",
  "GANDA",
  "LENGKAP",
  "PINDAH",
  "BUKAN_SASARAN",
  "TIDAK_BEKERJA",
] as const;

export type ReasonCode = (typeof REASON_CODES)[number];

/**
 * How clerks write each reason. Invented: no list of the insurer's is public. Some hold a word of
 * acceptance ("TIDAK SESUAI") or of another reason ("bukan penerima upah"), as real remarks do.
 */
export const WORDINGS: Readonly<Record<ReasonCode, readonly string[]>> = {
  NIK_FORMAT: [
    "NIK BUKAN 16 ANGKA",
    "NIK kurang dari 16 digit",
    "FORMAT NIK SALAH",
    "Jumlah digit NIK tidak sesuai",
  ],
  NIK_DUKCAPIL: [
    "NIK TIDAK DITEMUKAN DI DUKCAPIL",
    "NIK tdk ditemukan",
    "DATA TIDAK ADA DI DUKCAPIL",
    "Nik tidak terdaftar di database kependudukan",
    "NIK BELUM ONLINE DISDUKCAPIL",
    "NIK TIDAK PADAN DUKCAPIL",
  ],
  NAMA_BEDA: [
    "NAMA TIDAK SESUAI DUKCAPIL",
    "nama beda dgn KTP",
    "NAMA TIDAK SAMA DENGAN DATA KEPENDUDUKAN",
    "Nama tdk sesuai",
    "NAMA TIDAK PADAN",
  ],
  LAHIR_BEDA: [
    "TANGGAL LAHIR TIDAK SESUAI",
    "tgl lahir beda",
    "TGL LAHIR TDK SESUAI DUKCAPIL",
    "Tanggal lahir tidak sama dengan KTP",
  ],
  AKTIF_BPU: [
    "SUDAH TERDAFTAR AKTIF BPU",
    "sdh jadi peserta BPU",
    "MASIH AKTIF BPU MANDIRI",
    "Sudah terdaftar sebagai peserta bukan penerima upah",
  ],
  AKTIF_PU: [
    "SUDAH TERDAFTAR AKTIF PENERIMA UPAH",
    "masih aktif PU",
    "AKTIF DI PERUSAHAAN (PU)",
    "Terdaftar aktif sbg pekerja penerima upah",
  ],
  USIA_LEBIH: [
    "USIA 65 TAHUN ATAU LEBIH",
    "umur di atas 65 th",
    "USIA MELEBIHI BATAS",
    "Usia lebih dari 64 tahun",
  ],
  USIA_KURANG: [
    "USIA DI BAWAH BATAS",
    "belum cukup umur",
    "USIA KURANG DARI KETENTUAN",
    "Di bawah umur",
  ],
  MENINGGAL: [
    "PENDUDUK MENINGGAL DUNIA",
    "sudah meninggal",
    "STATUS DUKCAPIL : MENINGGAL",
    "Ybs almarhum",
    "SDH MENINGGAL DUNIA",
  ],
  GANDA: ["DATA GANDA DALAM BERKAS", "duplikat", "NIK DOBEL DALAM FILE", "Data double"],
  LENGKAP: [
    "DATA TIDAK LENGKAP (NAMA IBU KANDUNG)",
    "nama ibu kandung kosong",
    "NO HP BELUM DIISI",
    "Data blm lengkap",
    "KOLOM PEKERJAAN KOSONG",
  ],
  PINDAH: [
    "BUKAN PENDUDUK KOTA MAKASSAR",
    "sudah pindah domisili",
    "PINDAH KE LUAR KOTA",
    "KTP luar Makassar",
  ],
  BUKAN_SASARAN: [
    "ASN/TNI/POLRI/PENSIUNAN",
    "terdata sbg ASN",
    "PENSIUNAN PNS",
    "Anggota TNI/Polri",
  ],
  TIDAK_BEKERJA: [
    "TIDAK BEKERJA SAAT DIDAFTARKAN",
    "sedang sakit",
    "SAKIT SAAT DIDAFTARKAN",
    "Ybs sudah tdk bekerja",
  ],
};

/** Remarks beside an accepted line, likelier ones more than once. */
export const ACCEPTANCES: readonly string[] = [
  "BISA DAFTAR",
  "BISA DAFTAR",
  "TERVERIFIKASI",
  "SESUAI",
  "SESUAI",
  "LOLOS",
  "Data sesuai",
  "LOLOS VERIFIKASI",
  "Terverifikasi, bisa daftar",
];

const EVERYBODY = { from: 0, until: 200 };

/** Parts in a thousand, roughly; ages at the start day where a reason fits only some. Invented. */
export const REASON_WEIGHTS: readonly {
  readonly code: ReasonCode;
  readonly weight: number;
  readonly ages: { readonly from: number; readonly until: number };
}[] = [
  { code: "NIK_DUKCAPIL", weight: 270, ages: EVERYBODY },
  { code: "NAMA_BEDA", weight: 190, ages: EVERYBODY },
  { code: "LAHIR_BEDA", weight: 140, ages: EVERYBODY },
  { code: "AKTIF_BPU", weight: 110, ages: EVERYBODY },
  { code: "AKTIF_PU", weight: 90, ages: EVERYBODY },
  { code: "MENINGGAL", weight: 70, ages: EVERYBODY },
  { code: "LENGKAP", weight: 40, ages: EVERYBODY },
  { code: "TIDAK_BEKERJA", weight: 35, ages: EVERYBODY },
  { code: "PINDAH", weight: 25, ages: EVERYBODY },
  { code: "BUKAN_SASARAN", weight: 12, ages: EVERYBODY },
  { code: "NIK_FORMAT", weight: 9, ages: EVERYBODY },
  { code: "GANDA", weight: 9, ages: EVERYBODY },
  // The office's own register may be a few years off, never forty.
  { code: "USIA_LEBIH", weight: 250, ages: { from: 60, until: 200 } },
  { code: "USIA_KURANG", weight: 120, ages: { from: 0, until: 21 } },
];
