import type { Bilingual } from "../kernel/statement.ts";
import type { ComparedMeasure } from "./city-inputs.ts";

/** What Payung counts, in words. */
export const measureTitles: Readonly<Record<ComparedMeasure | "billed", Bilingual>> = {
  workers: { id: "Pekerja terdaftar yang ditemukan Payung", en: "Registered workers Payung found" },
  eligible: { id: "Memenuhi syarat menurut penilaian", en: "Eligible by the assessment" },
  accepted: { id: "Diterima BPJS", en: "Accepted by the insurer" },
  accepted_disabled: {
    id: "Diterima BPJS, penyandang disabilitas",
    en: "Accepted by the insurer, with a disability",
  },
  billed: { id: "Ditagihkan bulan itu", en: "Billed for the month" },
  covered: { id: "Terlindungi (iuran bulan itu lunas)", en: "Covered (the month is paid in full)" },
};
