import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { projectRoot } from "../platform/project-root.ts";
import { describeReason, findRejection } from "./reasons.ts";

describe("a rejection in free words is coded", () => {
  test.each([
    ["NIK_FORMAT", "NIK bukan 16 angka"],
    ["NIK_FORMAT", "NIK tdk 16 digit"],
    ["NIK_FORMAT", "Format NIK salah"],
    ["NIK_FORMAT", "Jumlah digit NIK tidak sesuai"],
    ["NIK_DUKCAPIL", "NIK tidak ditemukan di Dukcapil"],
    ["NIK_DUKCAPIL", "tdk terdaftar di Disdukcapil"],
    ["NIK_DUKCAPIL", "NIK TIDAK VALID"],
    ["NIK_DUKCAPIL", "nik tidak sesuai"],
    ["NAMA_BEDA", "Nama tidak sesuai Dukcapil"],
    ["NAMA_BEDA", "Beda nama dgn KTP"],
    ["LAHIR_BEDA", "Tgl lhr tdk sesuai"],
    ["LAHIR_BEDA", "Tanggal lahir berbeda dengan data kependudukan"],
    ["AKTIF_BPU", "Sudah terdaftar aktif BPU"],
    ["AKTIF_BPU", "Sdh peserta aktif Bukan Penerima Upah"],
    ["AKTIF_PU", "Sudah terdaftar aktif penerima upah"],
    ["AKTIF_PU", "Kepesertaan aktif di PU (PT X)"],
    ["USIA_LEBIH", "Usia 65 tahun atau lebih"],
    ["USIA_LEBIH", "umur melebihi batas"],
    ["USIA_KURANG", "Usia di bawah batas"],
    ["USIA_KURANG", "belum cukup umur"],
    ["USIA_KURANG", "Umur kurang dari 18 th"],
    ["MENINGGAL", "Penduduk meninggal dunia"],
    ["MENINGGAL", "MD"],
    ["GANDA", "Data ganda dalam berkas"],
    ["GANDA", "NIK duplikat"],
    ["LENGKAP", "Data tidak lengkap (nama ibu kandung / HP / pekerjaan)"],
    ["LENGKAP", "No. HP belum diisi"],
    ["PINDAH", "KTP luar Makassar"],
    ["PINDAH", "Bukan penduduk Kota Makassar"],
    ["PINDAH", "Sudah pindah ke luar daerah"],
    ["BUKAN_SASARAN", "ASN/TNI/Polri/pensiunan"],
    ["TIDAK_BEKERJA", "Tidak bekerja / sakit saat didaftarkan"],
    ["AKTIF_PU", "AKTIF_PU"],
  ])("%s: %s", (code, words) => {
    expect(findRejection(words)).toBe(code);
  });

  test("what no rule knows stays without a code, and no code is made of what is denied", () => {
    for (const words of [
      "",
      "hubungi kantor",
      "Sudah pernah BPU, tidak aktif",
      "Tidak ada masalah",
    ])
      expect(findRejection(words)).toBeNull();
  });

  test("every wording of the shared list of reasons has its own code", () => {
    const file = path.join(projectRoot(), "../shared/data/lists/bpjs_balasan.json");
    if (!existsSync(file)) return;
    const list = JSON.parse(readFileSync(file, "utf8")) as {
      readonly alasanTolak: readonly { readonly kode: string; readonly teks: string }[];
    };
    expect(list.alasanTolak.length).toBeGreaterThan(0);
    for (const { kode, teks } of list.alasanTolak) {
      expect([teks, findRejection(teks)]).toEqual([teks, kode]);
      expect(describeReason(kode).sentence.id).not.toBe(kode);
    }
  });
});
