import { describe, expect, test } from "vitest";
import { createPlaceFinder, findRegency } from "../areas/index.ts";
import type { Source } from "./index.ts";
import { recogniseHeader } from "./layouts.ts";
import { createRecordReader, type ReadRecord } from "./read-record.ts";

const makassar = findRegency("73.71");
if (makassar === null) throw new Error("the model city has no areas");
const places = createPlaceFinder(makassar);

/** A sound row of each source, by header. The NIKs are nobody's. */
const sound: Readonly<Record<Source, Readonly<Record<string, string>>>> = {
  p3ke: {
    "ID Keluarga P3KE": "K-1",
    Kecamatan: "TALLO",
    "Desa/Kelurahan": "RAPPOKALLING",
    "Kode Kemdagri": "7371071005",
    "Desil Kesejahteraan": "2",
    Alamat: "JL. CONTOH 5",
    "ID Individu": "I-1",
    Nama: "HJ. AMINAH",
    NIK: `737107${"5708900012"}`,
    "Padan Dukcapil": "Ya",
    "Jenis Kelamin": "Perempuan",
    "Hubungan dengan Kepala Keluarga": "ISTRI / SUAMI",
    "Tanggal Lahir": "17/08/1990 0:00:00",
    "Status Kawin": "KAWIN",
    Pekerjaan: "PEKERJA LEPAS",
    Pendidikan: "TAMAT SD/SEDERAJAT",
  },
  "bpjs-active": {
    NIK: `737107${"1708900012"}`,
    Nama: "AHMAD",
    "Tanggal Lahir": "17-08-1990",
    Segmen: "PU",
    "Nama Perusahaan": "PT CONTOH",
    KPJ: "01234567890",
    Status: "AKTIF",
    "Tanggal Efektif": "01-02-2020",
  },
  dukcapil: {
    NIK: `737107${"1708900012"}`,
    Nama: "AHMAD",
    "Tanggal Lahir": "17-08-1990",
    Kecamatan: "TALLO",
    Kelurahan: "TALLO",
    Status: "MENINGGAL",
    "Tanggal Peristiwa": "3 Mei 2024",
    "Daerah Tujuan": "-",
  },
  disability: {
    NIK: `737107${"1708900012"}`,
    Nama: "AHMAD",
    "Tanggal Lahir": "17-08-1990",
    "Jenis Kelamin": "L",
    Kecamatan: "TALLO",
    Kelurahan: "TALLO",
    "Jenis Disabilitas": "Sensorik Netra",
    Tingkat: "berat",
  },
};

/** The sound row with some cells otherwise. `numbers`: headers whose cells are numbers. */
function read(
  source: Source,
  otherwise: Readonly<Record<string, string>> = {},
  numbers: readonly string[] = [],
): ReadRecord {
  const row = { ...sound[source], ...otherwise };
  const headers = Object.keys(row);
  const recognised = recogniseHeader(headers, source);
  if (recognised === null) throw new Error("the header of the test is not recognised");
  const kinds = headers.map((header) => (numbers.includes(header) ? "n" : "s")).join("");
  return createRecordReader(recognised, places, 2024)(Object.values(row), kinds);
}

describe("a sound row is accepted without a remark", () => {
  test.each(["p3ke", "bpjs-active", "dukcapil", "disability"] as const)("of %s", (source) => {
    expect(read(source)).toMatchObject({ outcome: "accepted", findings: [] });
  });

  test("of P3KE, with what it says", () => {
    expect(read("p3ke")).toMatchObject({
      nik: sound.p3ke["NIK"],
      name: "HJ. AMINAH",
      title: "HJ.",
      bornOn: "1990-08-17",
      sex: "female",
      kecamatanCode: "73.71.07",
      kelurahanCode: "73.71.07.1005",
      facts: {
        decile: 2,
        occupation: "PEKERJA LEPAS",
        relation: "ISTRI/SUAMI",
        dukcapilMatch: true,
        familyRef: "K-1",
      },
    });
  });

  test("of the other lists, with what they say", () => {
    expect(read("bpjs-active").facts).toMatchObject({
      segment: "PU",
      active: true,
      kpj: "01234567890",
      sinceOn: "2020-02-01",
    });
    expect(read("dukcapil").facts).toMatchObject({
      event: "dead",
      eventOn: "2024-05-03",
      destination: null,
    });
    expect(read("disability").facts).toMatchObject({ kind: "visual", degree: "berat" });
  });
});

describe("a row that is let through with a warning", () => {
  test.each([
    ["p3ke", { NIK: "" }, "nik.missing"],
    ["p3ke", { NIK: "7,37E+15" }, "nik.rounded"],
    ["p3ke", { NIK: "73710757O8900012" }, "nik.not-digits"],
    ["p3ke", { NIK: "737107570890012" }, "nik.wrong-length"],
    ["p3ke", { "Tanggal Lahir": "" }, "birth.missing"],
    ["p3ke", { "Tanggal Lahir": "31/02/1990" }, "birth.unreadable"],
    ["p3ke", { "Tanggal Lahir": "17/08/2025" }, "birth.in-future"],
    ["p3ke", { "Jenis Kelamin": "X" }, "sex.unreadable"],
    ["p3ke", { "Desil Kesejahteraan": "" }, "decile.missing"],
    ["p3ke", { "Desil Kesejahteraan": "11" }, "decile.unreadable"],
    ["p3ke", { Pekerjaan: "-" }, "occupation.missing"],
    ["bpjs-active", { Segmen: "ABC" }, "segment.unknown"],
    ["dukcapil", { "Tanggal Peristiwa": "?" }, "event.date-missing"],
    ["disability", { "Jenis Disabilitas": "lainnya" }, "disability.unknown"],
  ] as const)("%s %j: %s", (source, otherwise, finding) => {
    const record = read(source, otherwise);
    expect(record.findings).toContain(finding);
    expect(record.outcome).toBe("warned");
  });

  test("a NIK that Excel made a number of is not used, and nothing is guessed", () => {
    const record = read("p3ke", { NIK: `737107${"5708900010"}` }, ["NIK"]);
    expect(record).toMatchObject({ nik: null, nikState: "last-digit-lost", outcome: "warned" });
  });
});

describe("a remark that changes nothing", () => {
  test.each([
    ["p3ke", { "Tanggal Lahir": "18/08/1990" }, "nik.birth-differs"],
    ["p3ke", { "Jenis Kelamin": "Laki-laki" }, "nik.sex-differs"],
    ["p3ke", { "Desa/Kelurahan": "TALLO" }, "area.disagrees"],
    ["p3ke", { Pekerjaan: "TUKANG BECAK" }, "occupation.unknown"],
  ] as const)("%s %j: %s", (source, otherwise, finding) => {
    expect(read(source, otherwise)).toMatchObject({ findings: [finding], outcome: "accepted" });
  });
});

describe("a row that is kept out until somebody mends it", () => {
  test.each([
    ["p3ke", { Nama: "" }, "name.missing"],
    ["p3ke", { Nama: "123" }, "name.missing"],
    ["p3ke", { "Kode Kemdagri": "7306071005" }, "area.outside"],
    ["p3ke", { "Kode Kemdagri": "7371079999" }, "area.unreadable"],
    ["p3ke", { "Kode Kemdagri": "", Kecamatan: "", "Desa/Kelurahan": "" }, "area.missing"],
    ["dukcapil", { Status: "HIDUP" }, "event.unreadable"],
  ] as const)("%s %j: %s", (source, otherwise, finding) => {
    const record = read(source, otherwise);
    expect(record.findings).toContain(finding);
    expect(record.outcome).toBe("quarantined");
  });
});

describe("words with one meaning and many spellings", () => {
  test.each(["L", "LK", "Laki-laki", "LAKI - LAKI", "pria", "1"])("%s is a man", (cell) => {
    expect(read("p3ke", { "Jenis Kelamin": cell }).sex).toBe("male");
  });
  test.each(["P", "PR", "Perempuan", "wanita", "2"])("%s is a woman", (cell) => {
    expect(read("p3ke", { "Jenis Kelamin": cell }).sex).toBe("female");
  });
  test.each(["2", "02".slice(1), "Desil 2", "DESIL 2", "2.0", "2,0"])("%s is decile 2", (cell) => {
    expect(read("p3ke", { "Desil Kesejahteraan": cell }).facts).toMatchObject({ decile: 2 });
  });
  test.each(["AKTIF", "Aktif"])("%s is active", (cell) => {
    expect(read("bpjs-active", { Status: cell }).facts).toMatchObject({ active: true });
  });
  test.each(["NON AKTIF", "Tidak Aktif", "Nonaktif", "KELUAR", "INAKTIF"])("%s is not", (cell) => {
    expect(read("bpjs-active", { Status: cell }).facts).toMatchObject({ active: false });
  });
  test.each([
    ["Bukan Penerima Upah", "BPU"],
    ["BPU", "BPU"],
    ["Penerima Upah", "PU"],
    ["Jasa Konstruksi", "JAKON"],
  ])("%s is %s", (cell, segment) => {
    expect(read("bpjs-active", { Segmen: cell }).facts).toMatchObject({ segment });
  });
});

test("a NIK that somebody wrote into a free text stays in no clear text", () => {
  const nik = sound.p3ke["NIK"] ?? "";
  const record = read("p3ke", { Nama: `AMINAH ${nik}`, Alamat: `JL. CONTOH NIK ${nik}` });
  const kept = JSON.stringify({ ...record, nik: null });
  expect(kept).not.toContain(nik);
  expect(record.name).toBe("AMINAH 7371••••••••0012");
});
