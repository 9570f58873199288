import { randomFillSync } from "node:crypto";
import { closeSync, openSync, readFileSync, writeFileSync, writeSync } from "node:fs";
import { stat } from "node:fs/promises";
import path from "node:path";
import ExcelJS from "exceljs";
import { encrypt } from "officecrypto-tool";
import { afterAll, beforeAll, expect, test } from "vitest";
import { freshOffice, type TestOffice } from "../src/platform/testing/database.ts";
import { makeTestCity, type TestCity } from "./test-city.ts";
import { buildOnce, payungWith, type RunPayung } from "./test-command-line.ts";
import { firstBytesOf, writeBomb, writeWithBrokenSheet } from "./test-hostile.ts";

let city: TestCity;
let testOffice: TestOffice;
let payung: RunPayung;
let folder: string;

beforeAll(async () => {
  buildOnce();
  city = await makeTestCity(400, 3);
  folder = path.dirname(city.truth);
  testOffice = await freshOffice();
  payung = payungWith({
    DATABASE_URL: testOffice.url,
    PAYUNG_DATA: testOffice.office.dataDir,
    PAYUNG_LANG: "en",
  });
});
afterAll(async () => {
  await testOffice.close();
  await city.remove();
});

async function countEverything(): Promise<readonly (readonly [string, number])[]> {
  const tables = await testOffice.admin.query<{ name: string }>(
    "select schemaname || '.' || tablename as name from pg_tables where schemaname in ('intake', 'platform') order by 1",
  );
  const counts: (readonly [string, number])[] = [];
  for (const { name } of tables.rows) {
    const counted = await testOffice.admin.query<{ n: number }>(
      `select count(*)::int as n from ${name}`,
    );
    counts.push([name, counted.rows[0]?.n ?? 0]);
  }
  return counts;
}

/** Writes a file of the given kind and answers its path. */
const hostile: Readonly<Record<string, (file: string) => Promise<void> | void>> = {
  "kosong.xlsx": (file) => writeFileSync(file, ""),
  "catatan.xlsx": (file) =>
    writeFileSync(file, "Yth. Bapak Camat,\nterlampir daftar yang diminta.\n"),
  "foto.xlsx": (file) =>
    writeFileSync(
      file,
      Buffer.concat([Buffer.from("ffd8ffe000104a464946000101", "hex"), noise(40_000)]),
    ),
  "noise.xlsx": (file) => writeNoise(file, 200),
  "noise.csv": (file) => writeNoise(file, 200),
  "huruf.csv": (file) => writeFileSync(file, "a".repeat(30_000_000)),
  "terpotong.xlsx": async (file) => writeFileSync(file, await firstBytesOf(city.registry, 0.6)),
  "sandi.xlsx": (file) =>
    writeFileSync(file, encrypt(readFileSync(city.registry), { password: "rahasia" })),
  "harga.xlsx": writePriceList,
  "bom.xlsx": (file) => writeBomb(file, city.registry, 3_000, null),
  "bom-berbohong.xlsx": (file) => writeBomb(file, city.registry, 64, 5_000),
  "rusak.xlsx": (file) => writeWithBrokenSheet(file, city.registry, 0.7),
};

/** A valid workbook, made by a tool that offices use, that is no registry. */
async function writePriceList(file: string): Promise<void> {
  const workbook = new ExcelJS.Workbook();
  const sheet = workbook.addWorksheet("Daftar Harga");
  sheet.addRow(["No", "Nama Barang", "Harga"]);
  for (let row = 1; row <= 50; row += 1) sheet.addRow([row, `Barang ${row}`, row * 1_000]);
  await workbook.xlsx.writeFile(file);
}

function noise(length: number): Buffer {
  return randomFillSync(Buffer.alloc(length));
}

function writeNoise(file: string, megabytes: number): void {
  const handle = openSync(file, "w");
  for (let written = 0; written < megabytes; written += 20) writeSync(handle, noise(20_000_000));
  closeSync(handle);
}

test.each([
  ["an empty file", "kosong.xlsx", /is empty.*Ask the sender/],
  [
    "a letter that was called .xlsx",
    "catatan.xlsx",
    /no sheet is recognised.*Headers are looked for/,
  ],
  ["a picture", "foto.xlsx", /is not a spreadsheet.*save it as \.xlsx/],
  ["200 MB of noise", "noise.xlsx", /is not a spreadsheet/],
  ["200 MB of noise that is called CSV", "noise.csv", /is not a spreadsheet/],
  ["one line of 30 million letters", "huruf.csv", /is damaged/],
  ["a download that broke off", "terpotong.xlsx", /is cut short.*Download or copy it again/],
  [
    "a workbook locked with a password",
    "sandi.xlsx",
    /is locked with a password.*remove the password/,
  ],
  ["a price list", "harga.xlsx", /no sheet is recognised as a registry \(sheets: "Daftar Harga"\)/],
  ["a file of 3 MB that unpacks to 3 GB", "bom.xlsx", /is too large.*Divide it/],
  ["a file that unpacks to more than it says", "bom-berbohong.xlsx", /is damaged|is too large/],
  ["a registry whose sheet is broken in its second half", "rusak.xlsx", /is cut short/],
])(
  "%s is refused with a reason, exit code 1, and nothing of it is kept",
  async (_, name, reason) => {
    const file = path.join(folder, name);
    await hostile[name]?.(file);
    if (name.startsWith("bom")) expect((await stat(file)).size).toBeLessThan(6_000_000);
    const before = await countEverything();
    const answer = await payung("intake", file);
    expect(answer).toMatchObject({ code: 1, stdout: "" });
    expect(answer.stderr).toContain(name);
    expect(answer.stderr).toMatch(reason);
    // A reason is a sentence, never the inside of the program.
    expect(answer.stderr).not.toMatch(/\n\s+at |node:internal|undefined/);
    expect(await countEverything()).toEqual(before);
  },
);

test("good files around a bad one are kept whole and told; the bad one leaves nothing, and its reason", async () => {
  const bad = path.join(folder, "buruk.xlsx");
  writeFileSync(bad, await firstBytesOf(city.insurer, 0.5));
  const answer = await payung("intake", city.civil, bad, city.disability, "--json");
  expect(answer.code).toBe(1);
  const { files, error } = JSON.parse(answer.stdout) as {
    files: readonly { file: string; rows?: number; refused?: { type: string } }[];
    error: { type: string; message: { en: string } };
  };
  expect(files.map(({ file, rows, refused }) => [file, (rows ?? 0) > 0, refused?.type])).toEqual([
    [path.basename(city.civil), true, undefined],
    ["buruk.xlsx", false, "Truncated"],
    [path.basename(city.disability), true, undefined],
  ]);
  expect(error).toMatchObject({ type: "Truncated" });
  expect(error.message.en).toContain("buruk.xlsx");
  expect(answer.stderr).toContain("buruk.xlsx");
  const loads = await testOffice.admin.query<{ file_name: string }>(
    "select distinct file_name from intake.load order by 1",
  );
  expect(loads.rows.map((row) => row.file_name)).toEqual(
    [path.basename(city.civil), path.basename(city.disability)].sort(),
  );
});
