import { createPlaceNames } from "../areas/index.ts";
import { describeFinding } from "../intake/server.ts";
import { checkNik, maskNik } from "../kernel/nik.ts";
import type { Bilingual } from "../kernel/statement.ts";
import { parseUuid, type Uuid } from "../kernel/uuid.ts";
import type { Transaction } from "../platform/database/database.ts";
import type { Office } from "../platform/office.ts";
import { readIdentifiers } from "../platform/vault/deposit.ts";
import type { PersonHit, PersonView } from "./index.ts";
import {
  findPersonRecord,
  listDoubtsOfPerson,
  listRowsOfPerson,
  type PersonRecord,
  searchPersons,
} from "./store.ts";

const hitsMax = 20;

/** What a search asks for: too little is refused, so that nobody browses the registry letter by letter. */
export type SearchAnswer =
  | { readonly type: "found"; readonly hits: readonly PersonHit[]; readonly more: boolean }
  | { readonly type: "TooShort" };

/** Finds people by NIK, member number, id, or at least three letters of a name. */
export async function searchPeople(
  office: Office,
  transaction: Transaction,
  query: string,
): Promise<SearchAnswer> {
  const text = query.trim();
  const digits = text.replace(/[\s.-]/g, "");
  const isNik = "nik" in checkNik(digits);
  const isMember = /^\d{4}-[0-9A-Z]{5}-[0-9A-Z]{5}-[0-9A-Z*~$=U]$/i.test(text);
  const words = isNik || isMember ? [] : text.split(/\s+/).filter((word) => word !== "");
  if (words.length > 0 && words.join("").replace(/[^\p{L}]/gu, "").length < 3)
    return { type: "TooShort" };
  if (text === "") return { type: "TooShort" };
  const found = await searchPersons(transaction, {
    memberNumber: isMember ? text.toUpperCase() : null,
    nikId: isNik ? office.vault.idOfIndex(office.vault.blindIndex("nik", digits)) : null,
    words,
    limit: hitsMax + 1,
  });
  const names = createPlaceNames(office.identity.regencyCode);
  const hits = found.slice(0, hitsMax).map((person) => hitOf(person, names.kelurahanName));
  return { type: "found", hits, more: found.length > hitsMax };
}

function hitOf(person: PersonRecord, kelurahanName: (code: string) => string): PersonHit {
  return {
    personId: person.personId,
    memberNumber: person.memberNumber,
    name: person.name,
    bornYear: person.bornOn === null ? null : Number(person.bornOn.slice(0, 4)),
    kelurahan: person.kelurahanCode === null ? null : kelurahanName(person.kelurahanCode),
    decile: person.decile,
  };
}

/** One person with the rows that speak of her, NIK masked; null when there is none with this id. */
export async function findPersonView(
  office: Office,
  transaction: Transaction,
  personId: Uuid,
): Promise<PersonView | null> {
  const person = await findPersonRecord(transaction, personId);
  if (person === null) return null;
  const names = createPlaceNames(office.identity.regencyCode);
  const niks = await readIdentifiers(
    transaction,
    office.vault,
    "nik",
    person.nikId === null ? [] : [person.nikId],
  );
  const nik = person.nikId === null ? undefined : niks.get(person.nikId);
  const rows = await listRowsOfPerson(transaction, personId);
  const doubts = await listDoubtsOfPerson(transaction, personId);
  const { nikId: _nikId, kecamatanCode, kelurahanCode, ...shown } = person;
  return {
    ...shown,
    nikMasked: nik === undefined ? null : maskNik(nik),
    kecamatan: kecamatanCode === null ? null : names.kecamatanName(kecamatanCode),
    kelurahan: kelurahanCode === null ? null : names.kelurahanName(kelurahanCode),
    rows: rows.map((row) => ({
      ...row,
      findings: row.findings.map(describeFinding),
      ruleSentence: ruleSentences[row.rule] ?? { id: row.rule, en: row.rule },
    })),
    doubts: doubts.map((doubt) => ({
      ...doubt,
      reason: doubtSentences[doubt.reason] ?? { id: doubt.reason, en: doubt.reason },
    })),
  };
}

/** A person's whole NIK, for whoever stated what for (src/privacy/unmask.ts); null when there is none to read. */
export async function findNik(
  office: Office,
  transaction: Transaction,
  personId: Uuid,
): Promise<string | null> {
  const nikId = (await findPersonRecord(transaction, personId))?.nikId ?? null;
  if (nikId === null) return null;
  return (await readIdentifiers(transaction, office.vault, "nik", [nikId])).get(nikId) ?? null;
}

/** The person id that a user wrote: an id, a member number or a NIK; null when nobody fits. */
export async function findPersonId(
  office: Office,
  transaction: Transaction,
  written: string,
): Promise<Uuid | null> {
  const id = parseUuid(written);
  if (id !== null) return (await findPersonRecord(transaction, id))?.personId ?? null;
  if (!/\d/.test(written)) return null;
  const answer = await searchPeople(office, transaction, written);
  return answer.type === "found" && answer.hits.length === 1
    ? ((answer.hits[0]?.personId ?? null) as Uuid | null)
    : null;
}

const ruleSentences: Readonly<Record<string, Bilingual>> = {
  first: {
    id: "Baris pertama yang menyebut orang ini.",
    en: "The first row that names this person.",
  },
  nik: { id: "NIK sama.", en: "The same NIK." },
  "name-birth-place": {
    id: "Nama, tanggal lahir, dan kelurahan cocok; salah satu NIK tidak terbaca.",
    en: "Name, birth date and kelurahan agree; one NIK is not readable.",
  },
  "name-birth-family": {
    id: "Nama dan tanggal lahir cocok, dan anggota lain keluarga ini tercatat di kedua tempat; salah satu NIK tidak terbaca.",
    en: "Name and birth date agree, and another member of this family is registered in both places; one NIK is not readable.",
  },
  "near-nik": {
    id: "Nama dan tanggal lahir cocok; NIK beda satu salah tulis.",
    en: "Name and birth date agree; the NIKs differ by one slip of the hand.",
  },
  "name-birth": {
    id: "Nama dan tanggal lahir cocok, dan hanya satu orang di kota ini yang cocok.",
    en: "Name and birth date agree, and only one person of the city fits.",
  },
};

const doubtSentences: Readonly<Record<string, Bilingual>> = {
  "nik-shared": {
    id: "NIK sama, tetapi nama dan tanggal lahir berbeda.",
    en: "The same NIK, but name and birth date differ.",
  },
  "nik-differs": {
    id: "Nama, tanggal lahir, dan kelurahan sama, tetapi NIK berbeda.",
    en: "The same name, birth date and kelurahan, but another NIK.",
  },
  "several-fit": { id: "Lebih dari satu orang cocok.", en: "More than one person fits." },
};
