import { describe, expect, test } from "vitest";
import { layouts, recogniseHeader } from "./layouts.ts";

const p3keHeader = [
  "No",
  "ID Keluarga P3KE",
  "Provinsi",
  "Kabupaten/Kota",
  "Kecamatan",
  "Desa/Kelurahan",
  "Kode Kemdagri",
  "Desil Kesejahteraan",
  "Alamat",
  "ID Individu",
  "Nama",
  "NIK",
  "Padan Dukcapil",
  "Jenis Kelamin",
  "Hubungan dengan Kepala Keluarga",
  "Tanggal Lahir",
  "Status Kawin",
  "Pekerjaan",
  "Pendidikan",
  "Usia dibawah 7 tahun",
];

describe("a header is recognised", () => {
  test.each([
    ["p3ke", p3keHeader],
    [
      "bpjs-active",
      [
        "NO",
        "NIK",
        "NAMA",
        "TANGGAL LAHIR",
        "SEGMEN",
        "NPP",
        "NAMA PERUSAHAAN / PEMBAYAR",
        "KPJ",
        "STATUS",
        "TANGGAL EFEKTIF",
      ],
    ],
    [
      "dukcapil",
      [
        "NO",
        "NIK",
        "NAMA",
        "TANGGAL LAHIR",
        "KECAMATAN",
        "KELURAHAN",
        "STATUS",
        "TANGGAL PERISTIWA",
        "DAERAH TUJUAN",
      ],
    ],
    [
      "disability",
      [
        "NO",
        "NIK",
        "NAMA",
        "TANGGAL LAHIR",
        "JENIS KELAMIN",
        "KECAMATAN",
        "KELURAHAN",
        "JENIS DISABILITAS",
        "TINGKAT",
      ],
    ],
  ] as const)("of the source %s", (source, header) => {
    expect(recogniseHeader(header, null)?.layout.source).toBe(source);
    expect(recogniseHeader(header, source)?.layout.source).toBe(source);
  });

  test("in spite of line breaks, doubled spaces, capitals and Kemendagri", () => {
    const drifted = p3keHeader.map((header) =>
      header
        .replace("Kode Kemdagri", "KODE  KEMENDAGRI")
        .replace("Desil Kesejahteraan", "Desil\nKesejahteraan ")
        .replace("Tanggal Lahir", "Tgl.\u00a0Lahir")
        .replace("Jenis Kelamin", "jenis  kelamin"),
    );
    const columns = recogniseHeader(drifted, null)?.columns;
    expect(columns).toEqual(recogniseHeader(p3keHeader, null)?.columns);
    expect(columns).toMatchObject({ name: 10, nik: 11, areaCode: 6, decile: 7, birth: 15 });
  });

  test("with its columns in any order", () => {
    const reversed = [...p3keHeader].reverse();
    expect(recogniseHeader(reversed, null)?.columns.nik).toBe(reversed.indexOf("NIK"));
  });

  test("by its first column, when a header stands twice", () => {
    expect(recogniseHeader([...p3keHeader, "NIK"], null)?.columns.nik).toBe(11);
  });

  test("with all its fields, each in a column of its own, in every layout there is", () => {
    for (const layout of layouts) {
      const headers = Object.values(layout.headers).map((spellings) => spellings[0] ?? "");
      const found = recogniseHeader(headers, layout.source);
      expect(found?.layout).toBe(layout);
      expect(new Set(Object.values(found?.columns ?? {})).size).toBe(headers.length);
    }
  });
});

describe("a row that is no header", () => {
  test.each([
    ["a title", ["DATA P3KE INDIVIDU", "", "Tahun: 2024"]],
    ["an empty row", []],
    [
      "a header that lacks a required column",
      p3keHeader.filter((header) => header !== "Desil Kesejahteraan"),
    ],
    ["a misspelt one", p3keHeader.map((header) => (header === "NIK" ? "NIKK" : header))],
    [
      "the family sheet of P3KE",
      ["ID Keluarga P3KE", "Kepala Keluarga", "NIK", "Tanggal Lahir", "Pekerjaan"],
    ],
    ["a price list", ["No", "Nama", "Harga"]],
  ])("%s", (_, cells) => {
    expect(recogniseHeader(cells, null)).toBeNull();
  });

  test("is a header of another source than the one that was asked for", () => {
    expect(recogniseHeader(p3keHeader, "dukcapil")).toBeNull();
  });
});
