import type { PlainDate } from "../kernel/plain-date.ts";
import type { Bilingual } from "../kernel/statement.ts";
import { type Role, roles } from "../platform/access/rights.ts";
import type { RoleHolder } from "../platform/access/role-holders.ts";
import type { RegisterEntry } from "./index.ts";
import type { Duties } from "./load-duties.ts";
import { type DocumentPart, printablePage } from "./printable-page.ts";
import type { PeopleCounts } from "./store.ts";

/** What an assessment of impact (UU 27/2022 art. 34) and the notes of the data protection officer rest on. */
export interface DpiaFacts {
  readonly on: PlainDate;
  readonly city: string;
  readonly counts: PeopleCounts;
  readonly holders: readonly RoleHolder[];
  readonly rightsOf: (role: Role) => readonly string[];
  readonly decisions: readonly { readonly what: Bilingual; readonly count: number }[];
  readonly register: readonly RegisterEntry[];
  readonly duties: Pick<Duties, "safeguards">;
  readonly journal: { readonly entries: number; readonly anchors: number };
  readonly requests: { readonly open: number; readonly overdue: number; readonly answered: number };
}

/** The document, made of facts of this installation on a day; what only people can judge is left to write in. */
export function dpiaHtml(facts: DpiaFacts, language: "id" | "en"): string {
  const say = (text: Bilingual) => text[language];
  const words = dpiaWords[language];
  return printablePage(
    language,
    words.title(facts.city),
    [words.lead(facts.on)],
    [
      { heading: words.why, paragraphs: words.whyText },
      countsPart(facts, words),
      {
        heading: words.decisions,
        paragraphs: [words.decisionsText],
        table: {
          headings: [words.what, words.count],
          rows: facts.decisions.map((one) => [say(one.what), String(one.count)]),
        },
      },
      {
        heading: words.register,
        table: {
          headings: [words.activity, words.basis, words.classes, words.kept],
          rows: facts.register.map((one) => [
            say(one.title),
            `${say(one.basis)} (${one.article})`,
            one.categories
              .map((kind) => `${say(kind.title)}${kind.sensitive ? ` [${words.sensitive}]` : ""}`)
              .join("; "),
            say(one.retention),
          ]),
        },
      },
      rolesPart(facts, words),
      {
        heading: words.safeguards,
        table: {
          headings: [words.what, words.where],
          rows: facts.duties.safeguards.safeguards.map((one) => [say(one), one.where]),
        },
      },
      {
        heading: words.risks,
        paragraphs: facts.duties.safeguards.risks.map((one) => `• ${say(one)}`),
      },
      { heading: words.opinion, paragraphs: words.opinionText },
    ],
  );
}

type Words = (typeof dpiaWords)["id"];

function countsPart({ counts, journal, requests }: DpiaFacts, words: Words): DocumentPart {
  return {
    heading: words.scale,
    facts: [
      [words.persons, String(counts.persons)],
      [words.children, String(counts.children)],
      [words.rows, String(counts.rows)],
      [
        words.loads,
        `${counts.loads}${counts.oldestLoad === null ? "" : `, ${words.since} ${counts.oldestLoad.slice(0, 10)}`}`,
      ],
      [words.journal, `${journal.entries}, ${words.anchors} ${journal.anchors}`],
      [
        words.requests,
        `${words.open} ${requests.open}, ${words.overdue} ${requests.overdue}, ${words.answered} ${requests.answered}`,
      ],
    ],
  };
}

function rolesPart({ holders, rightsOf }: DpiaFacts, words: Words): DocumentPart {
  return {
    heading: words.roles,
    table: {
      headings: [words.role, words.rights, words.holders],
      rows: roles.map((role) => [
        role,
        rightsOf(role).join(", ") || "–",
        holders
          .filter((one) => one.role === role)
          .map((one) => `${one.name} (${one.areaCode})`)
          .join("; ") || words.nobody,
      ]),
    },
  };
}

const dpiaWords = {
  id: {
    title: (city: string) => `Penilaian dampak pelindungan data pribadi: ${city}`,
    lead: (on: string) =>
      `Dibuat Payung dari fakta pemasangan ini pada ${on}. Pendapat dan keputusan ditulis oleh pejabat pelindungan data (Pasal 53, 54).`,
    why: "Mengapa penilaian ini wajib (Pasal 34)",
    whyText: [
      "• Keputusan otomatis yang berakibat hukum: siapa memenuhi syarat dan siapa mendapat tempat.",
      "• Data spesifik: disabilitas, keadaan ekonomi, data anak dalam keluarga.",
      "• Skala besar, dan pencocokan atau penggabungan beberapa kumpulan data.",
    ],
    scale: "Skala",
    persons: "Orang",
    children: "Di bawah 18 tahun",
    rows: "Baris registri",
    loads: "Muatan",
    since: "sejak",
    journal: "Catatan jurnal",
    anchors: "jangkar",
    requests: "Permintaan orang",
    open: "terbuka",
    overdue: "lewat waktu",
    answered: "dijawab",
    decisions: "Keputusan otomatis",
    decisionsText:
      "Tiap keputusan membawa alasan, baris bukti, dan pasal; keberatan diperiksa ulang oleh orang (Pasal 10).",
    what: "Apa",
    count: "Jumlah",
    register: "Kegiatan pemrosesan",
    activity: "Kegiatan",
    basis: "Dasar",
    classes: "Data",
    sensitive: "spesifik",
    kept: "Disimpan",
    roles: "Peran dan pemegangnya",
    role: "Peran",
    rights: "Hak",
    holders: "Pemegang (wilayah)",
    nobody: "belum ada",
    safeguards: "Pengaman dan di mana ditegakkan",
    where: "Ditegakkan di",
    risks: "Risiko yang tersisa",
    opinion: "Pendapat pejabat pelindungan data",
    opinionText: [
      "Kebutuhan dan kesepadanan: ……………………………………………",
      "Risiko yang diterima, dan oleh siapa: ……………………………………",
      "Tindakan yang diminta, dan sampai kapan: ………………………………",
      "Tempat, tanggal, nama, tanda tangan: ……………………………………",
    ],
  },
  en: {
    title: (city: string) => `Data protection impact assessment: ${city}`,
    lead: (on: string) =>
      `Made by Payung of facts of this installation on ${on}. Opinion and decision are written by the data protection officer (art. 53, 54).`,
    why: "Why this assessment is obligatory (art. 34)",
    whyText: [
      "• Automated decisions with legal effect: who is eligible and who gets a place.",
      "• Specific data: disability, economic standing, children in families.",
      "• Large scale, and matching or combining of data sets.",
    ],
    scale: "Scale",
    persons: "Persons",
    children: "Under 18",
    rows: "Registry rows",
    loads: "Loads",
    since: "since",
    journal: "Journal entries",
    anchors: "anchors",
    requests: "Requests of persons",
    open: "open",
    overdue: "overdue",
    answered: "answered",
    decisions: "Automated decisions",
    decisionsText:
      "Every decision carries reasons, evidence rows and articles; an objection is reviewed by a human (art. 10).",
    what: "What",
    count: "How many",
    register: "Processing activities",
    activity: "Activity",
    basis: "Basis",
    classes: "Data",
    sensitive: "specific",
    kept: "Kept",
    roles: "Roles and who holds them",
    role: "Role",
    rights: "Rights",
    holders: "Held by (area)",
    nobody: "nobody yet",
    safeguards: "Safeguards and where they are enforced",
    where: "Enforced in",
    risks: "Risks that remain",
    opinion: "Opinion of the data protection officer",
    opinionText: [
      "Necessity and proportionality: ……………………………………………",
      "Risks accepted, and by whom: …………………………………………",
      "Measures asked for, and by when: ……………………………………",
      "Place, date, name, signature: ………………………………………………",
    ],
  },
};

/** The register as a document of its own. */
export function registerHtml(
  entries: readonly RegisterEntry[],
  { on, city }: { readonly on: PlainDate; readonly city: string },
  language: "id" | "en",
): string {
  const say = (text: Bilingual) => text[language];
  const words =
    language === "id"
      ? {
          title: `Daftar kegiatan pemrosesan data pribadi: ${city}`,
          lead: `Pasal 31 UU 27/2022; keadaan ${on}. Kategori data dibaca dari tabel yang sungguh ada.`,
          purpose: "Tujuan",
          basis: "Dasar",
          subjects: "Subjek",
          recipients: "Penerima",
          kept: "Disimpan",
          data: "Data",
          kolom: "Kolom",
          specific: "data spesifik",
        }
      : {
          title: `Register of processing activities: ${city}`,
          lead: `UU 27/2022 art. 31; as of ${on}. Categories of data are read from the tables there are.`,
          purpose: "Purpose",
          basis: "Basis",
          subjects: "Subjects",
          recipients: "Recipients",
          kept: "Kept",
          data: "Data",
          kolom: "Columns",
          specific: "specific data",
        };
  return printablePage(
    language,
    words.title,
    [words.lead],
    entries.map((one) => ({
      heading: say(one.title),
      facts: [
        [words.purpose, say(one.purpose)],
        [words.basis, `${say(one.basis)} (${one.article})`],
        [words.subjects, say(one.subjects)],
        [words.recipients, say(one.recipients)],
        [words.kept, say(one.retention)],
      ],
      table: {
        headings: [words.data, words.kolom],
        rows: one.categories.map((kind) => [
          `${say(kind.title)} (${kind.article}${kind.sensitive ? `, ${words.specific}` : ""})`,
          kind.columns.join(", "),
        ]),
      },
    })),
  );
}
