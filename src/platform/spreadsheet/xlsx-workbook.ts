import { basename } from "node:path";
import { readDateStyles } from "./date-styles.ts";
import { readSharedStrings, SharedStrings } from "./shared-strings.ts";
import { readSheetRows, type SheetContext } from "./sheet-rows.ts";
import type { SheetInfo, SheetRow, Workbook } from "./spreadsheet.ts";
import { nameFile, WorkbookDefect } from "./spreadsheet-error.ts";
import { visitElements } from "./xml-elements.ts";
import { openZip, type ZipArchive } from "./zip-archive.ts";

interface Relation {
  readonly id: string;
  /** Last word of the relation's type, the same in transitional and strict files. */
  readonly kind: string;
  readonly part: string;
}

interface Parts {
  readonly sheets: readonly (SheetInfo & { readonly part: string })[];
  readonly strings: string | null;
  readonly styles: string | null;
  readonly countsFrom1904: boolean;
}

/** Errors: WorkbookDefect, see SpreadsheetRefusal. */
export async function openXlsx(path: string, bytesMax: number): Promise<Workbook> {
  const zip = await openZip(path, bytesMax);
  try {
    return makeWorkbook(zip, await readParts(zip), basename(path));
  } catch (error) {
    zip.close();
    throw error;
  }
}

function makeWorkbook(zip: ZipArchive, parts: Parts, file: string): Workbook {
  let context: Promise<SheetContext> | null = null;
  async function* readBatches(sheetName: string): AsyncGenerator<readonly SheetRow[]> {
    const sheet = parts.sheets.find(({ name }) => name === sheetName);
    if (sheet === undefined) throw new Error(`the workbook ${file} has no sheet "${sheetName}"`);
    try {
      context ??= readContext(zip, parts);
      yield* readSheetRows(zip.read(sheet.part), await context);
    } catch (error) {
      throw nameFile(error, file, sheetName);
    }
  }
  return {
    format: "xlsx",
    sheets: parts.sheets.map(({ name, hidden }) => ({ name, hidden })),
    readBatches,
    close: async () => zip.close(),
  };
}

async function readContext(zip: ZipArchive, parts: Parts): Promise<SheetContext> {
  const { strings, styles, countsFrom1904 } = parts;
  return {
    strings:
      strings === null
        ? new SharedStrings(0)
        : await readSharedStrings(zip.read(strings), zip.sizeOf(strings)),
    dateStyles: styles === null ? new Uint8Array(0) : await readDateStyles(zip.read(styles)),
    countsFrom1904,
  };
}

async function readParts(zip: ZipArchive): Promise<Parts> {
  const workbook = await findWorkbookPart(zip);
  const folder = workbook.slice(0, workbook.lastIndexOf("/") + 1);
  const relationsPart = `${folder}_rels/${workbook.slice(folder.length)}.rels`;
  const relations = await readRelations(zip, relationsPart, folder);
  const byId = new Map(relations.map((relation) => [relation.id, relation]));
  const sheets: (SheetInfo & { readonly part: string })[] = [];
  let countsFrom1904 = false;
  let root = "";
  await visitElements(zip.read(workbook), (element, parents) => {
    const name = element.localName;
    if (parents.length === 0) root = name;
    if (parents.length === 1 && name === "workbookPr") {
      countsFrom1904 = /^(1|true)$/.test(element.findAttribute("date1904") ?? "");
    }
    if (parents.length !== 2 || parents[1] !== "sheets" || name !== "sheet") return;
    const relation = byId.get(element.findAttribute("id", true) ?? "");
    const sheet = element.findAttribute("name") ?? "";
    if (relation === undefined) throw damaged(`the sheet "${sheet}" has no part`);
    if (relation.kind !== "worksheet") return;
    if (!zip.has(relation.part)) throw damaged(`the part of the sheet "${sheet}" is missing`);
    const hidden = (element.findAttribute("state") ?? "visible") !== "visible";
    sheets.push({ name: sheet, hidden, part: relation.part });
  });
  if (root !== "workbook") throw new WorkbookDefect("NotASpreadsheet", `it holds a <${root}>`);
  const partOf = (kind: string): string | null => {
    const part = relations.find((relation) => relation.kind === kind)?.part;
    return part !== undefined && zip.has(part) ? part : null;
  };
  return { sheets, strings: partOf("sharedStrings"), styles: partOf("styles"), countsFrom1904 };
}

async function findWorkbookPart(zip: ZipArchive): Promise<string> {
  const relations = zip.has("_rels/.rels") ? await readRelations(zip, "_rels/.rels", "") : [];
  const part = relations.find(({ kind }) => kind === "officeDocument")?.part ?? "xl/workbook.xml";
  if (!zip.has(part) || part.endsWith(".bin")) {
    throw new WorkbookDefect("NotASpreadsheet", "a zip file without a workbook in XML");
  }
  return part;
}

async function readRelations(
  zip: ZipArchive,
  part: string,
  folder: string,
): Promise<readonly Relation[]> {
  const relations: Relation[] = [];
  if (!zip.has(part)) return relations;
  await visitElements(zip.read(part), (element) => {
    if (element.localName !== "Relationship") return;
    if (element.findAttribute("TargetMode") === "External") return;
    const type = element.findAttribute("Type") ?? "";
    relations.push({
      id: element.findAttribute("Id") ?? "",
      kind: type.slice(type.lastIndexOf("/") + 1),
      part: resolvePart(folder, element.findAttribute("Target") ?? ""),
    });
  });
  return relations;
}

/** `worksheets/a.xml`, `/xl/worksheets/a.xml` and `../xl/worksheets/a.xml` name one part. */
function resolvePart(folder: string, target: string): string {
  const path: string[] = [];
  for (const step of (target.startsWith("/") ? target : folder + target).split("/")) {
    if (step === "..") path.pop();
    else if (step !== "" && step !== ".") path.push(step);
  }
  return path.join("/");
}

function damaged(detail: string): WorkbookDefect {
  return new WorkbookDefect("Damaged", detail);
}
