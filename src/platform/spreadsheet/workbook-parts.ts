import { encodeText } from "./xml-text.ts";

/** Indexes of the cell styles in stylesPart(). */
export const STYLE_TEXT = 1;
export const STYLE_BOLD = 2;
export const STYLE_DATE = 3;

const HEADER = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const CONTENT = "application/vnd.openxmlformats-officedocument.spreadsheetml";

export function contentTypesPart(sheetCount: number): string {
  const sheets = Array.from({ length: sheetCount }, (_, i) =>
    override(`worksheets/sheet${i + 1}`, "worksheet"),
  );
  return (
    `${HEADER}<Types xmlns="${PACKAGE}/content-types">` +
    `<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
    '<Default Extension="xml" ContentType="application/xml"/>' +
    override("workbook", "sheet.main") +
    sheets.join("") +
    override("styles", "styles") +
    override("sharedStrings", "sharedStrings") +
    "</Types>"
  );
}

function override(part: string, type: string): string {
  return `<Override PartName="/xl/${part}.xml" ContentType="${CONTENT}.${type}+xml"/>`;
}

export function packageRelationsPart(): string {
  return relationsPart([relation(1, "officeDocument", "xl/workbook.xml")]);
}

export function workbookPart(sheetNames: readonly string[]): string {
  const sheets = sheetNames.map(
    (name, i) => `<sheet name="${encodeText(name)}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`,
  );
  return `${HEADER}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${sheets.join("")}</sheets></workbook>`;
}

export function workbookRelationsPart(sheetCount: number): string {
  const sheets = Array.from({ length: sheetCount }, (_, i) =>
    relation(i + 1, "worksheet", `worksheets/sheet${i + 1}.xml`),
  );
  return relationsPart([
    ...sheets,
    relation(sheetCount + 1, "styles", "styles.xml"),
    relation(sheetCount + 2, "sharedStrings", "sharedStrings.xml"),
  ]);
}

function relationsPart(relations: readonly string[]): string {
  return `${HEADER}<Relationships xmlns="${PACKAGE}/relationships">${relations.join("")}</Relationships>`;
}

function relation(id: number, kind: string, target: string): string {
  return `<Relationship Id="rId${id}" Type="${OFFICE}/${kind}" Target="${target}"/>`;
}

/** Plain, text `@`, bold text, date; in the order of the STYLE_ numbers. */
export function stylesPart(): string {
  const font = '<sz val="11"/><name val="Calibri"/><family val="2"/>';
  const xf = (format: number, fontId: number): string =>
    `<xf numFmtId="${format}" fontId="${fontId}" fillId="0" borderId="0" xfId="0"` +
    `${format === 0 ? "" : ' applyNumberFormat="1"'}${fontId === 0 ? "" : ' applyFont="1"'}/>`;
  return (
    `${HEADER}<styleSheet xmlns="${MAIN}">` +
    '<numFmts count="1"><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/></numFmts>' +
    `<fonts count="2"><font>${font}</font><font><b/>${font}</font></fonts>` +
    '<fills count="2"><fill><patternFill patternType="none"/></fill>' +
    '<fill><patternFill patternType="gray125"/></fill></fills>' +
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>' +
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>' +
    `<cellXfs count="4">${xf(0, 0)}${xf(49, 0)}${xf(49, 1)}${xf(164, 0)}</cellXfs>` +
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>' +
    "</styleSheet>"
  );
}

export function sharedStringsOpening(uses: number, count: number): string {
  return `${HEADER}<sst xmlns="${MAIN}" count="${uses}" uniqueCount="${count}">`;
}
