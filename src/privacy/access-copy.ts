import type { RawRowView } from "../intake/index.ts";
import type { PlainDate } from "../kernel/plain-date.ts";
import type { Bilingual } from "../kernel/statement.ts";
import type { SightOfPerson } from "../platform/journal/journal.ts";
import type { PersonView } from "../resolution/index.ts";
import type { PersonPrivacy, RegisterEntry, RequestView } from "./index.ts";
import { type DocumentPart, printablePage } from "./printable-page.ts";

/** What the rooms further down hold of a person, as named facts; gathered by the application, which knows them all. */
export interface Holdings {
  readonly parts: readonly {
    readonly title: Bilingual;
    readonly facts: readonly (readonly [Bilingual, Bilingual])[];
  }[];
  /** The same as data, for whoever wants to take it along. */
  readonly json: unknown;
}

/** Everything that is held about a person: UU 27/2022 art. 7 and 32, the trail of processing included. */
export interface AccessCopy {
  readonly madeOn: PlainDate;
  readonly person: PersonView;
  /** Rows of registries as they arrived, numbers of 12 digits and more masked. */
  readonly rows: readonly Omit<RawRowView, "personId">[];
  readonly holdings: Holdings;
  readonly privacy: PersonPrivacy;
  readonly requests: readonly RequestView[];
  readonly sights: readonly (SightOfPerson & { readonly actTitle: Bilingual })[];
  readonly register: readonly RegisterEntry[];
}

export function accessCopyJson({ holdings, ...copy }: AccessCopy): unknown {
  return { format: "payung-access-copy-1", ...copy, holdings: holdings.json };
}

export function accessCopyHtml(copy: AccessCopy, language: "id" | "en"): string {
  const say = (text: Bilingual) => text[language];
  const words = copyWords[language];
  return printablePage(
    language,
    words.title,
    [words.lead(copy.person.memberNumber, copy.madeOn), words.masked],
    [
      personPart(copy.person, words),
      ...copy.holdings.parts.map(({ title, facts }) => ({
        heading: say(title),
        facts: facts.map(([name, value]) => [say(name), say(value)] as const),
      })),
      ...copy.rows.map((row) => ({
        heading: `${words.row}: ${row.fileName}, ${row.sheet}, ${row.rowNo}`,
        facts: row.cells
          .filter((cell) => cell.value !== "")
          .map((cell) => [cell.header, cell.value] as const),
      })),
      wishesPart(copy, words, say),
      {
        heading: words.trail,
        paragraphs: [words.trailLead],
        table: {
          headings: [words.when, words.who, words.what, words.purpose],
          rows: copy.sights.map((one) => [
            one.at,
            one.actorName,
            say(one.actTitle),
            one.purpose ?? "",
          ]),
        },
      },
      {
        heading: words.register,
        table: {
          headings: [words.what, words.purpose, words.basis, words.recipients, words.kept],
          rows: copy.register.map((one) => [
            say(one.title),
            say(one.purpose),
            `${say(one.basis)} (${one.article})`,
            say(one.recipients),
            say(one.retention),
          ]),
        },
      },
      { heading: words.rights, paragraphs: words.rightsText },
    ],
  );
}

function personPart(person: PersonView, words: (typeof copyWords)["id"]): DocumentPart {
  const facts: (readonly [string, string | null])[] = [
    [words.name, person.name],
    ["NIK", person.nikMasked],
    [words.born, person.bornOn],
    [words.sex, person.sex === null ? null : words[person.sex]],
    [words.address, person.address],
    [
      words.place,
      [person.kelurahan, person.kecamatan].filter((one) => one !== null).join(", ") || null,
    ],
    [words.work, person.occupation],
    [words.relation, person.relation],
    [words.decile, person.decile === null ? null : String(person.decile)],
    [words.member, person.memberNumber],
  ];
  return {
    heading: words.person,
    facts: facts.map(([name, value]) => [name, value ?? words.notHeld] as const),
  };
}

function wishesPart(
  { privacy, requests }: AccessCopy,
  words: (typeof copyWords)["id"],
  say: (text: Bilingual) => string,
): DocumentPart {
  return {
    heading: words.wishes,
    facts: [
      [words.restricted, privacy.restrictedSince ?? words.no] as const,
      ...privacy.corrections.map(
        (one) => [`${words.correction}: ${one.field}`, `${one.value} (${one.evidence})`] as const,
      ),
      ...requests.map(
        (one) =>
          [
            `${words.request} ${one.requestNo}`,
            `${say(one.kindTitle)}, ${one.receivedAt}: ${one.outcome ?? one.state}`,
          ] as const,
      ),
    ],
  };
}

const copyWords = {
  id: {
    title: "Salinan data pribadi dan jejak pemrosesannya",
    lead: (member: string, day: string) =>
      `Untuk pemegang nomor anggota ${member}, dibuat ${day} menurut Pasal 7 dan Pasal 32 UU 27/2022.`,
    masked:
      "NIK dan nomor panjang ditulis tersamar: cocokkan dengan KTP Anda. Nomor lengkapnya disimpan tersandi.",
    person: "Siapa",
    name: "Nama",
    born: "Tanggal lahir",
    sex: "Jenis kelamin",
    male: "laki-laki",
    female: "perempuan",
    address: "Alamat",
    place: "Kelurahan, kecamatan",
    work: "Pekerjaan",
    relation: "Hubungan keluarga",
    decile: "Desil kesejahteraan",
    member: "Nomor anggota",
    notHeld: "tidak ada pada kami",
    row: "Baris registri seperti diterima",
    wishes: "Permintaan dan perbaikan",
    restricted: "Pemakaian dihentikan sejak",
    no: "tidak",
    correction: "Perbaikan",
    request: "Permintaan",
    trail: "Siapa melihat data ini",
    trailLead:
      "Tiap pembukaan, pencarian, pengiriman, dan pencetakan, yang terbaru dahulu (waktu UTC).",
    when: "Waktu",
    who: "Oleh",
    what: "Perbuatan",
    purpose: "Tujuan",
    register: "Untuk apa data dipakai, berapa lama, dan siapa menerimanya",
    basis: "Dasar",
    recipients: "Penerima",
    kept: "Disimpan",
    rights: "Hak Anda",
    rightsText: [
      "Anda boleh meminta perbaikan (Pasal 6), salinan (Pasal 7), penghapusan (Pasal 8), keberatan atas keputusan otomatis (Pasal 10), dan penghentian pemakaian untuk sementara (Pasal 11). Penolakan selalu beralasan tertulis.",
      "Bila tidak puas, mintalah pemeriksaan oleh pejabat pelindungan data kota.",
    ],
  },
  en: {
    title: "Copy of personal data and of its processing trail",
    lead: (member: string, day: string) =>
      `For the holder of member number ${member}, made ${day} under art. 7 and 32 of UU 27/2022.`,
    masked:
      "NIK and long numbers are masked: compare with your KTP. The whole number is kept encrypted.",
    person: "Who",
    name: "Name",
    born: "Birth date",
    sex: "Sex",
    male: "male",
    female: "female",
    address: "Address",
    place: "Kelurahan, kecamatan",
    work: "Occupation",
    relation: "Family relation",
    decile: "Welfare decile",
    member: "Member number",
    notHeld: "not held",
    row: "Registry row as it arrived",
    wishes: "Requests and corrections",
    restricted: "Use stopped since",
    no: "no",
    correction: "Correction",
    request: "Request",
    trail: "Who saw this data",
    trailLead: "Every opening, search, sending and printing, the newest first (times in UTC).",
    when: "When",
    who: "By",
    what: "Act",
    purpose: "Purpose",
    register: "What the data is used for, how long, and who receives it",
    basis: "Basis",
    recipients: "Recipients",
    kept: "Kept",
    rights: "Your rights",
    rightsText: [
      "You may ask for correction (art. 6), a copy (art. 7), erasure (art. 8), object to an automated decision (art. 10), and have the use stopped for a time (art. 11). A refusal always has a written reason.",
      "If you are not content, ask the city's data protection officer to look into it.",
    ],
  },
};
