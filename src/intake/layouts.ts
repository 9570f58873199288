import { wordKey } from "../platform/spreadsheet/index.ts";
import type { Source } from "./index.ts";

/** What Payung reads from a row; each layout says under which headers it stands. */
export type Field =
  | "familyRef"
  | "individualRef"
  | "areaCode"
  | "kecamatan"
  | "kelurahan"
  | "address"
  | "decile"
  | "name"
  | "nik"
  | "dukcapilMatch"
  | "sex"
  | "relation"
  | "birth"
  | "marital"
  | "occupation"
  | "education"
  | "segment"
  | "payer"
  | "kpj"
  | "active"
  | "since"
  | "event"
  | "eventDate"
  | "destination"
  | "disability"
  | "degree";

export interface Layout {
  readonly source: Source;
  readonly name: string;
  readonly headers: Readonly<Partial<Record<Field, readonly string[]>>>;
  readonly required: readonly Field[];
}

/** Where a sheet's columns are: the layout, the header row, and the column of each field. */
export interface Recognised {
  readonly layout: Layout;
  readonly columns: Readonly<Partial<Record<Field, number>>>;
}

/**
 * The layouts that are recognised, as importers of real files describe them. Spelling drift is
 * listed, not guessed: a header that is nearly right may be another column.
 */
export const layouts: readonly Layout[] = [
  {
    source: "p3ke",
    name: "p3ke-individual-a",
    headers: {
      familyRef: ["ID Keluarga P3KE", "ID Keluarga"],
      individualRef: ["ID Individu", "ID Individu P3KE"],
      areaCode: ["Kode Kemdagri", "Kode Kemendagri", "Kode Wilayah"],
      kecamatan: ["Kecamatan"],
      kelurahan: ["Desa/Kelurahan", "Kelurahan/Desa", "Kelurahan"],
      address: ["Alamat"],
      decile: ["Desil Kesejahteraan", "Desil"],
      name: ["Nama", "Nama Individu"],
      nik: ["NIK"],
      dukcapilMatch: ["Padan Dukcapil", "NIK Padan Dukcapil", "Padan Kemdagri", "Padan Kemendagri"],
      sex: ["Jenis Kelamin", "JK"],
      relation: ["Hubungan dengan Kepala Keluarga", "Hubungan Keluarga"],
      birth: ["Tanggal Lahir", "Tgl Lahir"],
      marital: ["Status Kawin", "Status Perkawinan"],
      occupation: ["Pekerjaan"],
      education: ["Pendidikan"],
    },
    required: ["familyRef", "decile", "name", "nik", "birth", "occupation"],
  },
  {
    source: "bpjs-active",
    name: "bpjs-active",
    headers: {
      nik: ["NIK", "No NIK"],
      name: ["Nama", "Nama Peserta", "Nama Lengkap"],
      birth: ["Tanggal Lahir", "Tgl Lahir"],
      segment: ["Segmen", "Segmen Kepesertaan", "Jenis Peserta"],
      payer: ["Nama Perusahaan / Pembayar", "Nama Perusahaan", "Pembayar", "Nama Badan Usaha"],
      kpj: ["KPJ", "Nomor KPJ", "No KPJ"],
      active: ["Status", "Status Kepesertaan", "Status BPJS"],
      since: ["Tanggal Efektif", "Tgl Efektif", "Mulai"],
    },
    required: ["nik", "name", "segment", "kpj"],
  },
  {
    source: "dukcapil",
    name: "dukcapil-events",
    headers: {
      nik: ["NIK"],
      name: ["Nama", "Nama Lengkap"],
      birth: ["Tanggal Lahir", "Tgl Lahir"],
      kecamatan: ["Kecamatan"],
      kelurahan: ["Kelurahan", "Desa/Kelurahan"],
      event: ["Status", "Status Kependudukan", "Peristiwa"],
      eventDate: ["Tanggal Peristiwa", "Tgl Peristiwa", "Tanggal"],
      destination: ["Daerah Tujuan", "Tujuan"],
    },
    required: ["nik", "name", "event", "eventDate"],
  },
  {
    source: "disability",
    name: "disability-uu8",
    headers: {
      nik: ["NIK"],
      name: ["Nama", "Nama Lengkap"],
      birth: ["Tanggal Lahir", "Tgl Lahir"],
      sex: ["Jenis Kelamin", "JK"],
      kecamatan: ["Kecamatan"],
      kelurahan: ["Kelurahan", "Desa/Kelurahan"],
      disability: ["Jenis Disabilitas", "Ragam Disabilitas"],
      degree: ["Tingkat", "Derajat", "Tingkat Disabilitas"],
    },
    required: ["nik", "name", "disability"],
  },
];

/**
 * The layout whose required headers all stand in this row, the one with most fields when several
 * do; null when none. `wanted` limits the choice to one source.
 */
export function recogniseHeader(
  cells: readonly string[],
  wanted: Source | null,
): Recognised | null {
  const columnByHeader = new Map<string, number>();
  cells.forEach((cell, column) => {
    const key = wordKey(cell);
    if (key !== "" && !columnByHeader.has(key)) columnByHeader.set(key, column);
  });
  let best: Recognised | null = null;
  for (const layout of layouts) {
    if (wanted !== null && layout.source !== wanted) continue;
    const columns: Partial<Record<Field, number>> = {};
    for (const [field, headers] of Object.entries(layout.headers) as [Field, readonly string[]][]) {
      const header = headers.find((one) => columnByHeader.has(wordKey(one)));
      const column = header === undefined ? undefined : columnByHeader.get(wordKey(header));
      if (column !== undefined) columns[field] = column;
    }
    const complete = layout.required.every((field) => columns[field] !== undefined);
    if (
      complete &&
      (best === null || Object.keys(columns).length > Object.keys(best.columns).length)
    ) {
      best = { layout, columns };
    }
  }
  return best;
}

/** How far down a header is looked for: real files carry up to a dozen title rows. */
export const headerSearchRows = 20;
