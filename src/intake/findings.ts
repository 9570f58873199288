import type { Bilingual } from "../kernel/statement.ts";
import type { FindingView } from "./index.ts";

/**
 * Everything intake can remark on a row. A note changes nothing; a warning lets the row through; a
 * quarantine keeps it out until somebody mends it. Codes are stored, sentences are looked up.
 */
interface Finding {
  readonly severity: FindingView["severity"];
  readonly column: string | null;
  readonly sentence: Bilingual;
}

const catalogue = {
  "row.erased": quarantine(
    null,
    "Isi baris ini dihapus atas permintaan orangnya atau karena masa simpannya habis.",
    "What this row said was erased at the person's request or at the end of its retention.",
  ),
  "nik.missing": warning("NIK", "NIK kosong.", "The NIK is missing."),
  "nik.last-digit-lost": warning(
    "NIK",
    "NIK tersimpan sebagai angka: Excel membuat angka terakhirnya 0. Angka yang hilang tidak ditebak.",
    "The NIK was stored as a number: Excel turned its last digit into 0. The lost digit is not guessed.",
  ),
  "nik.rounded": warning(
    "NIK",
    "NIK tersimpan seperti 7,37E+15: sebagian besar angkanya hilang.",
    "The NIK was stored like 7.37E+15: most of its digits are lost.",
  ),
  "nik.wrong-length": warning("NIK", "NIK tidak 16 angka.", "The NIK does not have 16 digits."),
  "nik.not-digits": warning(
    "NIK",
    "NIK memuat selain angka.",
    "The NIK holds something other than digits.",
  ),
  "nik.impossible": warning(
    "NIK",
    "NIK tidak mungkin: bagian tanggal atau nomor urutnya tidak ada.",
    "This cannot be a NIK: its date part or serial does not exist.",
  ),
  "nik.birth-differs": note(
    "NIK",
    "Tanggal dalam NIK berbeda dari tanggal lahir. NIK seperti itu tetap sah.",
    "The date inside the NIK differs from the birth date. Such a NIK stays valid.",
  ),
  "nik.sex-differs": note(
    "NIK",
    "Jenis kelamin menurut NIK berbeda dari yang tertulis.",
    "The sex stated by the NIK differs from the one written.",
  ),
  "name.missing": quarantine(
    "Nama",
    "Nama kosong atau tidak terbaca.",
    "The name is missing or unreadable.",
  ),
  "birth.missing": warning("Tanggal Lahir", "Tanggal lahir kosong.", "The birth date is missing."),
  "birth.unreadable": warning(
    "Tanggal Lahir",
    "Tanggal lahir tidak terbaca.",
    "The birth date cannot be read.",
  ),
  "birth.in-future": warning(
    "Tanggal Lahir",
    "Tanggal lahir sesudah tahun berkas.",
    "The birth date is after the year of the file.",
  ),
  "sex.unreadable": warning(
    "Jenis Kelamin",
    "Jenis kelamin tidak terbaca.",
    "The sex cannot be read.",
  ),
  "area.outside": quarantine(
    "Kode Kemdagri",
    "Wilayah di luar kota ini.",
    "The place is outside this city.",
  ),
  "area.unreadable": quarantine(
    "Kode Kemdagri",
    "Kelurahan tidak dikenal di kota ini.",
    "This city has no such kelurahan.",
  ),
  "area.missing": quarantine("Kode Kemdagri", "Wilayah kosong.", "The place is missing."),
  "area.disagrees": note(
    "Kode Kemdagri",
    "Nama kelurahan tidak sama dengan kodenya; kode yang dipakai.",
    "The kelurahan's name differs from its code; the code is used.",
  ),
  "decile.missing": warning("Desil Kesejahteraan", "Desil kosong.", "The decile is missing."),
  "decile.unreadable": warning(
    "Desil Kesejahteraan",
    "Desil tidak terbaca.",
    "The decile cannot be read.",
  ),
  "occupation.missing": warning("Pekerjaan", "Pekerjaan kosong.", "The occupation is missing."),
  "occupation.unknown": note(
    "Pekerjaan",
    "Pekerjaan di luar daftar P3KE.",
    "The occupation is not in the P3KE list.",
  ),
  "segment.unknown": warning(
    "Segmen",
    "Segmen kepesertaan tidak dikenal.",
    "The membership segment is not known.",
  ),
  "event.unreadable": quarantine(
    "Status",
    "Status bukan meninggal atau pindah.",
    "The status is neither dead nor moved.",
  ),
  "event.date-missing": warning(
    "Tanggal Peristiwa",
    "Tanggal peristiwa kosong atau tidak terbaca.",
    "The date of the event is missing or unreadable.",
  ),
  "disability.unknown": warning(
    "Jenis Disabilitas",
    "Jenis disabilitas tidak dikenal.",
    "The kind of disability is not known.",
  ),
  "row.too-short": quarantine(
    null,
    "Baris hampir kosong di tengah tabel.",
    "A nearly empty row in the middle of the table.",
  ),
} as const satisfies Readonly<Record<string, Finding>>;

export type FindingCode = keyof typeof catalogue;

export function severityOf(code: FindingCode): Finding["severity"] {
  return catalogue[code].severity;
}

/** The finding in words; a code of an older Payung that is gone is shown as it is. */
export function describeFinding(code: string): FindingView {
  const known: Finding | undefined = catalogue[code as FindingCode];
  if (known === undefined)
    return { code, severity: "note", column: null, sentence: { id: code, en: code } };
  return { code, ...known };
}

function note(column: string | null, id: string, en: string) {
  return { severity: "note", column, sentence: { id, en } } as const;
}

function warning(column: string | null, id: string, en: string) {
  return { severity: "warning", column, sentence: { id, en } } as const;
}

function quarantine(column: string | null, id: string, en: string) {
  return { severity: "quarantine", column, sentence: { id, en } } as const;
}
