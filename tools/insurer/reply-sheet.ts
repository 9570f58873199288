import type { WriteCell } from "../../src/platform/spreadsheet/server.ts";
import {
  type Day,
  dayFrom,
  monthOf,
  toLocalDay,
  toSpreadsheetSerial,
  toWordedDay,
  yearOf,
} from "../demo-city/days.ts";
import { createRandom, type Random, shuffle } from "../demo-city/random.ts";
import type { Verdict } from "./judge-lines.ts";
import { ACCEPTANCES, WORDINGS } from "./reasons.ts";
import { otherwiseCased, withoutTitles } from "./written-name.ts";

type Cells = readonly WriteCell[];

export const REPLY_COLUMN_WIDTHS = [18, 24, 24, 24, 24, 24, 24, 24];

/** The reply from its first title to the note under the signature; bold cells are titles. */
export function* replyRows(
  verdicts: readonly Verdict[],
  seed: number,
  format: "xlsx" | "csv",
): Generator<Cells> {
  const office = createRandom(seed, "insurer office");
  const layout = office.pick(LAYOUTS);
  // A spreadsheet saves a day to CSV as it shows it, so there the serial number is never seen.
  const styles = format === "csv" ? TEXT_DATE_STYLES : [...TEXT_DATE_STYLES, asDateCell];
  const usualStyle = office.pick(styles);
  const answeredOn = dayOfAnswer(verdicts);
  yield* titleRows(answeredOn, office);
  yield layout.map((column) => ({ bold: column }));
  const damagedKeys = chooseDamaged(verdicts, seed);
  const inReplyOrder = shuffle(createRandom(seed, "insurer order"), verdicts);
  for (const [index, verdict] of inReplyOrder.entries()) {
    const random = createRandom(seed, `insurer row ${verdict.key}`);
    const isDamaged = damagedKeys.has(verdict.key);
    const style = random.chance(0.04) ? random.pick(styles) : usualStyle;
    const cells = describeVerdict(verdict, isDamaged, style, random);
    const byColumn = { ...cells, NO: { number: String(index + 1) } };
    yield layout.map((column) => byColumn[column]);
  }
  yield* footerRows(verdicts, answeredOn);
}

/** The same rows as a spreadsheet saves them: of a NIK that had become a number, six digits. */
export function* toCsvRows(rows: Iterable<Cells>): Generator<readonly (string | null)[]> {
  for (const row of rows) yield row.map(toCsvCell);
}

function toCsvCell(cell: WriteCell): string | null {
  // The writer guards a lone "-" with an apostrophe, which no office would have typed.
  if (cell === null || cell === "-") return null;
  if (typeof cell === "string") return cell;
  if ("bold" in cell) return cell.bold;
  if ("date" in cell) throw new Error("a CSV file shows days as text");
  if (cell.number.length < 12) return cell.number;
  return Number(cell.number).toExponential(5).toUpperCase();
}

const LAYOUTS = [
  ["NO", "NO KPJ", "NAMA PESERTA", "NIK", "TGL LAHIR", "STATUS", "KETERANGAN", "TGL EFEKTIF"],
  ["NO", "NAMA PESERTA", "TGL LAHIR", "NIK", "TGL EFEKTIF", "NO KPJ", "STATUS", "HASIL"],
  ["STATUS", "KETERANGAN", "NO", "NIK", "NAMA PESERTA", "TGL LAHIR", "NO KPJ", "TGL EFEKTIF"],
  ["NO", "NIK", "STATUS", "HASIL", "NO KPJ", "TGL EFEKTIF", "NAMA PESERTA", "TGL LAHIR"],
] as const;

type ReplyColumn = (typeof LAYOUTS)[number][number];

type DateStyle = (day: Day) => WriteCell;

const withDashes: DateStyle = (day) => toLocalDay(day, "-");
const withSlashes: DateStyle = (day) => toLocalDay(day, "/");
const asDateCell: DateStyle = (day) => ({ date: String(toSpreadsheetSerial(day)) });
const TEXT_DATE_STYLES: readonly DateStyle[] = [withDashes, withSlashes];

function* titleRows(answeredOn: Day, office: Random): Generator<Cells> {
  yield [null, { bold: "BPJS KETENAGAKERJAAN" }];
  yield [null, { bold: "KANTOR CABANG MAKASSAR" }];
  if (office.chance(0.5)) yield [];
  yield [{ bold: "HASIL PENGECEKAN DATA PESERTA BPU" }];
  yield [`TANGGAL : ${toWordedDay(answeredOn).toUpperCase()}`];
  if (office.chance(0.5)) yield ["PROGRAM : JKK JKM"];
  yield [];
}

function* footerRows(verdicts: readonly Verdict[], answeredOn: Day): Generator<Cells> {
  const accepted = verdicts.filter(({ isAccepted }) => isAccepted).length;
  yield [];
  yield ["JUMLAH DATA", groupThousands(verdicts.length)];
  yield ["DITERIMA", groupThousands(accepted)];
  yield ["DITOLAK", groupThousands(verdicts.length - accepted)];
  yield [];
  const indent = [null, null, null, null, null];
  yield [...indent, `Makassar, ${toWordedDay(answeredOn)}`];
  yield [...indent, "Petugas Kepesertaan"];
  yield [];
  yield [...indent, "( ........................ )"];
  yield [];
  yield ["Berkas peragaan Payung dengan orang buatan; bukan dokumen BPJS Ketenagakerjaan."];
}

function groupThousands(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ".");
}

/** The 27th before the latest start: no clock is asked, and the office answers before it insures. */
function dayOfAnswer(verdicts: readonly Verdict[]): Day {
  const start = verdicts.reduce((latest, { line }) => Math.max(latest, line.start), 0);
  const isJanuary = monthOf(start) === 1;
  return dayFrom(yearOf(start) - (isJanuary ? 1 : 0), isJanuary ? 12 : monthOf(start) - 1, 27);
}

type NamedCells = Readonly<Record<Exclude<ReplyColumn, "NO">, WriteCell>>;

function describeVerdict(
  verdict: Verdict,
  isDamaged: boolean,
  style: DateStyle,
  random: Random,
): NamedCells {
  const { line } = verdict;
  const remark = random.pick(verdict.isAccepted ? ACCEPTANCES : WORDINGS[verdict.code]);
  return {
    NIK: isDamaged ? { number: `${line.nik.slice(0, 15)}0` } : writeNik(line.nik, random),
    "NAMA PESERTA": writeName(line.name, isDamaged, random),
    "TGL LAHIR": line.birth === null ? null : style(line.birth),
    STATUS: random.pick(verdict.isAccepted ? YES_WORDS : NO_WORDS),
    KETERANGAN: remark,
    HASIL: remark,
    "NO KPJ": verdict.isAccepted ? verdict.kpj : random.pick(NOTHING),
    "TGL EFEKTIF": verdict.isAccepted
      ? (random.chance(0.03) ? toWordedDay : style)(line.start)
      : random.pick(NOTHING),
  };
}

const YES_WORDS = ["Y", "Y", "Y", "DITERIMA", "Diterima"];
const NO_WORDS = ["N", "N", "T", "T", "DITOLAK", "Ditolak"];
const NOTHING = [null, null, "-"];

function writeNik(nik: string, random: Random): string {
  return random.chance(0.02) ? `'${nik}` : nik;
}

function writeName(name: string, isDamaged: boolean, random: Random): string {
  if (random.chance(0.15)) return otherwiseCased(name, random);
  return !isDamaged && random.chance(0.1) ? withoutTitles(name) : name;
}

const DAMAGED_SHARE = 0.02;

/**
 * Whose NIK a spreadsheet made a number and rounded: exactly 2 % of the lines, at least one.
 *
 * Shape: only people told apart by name and birth date from all others of the batch, so that
 * nothing is asked of a reader that a careful clerk could not do.
 */
function chooseDamaged(verdicts: readonly Verdict[], seed: number): ReadonlySet<string> {
  const likenessOf = ({ line }: Verdict) =>
    `${withoutTitles(line.name)
      .toUpperCase()
      .replace(/[^A-Z]/g, "")} ${line.birth}`;
  const uses = new Map<string, number>();
  for (const verdict of verdicts) {
    const likeness = likenessOf(verdict);
    uses.set(likeness, (uses.get(likeness) ?? 0) + 1);
  }
  const candidates = verdicts
    .filter(({ line }) => /^\d{16}$/.test(line.nik) && line.birth !== null)
    .filter((verdict) => uses.get(likenessOf(verdict)) === 1)
    .map(({ key, line }) => ({ key, rank: createRandom(seed, `damage ${line.nik}`).next() }))
    .sort((one, other) => one.rank - other.rank);
  const count = Math.max(1, Math.round(DAMAGED_SHARE * verdicts.length));
  return new Set(candidates.slice(0, count).map(({ key }) => key));
}
