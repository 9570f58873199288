import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import ExcelJS from "exceljs";
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import type { ReplyRow } from "./read-reply.ts";
import { readReplyFile } from "./read-reply-file.ts";

type Cell = string | number | Date | null;

const folder = mkdtempSync(path.join(os.tmpdir(), "payung-reply-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let made = 0;

async function writeXlsx(sheets: Readonly<Record<string, readonly (readonly Cell[])[]>>) {
  const workbook = new ExcelJS.Workbook();
  for (const [name, rows] of Object.entries(sheets)) {
    const sheet = workbook.addWorksheet(name);
    for (const row of rows) sheet.addRow([...row]);
  }
  made += 1;
  const file = path.join(folder, `reply-${made}.xlsx`);
  await workbook.xlsx.writeFile(file);
  return file;
}

function writeText(rows: readonly (readonly string[])[], separator = ";"): string {
  made += 1;
  const file = path.join(folder, `reply-${made}.csv`);
  writeFileSync(file, rows.map((row) => row.join(separator)).join("\r\n"));
  return file;
}

async function read(file: string) {
  const answer = await readReplyFile(file);
  if (!answer.ok) throw new Error(JSON.stringify(answer.error));
  return answer.value;
}

async function readRows(rows: readonly (readonly Cell[])[]): Promise<readonly ReplyRow[]> {
  return (await read(await writeXlsx({ Hasil: rows }))).rows;
}

const ani = "7371014505800011";
const budi = "7371011708790022";
const header = ["NO", "NIK", "NAMA", "TANGGAL LAHIR", "STATUS", "KETERANGAN"];
const kpjHeader = [...header, "NOMOR KPJ", "TANGGAL EFEKTIF"];

describe("a reply is found whatever its form", () => {
  test("under title rows, with totals, header again, notes and a signature around the answers", async () => {
    const file = await writeXlsx({
      Sampul: [["BPJS Ketenagakerjaan"], ["Cabang Makassar"]],
      Hasil: [
        ["HASIL PENGECEKAN NIK"],
        ["Kota Makassar, Juni 2024"],
        [],
        kpjHeader,
        ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)", "(8)"],
        [1, ani, "ANI", "05-05-1980", "Y", "BISA DAFTAR", "21012345678", "01-06-2024"],
        kpjHeader,
        [2, budi, "BUDI", "17-08-1979", "N", "Penduduk meninggal dunia", null, null],
        [3, "7371011708790033", "CICI", "17-08-1979", null, null, null, null],
        ["JUMLAH", null, null, null, "2"],
        [],
        [null, null, "Makassar, 12 Juni 2024"],
        [null, null, "Kepala Cabang"],
      ],
    });
    const { rows, skipped } = await read(file);
    expect(rows.map(({ rowNo, answer }) => [rowNo, answer.outcome])).toEqual([
      [6, "accepted"],
      [8, "rejected"],
    ]);
    expect(skipped).toEqual({ title: 2, header: 2, total: 1, unanswered: 1, other: 3 });
  });

  test("with the columns in any order, on sheets of their own for accepted and rejected", async () => {
    const file = await writeXlsx({
      Ditolak: [
        ["ALASAN", "NAMA", "NIK"],
        ["Data ganda", "BUDI", budi],
      ],
      Diterima: [
        ["TMT", "NO. KPJ", "NIK"],
        ["1 Juni 2024", "0101234567A", ani],
      ],
    });
    const { rows } = await read(file);
    expect(rows.map((row) => ({ nik: row.nik, answer: row.answer }))).toEqual([
      {
        nik: { state: "whole", nik: budi, mayBeRounded: false },
        answer: { outcome: "rejected", code: "GANDA", text: "Data ganda" },
      },
      {
        nik: { state: "whole", nik: ani, mayBeRounded: false },
        answer: { outcome: "accepted", kpj: "0101234567A", startsOn: "2024-06-01", text: "" },
      },
    ]);
    expect(new Set(rows.map(({ rowNo }) => rowNo)).size).toBe(2);
  });

  test("as CSV, with any separator and NIKs behind an apostrophe", async () => {
    for (const separator of [";", ",", "\t"]) {
      const rows = [
        kpjHeader,
        ["1", `'${ani}`, "ANI", "1980-05-05", "diterima", "", "21012345678", "2024-06-01"],
      ];
      const { rows: found } = await read(writeText(rows, separator));
      expect(found[0]?.nik).toEqual({ state: "whole", nik: ani, mayBeRounded: false });
      expect(found[0]?.answer).toMatchObject({ outcome: "accepted", startsOn: "2024-06-01" });
    }
  });

  test("dates as Excel days and KPJ as a number are read; a lost leading zero is not guessed", async () => {
    const rows = await readRows([
      kpjHeader,
      [
        1,
        ani,
        "ANI",
        new Date(Date.UTC(1980, 4, 5)),
        "Y",
        null,
        21012345678,
        new Date(Date.UTC(2024, 5, 1)),
      ],
      [2, budi, "BUDI", null, "Y", null, 1012345678, "01/06/2024"],
    ]);
    expect(rows[0]?.bornOn).toBe("1980-05-05");
    expect(rows[0]?.answer).toMatchObject({ kpj: "21012345678", startsOn: "2024-06-01" });
    expect(rows[1]?.answer).toMatchObject({ outcome: "unclear", code: "KPJ_SALAH" });
  });

  test.each([
    ["a workbook that is no reply", [["Judul"], ["NIK", "NAMA"], [ani, "ANI"]], "NotAReply"],
    [
      "a header below the fifteenth row",
      [...Array.from({ length: 15 }, () => ["x"]), header],
      "NotAReply",
    ],
    [
      "a batch that nobody answered",
      [header, [1, ani, "ANI", null, null, null]],
      "ReplyHoldsNoAnswer",
    ],
  ])("%s is refused", async (_, rows, type) => {
    const answer = await readReplyFile(await writeXlsx({ Data: rows as Cell[][] }));
    expect(answer).toMatchObject({ ok: false, error: { type } });
  });

  test("the same cells zipped again, under another name, are the same reply", async () => {
    const rows = [kpjHeader, [1, ani, "ANI", null, "N", "Pindah"]];
    const hashes = await Promise.all(
      [rows, rows, [...rows, [2, budi]]].map(async (one) =>
        (await read(await writeXlsx({ A: one }))).contentHash.toString("hex"),
      ),
    );
    expect(hashes[0]).toBe(hashes[1]);
    expect(hashes[0]).not.toBe(hashes[2]);
  });
});

describe("a NIK that a spreadsheet may have rounded is not trusted", () => {
  test("as a number ending in 0, or where most of the file's NIKs end in 0", async () => {
    const numbers = await readRows([
      header,
      [1, 7371014505800010, "ANI", null, "N", "x"],
      [2, "7371014505800010", "ANI", null, "N", "x"],
    ]);
    expect(numbers.map(({ nik }) => nik.state === "whole" && nik.mayBeRounded)).toEqual([
      true,
      false,
    ]);
    const all = ["10", "20", "30", "40", "50", "61"].map((end) => [
      "1",
      `73710145058000${end}`,
      "ANI",
      "",
      "N",
      "x",
    ]);
    const { rows } = await read(writeText([header, ...all]));
    expect(rows.map(({ nik }) => nik.state === "whole" && nik.mayBeRounded)).toEqual([
      true,
      true,
      true,
      true,
      true,
      false,
    ]);
  });

  test("digits lost to the display are no number at all", async () => {
    const rows = await readRows([
      header,
      [1, "7,37E+15", "ANI", null, "N", "x"],
      [2, "737101450580", "ANI", null, "N", "x"],
    ]);
    expect(rows.map(({ nik }) => nik.state)).toEqual(["damaged", "damaged"]);
  });
});

describe("what an answer says", () => {
  const full = { kpj: "21012345678", starts: "01-06-2024" };
  const accepted = { outcome: "accepted" };
  const rejected = (code: string) => ({ outcome: "rejected", code });
  const unclear = (code: string) => ({ outcome: "unclear", code });
  test.each([
    ["Y", "", full, accepted],
    ["DITERIMA", "Terdaftar aktif BPU", full, accepted],
    ["", "BISA DAFTAR", full, accepted],
    ["", "Data terverifikasi", full, accepted],
    ["Y", "sesuai", { kpj: "", starts: "01-06-2024" }, unclear("KPJ_KOSONG")],
    ["Y", "sesuai", { kpj: "BELUM TERBIT", starts: "01-06-2024" }, unclear("KPJ_SALAH")],
    ["Y", "sesuai", { kpj: "21012345678", starts: "segera" }, unclear("MULAI_KOSONG")],
    ["N", "Penduduk meninggal dunia", full, rejected("MENINGGAL")],
    ["T", "", full, rejected("LAINNYA")],
    ["DITOLAK", "hubungi kantor cabang", full, rejected("LAINNYA")],
    ["", "TIDAK SESUAI", full, rejected("LAINNYA")],
    ["", "Nama tidak sesuai Dukcapil", full, rejected("NAMA_BEDA")],
    ["", "Belum terverifikasi", full, rejected("LAINNYA")],
    ["", "Tidak bisa daftar", full, rejected("LAINNYA")],
    ["TIDAK LOLOS", "Usia 65 tahun atau lebih", full, rejected("USIA_LEBIH")],
    ["Y", "Nama tidak sesuai", full, unclear("BERTENTANGAN")],
    ["Y", "Meninggal dunia", full, unclear("BERTENTANGAN")],
    ["N", "BISA DAFTAR", full, unclear("BERTENTANGAN")],
    ["PROSES", "", full, unclear("STATUS_TIDAK_JELAS")],
    ["", "hubungi kantor cabang", full, unclear("STATUS_TIDAK_JELAS")],
  ])("STATUS %j, KETERANGAN %j", async (status, remark, { kpj, starts }, expected) => {
    const rows = await readRows([
      kpjHeader,
      [1, ani, "ANI", "05-05-1980", status, remark, kpj, starts],
    ]);
    expect(rows[0]?.answer).toMatchObject(expected);
  });

  test("without a STATUS column every remark that is no acceptance is a reason", async () => {
    const rows = await readRows([
      ["NIK", "HASIL"],
      [ani, "hubungi kantor cabang"],
    ]);
    expect(rows[0]?.answer).toMatchObject({ outcome: "rejected", code: "LAINNYA" });
  });

  test("a NIK inside a remark is masked", async () => {
    const rows = await readRows([header, [1, ani, "ANI", null, "N", `NIK sebenarnya ${budi}`]]);
    expect(rows[0]?.answer.text).toBe("NIK sebenarnya 7371••••••••0022");
  });

  test("no text of any cell breaks the reader or lets a long number through", async () => {
    const text = fc
      .string({ unit: "binary", maxLength: 40 })
      .map((one) => one.replaceAll("\0", ""));
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(text, { minLength: 8, maxLength: 8 }), { maxLength: 6 }),
        async (cells) => {
          const quoted = cells.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`));
          const answer = await readReplyFile(writeText([kpjHeader, ...quoted]));
          if (!answer.ok) return;
          for (const row of answer.value.rows) expect(row.answer.text).not.toMatch(/\d{12}/);
        },
      ),
      { numRuns: 100 },
    );
  });
});
