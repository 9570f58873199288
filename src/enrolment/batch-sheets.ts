import { groupThousands } from "../kernel/rupiah.ts";
import type { Uuid } from "../kernel/uuid.ts";
import type { WriteCell, WriteSheet } from "../platform/spreadsheet/index.ts";
import { cellText, type Layout, type SentLine } from "./layout.ts";
import type { Snapshot } from "./snapshot.ts";

/** What a batch's file says of the batch. Nothing in it depends on when or where the file is written. */
export interface BatchFacts {
  readonly batchId: Uuid;
  readonly batchNo: number;
  readonly programmeCode: string;
  readonly programmeTitle: string;
  readonly rosterRunId: Uuid;
  readonly rosterNo: number;
  readonly rosterHash: string;
  readonly decree: string;
  readonly linesHash: string;
}

/** `batch-0001-makassar-2024.xlsx` */
export function batchFileName(batch: Pick<BatchFacts, "batchNo" | "programmeCode">): string {
  return `batch-${padNo(batch.batchNo)}-${batch.programmeCode}.xlsx`;
}

/** What a batch's hash is taken over: a line per person, `number rank member-number`; no NIK. */
export function linesText(
  lines: readonly Pick<SentLine, "lineNo" | "rank" | "memberNumber">[],
): string {
  return lines.map((line) => `${line.lineNo} ${line.rank} ${line.memberNumber}\n`).join("");
}

/** Rows above the first person; they stay in sight when a reader scrolls. */
export const rowsAboveLines = 5;

/** The workbook of a batch: the people, and a sheet that says what this is and how to answer. */
export function batchSheets(facts: BatchFacts, snapshot: Snapshot): readonly WriteSheet[] {
  const { layout, lines } = snapshot;
  return [
    {
      name: layout.sheet,
      columnWidths: layout.columns.map(({ width }) => width),
      rows: peopleRows(facts, layout, lines),
    },
    { name: "Keterangan", columnWidths: [24, 90], rows: explanationRows(facts, layout, lines) },
  ];
}

function* peopleRows(
  facts: BatchFacts,
  layout: Layout,
  lines: readonly SentLine[],
): Generator<readonly WriteCell[]> {
  const count = groupThousands(lines.length, ".");
  yield [{ bold: "DAFTAR PEKERJA RENTAN YANG DIDAFTARKAN (BUKAN PENERIMA UPAH)" }];
  yield [facts.programmeTitle];
  yield [`Berkas ${padNo(facts.batchNo)}: ${count} orang. Keputusan: ${facts.decree}`];
  yield [layout.title];
  yield layout.columns.map(({ header }) => ({ bold: header }));
  for (const line of lines) {
    yield layout.columns.map(({ field, kind }) => {
      const text = cellText(line, field);
      return text === "" ? null : kind === "number" ? { number: text } : text;
    });
  }
}

function explanationRows(
  facts: BatchFacts,
  layout: Layout,
  lines: readonly SentLine[],
): readonly (readonly WriteCell[])[] {
  return [
    [{ bold: "Berkas" }, `${padNo(facts.batchNo)} (${facts.batchId})`],
    [{ bold: "Program" }, `${facts.programmeTitle} (${facts.programmeCode})`],
    [{ bold: "Daftar peserta" }, `${facts.rosterNo} (${facts.rosterRunId})`],
    [{ bold: "Keputusan" }, facts.decree],
    [{ bold: "Hash daftar peserta" }, facts.rosterHash],
    [{ bold: "Jumlah orang" }, { number: String(lines.length) }],
    [{ bold: "Hash berkas" }, facts.linesHash],
    [
      { bold: "Cara menghitung hash" },
      'SHA-256 dari satu baris "nomor peringkat nomor-anggota" per orang, menurut NO.',
    ],
    [{ bold: "Tata letak" }, `${layout.title} (${layout.name})`],
    [],
    [{ bold: "Cara menjawab" }],
    ["1", "Jawab dengan XLSX atau CSV; urutan baris dan kolom bebas; boleh sebagian dahulu."],
    ["2", "Kolom: NIK, NAMA, TANGGAL LAHIR, STATUS, KETERANGAN, NOMOR KPJ, TANGGAL EFEKTIF."],
    ["3", "NOMOR ANGGOTA boleh disertakan, agar orang tetap dikenali bila NIK salah tulis."],
    ["4", "STATUS Y = diterima: isi NOMOR KPJ (11 karakter) dan TANGGAL EFEKTIF (hh-bb-tttt)."],
    ["5", "STATUS N = ditolak: isi alasannya pada KETERANGAN, misalnya: Penduduk meninggal dunia."],
    ["6", "Simpan NIK dan KPJ sebagai teks, agar angka terakhir dan nol di depan tidak hilang."],
  ];
}

function padNo(batchNo: number): string {
  return String(batchNo).padStart(4, "0");
}
