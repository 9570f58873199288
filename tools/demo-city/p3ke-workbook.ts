import { atColumn, type Cell, type Cells, numberCell, type SheetLog } from "./cells.ts";
import { STREETS_BY_DISTRICT } from "./data/places.ts";
import { ageOn, type Day, toLocalDay, toUnpaddedDay } from "./days.ts";
import { createRandom, hashText, type Random } from "./random.ts";
import { RATES, REFERENCE_DAY } from "./rates.ts";
import type { FamilyBlock, RegistryRow } from "./registry.ts";

/** Rows a sheet may hold besides title and signature: Excel ends at 1,048,576. */
const SHEET_ROWS_MAX = 1_000_000;

/** Cuts the families into sheets; a city of ordinary size has one, called "data". */
export function splitIntoSheets(
  blocks: readonly FamilyBlock[],
): readonly { readonly name: string; readonly blocks: readonly FamilyBlock[] }[] {
  const sheets: { name: string; blocks: FamilyBlock[] }[] = [{ name: "data", blocks: [] }];
  let rows = 0;
  for (const block of blocks) {
    const height = block.rows.length + (block.isBlankRowAfter ? 1 : 0);
    if (rows + height > SHEET_ROWS_MAX) {
      sheets.push({ name: `data (${sheets.length + 1})`, blocks: [] });
      rows = 0;
    }
    sheets.at(-1)?.blocks.push(block);
    rows += height;
  }
  return sheets;
}

export const P3KE_COLUMN_WIDTHS: readonly number[] = [
  6, 18, 18, 16, 20, 22, 14, 10, 42, 20, 28, 19, 10, 13, 18, 20, 15, 22, 22, 9, 9, 9, 9, 9, 9, 9, 9,
  9, 9, 9, 9, 24,
];

/** One sheet of the P3KE workbook, layout A, with everything an office puts around a table. */
export function* p3keSheet(
  seed: number,
  sheetName: string,
  blocks: readonly FamilyBlock[],
  log: SheetLog,
): Generator<Cells> {
  const random = createRandom(seed, `p3ke ${sheetName}`);
  for (const cells of titleRows(random)) yield log.line(cells);
  yield log.line(headerRow(random));
  let number = 0;
  for (const [index, block] of blocks.entries()) {
    const family = describeFamily(random, sheetName, index, block);
    for (const [memberIndex, row] of block.rows.entries()) {
      number++;
      const cells = personRow(random, { row, family, number, memberNumber: memberIndex + 1 });
      yield log.person(row.person, row.nikState, cells);
    }
    if (block.isBlankRowAfter) yield log.line([]);
  }
  yield log.line(["JUMLAH", null, null, null, null, null, null, null, null, numberCell(number)]);
  for (const cells of signatureRows()) yield log.line(cells);
}

function titleRows(random: Random): readonly Cells[] {
  return [
    [{ bold: "DATA P3KE INDIVIDU" }],
    [{ bold: "KOTA MAKASSAR" }],
    ...(random.chance(0.5) ? [[{ bold: "PROVINSI SULAWESI SELATAN" }]] : []),
    [{ bold: "Tahun: 2024" }],
    ...(random.chance(0.5) ? [[]] : [[], []]),
  ];
}

/** Headers as they are seen in real files: drifting spelling, double spaces, line breaks. */
const HEADERS: readonly (readonly string[])[] = [
  ["No", "No.", "NO"],
  ["ID Keluarga P3KE", "ID Keluarga  P3KE", "ID Keluarga\nP3KE"],
  ["Provinsi"],
  ["Kabupaten/Kota", "Kabupaten / Kota", "Kabupaten/ Kota"],
  ["Kecamatan"],
  ["Desa/Kelurahan", "Desa / Kelurahan", "Desa/\nKelurahan"],
  ["Kode Kemdagri", "Kode Kemendagri", "Kode  Kemdagri "],
  ["Desil Kesejahteraan", "Desil\nKesejahteraan", "Desil  Kesejahteraan"],
  ["Alamat", "Alamat "],
  ["ID Individu", "ID  Individu"],
  ["Nama", "NAMA", "Nama "],
  ["NIK", "NIK "],
  ["Padan Dukcapil", "Padan  Dukcapil", "Padan\nDukcapil"],
  ["Jenis Kelamin", "Jenis\nKelamin"],
  ["Hubungan dengan Kepala Keluarga", "Hubungan dengan\nKepala Keluarga"],
  ["Tanggal Lahir", "Tanggal  Lahir"],
  ["Status Kawin"],
  ["Pekerjaan", "Pekerjaan "],
  ["Pendidikan"],
  ["Usia dibawah 7 tahun", "Usia dibawah\n7 tahun"],
  ["Usia 7-12"],
  ["Usia 13-15"],
  ["Usia 16-18"],
  ["Usia 19-21"],
  ["Usia 22-59"],
  ["Usia 60 tahun keatas", "Usia 60 tahun\nkeatas"],
  ["Penerima BPNT", "Penerima BNPT", "Penerima BNBT"],
  ["Penerima BPUM", "Penerima  BPUM"],
  ["Penerima BST"],
  ["Penerima PKH"],
  ["Penerima SEMBAKO", "Penerima\nSEMBAKO"],
  ["Resiko Stunting", "Resiko  Stunting"],
];

function headerRow(random: Random): Cells {
  return HEADERS.map((spellings) => ({ bold: random.pick(spellings) }));
}

interface Family {
  readonly id: string;
  readonly block: FamilyBlock;
  readonly address: string;
  readonly hasBpnt: boolean;
  readonly hasBst: boolean;
  readonly hasPkh: boolean;
  readonly hasSembako: boolean;
  readonly stunting: string;
}

function describeFamily(
  random: Random,
  sheetName: string,
  index: number,
  block: FamilyBlock,
): Family {
  const sheetDigit = sheetName === "data" ? "0" : (/\d+/.exec(sheetName)?.[0] ?? "0");
  const hasSmallChild = block.rows.some(({ birth }) => ageOn(birth, REFERENCE_DAY) < 5);
  return {
    id: `7371${sheetDigit}${String(index + 1).padStart(8, "0")}`,
    block,
    address: drawAddress(random, block),
    hasBpnt: random.chance(0.62 - 0.12 * block.decile),
    hasBst: random.chance(0.3 - 0.05 * block.decile),
    hasPkh: random.chance(0.48 - 0.1 * block.decile),
    hasSembako: random.chance(0.66 - 0.12 * block.decile),
    stunting: !hasSmallChild
      ? "BUKAN TARGET SASARAN"
      : random.chance(0.35)
        ? "BERESIKO STUNTING"
        : "TIDAK BERESIKO STUNTING",
  };
}

function drawAddress(random: Random, { place }: FamilyBlock): string {
  const streets = STREETS_BY_DISTRICT[place.districtCode] ?? [place.name];
  const rt = `RT ${String(random.between(1, 8)).padStart(3, "0")}`;
  const rw = `RW ${String(random.between(1, 11)).padStart(3, "0")}`;
  if (place.shore === "island") return `PULAU ${place.name} ${rt} ${rw}`;
  const street = random.chance(0.15) ? place.name : random.pick(streets);
  const lane = random.chance(0.6) ? ` LR. ${random.between(1, 14)}` : "";
  const house = random.chance(0.7) ? ` NO. ${random.between(1, 148)}` : "";
  const lanes = random.chance(0.55) ? ` ${rt} ${rw}` : "";
  return `JL. ${street}${lane}${house}${lanes}`;
}

function personRow(
  random: Random,
  {
    row,
    family,
    number,
    memberNumber,
  }: {
    readonly row: RegistryRow;
    readonly family: Family;
    readonly number: number;
    readonly memberNumber: number;
  },
): Cells {
  const { person } = row;
  const { place } = family.block;
  const age = ageOn(row.birth, REFERENCE_DAY);
  const yes = createYesNo(random);
  const isTrader = row.job === "PEDAGANG" || row.job === "WIRASWASTA";
  return [
    numberCell(number),
    family.id,
    "SULAWESI SELATAN",
    "KOTA MAKASSAR",
    place.districtName,
    place.name,
    place.code.replaceAll(".", ""),
    numberCell(family.block.decile),
    family.address,
    `${family.id}${String(memberNumber).padStart(2, "0")}`,
    random.chance(0.04) ? toTitleCase(row.name) : row.name,
    nikCell(random, row),
    yes(row.nikState === "true" && !random.chance(0.02)),
    sexCell(random, person.sex === "L"),
    row.relation,
    birthCell(random, row.birth),
    person.marital,
    row.job,
    schooling(person.nik, age),
    yes(age < 7),
    yes(age >= 7 && age <= 12),
    yes(age >= 13 && age <= 15),
    yes(age >= 16 && age <= 18),
    yes(age >= 19 && age <= 21),
    yes(age >= 22 && age <= 59),
    yes(age >= 60),
    yes(family.hasBpnt),
    yes(isTrader && random.chance(0.15)),
    yes(family.hasBst),
    yes(family.hasPkh),
    yes(family.hasSembako),
    family.stunting,
  ];
}

/** Now and then a clerk had the shift key stuck, for a whole row. */
function createYesNo(random: Random): (isYes: boolean) => string {
  const draw = random.next();
  if (draw < 0.86) return (isYes) => (isYes ? "Ya" : "Tidak");
  return draw < 0.95 ? (isYes) => (isYes ? "YA" : "TIDAK") : (isYes) => (isYes ? "ya" : "tidak");
}

function sexCell(random: Random, isMan: boolean): string {
  const text = isMan ? "LAKI-LAKI" : "PEREMPUAN";
  return random.chance(0.1) ? text.charAt(0) + text.slice(1).toLowerCase() : text;
}

function birthCell(random: Random, birth: Day): string {
  if (random.chance(0.01)) return toLocalDay(birth, "/");
  const day = random.chance(0.03) ? toUnpaddedDay(birth) : toLocalDay(birth, "/");
  return `${day} 0:00:00`;
}

function nikCell(random: Random, { nik, nikState }: RegistryRow): Cell {
  if (typeof nik !== "string" || (nikState !== "true" && nikState !== "wrong")) return nik;
  const draw = random.next();
  if (draw < RATES.nikApostrophe) return `'${nik}`;
  return draw < RATES.nikApostrophe + RATES.nikNonBreakingSpace ? `${nik}\u00a0` : nik;
}

function toTitleCase(name: string): string {
  return name.replace(/[A-Z']+/g, (word) => word.charAt(0) + word.slice(1).toLowerCase());
}

/** The same person has the same schooling in both rows: it hangs on the person, not on the row. */
function schooling(nik: string, age: number): string {
  const luck = hashText(`${nik} schooling`) % 100;
  if (age < 7) return "TIDAK/BELUM SEKOLAH";
  if (age < 13) return "MASIH SD";
  if (age < 16) return luck < 90 ? "MASIH SLTP" : "TAMAT SD";
  if (age < 19) return luck < 80 ? "MASIH SLTA" : "TAMAT SLTP";
  if (age < 23 && luck < 14) return "MASIH PT/AKADEMI";
  if (age < 40) return pickByLuck(luck, [3, 14, 34, 60, 95]);
  return age < 60 ? pickByLuck(luck, [8, 28, 57, 76, 97]) : pickByLuck(luck, [27, 56, 82, 91, 98]);
}

const COMPLETED = ["TIDAK/BELUM SEKOLAH", "TDK TAMAT SD/SEDERAJAT", "TAMAT SD", "TAMAT SLTP"];

function pickByLuck(luck: number, bounds: readonly number[]): string {
  const steps = [...COMPLETED, "TAMAT SLTA", "TAMAT PT/AKADEMI"];
  const index = bounds.findIndex((bound) => luck < bound);
  return steps[index === -1 ? steps.length - 1 : index] as string;
}

const SIGNATURE_COLUMN = 26;

/** An invented official: nobody of this name and number is known to hold the office. */
function signatureRows(): readonly Cells[] {
  const lines: Cell[] = [
    "Makassar, 31 Mei 2024",
    "Kepala Dinas Sosial Kota Makassar,",
    null,
    null,
    null,
    { bold: "Dra. Hj. St. Contoh Rahmawati, M.Si" },
    "Pangkat: Pembina Utama Muda",
    "NIP. 19680412 199303 2 007",
  ];
  return [[], ...lines.map((line) => (line === null ? [] : atColumn(SIGNATURE_COLUMN, line)))];
}
