import type { DemoCityCounts } from "./counts.ts";
import { DECILE_WEIGHTS, NIK_DAMAGE_WEIGHTS, RATES } from "./rates.ts";

/** README.txt beside the files: what they are, the fixed rates, the counts of this seed. */
export function writeReadme(
  options: { readonly area: string; readonly workers: number; readonly seed: number },
  counts: DemoCityCounts,
): string {
  return [
    "KOTA CONTOH MAKASSAR (73.71): SEMUA ORANG DI SINI BUATAN / A SYNTHETIC MAKASSAR",
    "",
    "Tidak satu pun orang, NIK, alamat atau perusahaan dalam berkas ini nyata.",
    "No person, NIK, address or employer in these files is real.",
    "",
    `Wilayah / area: ${options.area}    pekerja / workers: ${options.workers}    seed: ${options.seed}`,
    "Hari acuan / reference day: 2024-05-31",
    "",
    ...FILES,
    "",
    ...DEFINITIONS,
    "",
    "ANGKA KESALAHAN TETAP / FIXED ERROR RATES",
    ...rateLines(),
    "",
    "JUMLAH UNTUK SEED INI / COUNTS OF THIS SEED",
    ...Object.entries(counts).map(([name, count]) => `  ${name.padEnd(40)} ${count}`),
    "",
  ].join("\n");
}

const FILES: readonly string[] = [
  "BERKAS / FILES",
  "  p3ke-individu-makassar-2024.xlsx  P3KE individu, tata letak A / the poverty registry, layout A",
  "  bpjs-peserta-aktif.xlsx           sudah aktif di BPJS Ketenagakerjaan / already insured",
  "  dukcapil-meninggal-pindah.xlsx    meninggal dan pindah / dead and moved",
  "  disabilitas-dinsos.xlsx           penyandang disabilitas / persons with a disability",
  "  truth.csv                         kebenaran: satu baris per baris sumber / one line per source row",
  "  demo-city.json                    seed, jumlah, sha256 / seed, counts, digests",
];

const DEFINITIONS: readonly string[] = [
  "ARTI / DEFINITIONS",
  "  is_worker: orang dalam P3KE, 18-64 tahun pada hari acuan, Pekerjaan selain TIDAK/BELUM BEKERJA",
  "    dan PENSIUNAN; yang meninggal atau pindah tetap dihitung. / a person in P3KE, 18 to 64 on the",
  "    reference day, with any job but those two; the dead and the moved are counted too.",
  "  jobholdersOfOtherAge: bekerja tetapi di bawah 18 atau di atas 64 tahun; sengaja ada, tidak dihitung",
  "    sebagai pekerja. / with a job but younger or older; on purpose, not counted as workers.",
  "  wage_earner: penerima upah; semuanya PEGAWAI SWASTA di P3KE atau PU di daftar BPJS. / each is",
  "    PEGAWAI SWASTA in P3KE or PU in the insurer's list, some are both.",
  "  active_elsewhere: ada di daftar BPJS, segmen apa pun. / in the insurer's list, whatever segment.",
  "  disabled: ada di daftar Dinsos; daftar itu lengkap. / in the disability list, which is complete.",
  "  dead, moved: ada di daftar Dukcapil; daftar itu lengkap. / in the civil list, which is complete.",
  "  nik_usable: paling sedikit satu baris di salah satu berkas memuat NIK benar tanpa rusak. / some",
  "    row of some file carries the true NIK undamaged.",
  "  true_eligible: is_worker, hidup, penduduk, desil 1-3, bukan penerima upah, tidak aktif di tempat",
  "    lain, bukan PNS/TNI/POLRI atau PEJABAT NEGARA, nik_usable. / worker, alive, resident, decile",
  "    1-3, no wage, not active elsewhere, no public office, usable NIK.",
  "  kelurahan_code: tempat pendaftaran pertama; baris kedua keluarga yang pindah di dalam kota memuat",
  "    kelurahan lain. / where first registered; the second row of a household that moved within the",
  "    city shows another kelurahan. Desil kedua baris selalu sama. / Both rows show one decile.",
];

function rateLines(): readonly string[] {
  const lines: readonly (readonly [string, number])[] = [
    ["orang dengan baris kedua / persons with a second row", RATES.secondRow],
    [
      "  di antaranya bersama keluarga pindah / by a moved household",
      RATES.secondRowByMovedHousehold,
    ],
    ["  di antaranya tanpa NIK yang sama / sharing no NIK", RATES.secondRowWithoutCommonNik],
    ["baris P3KE, NIK rusak atau kosong / rows with damaged or missing NIK", RATES.damagedNik],
    ["orang meninggal / persons dead", RATES.dead],
    ["orang pindah / persons moved away", RATES.moved],
    ["pekerja penerima upah / workers earning a wage", RATES.wageEarner],
    ["pekerja lain, BPU aktif / other workers active as BPU", RATES.insuredAsBpu],
    ["pekerja lain, JAKON aktif / other workers active as JAKON", RATES.insuredAsJakon],
    ["pekerja disabilitas / workers with a disability", RATES.disabledWorker],
    ["baris daftar lain tanpa NIK / rows of other lists without NIK", RATES.listNikMissing],
    ["baris daftar lain, ejaan lain / with another spelling", RATES.listOtherSpelling],
    ["tanggal dalam NIK berbeda / date inside the NIK differs", RATES.nikDateContradicts],
    ["NIK terbit di luar Makassar / NIK issued elsewhere", RATES.nikIssuedElsewhere],
  ];
  const damages = NIK_DAMAGE_WEIGHTS.map(([damage, weight]) => `${damage} ${weight}%`);
  const deciles = DECILE_WEIGHTS.map(([decile, weight]) => `${decile}: ${weight}%`);
  return [
    ...lines.map(([text, rate]) => `  ${text.padEnd(72)} ${toPercent(rate)}`),
    `  bentuk NIK rusak / kinds of damage: ${damages.join(", ")}`,
    `  desil keluarga / deciles of families: ${deciles.join(", ")}`,
  ];
}

function toPercent(rate: number): string {
  return `${Math.round(rate * 10000) / 100} %`;
}
