import type { Bilingual } from "../kernel/statement.ts";
import type { JournalEntry } from "../platform/journal/journal.ts";

/** Fields that a look or an act shows of a person. */
const fieldsByAct: Readonly<Record<string, readonly string[]>> = {
  "person.seen": [
    "name",
    "nik-masked",
    "birth",
    "address",
    "family",
    "occupation",
    "decile",
    "decisions",
    "cover",
  ],
  "people.searched": ["name", "birth-year", "kelurahan", "decile"],
  "row.seen": ["name", "nik-masked", "birth", "address", "family", "occupation", "decile"],
  "identifier.unmasked": ["nik"],
  "roster.seen": ["name", "age", "kelurahan", "occupation", "decile", "disability"],
  "batch.seen": ["name", "kpj", "cover"],
  "batch.written": ["nik", "name", "birth", "address", "occupation"],
  "enrolment.submitted": ["nik", "name", "birth", "address", "occupation"],
  "enrolment.replied": ["nik", "name", "birth", "kpj"],
  "cards.issued": ["name", "kpj", "cover"],
  "cards.laid-out": ["name", "kpj", "cover"],
  "privacy.copied": [
    "name",
    "nik-masked",
    "birth",
    "address",
    "family",
    "occupation",
    "decile",
    "decisions",
    "cover",
  ],
};

const fieldTitles: Readonly<Record<string, Bilingual>> = {
  name: { id: "nama", en: "name" },
  nik: { id: "NIK lengkap", en: "whole NIK" },
  "nik-masked": { id: "NIK tersamar", en: "masked NIK" },
  birth: { id: "tanggal lahir", en: "birth date" },
  "birth-year": { id: "tahun lahir", en: "birth year" },
  age: { id: "umur", en: "age" },
  address: { id: "alamat", en: "address" },
  kelurahan: { id: "kelurahan", en: "kelurahan" },
  family: { id: "hubungan keluarga", en: "family relation" },
  occupation: { id: "pekerjaan", en: "occupation" },
  decile: { id: "desil", en: "decile" },
  disability: { id: "disabilitas", en: "disability" },
  decisions: { id: "keputusan syarat dan urutan", en: "eligibility and rank" },
  cover: { id: "kepesertaan", en: "participation" },
  kpj: { id: "nomor KPJ", en: "KPJ number" },
};

/** What is known to have been seen of one person within the range asked for. */
export interface Exposure {
  readonly personId: string;
  readonly fields: ReadonlySet<string>;
  readonly firstAt: string;
  readonly lastAt: string;
  readonly times: number;
  readonly actors: ReadonlySet<string>;
}

/** Acts that put a person's data before somebody's eyes or into a file. */
export function isExposing(act: string): boolean {
  return fieldsByAct[act] !== undefined;
}

/** Whether the persons of an entry stand elsewhere: its subject is a batch or a printing. */
export function isOfMany({ act, body }: Pick<JournalEntry, "act" | "body">): boolean {
  const many = [
    "batch.written",
    "enrolment.submitted",
    "enrolment.replied",
    "cards.issued",
    "cards.laid-out",
  ];
  return many.includes(act) && body["persons"] === undefined;
}

/** The persons that an entry itself names. */
export function personsOf({
  act,
  subject,
  body,
}: Pick<JournalEntry, "act" | "subject" | "body">): readonly string[] {
  const listed = body["persons"];
  if (Array.isArray(listed)) return listed.filter((id) => typeof id === "string");
  return act === "person.seen" || act === "identifier.unmasked" || act === "privacy.copied"
    ? [subject]
    : [];
}

/** Collects entries into what was seen of whom; order does not matter. */
export function createExposures() {
  const byPerson = new Map<string, Exposure>();
  return {
    add(entry: Pick<JournalEntry, "act" | "at" | "actorName">, persons: readonly string[]) {
      const fields = fieldsByAct[entry.act] ?? [];
      for (const personId of persons) {
        const known = byPerson.get(personId);
        byPerson.set(personId, {
          personId,
          fields: new Set([...(known?.fields ?? []), ...fields]),
          firstAt: known === undefined || entry.at < known.firstAt ? entry.at : known.firstAt,
          lastAt: known === undefined || entry.at > known.lastAt ? entry.at : known.lastAt,
          times: (known?.times ?? 0) + 1,
          actors: new Set([...(known?.actors ?? []), entry.actorName]),
        });
      }
    },
    /** A whole table was taken: everybody in it, with the kinds of data that its columns hold. */
    addTable(table: string, persons: readonly string[], classes: readonly string[], at: string) {
      for (const personId of persons) {
        const known = byPerson.get(personId);
        byPerson.set(personId, {
          personId,
          fields: new Set([...(known?.fields ?? []), ...classes]),
          firstAt: known?.firstAt ?? at,
          lastAt: known?.lastAt ?? at,
          times: (known?.times ?? 0) + 1,
          actors: new Set([...(known?.actors ?? []), table]),
        });
      }
    },
    list: (): readonly Exposure[] =>
      [...byPerson.values()].sort((one, other) => (one.personId < other.personId ? -1 : 1)),
  };
}

export function tellFields(fields: ReadonlySet<string>, language: "id" | "en"): string {
  return [...fields]
    .map((field) => fieldTitles[field]?.[language] ?? field)
    .sort()
    .join(", ");
}

export interface BreachFacts {
  readonly city: string;
  readonly from: string;
  readonly to: string;
  readonly persons: number;
  readonly fields: readonly string[];
  readonly actors: readonly string[];
  readonly entries: number;
}

/** The letters of UU 27/2022 art. 46: which data, when and how, what is done about it. What only people know stands as a gap to fill. */
export function breachLetters(facts: BreachFacts): Bilingual {
  const list = (words: readonly string[]) => words.join(", ");
  return {
    id: `PEMBERITAHUAN KEGAGALAN PELINDUNGAN DATA PRIBADI
(Pasal 46 UU 27/2022: tertulis, paling lambat 3 x 24 jam, kepada subjek data dan kepada lembaga)

Dari: ${facts.city}
Kepada: [nama subjek data | lembaga pelindungan data pribadi]

1. Data yang terungkap: ${list(facts.fields)}.
2. Kapan dan bagaimana: antara ${facts.from} dan ${facts.to}; menurut jejak audit (${facts.entries} catatan) melalui ${list(facts.actors)}. [Jelaskan kejadiannya.]
3. Berapa orang: ${facts.persons} orang; daftarnya di buku kerja terlampir.
4. Upaya penanganan dan pemulihan: [akun dicabut pada …; kunci diganti pada …; yang masih dikerjakan …].
5. Yang dapat Anda lakukan: waspadai orang yang mengaku petugas dan menyebut data di atas; petugas kami tidak pernah meminta PIN atau kode.
6. Hubungi: [pejabat pelindungan data, telepon, alamat].
`,
    en: `NOTICE OF A PERSONAL DATA BREACH
(UU 27/2022 art. 46: in writing, within 3 x 24 hours, to the data subject and to the authority)

From: ${facts.city}
To: [name of the data subject | the data protection authority]

1. Data disclosed: ${list(facts.fields)}.
2. When and how: between ${facts.from} and ${facts.to}; by the audit trail (${facts.entries} entries) through ${list(facts.actors)}. [Describe what happened.]
3. How many: ${facts.persons} persons; the list is in the workbook attached.
4. What was and is done: [account revoked on …; keys rotated on …; still in hand …].
5. What you can do: be wary of anybody who claims to be an official and names the data above; our officials never ask for a PIN or a code.
6. Contact: [data protection officer, telephone, address].
`,
  };
}
