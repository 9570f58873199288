import { atColumn, type Cell, type Cells, numberCell, type SheetLog } from "./cells.ts";
import type { DisabilityType, Segment } from "./circumstances.ts";
import { EMPLOYER_FORMS, EMPLOYER_WORDS, OTHER_PAYERS } from "./data/places.ts";
import { type Day, dayFrom, toLocalDay, toSpreadsheetSerial, toWordedDay, yearOf } from "./days.ts";
import type { CivilFact, ListRow } from "./lists.ts";
import { createRandom, createWeightedPick, type Random } from "./random.ts";
import { REFERENCE_DAY } from "./rates.ts";

export const INSURER_COLUMN_WIDTHS = [6, 20, 30, 15, 10, 12, 36, 15, 10, 17] as const;
export const CIVIL_COLUMN_WIDTHS = [6, 20, 30, 15, 20, 22, 13, 18, 34] as const;
export const DISABILITY_COLUMN_WIDTHS = [6, 20, 30, 15, 14, 20, 22, 20, 10] as const;

/** BPJS Ketenagakerjaan's list of whom it insures already, in whatever segment. */
export function* insurerSheet(
  seed: number,
  rows: readonly ListRow<Segment>[],
  log: SheetLog,
): Generator<Cells> {
  const random = createRandom(seed, "insurer sheet");
  yield log.line([{ bold: "BPJS KETENAGAKERJAAN KANTOR CABANG MAKASSAR" }]);
  yield log.line([{ bold: "DAFTAR PESERTA AKTIF KOTA MAKASSAR PER 31-05-2024" }]);
  yield log.line([]);
  yield log.line(
    bold(
      "NO|NIK|NAMA|TANGGAL LAHIR|SEGMEN|NPP|NAMA PERUSAHAAN / PEMBAYAR|KPJ|STATUS|TANGGAL EFEKTIF",
    ),
  );
  const employers = makeEmployers(random, Math.ceil(rows.length / 22) + 3);
  let kpj = 15_000_000_000 + random.below(1_000_000);
  for (const [index, row] of rows.entries()) {
    const payer =
      row.fact === "BPU"
        ? { number: null, name: random.pick(OTHER_PAYERS) }
        : random.pick(employers);
    kpj += random.between(3, 90_000);
    yield log.person(row.person, row.nikState, [
      numberCell(index + 1),
      nikCell(random, row.nik),
      row.name,
      toLocalDay(row.person.birth, "-"),
      row.fact,
      payer.number,
      payer.name,
      String(kpj),
      random.chance(0.97) ? "AKTIF" : "Aktif",
      toLocalDay(drawStart(random, row.person.birth), "-"),
    ]);
  }
  yield log.line(["JUMLAH", null, numberCell(rows.length)]);
}

/** Dukcapil's list of who died and who moved out of the city. */
export function* civilSheet(
  seed: number,
  rows: readonly ListRow<CivilFact>[],
  log: SheetLog,
): Generator<Cells> {
  const random = createRandom(seed, "civil sheet");
  yield log.line([{ bold: "PEMERINTAH KOTA MAKASSAR" }]);
  yield log.line([{ bold: "DINAS KEPENDUDUKAN DAN PENCATATAN SIPIL" }]);
  yield log.line([{ bold: "DAFTAR PENDUDUK MENINGGAL DAN PINDAH KELUAR" }]);
  yield log.line(["Keadaan s.d. 31 Mei 2024"]);
  yield log.line([]);
  yield log.line(
    bold("NO|NIK|NAMA|TANGGAL LAHIR|KECAMATAN|KELURAHAN|STATUS|TANGGAL PERISTIWA|DAERAH TUJUAN"),
  );
  for (const [index, row] of rows.entries()) {
    const { home, birth } = row.person;
    yield log.person(row.person, row.nikState, [
      numberCell(index + 1),
      nikCell(random, row.nik),
      row.name,
      toLocalDay(birth, "-"),
      home.districtName,
      home.name,
      row.fact.status,
      toWordedDay(row.fact.on),
      row.fact.status === "PINDAH" ? row.fact.destination : "-",
    ]);
  }
  yield log.line(["JUMLAH", null, numberCell(rows.length)]);
  for (const cells of signature(7, [
    "Makassar, 31 Mei 2024",
    "Kepala Dinas Kependudukan dan Pencatatan Sipil,",
    null,
    null,
    { bold: "Drs. Contoh Baharuddin, M.AP" },
    "NIP. 19700817 199803 1 004",
  ])) {
    yield log.line(cells);
  }
}

/** The social office's list of persons with a disability. */
export function* disabilitySheet(
  seed: number,
  rows: readonly ListRow<DisabilityType>[],
  log: SheetLog,
): Generator<Cells> {
  const random = createRandom(seed, "disability sheet");
  yield log.line([{ bold: "DINAS SOSIAL KOTA MAKASSAR" }]);
  yield log.line([{ bold: "DATA PENYANDANG DISABILITAS TAHUN 2024" }]);
  yield log.line([]);
  yield log.line(
    bold("NO|NIK|NAMA|TANGGAL LAHIR|JENIS KELAMIN|KECAMATAN|KELURAHAN|JENIS DISABILITAS|TINGKAT"),
  );
  for (const [index, row] of rows.entries()) {
    const { home, birth, sex } = row.person;
    yield log.person(row.person, row.nikState, [
      numberCell(index + 1),
      nikCell(random, row.nik),
      row.name,
      random.chance(0.9) ? { date: String(toSpreadsheetSerial(birth)) } : toLocalDay(birth, "/"),
      sex,
      home.districtName,
      home.name,
      row.fact,
      pickDegree(random),
    ]);
  }
  yield log.line(["JUMLAH", null, numberCell(rows.length)]);
  for (const cells of signature(7, [
    "Makassar, 31 Mei 2024",
    "Kepala Bidang Rehabilitasi Sosial,",
    null,
    null,
    { bold: "A. Contoh Murniati, S.Sos" },
    "NIP. 19751109 200212 2 003",
  ])) {
    yield log.line(cells);
  }
}

const pickDegree = createWeightedPick<string>([
  ["Ringan", 40],
  ["Sedang", 38],
  ["Berat", 22],
]);

function bold(headers: string): Cells {
  return headers.split("|").map((header) => ({ bold: header }));
}

function nikCell(random: Random, nik: string | null): Cell {
  if (nik === null) return random.chance(0.7) ? null : "-";
  return random.chance(0.02) ? `'${nik}` : nik;
}

interface Employer {
  readonly number: string;
  readonly name: string;
}

function makeEmployers(random: Random, count: number): readonly Employer[] {
  return Array.from({ length: count }, () => {
    const words = [random.pick(EMPLOYER_WORDS), random.pick(EMPLOYER_WORDS)];
    return {
      number: `${random.pick(["NN", "PP", "JJ", "RR"])}${String(random.below(1_000_000)).padStart(6, "0")}`,
      name: `${random.pick(EMPLOYER_FORMS)} ${words.join(" ")}`,
    };
  });
}

/** Cover starts on the first of a month, not before the person is grown up. */
function drawStart(random: Random, birth: Day): Day {
  const firstYear = Math.min(2024, Math.max(2015, yearOf(birth) + 18));
  const year = random.between(firstYear, yearOf(REFERENCE_DAY));
  const lastMonth = year === yearOf(REFERENCE_DAY) ? 5 : 12;
  return dayFrom(year, random.between(1, lastMonth), 1);
}

function signature(column: number, lines: readonly Cell[]): readonly Cells[] {
  return [[], ...lines.map((line) => (line === null ? [] : atColumn(column, line)))];
}
