import type { Roster } from "../allocation/server.ts";
import { createPlaceNames } from "../areas/index.ts";
import { checkNik } from "../kernel/nik.ts";
import type { Uuid } from "../kernel/uuid.ts";
import type { Transaction } from "../platform/database/database.ts";
import type { Office } from "../platform/office.ts";
import { readIdentifiers } from "../platform/vault/deposit.ts";
import type { Programme } from "../programme/index.ts";
import type { SentLine } from "./layout.ts";
import { type CandidateRow, listCandidates, listTakenNiks } from "./store.ts";

/** People who could not be sent though it was their turn, by why. They stay where they are in the order. */
export interface PassedOver {
  /** Turned out, after the roster was made, to be another person of the registry. */
  readonly merged: number;
  readonly withoutNik: number;
  /** Somebody with the same NIK is accepted or waits already. */
  readonly nikTaken: number;
  /** Asked that the data be used for nothing new; granted. */
  readonly restricted: number;
}

/**
 * The next people to send, strictly by rank: those chosen first, then the waiting list.
 *
 * The NIKs are decrypted here, inside the act, and go nowhere but into the batch.
 */
export async function chooseCandidates(
  office: Office,
  transaction: Transaction,
  wanted: {
    readonly roster: Roster;
    readonly programme: Programme;
    readonly count: number;
  },
): Promise<{ readonly lines: readonly SentLine[]; readonly passedOver: PassedOver }> {
  const { roster, programme, count } = wanted;
  const taken = new Set(await listTakenNiks(transaction, roster.programmeCode));
  const toLine = createLineMaker(office.identity.regencyCode, roster, programme);
  const lines: SentLine[] = [];
  const passedOver = { merged: 0, withoutNik: 0, nikTaken: 0, restricted: 0 };
  let afterRank = 0;
  while (lines.length < count) {
    const page = { afterRank, limit: count - lines.length };
    const candidates = await listCandidates(transaction, roster, page);
    const niks = await readIdentifiers(
      transaction,
      office.vault,
      "nik",
      candidates.flatMap(({ nikId }) => (nikId === null ? [] : [nikId])),
    );
    for (const candidate of candidates) {
      afterRank = candidate.rank;
      const { nikId } = candidate;
      const nik = nikId === null ? undefined : niks.get(nikId);
      if (candidate.restricted) passedOver.restricted += 1;
      else if (candidate.mergedInto !== null) passedOver.merged += 1;
      else if (nikId === null || nik === undefined || "fault" in checkNik(nik))
        passedOver.withoutNik += 1;
      else if (taken.has(nikId)) passedOver.nikTaken += 1;
      else {
        taken.add(nikId);
        lines.push(toLine(candidate, { nikId, nik }, lines.length + 1));
      }
    }
    if (candidates.length < page.limit) break;
  }
  return { lines, passedOver };
}

function createLineMaker(regencyCode: string, roster: Roster, programme: Programme) {
  const names = createPlaceNames(regencyCode);
  const placeName = (code: string | null, nameOf: (code: string) => string) =>
    code === null ? "" : nameOf(code);
  return (
    candidate: CandidateRow,
    identifier: { readonly nikId: Uuid; readonly nik: string },
    lineNo: number,
  ): SentLine => ({
    lineNo,
    rank: candidate.rank,
    personId: candidate.personId,
    memberNumber: candidate.memberNumber,
    ...identifier,
    name: candidate.name ?? "",
    bornOn: candidate.bornOn,
    sex: candidate.sex,
    address: candidate.address ?? "",
    kelurahan: placeName(candidate.kelurahanCode, names.kelurahanName),
    kecamatan: placeName(candidate.kecamatanCode, names.kecamatanName),
    occupation: candidate.occupation ?? "",
    incomeRp: programme.income_rp,
    insurerProgrammes: programme.insurer_programmes.join(" "),
    startsOn: roster.firstMonth,
  });
}
