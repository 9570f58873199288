import { z } from "zod";

/**
 * Pure door of intake: what a load, a raw row and a finding are, for server and browser.
 */
export const sources = ["p3ke", "bpjs-active", "dukcapil", "disability"] as const;
export type Source = (typeof sources)[number];

export const skippedRows = z.object({
  title: z.number().int(),
  header: z.number().int(),
  blank: z.number().int(),
  total: z.number().int(),
  signature: z.number().int(),
});

/** One sheet of one file as it was loaded. physical_rows = rows + all skipped; rows = accepted + warned + quarantined. */
export const loadView = z.object({
  loadId: z.string(),
  fileName: z.string(),
  sheet: z.string(),
  source: z.enum(sources),
  layout: z.string(),
  physicalRows: z.number().int(),
  skipped: skippedRows,
  rows: z.number().int(),
  accepted: z.number().int(),
  warned: z.number().int(),
  quarantined: z.number().int(),
  loadedBy: z.string(),
  loadedAt: z.string(),
});
export type LoadView = z.infer<typeof loadView>;

export const findingView = z.object({
  code: z.string(),
  severity: z.enum(["note", "warning", "quarantine"]),
  column: z.string().nullable(),
  sentence: z.object({ id: z.string(), en: z.string() }),
});
export type FindingView = z.infer<typeof findingView>;

/** A row as it arrived, cell by cell under its header; numbers of 12 digits and more are masked. */
export const rawRowView = z.object({
  rowId: z.string(),
  loadId: z.string(),
  fileName: z.string(),
  sheet: z.string(),
  rowNo: z.number().int(),
  source: z.enum(sources),
  outcome: z.enum(["accepted", "warned", "quarantined"]),
  findings: z.array(findingView),
  personId: z.string().nullable(),
  cells: z.array(z.object({ header: z.string(), value: z.string(), numeric: z.boolean() })),
});
export type RawRowView = z.infer<typeof rawRowView>;
