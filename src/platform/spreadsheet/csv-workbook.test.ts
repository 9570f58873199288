import { writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import type { SheetRow } from "./spreadsheet.ts";
import { makeFolder, openOrThrow, readAll } from "./test-workbooks.ts";
import { writeCsv } from "./write-csv.ts";

let folder = "";
beforeAll(() => {
  folder = makeFolder();
});

async function readText(text: string | Buffer): Promise<readonly SheetRow[]> {
  const path = join(folder, "made.csv");
  writeFileSync(path, text);
  return readAll(path);
}

async function readCells(text: string | Buffer): Promise<readonly (readonly string[])[]> {
  return (await readText(text)).map(({ cells }) => cells);
}

describe("a text file is a workbook of one sheet", () => {
  test("with the same rows as any sheet: blank rows kept, empty ends dropped", async () => {
    expect(
      await readText("NIK;Nama;\r\n7371071205800001;;x\r\n\r\n;;\r\nJUMLAH;2\r\n\r\n"),
    ).toEqual([
      { rowNumber: 1, cells: ["NIK", "Nama"], kinds: "ss" },
      { rowNumber: 2, cells: ["7371071205800001", "", "x"], kinds: "s-s" },
      { rowNumber: 3, cells: [], kinds: "" },
      { rowNumber: 4, cells: [], kinds: "" },
      { rowNumber: 5, cells: ["JUMLAH", "2"], kinds: "ss" },
    ]);
    const workbook = await openOrThrow(join(folder, "made.csv"));
    expect(workbook).toMatchObject({ format: "csv", sheets: [{ name: "csv", hidden: false }] });
    await workbook.close();
  });

  test.each([
    ["semicolon", ";"],
    ["comma", ","],
    ["tab", "\t"],
    ["pipe", "|"],
  ])("%s is found by content, also under title rows and beside other signs", async (_, sign) => {
    const lines = [
      "DATA P3KE, KOTA MAKASSAR; TAHUN 2023",
      ["NIK", "Nama", "Alamat"].join(sign),
      ["7371071205800001", `"Sitti; S.Pd"`, `"Lr. 2, No. 3, RT|1"`].join(sign),
      ["7371071205800002", "Baso", `"Jl. Ali, Tallo"`].join(sign),
    ];
    const rows = await readCells(lines.join("\n"));
    expect(rows.slice(1)).toEqual([
      ["NIK", "Nama", "Alamat"],
      ["7371071205800001", "Sitti; S.Pd", "Lr. 2, No. 3, RT|1"],
      ["7371071205800002", "Baso", "Jl. Ali, Tallo"],
    ]);
  });

  test("a separator stated in Excel's own first line is believed", async () => {
    expect((await readCells("sep=|\r\na,b,c|d,e,f\r\n"))[1]).toEqual(["a,b,c", "d,e,f"]);
  });

  test("quotation marks keep separators, line breaks and quotation marks", async () => {
    expect(await readCells('a,"b ""c"", d\r\ne",f\n"","x"\n')).toEqual([
      ["a", 'b "c", d\ne', "f"],
      ["", "x"],
    ]);
  });

  test("line ends of Windows, Unix and old Macs in one file are all line ends", async () => {
    expect(await readCells("a,b\r\nc,d\ne,f\rg,h")).toEqual([
      ["a", "b"],
      ["c", "d"],
      ["e", "f"],
      ["g", "h"],
    ]);
  });

  test.each([
    ["UTF-8", Buffer.from("nama;kota\nAndré 😀;x\n")],
    ["UTF-8 with a mark", Buffer.from("\ufeffnama;kota\nAndré 😀;x\n")],
    ["UTF-16LE with a mark", Buffer.from("\ufeffnama;kota\nAndré 😀;x\n", "utf16le")],
    ["UTF-16LE without one", Buffer.from("nama;kota\nAndré 😀;x\n", "utf16le")],
    ["UTF-16BE", Buffer.from("\ufeffnama;kota\nAndré 😀;x\n", "utf16le").swap16()],
  ])("%s is told by its bytes", async (_, bytes) => {
    expect(await readCells(bytes)).toEqual([
      ["nama", "kota"],
      ["André 😀", "x"],
    ]);
  });

  test("Windows-1252 is what is no UTF-8, even if it shows only at the end", async () => {
    const lines = `${"7371071205800001;Baso\n".repeat(20_000)}x;`;
    const bytes = Buffer.concat([Buffer.from(lines), Buffer.from([0x41, 0x6e, 0x64, 0xe9, 0x80])]);
    expect((await readCells(bytes)).at(-1)).toEqual(["x", "Andé€"]);
  });

  test("a character cut by a chunk's edge stays whole", async () => {
    const text = `${"é;😀\n".repeat(60_000)}`;
    for (const shift of ["", "a", "aa", "aaa"]) {
      const rows = await readCells(shift + text);
      expect(rows.length).toBe(60_000);
      expect(rows.slice(1).every(([a, b]) => a === "é" && b === "😀")).toBe(true);
    }
  });

  test("many rows arrive in batches, numbered without a gap", async () => {
    const path = join(folder, "many.csv");
    writeFileSync(path, `${"1,2,3\n".repeat(2500)}${"\n".repeat(100_000)}"a ""b""" ,c\n`);
    const workbook = await openOrThrow(path);
    let next = 1;
    for await (const batch of workbook.readBatches("csv")) {
      expect(batch.length).toBeLessThanOrEqual(1000);
      for (const { rowNumber } of batch) expect(rowNumber).toBe(next++);
    }
    expect(next).toBe(102_502);
  });
});

describe("a quotation mark out of place stops the reading before people vanish into one cell", () => {
  test.each([
    ["closed in the middle of a cell", 'a,b\n"Sari" Laut,x\n"c",d\n', "row 2"],
    ["never closed", `a,b\n"Sari,x\n${"c,d\n".repeat(10)}`, "row 2"],
    ["never closed in a long file", `a,b\n"Sari,x\n${"c,d\n".repeat(2_000_000)}`, "row 2"],
  ])("%s", async (_, text, place) => {
    const error = await readText(text).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ refusal: { type: "Damaged", file: "made.csv" } });
    expect(String(error)).toContain(place);
  });
});

describe("a written text file", () => {
  test("reads back as the same cells", async () => {
    const anyCell = fc
      .array(fc.constantFrom("a", " ", ",", ";", '"', "\n", "é", "😀", "'", "0"), { maxLength: 5 })
      .map((pieces) => pieces.join(""));
    const anyRows = fc.array(fc.array(anyCell, { minLength: 1, maxLength: 4 }), { maxLength: 6 });
    const path = join(folder, "round.csv");
    await fc.assert(
      fc.asyncProperty(anyRows, fc.boolean(), async (rows, bom) => {
        const regular = Array.from({ length: 40 }, (_, i) => [`${i}`, "satu", "dua"]);
        const table = [...regular, ...rows, ["kaki", "tiga", "empat"]];
        await writeCsv(path, table, { bom });
        const read = await readAll(path);
        expect(read.map(({ cells }) => cells)).toEqual(
          table.map((row) => row.slice(0, row.findLastIndex((cell) => cell !== "") + 1)),
        );
      }),
      { numRuns: 60 },
    );
  });

  test("disarms cells that a spreadsheet would run, and only those", async () => {
    const path = join(folder, "formula.csv");
    const cells = ["=1+1", "+62", "-5", "@x", "\tx", "\rx", "a=1", "'x", null];
    await writeCsv(path, [cells], { bom: true });
    const workbook = await openOrThrow(path);
    for await (const [row] of workbook.readBatches("csv")) {
      expect(row?.cells).toEqual(["'=1+1", "'+62", "'-5", "'@x", "'\tx", "'\nx", "a=1", "'x"]);
    }
  });
});
