import { groupThousands } from "../kernel/rupiah.ts";
import type { Bilingual } from "../kernel/statement.ts";
import { type Language, renderTable } from "../platform/command-line.ts";
import type {
  CandidateView,
  CoverageRow,
  CoverageSummary,
  CoverageTable,
  StatedFigureView,
} from "./coverage-views.ts";
import { dimensionTitles } from "./dimensions.ts";
import { measureTitles } from "./measure-titles.ts";

/** Coverage in words and tables, for a terminal and for a spreadsheet. */

export function tellTable(table: CoverageTable, language: Language): string {
  const id = language === "id";
  const { count, percent } = speech(language);
  const headings = [
    dimensionTitles[table.by][language],
    ...(id
      ? [
          "Pekerja",
          "Memenuhi syarat",
          "Diterima",
          "Terlindungi",
          "dari pekerja",
          "dari yang memenuhi syarat",
        ]
      : ["Workers", "Eligible", "Accepted", "Covered", "of workers", "of eligible"]),
  ];
  const cells = (row: CoverageRow) => [
    row.name[language],
    ...[row.workers, row.eligible, row.accepted, row.covered].map(count),
    ...(["workers", "eligible"] as const).map((of) =>
      // Without a space the column is one of numbers, and stands to the right.
      percent(row.shares.find((share) => share.of === of)?.percent ?? null).replace(" ", ""),
    ),
  ];
  const city = table.denominators.map((one) =>
    tellShare(
      { part: table.total.covered, whole: one.value, percent: one.sharePercent },
      `${one.title[language]}, ${one.on}`,
      language,
    ),
  );
  return [
    headOf(table, language),
    renderTable(headings, [...table.rows, table.total].map(cells)),
    id ? "Terlindungi di seluruh kota:" : "Covered in the whole city:",
    ...city.map((line) => `  ${line}`),
  ].join("\n");
}

/** RFC 4180, comma, CRLF; each percentage names its denominator, which stands in the same row. */
export function csvOf(table: CoverageTable): string {
  const headings = [
    ...["key", "name", "workers", "eligible", "accepted", "billed", "covered"],
    ...["covered_percent_of_workers", "covered_percent_of_eligible", "covered_percent_of_accepted"],
  ];
  const rows = [...table.rows, { ...table.total, key: "total" }].map((row) => [
    row.key ?? "",
    row.name.id,
    ...[row.workers, row.eligible, row.accepted, row.billed, row.covered].map(String),
    ...row.shares.map((share) => share.percent ?? ""),
  ]);
  return [headings, ...rows].map((row) => row.map(csvCell).join(",")).join("\r\n");
}

export function tellSummary(summary: CoverageSummary, language: Language): string {
  const id = language === "id";
  const { percent } = speech(language);
  const statements = summary.statements.flatMap(({ stated, candidates }) => [
    `${tellFigure(stated, language)}. ${id ? "Mungkin dibagi dengan:" : "It may divide:"}`,
    ...candidates.map((one) => `  ${tellCandidate(one, language)}`),
  ]);
  const others = summary.inputs
    .filter((one) => one.unit === "percent")
    .filter((one) => !summary.statements.some(({ stated }) => stated.key === one.key));
  return [
    summary.regency.name,
    ...tellCounted(summary.counted, language),
    ...(statements.length === 0
      ? []
      : [
          "",
          id
            ? "Persentase yang disebut tanpa pembaginya (calon; Payung tidak memastikan satu pun):"
            : "Percentages stated without their denominator (candidates; Payung asserts none):",
          ...statements,
        ]),
    ...others.map(
      (one) =>
        `${one.title[language]}, ${one.on}: ${percent(one.value)} ${id ? "dari pembagi yang tidak disebut" : "of a denominator that was not stated"} (${one.source})`,
    ),
  ].join("\n");
}

function tellCounted(counted: CoverageSummary["counted"], language: Language): readonly string[] {
  const id = language === "id";
  const { count } = speech(language);
  if (counted === null) return [id ? "Belum ada yang dinilai." : "Nobody was assessed yet."];
  const measures = ["workers", "eligible", "accepted", "billed", "covered"] as const;
  const words = measures.map(
    (measure) => `  ${measureTitles[measure][language]}: ${count(counted[measure])}`,
  );
  const shares = counted.shares.map((share) => {
    const { value: part, of, percent } = share;
    const whole = `${of.title[language]}, ${of.on}; ${of.source[language]}`;
    return `  ${measureTitles[share.part][language]}: ${tellShare({ part, whole: of.value, percent }, whole, language)}`;
  });
  const beside = counted.beside.map(
    ({ title, value, stated }) =>
      `  ${title[language]}: ${count(value)}; ${id ? "disebut" : "stated"}: ${tellFigure(stated, language)}`,
  );
  return [
    headOf(counted, language),
    ...words,
    id ? "Bagian dari pembagi yang dinamai:" : "Shares of named denominators:",
    ...shares,
    ...(beside.length === 0
      ? []
      : [id ? "Di samping yang disebut kota:" : "Beside what was stated:"]),
    ...beside,
  ];
}

function headOf(
  of: { readonly programme: string; readonly month: string | null; readonly assessedOn: string },
  language: Language,
): string {
  const month =
    language === "id"
      ? (of.month ?? "belum ada bulan yang ditagih")
      : (of.month ?? "no month billed yet");
  return language === "id"
    ? `${of.programme}, dinilai ${of.assessedOn}; bulan iuran: ${month}`
    : `${of.programme}, assessed ${of.assessedOn}; contribution month: ${month}`;
}

/** "35.422 dari 77.000 (pekerja rentan terdaftar, 2024-05-31) = 46,0 %": never without what it divides by. */
function tellShare(
  share: { readonly part: number; readonly whole: number; readonly percent: string | null },
  whole: string,
  language: Language,
): string {
  const { count, percent } = speech(language);
  const of = language === "id" ? "dari" : "of";
  return `${count(share.part)} ${of} ${count(share.whole)} (${whole}) = ${percent(share.percent)}`;
}

function tellCandidate(candidate: CandidateView, language: Language): string {
  const computed: Bilingual = {
    id: "dihitung dari persentase",
    en: "computed from the percentage",
  };
  const { count } = speech(language);
  const name = (side: CandidateView["part"]) => (side.title ?? computed)[language];
  const { part, whole, percent } = candidate;
  return tellShare(
    { part: part.value, whole: whole.value, percent },
    `${name(part)}: ${count(part.value)}; ${name(whole)}: ${count(whole.value)}`,
    language,
  );
}

function tellFigure(figure: StatedFigureView, language: Language): string {
  const { count, percent } = speech(language);
  const say = (value: string) => (figure.unit === "percent" ? percent(value) : count(value));
  const other = language === "id" ? "sumber lain" : "another source";
  const otherwise = figure.otherwise.map((one) => `; ${other} ${say(one.value)} (${one.source})`);
  const unverified =
    figure.confidence === "unverified"
      ? language === "id"
        ? "; halaman asal belum ditemukan"
        : "; the first-hand page was not found"
      : "";
  return `${figure.title[language]} ${say(figure.value)}, ${figure.on} (${figure.source}${unverified}${otherwise.join("")})`;
}

function speech(language: Language) {
  const id = language === "id";
  return {
    count: (value: number | string) => groupThousands(Number(value), id ? "." : ","),
    percent: (value: string | null) =>
      value === null ? "–" : `${id ? value.replace(".", ",") : value} %`,
  };
}

/** A cell that a spreadsheet would run as a formula gets an apostrophe in front. */
function csvCell(cell: string): string {
  const safe = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
