import { copyFileSync, mkdirSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { encrypt } from "officecrypto-tool";
import { beforeAll, describe, expect, test } from "vitest";
import { openWorkbook } from "./open-workbook.ts";
import type { SpreadsheetRefusal } from "./refusal.ts";
import { SpreadsheetError } from "./spreadsheet-error.ts";
import { makeFolder, openOrThrow, partsAround, readAll, writeParts } from "./test-workbooks.ts";
import { writeWorkbook } from "./write-workbook.ts";

const FIXTURES = join(import.meta.dirname, "fixtures");

let folder = "";
let good = "";
beforeAll(async () => {
  folder = makeFolder();
  good = join(folder, "good.xlsx");
  const rows = Array.from({ length: 3000 }, (_, i) => [`${i * 7919}`, `Daeng ${i * 104_729}`]);
  await writeWorkbook(good, [{ name: "Data", rows }]);
});

function put(name: string, bytes: Buffer | string): string {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
}

async function refusalOf(
  path: string,
  options?: { readonly maxUncompressedBytes?: number },
): Promise<SpreadsheetRefusal> {
  const opened = await openWorkbook(path, options);
  if (opened.ok) throw new Error(`${path} was opened`);
  return opened.error;
}

/** Bytes without pattern, the same every time. */
function noise(length: number): Buffer {
  const bytes = Buffer.alloc(length);
  let state = 0x2545f491;
  for (let i = 0; i < length; i++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    bytes[i] = state >>> 24;
  }
  return bytes;
}

describe("a file that cannot be a registry is refused with its reason", () => {
  test("one that is not there, and one inside something that is no folder", async () => {
    expect((await refusalOf(join(folder, "tiada.xlsx"))).type).toBe("FileMissing");
    expect((await refusalOf(join(good, "tiada.xlsx"))).type).toBe("FileMissing");
  });

  test("a folder", async () => {
    mkdirSync(join(folder, "folder.xlsx"));
    expect((await refusalOf(join(folder, "folder.xlsx"))).type).toBe("NotASpreadsheet");
  });

  test("an empty one, and one of blanks", async () => {
    expect((await refusalOf(put("empty.xlsx", ""))).type).toBe("FileEmpty");
    expect((await refusalOf(put("blank.csv", "\ufeff \r\n\r\n"))).type).toBe("FileEmpty");
  });

  test.each([
    ["noise.xlsx", noise(300_000)],
    ["short-noise.csv", noise(500)],
    ["utf16-noise.csv", Buffer.concat([Buffer.from([0xff, 0xfe]), noise(100_000)])],
    ["document.pdf", "%PDF-1.7\n1 0 obj << >> endobj"],
    ["picture.xlsx", Buffer.from("\x89PNG\r\n\x1a\n", "latin1")],
    ["web-page.xls", '<html xmlns:x="excel"><table><tr><td>NIK</td></tr></table></html>'],
    ["xml-2003.xls", '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com"/>'],
    ["empty.zip", Buffer.from(`PK\x05\x06${"\0".repeat(18)}`, "latin1")],
  ])("%s is no spreadsheet", async (name, bytes) => {
    expect(await refusalOf(put(name, bytes))).toMatchObject({
      type: "NotASpreadsheet",
      file: name,
    });
  });

  test("a zip file without a workbook, and one with another document", async () => {
    const zip = await writeParts(join(folder, "foto.xlsx"), { "foto.jpg": "x" });
    expect((await refusalOf(zip)).type).toBe("NotASpreadsheet");
    const parts = { ...partsAround(""), "xl/workbook.xml": "<document/>" };
    const document = await writeParts(join(folder, "surat.xlsx"), parts);
    expect((await refusalOf(document)).type).toBe("NotASpreadsheet");
  });

  test("a workbook locked with a password by a real tool, also when it is cut short", async () => {
    const password = "rahasia";
    const agile = encrypt(readFileSync(good), { password });
    const standard = encrypt(readFileSync(good), { password, type: "standard" });
    expect((await refusalOf(put("agile.xlsx", agile))).type).toBe("PasswordProtected");
    expect((await refusalOf(put("standard.xlsx", standard))).type).toBe("PasswordProtected");
    expect((await refusalOf(put("cut.xlsx", agile.subarray(0, 400)))).type).toBe("Truncated");
  });

  test("an Excel 97 workbook, whatever its name", async () => {
    const path = join(folder, "lama.xlsx");
    copyFileSync(join(FIXTURES, "libreoffice-7.4.xls"), path);
    expect((await refusalOf(path)).type).toBe("OldExcelFormat");
  });

  test("a workbook that is cut short anywhere", async () => {
    const bytes = readFileSync(good);
    for (const share of [0.01, 0.3, 0.6, 0.95, 0.999]) {
      const path = put("cut.xlsx", bytes.subarray(0, Math.floor(bytes.length * share)));
      expect((await refusalOf(path)).type).toBe("Truncated");
    }
    const path = put("cut-by-one.xlsx", bytes);
    truncateSync(path, bytes.length - 1);
    expect((await refusalOf(path)).type).toBe("Truncated");
  });

  test("one that unpacks to more than the limit", async () => {
    const bomb = await writeParts(join(folder, "bomb.xlsx"), {
      ...partsAround(""),
      "xl/media/0": " ".repeat(5_000_000),
    });
    expect((await refusalOf(bomb, { maxUncompressedBytes: 4_000_000 })).type).toBe("TooLarge");
    expect((await openWorkbook(bomb)).ok).toBe(true);
  });

  test("one whose sheet has no part", async () => {
    const parts = partsAround("");
    delete parts["xl/worksheets/sheet1.xml"];
    const refusal = await refusalOf(await writeParts(join(folder, "lost.xlsx"), parts));
    expect(refusal.type).toBe("Damaged");
    expect(refusal.detail).toContain('"Data"');
  });
});

describe("what shows only on the way stops the reading, so that nothing is half loaded", () => {
  /** Flips one byte of the packed rows. */
  function damage(name: string, at: (bytes: Buffer) => number): string {
    const bytes = readFileSync(good);
    const place = at(bytes);
    bytes[place] = (bytes[place] as number) ^ 0xff;
    return put(name, bytes);
  }

  test("a byte that changed in the packed rows", async () => {
    const path = damage("flipped.xlsx", (bytes) => Math.floor(bytes.length / 2));
    const error = await readAll(path).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(SpreadsheetError);
    expect((error as SpreadsheetError).refusal).toMatchObject({ file: "flipped.xlsx" });
  });

  test("a directory that lies about a part's checksum", async () => {
    const path = damage("lying.xlsx", (bytes) => {
      const name = bytes.lastIndexOf("xl/worksheets/sheet1.xml");
      return name - 46 + 16;
    });
    await expect(readAll(path)).rejects.toMatchObject({ refusal: { type: "Damaged" } });
  });

  test("packed rows that end too early", async () => {
    const bytes = readFileSync(good);
    const entry = bytes.lastIndexOf("xl/worksheets/sheet1.xml") - 46;
    bytes.writeUInt32LE(bytes.readUInt32LE(entry + 20) - 2000, entry + 20);
    const path = put("early.xlsx", bytes);
    await expect(readAll(path)).rejects.toMatchObject({ refusal: { type: "Truncated" } });
  });
});

test("a workbook saved by LibreOffice is read cell for cell", async () => {
  const path = join(FIXTURES, "libreoffice-7.4.xlsx");
  expect((await openOrThrow(path)).sheets.map(({ name }) => name)).toEqual(["Data", "Kosong"]);
  expect(await readAll(path)).toEqual([
    { rowNumber: 1, cells: ["NIK", "Nama", "Lahir", "Nilai"], kinds: "ssss" },
    {
      rowNumber: 2,
      cells: ["7371071205800001", 'Sitti "Ani" <Daeng> & Co', "29353", "7371071205800000"],
      kinds: "ssdn",
    },
    { rowNumber: 3, cells: ["0012", "=1+1\nbaris dua  ", "", "0.5"], kinds: "ss-n" },
    { rowNumber: 4, cells: [], kinds: "" },
    { rowNumber: 5, cells: ["é😀 _x000D_ cr\rx", "'apos", "-5", "+62"], kinds: "ssss" },
  ]);
  expect(await readAll(path, "Kosong")).toEqual([]);
});
