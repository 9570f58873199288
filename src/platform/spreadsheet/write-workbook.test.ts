import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import ExcelJS from "exceljs";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import type { WriteCell } from "./spreadsheet.ts";
import { makeFolder, openOrThrow, readAll } from "./test-workbooks.ts";
import { writeCsv } from "./write-csv.ts";
import { writeWorkbook } from "./write-workbook.ts";

let folder = "";
beforeAll(() => {
  folder = makeFolder();
});

const TABLE: readonly (readonly WriteCell[])[] = [
  [{ bold: "NIK" }, { bold: "Nama" }, { bold: "Lahir" }, { bold: "Skor" }],
  ["7371071205800001", 'Sitti <Daeng> & "Co"', { date: "29353" }, { number: "12.50" }],
  ["081234567890", "=HYPERLINK(1)", null, { number: "7371071205800000" }],
  [],
  ["001", "  baris satu\nbaris dua\r\n ", "-5", "+62 é 😀 @'"],
];

describe("a written workbook", () => {
  test("reads back cell for cell", async () => {
    const path = join(folder, "table.xlsx");
    await writeWorkbook(path, [
      { name: "Data & isi", rows: TABLE },
      { name: "Kosong", rows: [] },
    ]);
    const workbook = await openOrThrow(path);
    expect(workbook.sheets.map(({ name }) => name)).toEqual(["Data & isi", "Kosong"]);
    await workbook.close();
    expect(await readAll(path)).toEqual([
      { rowNumber: 1, cells: ["NIK", "Nama", "Lahir", "Skor"], kinds: "ssss" },
      {
        rowNumber: 2,
        cells: ["7371071205800001", 'Sitti <Daeng> & "Co"', "29353", "12.50"],
        kinds: "ssdn",
      },
      {
        rowNumber: 3,
        cells: ["081234567890", "=HYPERLINK(1)", "", "7371071205800000"],
        kinds: "ss-n",
      },
      { rowNumber: 4, cells: [], kinds: "" },
      {
        rowNumber: 5,
        cells: ["001", "  baris satu\nbaris dua\r\n ", "-5", "+62 é 😀 @'"],
        kinds: "ssss",
      },
    ]);
    expect(await readAll(path, "Kosong")).toEqual([]);
  });

  test("reads back any text; only what XML cannot hold is gone", async () => {
    const anyPiece = fc.oneof(
      fc.string({ unit: "binary", maxLength: 8 }),
      fc.constantFrom(
        "_x000D_",
        "_x",
        "_x005F_",
        "]]>",
        "&amp;",
        " ",
        "\r",
        "\r\n",
        "\t",
        "\ud800",
        "\0",
        "\x0b",
        "\ufffe",
      ),
    );
    const anyText = fc.array(anyPiece, { maxLength: 4 }).map((pieces) => pieces.join(""));
    const anyRows = fc.array(fc.array(anyText, { minLength: 1, maxLength: 5 }), { maxLength: 40 });
    const path = join(folder, "any.xlsx");
    await fc.assert(
      fc.asyncProperty(anyRows, async (rows) => {
        await writeWorkbook(path, [{ name: "x", rows }]);
        const read = await readAll(path);
        const kept = rows.map((row) => {
          const cells = row.map(keptByXml);
          return cells.slice(0, cells.findLastIndex((cell) => cell !== "") + 1);
        });
        const last = kept.findLastIndex((cells) => cells.length > 0);
        expect(read.map(({ cells }) => cells)).toEqual(kept.slice(0, last + 1));
      }),
      { numRuns: 60 },
    );
  });

  test("opens in exceljs with the same cells, formats, widths and frozen rows", async () => {
    const path = join(folder, "oracle.xlsx");
    const rows = [...TABLE, ...many(3000)];
    await writeWorkbook(path, [{ name: "Data", columnWidths: [20, 30.5], rows }], {
      freezeRows: 1,
    });
    const oracle = new ExcelJS.Workbook();
    await oracle.xlsx.readFile(path);
    const sheet = oracle.getWorksheet("Data");
    for (const [r, row] of rows.entries()) {
      for (const [c, cell] of row.entries()) {
        const found = sheet?.getCell(r + 1, c + 1);
        expect(found?.value, `row ${r + 1}, column ${c + 1}`).toEqual(oracleValue(cell));
        if (typeof cell === "string" && cell !== "") expect(found?.numFmt).toBe("@");
      }
    }
    expect(sheet?.getCell("A1").font?.bold).toBe(true);
    expect(sheet?.getCell("A2").font?.bold).not.toBe(true);
    expect(sheet?.getCell("C2").numFmt).toBe("dd/mm/yyyy");
    expect([sheet?.getColumn(1).width, sheet?.getColumn(2).width]).toEqual([20, 30.5]);
    expect(sheet?.views[0]).toMatchObject({ state: "frozen", ySplit: 1 });
  });

  test("is the same bytes every time, from arrays and from a stream", async () => {
    const hashes = new Set<string>();
    async function* streamed(): AsyncGenerator<readonly WriteCell[]> {
      yield* many(2000);
    }
    for (const [i, rows] of [many(2000), many(2000), streamed()].entries()) {
      const path = join(folder, `same-${i}.xlsx`);
      await writeWorkbook(path, [{ name: "Data", rows }]);
      hashes.add(createHash("sha256").update(readFileSync(path)).digest("hex"));
    }
    expect(hashes.size).toBe(1);
  });

  test("keeps a repeating value once and a unique one in its cell", async () => {
    const path = join(folder, "repeated.xlsx");
    await writeWorkbook(path, [{ name: "Data", rows: many(5000) }]);
    expect((await readAll(path)).map(({ cells }) => cells)).toEqual(many(5000));
    const plain = join(folder, "plain.csv");
    await writeCsv(plain, many(5000));
    expect(readFileSync(path).length).toBeLessThan(readFileSync(plain).length);
  });

  test.each([
    ["a name that is too long", [{ name: "x".repeat(32), rows: [] }]],
    ["a name with a slash", [{ name: "a/b", rows: [] }]],
    [
      "two names that differ in case only",
      [
        { name: "a", rows: [] },
        { name: "A", rows: [] },
      ],
    ],
    ["a number that is none", [{ name: "a", rows: [[{ number: "1,5" }]] }]],
    ["a text longer than a cell", [{ name: "a", rows: [["x".repeat(32_768)]] }]],
  ])("is not made with %s", async (_, sheets) => {
    const path = join(folder, "never.xlsx");
    await expect(writeWorkbook(path, sheets)).rejects.toThrow("broken invariant");
    expect(existsSync(path)).toBe(false);
  });
});

describe("a file being written", () => {
  test("leaves the old one untouched, and nothing beside it, when its rows fail", async () => {
    const own = makeFolder();
    const path = join(own, "roster.xlsx");
    writeFileSync(path, "old");
    function* failing(): Generator<readonly string[]> {
      for (let i = 0; i < 20_000; i++) yield [`${i}`, "x".repeat(50)];
      throw new Error("the database went away");
    }
    await expect(writeWorkbook(path, [{ name: "a", rows: failing() }])).rejects.toThrow(
      "went away",
    );
    await expect(writeCsv(path, failing())).rejects.toThrow("went away");
    expect(readFileSync(path, "utf8")).toBe("old");
    expect(readdirSync(own)).toEqual(["roster.xlsx"]);
  });

  test("replaces the old one when it is whole", async () => {
    const path = join(folder, "replaced.csv");
    writeFileSync(path, "old");
    await writeCsv(path, [["new"]]);
    expect(readFileSync(path, "utf8")).toBe("new\r\n");
  });
});

describe("a workbook written by exceljs is read with the same cells", () => {
  const rows = [
    ["NIK", "Nama", "Umur"],
    ["7371071205800001", "Sitti  é 😀 <&> ", 43],
    [7371071205800000, "baris\ndua", 0.1],
    ["", null, true],
    ["akhir", "x", -7],
  ];
  const expected = [
    ["NIK", "Nama", "Umur"],
    ["7371071205800001", "Sitti  é 😀 <&> ", "43"],
    ["7371071205800000", "baris\ndua", "0.1"],
    ["", "", "TRUE"],
    ["akhir", "x", "-7"],
  ];

  test.each([
    ["in one go", null],
    ["streaming with a table of texts", { useSharedStrings: true, useStyles: true }],
    ["streaming with texts in their cells", { useSharedStrings: false, useStyles: false }],
  ])("%s", async (name, options) => {
    const filename = join(folder, `${name}.xlsx`);
    const book =
      options === null
        ? new ExcelJS.Workbook()
        : new ExcelJS.stream.xlsx.WorkbookWriter({ filename, ...options });
    const hidden = book.addWorksheet("Tersembunyi", { state: "hidden" });
    hidden.addRow(["rahasia"]);
    const sheet = book.addWorksheet("Data");
    for (const row of rows) {
      const added = sheet.addRow(row);
      if (book instanceof ExcelJS.stream.xlsx.WorkbookWriter) added.commit();
    }
    if (book instanceof ExcelJS.stream.xlsx.WorkbookWriter) await book.commit();
    else await book.xlsx.writeFile(filename);
    const workbook = await openOrThrow(filename);
    expect(workbook.sheets).toEqual([
      { name: "Tersembunyi", hidden: true },
      { name: "Data", hidden: false },
    ]);
    await workbook.close();
    expect((await readAll(filename, "Data")).map(({ cells }) => cells)).toEqual(expected);
    expect((await readAll(filename, "Tersembunyi"))[0]?.cells).toEqual(["rahasia"]);
  });

  test("dates, rich texts, formulas and links give what their cells show or store", async () => {
    const path = join(folder, "kinds.xlsx");
    const book = new ExcelJS.Workbook();
    const sheet = book.addWorksheet("Data");
    sheet.addRow([
      new Date(Date.UTC(1980, 4, 12)),
      { richText: [{ text: "Daeng " }, { font: { bold: true }, text: "Naba" }] },
      { formula: "1+1", result: 2 },
      { formula: '"a"&"b"', result: "ab" },
      { text: "tautan", hyperlink: "https://example.org" },
      { error: "#N/A" },
    ]);
    await book.xlsx.writeFile(path);
    expect(await readAll(path)).toEqual([
      {
        rowNumber: 1,
        cells: ["29353", "Daeng Naba", "2", "ab", "tautan", "#N/A"],
        kinds: "dsnsse",
      },
    ]);
  });
});

/** Rows with one column of few values and one of many. */
function many(count: number): string[][] {
  return Array.from({ length: count }, (_, i) => [
    `7371${String(i * 7919).padStart(12, "0")}`,
    ["TALLO", "TAMALATE", "WAJO"][i % 3] ?? "",
  ]);
}

function keptByXml(text: string): string {
  return [...text]
    .filter((character) => {
      const code = character.codePointAt(0) ?? 0;
      if (code < 32) return code === 9 || code === 10 || code === 13;
      return !(code >= 0xd800 && code < 0xe000) && code !== 0xfffe && code !== 0xffff;
    })
    .join("");
}

/** What exceljs makes of a written cell; it gives dates as Date and numbers as floats. */
function oracleValue(cell: WriteCell): string | number | Date | null {
  if (cell === null || cell === "") return null;
  if (typeof cell === "string") return cell;
  if ("bold" in cell) return cell.bold;
  if ("number" in cell) return Number(cell.number);
  return new Date(Math.round((Number(cell.date) - 25_569) * 86_400_000));
}
