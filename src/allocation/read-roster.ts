import { createPlaceNames } from "../areas/index.ts";
import { groupThousands } from "../kernel/rupiah.ts";
import type { Bilingual } from "../kernel/statement.ts";
import type { Uuid } from "../kernel/uuid.ts";
import { writeDay } from "../kernel/write-day.ts";
import type { Transaction } from "../platform/database/database.ts";
import type { RankingKey } from "../programme/index.ts";
import { findProgramme } from "../programme/server.ts";
import type { PlaceView, RosterPage } from "./index.ts";
import {
  type AllocationRow,
  countRoster,
  findPlace,
  listRoster,
  type PlaceRow,
  type RosterQuery,
} from "./store.ts";

const rosterPageSize = 100;

export async function readRosterPage(
  transaction: Transaction,
  run: AllocationRow,
  query: Pick<RosterQuery, "outcome" | "kecamatanCode"> & {
    readonly page: number;
    readonly regencyCode: string;
  },
): Promise<RosterPage> {
  const names = createPlaceNames(query.regencyCode);
  const wanted: RosterQuery = {
    runId: run.runId,
    outcome: query.outcome,
    kecamatanCode: query.kecamatanCode,
    limit: rosterPageSize,
    offset: (query.page - 1) * rosterPageSize,
  };
  const total = await countRoster(transaction, wanted);
  const lines = (await listRoster(transaction, wanted)).map(
    ({ kecamatanCode, kelurahanCode, headOfFamily: _head, ...line }) => ({
      ...line,
      kecamatan: kecamatanCode === null ? null : names.kecamatanName(kecamatanCode),
      kelurahan: kelurahanCode === null ? null : names.kelurahanName(kelurahanCode),
    }),
  );
  return { runId: run.runId, rosterHash: run.rosterHash, total, lines };
}

/** A person's place in a ranking in words; null when the person was not ranked (not eligible). */
export async function explainPlace(
  transaction: Transaction,
  run: AllocationRow,
  personId: Uuid,
): Promise<PlaceView | null> {
  const place = await findPlace(transaction, run.runId, personId);
  if (place === null) return null;
  const version = await findProgramme(transaction, run.programmeCode, run.programmeVersion);
  const ranking = version?.programme.ranking ?? [];
  return {
    runId: run.runId,
    rank: place.rank,
    outcome: place.outcome,
    seats: run.seats,
    eligible: run.chosen + run.waiting,
    because: tellPlace(run, place.rank),
    criteria: ranking.map((key) => ({ key, ...criteria[key](place) })),
  };
}

interface Told {
  readonly title: Bilingual;
  readonly value: Bilingual;
}

/** What each ranking key says of a person, in words. */
const criteria: Readonly<Record<RankingKey, (place: PlaceRow) => Told>> = {
  decile: ({ decile }) => ({
    title: { id: "Desil, yang terendah lebih dahulu", en: "Decile, the lowest first" },
    value:
      decile === null
        ? { id: "tidak diketahui", en: "not known" }
        : { id: String(decile), en: String(decile) },
  }),
  disability: ({ disability }) => ({
    title: { id: "Penyandang disabilitas lebih dahulu", en: "Persons with a disability first" },
    value:
      disability === null ? { id: "tidak tercatat", en: "none listed" } : { id: "ya", en: "yes" },
  }),
  "head-of-family": ({ headOfFamily }) => ({
    title: { id: "Kepala keluarga lebih dahulu", en: "Heads of family first" },
    value: headOfFamily ? { id: "ya", en: "yes" } : { id: "bukan", en: "no" },
  }),
  age: ({ bornOn }) => ({
    title: { id: "Yang lebih tua lebih dahulu", en: "The older first" },
    value:
      bornOn === null
        ? { id: "tidak diketahui", en: "not known" }
        : { id: `lahir ${writeDay(bornOn).id}`, en: `born ${writeDay(bornOn).en}` },
  }),
};

function tellPlace(run: AllocationRow, rank: number): Bilingual {
  const inId = (number: number) => groupThousands(number, ".");
  const inEn = (number: number) => groupThousands(number, ",");
  const eligible = run.chosen + run.waiting;
  if (rank <= run.chosen) {
    return {
      id: `Urutan ${inId(rank)} dari ${inId(eligible)} orang yang memenuhi syarat; ada ${inId(run.chosen)} tempat, jadi terpilih.`,
      en: `Rank ${inEn(rank)} of ${inEn(eligible)} eligible persons; there are ${inEn(run.chosen)} places, so chosen.`,
    };
  }
  const ahead = rank - run.chosen;
  return {
    id: `Urutan ${inId(rank)} dari ${inId(eligible)} orang yang memenuhi syarat; tempat habis pada urutan ${inId(run.chosen)}. Nomor ${inId(ahead)} di daftar tunggu.`,
    en: `Rank ${inEn(rank)} of ${inEn(eligible)} eligible persons; places ended at rank ${inEn(run.chosen)}. Number ${inEn(ahead)} on the waiting list.`,
  };
}
