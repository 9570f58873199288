import { maskNiksIn } from "../kernel/nik.ts";
import type { Bilingual } from "../kernel/statement.ts";
import { describeSpreadsheetRefusal } from "../platform/spreadsheet/index.ts";
import { layouts } from "./layouts.ts";
import type { LoadRefusal, SheetReport } from "./load-file.ts";

export function describeLoadRefusal(refusal: LoadRefusal): Bilingual {
  if (refusal.type !== "NotARegistry") {
    return {
      id: describeSpreadsheetRefusal(refusal, "id"),
      en: describeSpreadsheetRefusal(refusal, "en"),
    };
  }
  const sheets = refusal.sheets.map((sheet) => `"${sheet}"`).join(", ");
  const wanted = layouts.filter(
    (layout) => refusal.wanted === null || layout.source === refusal.wanted,
  );
  const known = wanted
    .map((layout) => `${layout.source} (${headersOf(layout.required, layout.headers)})`)
    .join("; ");
  return {
    id:
      `${refusal.file}: tidak ada lembar yang dikenali sebagai registri (lembar: ${sheets}). ` +
      `Judul kolom dicari pada 20 baris pertama: ${known}. Periksa judul kolom; tidak ada yang dimuat.`,
    en:
      `${refusal.file}: no sheet is recognised as a registry (sheets: ${sheets}). ` +
      `Headers are looked for in the first 20 rows: ${known}. Check the headers; nothing was loaded.`,
  };
}

function headersOf(
  required: readonly string[],
  headers: Readonly<Partial<Record<string, readonly string[]>>>,
): string {
  return required.map((field) => headers[field]?.[0] ?? field).join(", ");
}

/** A refused file as `payung intake --json` answers it, among those that were loaded. */
export function loadRefusalJson(file: string, refusal: LoadRefusal) {
  return {
    file: maskNiksIn(file),
    refused: { type: refusal.type, message: maskedSentence(refusal) },
  };
}

function maskedSentence(refusal: LoadRefusal): Bilingual {
  const { id, en } = describeLoadRefusal(refusal);
  return { id: maskNiksIn(id), en: maskNiksIn(en) };
}

/** A sheet's report as `payung intake --json` answers it. */
export function sheetReportJson(report: SheetReport) {
  return {
    file: report.fileName,
    sheet: report.sheet,
    sha256: report.fileSha256,
    source: report.source,
    layout: report.layout,
    physical_rows: report.physicalRows,
    skipped: report.skipped,
    rows: report.rows,
    accepted: report.accepted,
    warned: report.warned,
    quarantined: report.quarantined,
    already_loaded: report.alreadyLoaded,
  };
}
