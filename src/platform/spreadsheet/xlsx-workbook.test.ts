import { join } from "node:path";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { SharedStrings } from "./shared-strings.ts";
import { readSheetRows } from "./sheet-rows.ts";
import type { SheetRow } from "./spreadsheet.ts";
import { SpreadsheetError } from "./spreadsheet-error.ts";
import { makeFolder, openOrThrow, partsAround, readAll, writeParts } from "./test-workbooks.ts";

let folder = "";
beforeAll(() => {
  folder = makeFolder();
});

async function readSheetData(
  sheetData: string,
  more?: Parameters<typeof partsAround>[1],
): Promise<readonly SheetRow[]> {
  return readAll(await writeParts(join(folder, "made.xlsx"), partsAround(sheetData, more)));
}

async function readCells(sheetData: string, more?: Parameters<typeof partsAround>[1]) {
  const [row] = await readSheetData(`<row r="1">${sheetData}</row>`, more);
  return { cells: row?.cells ?? [], kinds: row?.kinds ?? "" };
}

describe("a cell is read as the file stores it", () => {
  test("a NIK that Excel turned into a number keeps every digit that is left", async () => {
    const row = await readCells(
      '<c r="A1"><v>7371071205800000</v></c><c r="B1"><v>7.371071205E+15</v></c>' +
        '<c r="C1"><v>9999999999999999</v></c><c r="D1"><v>0.10</v></c><c r="E1"><v>-3</v></c>',
    );
    expect(row).toEqual({
      cells: ["7371071205800000", "7.371071205E+15", "9999999999999999", "0.10", "-3"],
      kinds: "nnnnn",
    });
  });

  test("texts of the table, in the cell and of formulas; truth values; errors", async () => {
    const row = await readCells(
      '<c r="A1" t="s"><v>1</v></c>' +
        '<c r="B1" t="inlineStr"><is><t>Baso</t></is></c>' +
        '<c r="C1" t="str"><f>CONCAT("a",B1)</f><v>aBaso</v></c>' +
        '<c r="D1" t="b"><v>1</v></c><c r="E1" t="b"><v>0</v></c>' +
        '<c r="F1" t="e"><v>#N/A</v></c><c r="G1"><f>1+1</f><v>2</v></c>' +
        '<c r="H1" t="d"><v>1980-05-12</v></c><c r="I1"><v>bukan angka</v></c>',
      { strings: "<si><t>nol</t></si><si><t>satu</t></si>" },
    );
    expect(row).toEqual({
      cells: ["satu", "Baso", "aBaso", "TRUE", "FALSE", "#N/A", "2", "1980-05-12", "bukan angka"],
      kinds: "sssbbenss",
    });
  });

  test("runs of rich text are joined and furigana is dropped", async () => {
    const strings =
      '<si><r><rPr><b/></rPr><t xml:space="preserve">Daeng </t></r><r><t>Naba</t></r>' +
      '<rPh sb="0" eb="1"><t>xx</t></rPh><phoneticPr fontId="1"/></si>';
    const inline = `<c t="inlineStr"><is>${strings.replaceAll(/<\/?si>/g, "")}</is></c>`;
    const row = await readCells(`<c t="s"><v>0</v></c>${inline}`, { strings });
    expect(row.cells).toEqual(["Daeng Naba", "Daeng Naba"]);
  });

  test("references, escapes, CDATA, blanks and line breaks", async () => {
    const text = "<t> &lt;a&gt; &amp; b_x000D_\n_x005F_x000D_<![CDATA[<c>&amp;]]>&#x1F600; </t>";
    const row = await readCells(
      `<c t="s"><v>0</v></c><c t="inlineStr"><is>${text}</is></c><c t="str"><v>a_x0041_</v></c>`,
      { strings: `<si>${text}</si>` },
    );
    const expected = " <a> & b\r\n_x000D_<c>&amp;😀 ";
    expect(row.cells).toEqual([expected, expected, "aA"]);
  });

  test("a zero character, which PostgreSQL cannot hold, becomes a visible mark", async () => {
    const row = await readCells('<c t="inlineStr"><is><t>a_x0000_b&#0;</t></is></c>');
    expect(row.cells).toEqual(["a\ufffdb\ufffd"]);
  });

  test("numbers with a date style are told apart and keep their serial", async () => {
    const styles =
      '<numFmts count="3"><numFmt numFmtId="164" formatCode="dd\\-mm\\-yyyy"/>' +
      '<numFmt formatCode="[$Rp-421]#,##0;[Red]&quot;day&quot;" numFmtId="165"/>' +
      '<numFmt numFmtId="166" formatCode="[h]:mm"/></numFmts>' +
      '<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>' +
      '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/>' +
      '<xf numFmtId="166"/><xf numFmtId="2"/></cellXfs>';
    const cells = [0, 1, 2, 3, 4, 5].map((s) => `<c s="${s}"><v>29353.0</v></c>`).join("");
    expect((await readCells(cells, { styles })).kinds).toBe("nddndn");
    const from1904 = await readCells('<c s="1"><v>27891.25</v></c><c><v>27891</v></c>', {
      styles,
      properties: '<workbookPr date1904="1"/>',
    });
    expect(from1904).toEqual({ cells: ["29353.25", "27891"], kinds: "dn" });
  });
});

describe("rows are told as they stand in the sheet", () => {
  test("gaps between rows and cells are filled, empty ends are not", async () => {
    const rows = await readSheetData(
      '<row r="2"><c r="B2"><v>1</v></c><c r="D2" s="3"/></row>' +
        '<row r="3"><c r="A3" s="1"/></row>' +
        '<row r="5" spans="1:3"><c r="AA5"><v>5</v></c></row><row r="6"><c r="A6" s="1"/></row><row r="7"/>',
    );
    expect(rows).toEqual([
      { rowNumber: 1, cells: [], kinds: "" },
      { rowNumber: 2, cells: ["", "1"], kinds: "-n" },
      { rowNumber: 3, cells: [], kinds: "" },
      { rowNumber: 4, cells: [], kinds: "" },
      { rowNumber: 5, cells: [...Array<string>(26).fill(""), "5"], kinds: `${"-".repeat(26)}n` },
    ]);
  });

  test("rows and cells that do not say where they are follow one another", async () => {
    const rows = await readSheetData(
      '<row><c><v>1</v></c><c/><c><v>3</v></c></row><row r="4"><c r="B4"><v>4</v></c><c><v>5</v></c></row>' +
        "<row><c><v>6</v></c></row>",
    );
    expect(rows.map(({ rowNumber, cells }) => [rowNumber, ...cells])).toEqual([
      [1, "1", "", "3"],
      [2],
      [3],
      [4, "", "4", "5"],
      [5, "6"],
    ]);
  });

  test("prefixes, quotes, order of attributes, comments and unknown elements do not matter", async () => {
    const parts = partsAround("");
    parts["xl/worksheets/sheet1.xml"] =
      "\ufeff<?xml version='1.0' encoding='UTF-8'?><!-- made by hand --><x:worksheet xmlns:x='m' xmlns:y='z'>" +
      "<x:sheetPr/><x:sheetData\n><x:row y:r='9' spans = '1:2' r = '1' >" +
      "<x:c t='str' y:t='s' r='A1'><x:f>A</x:f><x:v>sa<!-- x -->tu</x:v><x:extLst><x:v>9</x:v></x:extLst></x:c>" +
      "<y:other><x:c r='B1'><x:v>9</x:v></x:c></y:other></x:row></x:sheetData>" +
      "<x:extLst><x:row r='1'><x:c><x:v>9</x:v></x:c></x:row></x:extLst></x:worksheet>";
    const rows = await readAll(await writeParts(join(folder, "prefix.xlsx"), parts));
    expect(rows).toEqual([{ rowNumber: 1, cells: ["satu"], kinds: "s" }]);
  });

  test("many rows arrive in batches of about a thousand, a gap of many thousands too", async () => {
    const rows = Array.from(
      { length: 2500 },
      (_, i) => `<row r="${i + 1}"><c><v>${i}</v></c></row>`,
    );
    const path = await writeParts(
      join(folder, "many.xlsx"),
      partsAround(`${rows.join("")}<row r="60000"><c><v>end</v></c></row>`),
    );
    const workbook = await openOrThrow(path);
    let next = 1;
    for await (const batch of workbook.readBatches("Data")) {
      expect(batch.length).toBeLessThanOrEqual(1000);
      for (const { rowNumber } of batch) expect(rowNumber).toBe(next++);
    }
    expect(next).toBe(60_001);
    await workbook.close();
  });

  test("whatever the chunks of the file are", async () => {
    const anyCell = fc.constantFrom(
      "<c r='{}'><v>12</v></c>",
      '<c t="s" s="1" r="{}"><v>1</v></c>',
      '<c r="{}" t="inlineStr"><is><r><t>é😀</t></r><r><t xml:space="preserve"> &amp; </t></r></is></c>',
      "<!-- c --><c/>",
      "<c><v><![CDATA[x]]></v></c>",
    );
    const anyRow = fc.array(anyCell, { maxLength: 4 }).map((cells) => {
      const placed = cells.map((cell, i) => cell.replace("{}", `${"ABCD"[i]}1`));
      return `<row>${placed.join("\n")}</row>`;
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyRow, { maxLength: 5 }),
        fc.integer({ min: 1, max: 40 }),
        async (rows, size) => {
          const xml = Buffer.from(`<worksheet><sheetData>${rows.join("")}</sheetData></worksheet>`);
          expect(await rowsInChunks(xml, size)).toEqual(await rowsInChunks(xml, xml.length));
        },
      ),
      { numRuns: 300 },
    );
  });
});

async function rowsInChunks(xml: Buffer, size: number): Promise<readonly SheetRow[]> {
  async function* chunks(): AsyncGenerator<Buffer> {
    for (let at = 0; at < xml.length; at += size) yield xml.subarray(at, at + size);
  }
  const strings = new SharedStrings(16);
  strings.endText();
  strings.endText();
  const context = { strings, dateStyles: new Uint8Array(4), countsFrom1904: false };
  const rows: SheetRow[] = [];
  for await (const batch of readSheetRows(chunks(), context)) rows.push(...batch);
  return rows;
}

describe("the workbook tells its sheets", () => {
  const strict = "http://purl.oclc.org/ooxml";
  const twoSheets = {
    "_rels/.rels": `<Relationships><Relationship Target="/isi/buku.xml" Id="a" Type="${strict}/officeDocument/relationships/officeDocument"/></Relationships>`,
    "isi/buku.xml":
      `<workbook xmlns="${strict}/spreadsheetml/main" xmlns:rel="x"><sheets>` +
      '<sheet name="Kedua &amp; terakhir" sheetId="9" rel:id="b" state="veryHidden"/>' +
      '<sheet name="Grafik" sheetId="3" rel:id="c"/><sheet sheetId="1" rel:id="a" name="Pertama"/></sheets></workbook>',
    "isi/_rels/buku.xml.rels":
      `<Relationships><Relationship Id="a" Type="${strict}/officeDocument/relationships/worksheet" Target="lembar/x.xml"/>` +
      `<Relationship Id="b" Type="${strict}/officeDocument/relationships/worksheet" Target="../isi/lembar/Y.xml"/>` +
      `<Relationship Id="c" Type="${strict}/officeDocument/relationships/chartsheet" Target="grafik.xml"/>` +
      `<Relationship Id="d" Type="${strict}/officeDocument/relationships/hyperlink" Target="http://x" TargetMode="External"/></Relationships>`,
    "isi/lembar/x.xml": `<worksheet xmlns="${strict}/spreadsheetml/main"><sheetData><row><c><v>1</v></c></row></sheetData></worksheet>`,
    "isi/lembar/y.xml": `<worksheet xmlns="${strict}/spreadsheetml/main"><sheetData><row><c><v>2</v></c></row></sheetData></worksheet>`,
  };

  test("in tab order, with hidden ones, found by their relations, also in strict files", async () => {
    const path = await writeParts(join(folder, "strict.xlsx"), twoSheets);
    const workbook = await openOrThrow(path);
    expect(workbook.sheets).toEqual([
      { name: "Kedua & terakhir", hidden: true },
      { name: "Pertama", hidden: false },
    ]);
    await workbook.close();
    expect((await readAll(path, "Pertama"))[0]?.cells).toEqual(["1"]);
    expect((await readAll(path, "Kedua & terakhir"))[0]?.cells).toEqual(["2"]);
  });

  test("a sheet can be read twice, and left in the middle", async () => {
    const rows = Array.from({ length: 5000 }, (_, i) => `<row><c><v>${i}</v></c></row>`).join("");
    const workbook = await openOrThrow(
      await writeParts(join(folder, "twice.xlsx"), partsAround(rows)),
    );
    for await (const batch of workbook.readBatches("Data")) {
      expect(batch[0]?.cells).toEqual(["0"]);
      break;
    }
    let count = 0;
    for await (const batch of workbook.readBatches("Data")) count += batch.length;
    expect(count).toBe(5000);
    await workbook.close();
  });

  test("parts in UTF-16 are read", async () => {
    const xml =
      '<?xml version="1.0" encoding="UTF-16"?><worksheet><sheetData><row>' +
      '<c t="inlineStr"><is><t>Andi é 😀</t></is></c></row></sheetData></worksheet>';
    const sheet = { "xl/worksheets/sheet1.xml": Buffer.from(`\ufeff${xml}`, "utf16le") };
    const path = join(folder, "utf16.xlsx");
    await writeParts(path, { ...partsAround(""), ...sheet });
    expect((await readAll(path))[0]?.cells).toEqual(["Andi é 😀"]);
  });
});

describe("a sheet that contradicts itself stops the reading and says where", () => {
  test.each([
    ["a text that the table does not have", '<row r="7"><c t="s"><v>5</v></c></row>', "row 7"],
    [
      "two rows of one number",
      '<row r="3"><c><v>1</v></c></row><row r="3"/>',
      "row 3 follows row 3",
    ],
    [
      "two cells in one place",
      '<row><c r="B1"><v>1</v></c><c r="B1"><v>2</v></c></row>',
      "column 2",
    ],
    ["a column that does not exist", '<row><c r="XFE1"><v>1</v></c></row>', "XFD"],
    ["a place that is none", '<row><c r="17"><v>1</v></c></row>', "A1"],
    ["tags that do not match", "<row><c></row></c>", "do not match"],
  ])("%s", async (_, sheetData, place) => {
    const error = await readSheetData(sheetData).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(SpreadsheetError);
    const { refusal } = error as SpreadsheetError;
    expect(refusal).toMatchObject({ type: "Damaged", file: "made.xlsx" });
    expect(refusal.detail).toContain('sheet "Data"');
    expect(refusal.detail).toContain(place);
  });

  test("a row beyond two million is refused, not filled in", async () => {
    const error = await readSheetData('<row r="2000001"><c><v>1</v></c></row>').catch((e) => e);
    expect(error).toMatchObject({ refusal: { type: "TooLarge" } });
  });
});
