import type { Bilingual } from "../kernel/statement.ts";

/** Acts and looks of the journal in words; an act that is not here is shown by its code. */
const titles: Readonly<Record<string, Bilingual>> = {
  "person.seen": { id: "Membuka halaman orang", en: "Opened the person's page" },
  "people.searched": { id: "Mencari orang", en: "Searched for people" },
  "people.search-refused": {
    id: "Pencarian ditolak: terlalu banyak dalam satu jam",
    en: "Search refused: too many within an hour",
  },
  "row.seen": { id: "Membuka baris registri", en: "Opened a registry row" },
  "roster.seen": { id: "Melihat daftar peserta", en: "Saw the roster" },
  "batch.seen": { id: "Melihat berkas kirim", en: "Saw a batch" },
  "identifier.unmasked": { id: "Membuka NIK", en: "Unmasked the NIK" },
  "intake.loaded": { id: "Memuat berkas", en: "Loaded a file" },
  "resolution.resolved": { id: "Memadankan orang", en: "Resolved persons" },
  "programme.decided": { id: "Mencatat program", en: "Recorded a programme" },
  "eligibility.assessed": { id: "Menilai syarat", en: "Assessed eligibility" },
  "allocation.allocated": { id: "Membagi tempat", en: "Allocated places" },
  "allocation.approved": { id: "Menyetujui daftar peserta", en: "Approved a roster" },
  "enrolment.submitted": { id: "Mengirim ke penyelenggara", en: "Sent to the insurer" },
  "batch.written": { id: "Menulis ulang berkas kirim", en: "Wrote a batch file again" },
  "enrolment.replied": { id: "Membaca balasan penyelenggara", en: "Read the insurer's reply" },
  "contributions.billed": { id: "Menagih iuran", en: "Billed contributions" },
  "contributions.paid": { id: "Mencatat pembayaran", en: "Recorded a payment" },
  "contributions.payment-reversed": { id: "Membatalkan pembayaran", en: "Reversed a payment" },
  "cards.issued": { id: "Menerbitkan kartu", en: "Issued cards" },
  "cards.laid-out": { id: "Mencetak ulang kartu", en: "Laid cards out again" },
  "privacy.received": { id: "Mencatat permintaan orang", en: "Recorded a person's request" },
  "privacy.identified": { id: "Memastikan orangnya", en: "Established the person" },
  "privacy.assigned": { id: "Menyerahkan permintaan", en: "Handed a request over" },
  "privacy.reviewed": { id: "Memeriksa ulang keputusan", en: "Reviewed a decision" },
  "privacy.answered": { id: "Menjawab permintaan orang", en: "Answered a person's request" },
  "privacy.unrestricted": { id: "Mengizinkan pemakaian lagi", en: "Allowed the use again" },
  "privacy.copied": { id: "Membuat salinan data", en: "Made a copy of the data" },
  "privacy.held": { id: "Menempatkan penahanan hukum", en: "Placed a legal hold" },
  "privacy.hold-lifted": { id: "Mencabut penahanan hukum", en: "Lifted a legal hold" },
  "privacy.erasure-proposed": { id: "Mengusulkan penghapusan", en: "Proposed an erasure" },
  "privacy.erased": { id: "Menghapus data", en: "Erased data" },
  "privacy.breach-exported": {
    id: "Menyusun daftar terdampak kebocoran",
    en: "Exported who a breach touched",
  },
  "audit.verified": { id: "Memeriksa rantai jurnal", en: "Verified the journal's chain" },
  "audit.limit-set": { id: "Mengubah batas pencarian", en: "Changed the limit of searches" },
};

export function actTitle(act: string): Bilingual {
  return titles[act] ?? { id: act, en: act };
}
