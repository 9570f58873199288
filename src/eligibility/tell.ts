import { type PlainDate, plainDate } from "../kernel/plain-date.ts";
import type { Bilingual, LawReference, Statement } from "../kernel/statement.ts";
import { writeDay } from "../kernel/write-day.ts";
import type { Answer, Because } from "./decide.ts";

/** What the sentences need beside the answer: names of places, how days are written. */
export interface TellingContext {
  readonly on: PlainDate;
  readonly kelurahanName: (code: string) => string;
}

type Facts = Answer["facts"];

const sentences: Readonly<Record<Because, (facts: Facts, context: TellingContext) => Bilingual>> = {
  "no-death-reported": () => ({
    id: "Tidak ada laporan kematian dalam daftar Dukcapil yang dimuat.",
    en: "No death is reported in the Dukcapil lists that were loaded.",
  }),
  dead: ({ on }) => ({
    id:
      on === ""
        ? "Dukcapil melaporkan orang ini meninggal."
        : `Dukcapil melaporkan orang ini meninggal pada ${dayId(on)}.`,
    en:
      on === ""
        ? "Dukcapil reports this person dead."
        : `Dukcapil reports that this person died on ${dayEn(on)}.`,
  }),
  "lives-here": ({ kelurahan }, { kelurahanName }) => ({
    id: `Tercatat tinggal di Kelurahan ${kelurahanName(String(kelurahan))}; tidak ada laporan pindah.`,
    en: `Registered in kelurahan ${kelurahanName(String(kelurahan))}; no move is reported.`,
  }),
  "moved-away": ({ on, to }) => ({
    id: `Dukcapil melaporkan pindah${to === "" ? "" : ` ke ${to}`}${on === "" ? "" : ` pada ${dayId(on)}`}.`,
    en: `Dukcapil reports a move${to === "" ? "" : ` to ${to}`}${on === "" ? "" : ` on ${dayEn(on)}`}.`,
  }),
  "place-not-known": () => ({
    id: "Kelurahan tempat tinggal tidak diketahui; perlu kunjungan.",
    en: "The kelurahan of residence is not known; a visit is needed.",
  }),
  "decile-within": ({ decile, wanted }) => ({
    id: `Desil ${decile}; program melindungi desil ${wanted}.`,
    en: `Decile ${decile}; the programme covers deciles ${wanted}.`,
  }),
  "decile-beyond": ({ decile, wanted }) => ({
    id: `Desil ${decile}, di luar desil ${wanted} yang dilindungi program.`,
    en: `Decile ${decile}, outside the deciles ${wanted} that the programme covers.`,
  }),
  "decile-not-known": ({ wanted }) => ({
    id: `Desil tidak tertulis atau tidak terbaca; program melindungi desil ${wanted}.`,
    en: `The decile is not written or not readable; the programme covers deciles ${wanted}.`,
  }),
  "age-within": ({ age, on, from, below }) => ({
    id: `Berumur ${age} tahun pada ${dayId(on)}; batasnya ${from} tahun sampai sebelum ${below} tahun.`,
    en: `Aged ${age} on ${dayEn(on)}; the limits are from ${from} to before ${below}.`,
  }),
  "too-young": ({ age, on, from }) => ({
    id: `Berumur ${age} tahun pada ${dayId(on)}, di bawah ${from} tahun.`,
    en: `Aged ${age} on ${dayEn(on)}, below ${from}.`,
  }),
  "too-old": ({ age, on, below }) => ({
    id: `Berumur ${age} tahun pada ${dayId(on)}; pendaftaran hanya sebelum ${below} tahun.`,
    en: `Aged ${age} on ${dayEn(on)}; entry is only before ${below}.`,
  }),
  "birth-not-known": () => ({
    id: "Tanggal lahir tidak diketahui, jadi umur tidak dapat dihitung.",
    en: "The birth date is not known, so the age cannot be worked out.",
  }),
  works: ({ occupation }) => ({
    id: `Pekerjaan menurut registri: ${occupation}.`,
    en: `Occupation by the registry: ${occupation}.`,
  }),
  "occupation-excluded": ({ occupation }) => ({
    id: `Pekerjaan menurut registri: ${occupation}; program tidak mencakupnya.`,
    en: `Occupation by the registry: ${occupation}; the programme does not cover it.`,
  }),
  "occupation-not-covered": ({ occupation }) => ({
    id: `Pekerjaan "${occupation}" belum diatur program; perlu diperiksa.`,
    en: `The programme says nothing of the occupation "${occupation}"; it must be checked.`,
  }),
  "occupation-not-known": () => ({
    id: "Pekerjaan tidak tertulis; perlu kunjungan.",
    en: "No occupation is written; a visit is needed.",
  }),
  "no-wage-membership": () => ({
    id: "Tidak tercatat sebagai penerima upah dalam daftar BPJS Ketenagakerjaan yang dimuat.",
    en: "Not listed as a wage earner in the insurer's lists that were loaded.",
  }),
  "wage-member": ({ segment, payer }) => ({
    id: `Sudah aktif sebagai peserta ${segment}${payer === "" ? "" : ` melalui ${payer}`}.`,
    en: `Already active as a ${segment} member${payer === "" ? "" : ` through ${payer}`}.`,
  }),
  "no-other-cover": () => ({
    id: "Tidak tercatat dilindungi pembayar lain dalam daftar BPJS Ketenagakerjaan yang dimuat.",
    en: "Not listed as covered by another payer in the insurer's lists that were loaded.",
  }),
  "covered-elsewhere": ({ segment, payer }) => ({
    id: `Sudah aktif sebagai peserta ${segment === "" ? "lain" : segment}${payer === "" ? "" : `, dibayar ${payer}`}.`,
    en: `Already active as ${segment === "" ? "another" : `a ${segment}`} member${payer === "" ? "" : `, paid by ${payer}`}.`,
  }),
  "nik-usable": () => ({
    id: "NIK 16 angka terbaca utuh.",
    en: "The 16 digits of the NIK are readable.",
  }),
  "use-restricted": () => ({
    id: "Orang ini meminta pemakaian datanya dihentikan dahulu, dan itu dikabulkan; jadi tidak diputuskan apa-apa.",
    en: "This person asked that the use of the data be stopped for now, and that was granted; so nothing is decided.",
  }),
  "nik-not-usable": ({ state }) => {
    const fault = nikFaults[String(state)] ?? nikFaults["missing"];
    return {
      id: `NIK ${fault?.id}; lihat KTP orang ini, jangan ditebak.`,
      en: `The NIK ${fault?.en}; look at this person's KTP, do not guess.`,
    };
  },
};

const nikFaults: Readonly<Record<string, Bilingual>> = {
  missing: { id: "kosong", en: "is missing" },
  "last-digit-lost": {
    id: "kehilangan angka terakhir di Excel",
    en: "lost its last digit in Excel",
  },
  rounded: { id: "dibulatkan Excel (7,37E+15)", en: "was rounded by Excel (7.37E+15)" },
  "wrong-length": { id: "tidak 16 angka", en: "does not have 16 digits" },
  "not-digits": { id: "memuat selain angka", en: "holds something other than digits" },
  impossible: { id: "tidak mungkin ada", en: "cannot exist" },
};

/** The law parameter that a rule rests on; the other rules are the programme's own. */
const lawOfRule: Readonly<Partial<Record<Answer["rule"], string>>> = { age: "entry-age-below" };

/** An answer as a statement for a reader, with its law value and evidence. */
export function tellAnswer(answer: Answer, context: TellingContext): Statement {
  const parameter = lawOfRule[answer.rule];
  const law: LawReference | null = parameter === undefined ? null : { parameter, on: context.on };
  return {
    rule: answer.rule,
    holds: answer.holds,
    because: sentences[answer.because](answer.facts, context),
    evidence: answer.evidence,
    law,
  };
}

function dayId(day: string | number | undefined): string {
  return writeDay(plainDate(String(day))).id;
}

function dayEn(day: string | number | undefined): string {
  return writeDay(plainDate(String(day))).en;
}
