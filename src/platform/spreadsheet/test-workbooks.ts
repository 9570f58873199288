import { mkdtempSync, rmSync } from "node:fs";
import { open } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import { openWorkbook } from "./open-workbook.ts";
import type { SheetRow, Workbook } from "./spreadsheet.ts";
import { ZipWriter } from "./zip-writer.ts";

const made: string[] = [];
afterAll(() => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true });
});

/** What the tests of this folder share: files made by hand, part by part, and read to the end. */
export function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "payung-spreadsheet-"));
  made.push(folder);
  return folder;
}

export async function writeParts(
  path: string,
  parts: Readonly<Record<string, string | Buffer>>,
): Promise<string> {
  const handle = await open(path, "w");
  const zip = new ZipWriter(handle);
  for (const [name, text] of Object.entries(parts)) await zip.addEntry(name, [text]);
  await zip.finish();
  await handle.close();
  return path;
}

const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

/** Parts of a workbook with one sheet, "Data", whose `sheetData` content is given. */
export function partsAround(
  sheetData: string,
  more: { readonly strings?: string; readonly styles?: string; readonly properties?: string } = {},
): Record<string, string> {
  const relation = (id: string, kind: string, target: string): string =>
    `<Relationship Id="${id}" Type="${OFFICE}/${kind}" Target="${target}"/>`;
  return {
    "_rels/.rels": `<Relationships>${relation("r1", "officeDocument", "xl/workbook.xml")}</Relationships>`,
    "xl/workbook.xml":
      `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}">${more.properties ?? ""}<sheets>` +
      '<sheet name="Data" sheetId="1" r:id="r1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels":
      `<Relationships>${relation("r1", "worksheet", "worksheets/sheet1.xml")}` +
      `${relation("r2", "sharedStrings", "sharedStrings.xml")}` +
      `${relation("r3", "styles", "styles.xml")}</Relationships>`,
    "xl/sharedStrings.xml": `<sst xmlns="${MAIN}">${more.strings ?? ""}</sst>`,
    "xl/styles.xml": `<styleSheet xmlns="${MAIN}">${more.styles ?? ""}</styleSheet>`,
    "xl/worksheets/sheet1.xml": `<worksheet xmlns="${MAIN}"><sheetData>${sheetData}</sheetData></worksheet>`,
  };
}

export async function openOrThrow(path: string): Promise<Workbook> {
  const opened = await openWorkbook(path);
  if (!opened.ok) throw new Error(`${opened.error.type}: ${opened.error.detail}`);
  return opened.value;
}

/** Every row of a sheet, by default of the first; closes the workbook. */
export async function readAll(path: string, sheetName?: string): Promise<readonly SheetRow[]> {
  const workbook = await openOrThrow(path);
  const rows: SheetRow[] = [];
  try {
    const name = sheetName ?? workbook.sheets[0]?.name ?? "";
    for await (const batch of workbook.readBatches(name)) rows.push(...batch);
    return rows;
  } finally {
    await workbook.close();
  }
}
