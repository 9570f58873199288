import { assert } from "../../kernel/assert.ts";
import { RepeatedTexts } from "./repeated-texts.ts";
import type { WriteSheet } from "./spreadsheet.ts";
import {
  contentTypesPart,
  packageRelationsPart,
  sharedStringsOpening,
  stylesPart,
  workbookPart,
  workbookRelationsPart,
} from "./workbook-parts.ts";
import { writeAtomically } from "./write-atomically.ts";
import { textElement, writeSheet } from "./write-sheet.ts";
import { ZipWriter } from "./zip-writer.ts";

/**
 * Writes an .xlsx file as the rows come, with bounded memory; it appears whole or not at all.
 *
 * Shape: the same sheets make the same bytes (on one build of Node: compression is zlib's). Text
 * cells hold the text unchanged, a leading `=` included, as a text cell is never a formula; what
 * XML cannot hold (control characters other than tab and line ends, halves of surrogate pairs) is
 * dropped. `freezeRows` keeps that many rows of every sheet in sight.
 * Errors: broken invariants for what Excel would refuse (rows, columns, cell length, sheet names,
 * numbers that are not decimal digits); the file system's own.
 */
export async function writeWorkbook(
  path: string,
  sheets: readonly WriteSheet[],
  options: { readonly freezeRows?: number } = {},
): Promise<void> {
  const names = sheets.map(({ name }) => name);
  checkSheetNames(names);
  await writeAtomically(path, async (handle) => {
    const zip = new ZipWriter(handle);
    const texts = new RepeatedTexts();
    await zip.addEntry("[Content_Types].xml", [contentTypesPart(sheets.length)]);
    await zip.addEntry("_rels/.rels", [packageRelationsPart()]);
    await zip.addEntry("xl/workbook.xml", [workbookPart(names)]);
    await zip.addEntry("xl/_rels/workbook.xml.rels", [workbookRelationsPart(sheets.length)]);
    await zip.addEntry("xl/styles.xml", [stylesPart()]);
    for (const [i, sheet] of sheets.entries()) {
      const xml = writeSheet(sheet, texts, options.freezeRows ?? 0);
      await zip.addEntry(`xl/worksheets/sheet${i + 1}.xml`, xml);
    }
    await zip.addEntry("xl/sharedStrings.xml", sharedStringsXml(texts));
    await zip.finish();
  });
}

function* sharedStringsXml(texts: RepeatedTexts): Generator<string> {
  let xml = sharedStringsOpening(texts.uses, texts.count);
  for (const text of texts.texts()) {
    xml += `<si>${textElement(text)}</si>`;
    if (xml.length < 64 * 1024) continue;
    yield xml;
    xml = "";
  }
  yield `${xml}</sst>`;
}

function checkSheetNames(names: readonly string[]): void {
  assert(names.length > 0, "a workbook has a sheet");
  const seen = new Set(names.map((name) => name.toLowerCase()));
  assert(seen.size === names.length, "sheet names differ in more than case");
  for (const name of names) {
    const isAllowed = /^(?!')[^[\]:*?/\\]{1,31}$/.test(name) && !name.endsWith("'");
    assert(isAllowed, `"${name}" may name a sheet: 1 to 31 characters, none of []:*?/\\`);
  }
}
