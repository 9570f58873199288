import { createHash } from "node:crypto";
import { findAssessmentByNo, findLatestAssessment } from "../eligibility/server.ts";
import { firstDayOf, monthsFrom } from "../kernel/plain-date.ts";
import { ok, type Result, refuse } from "../kernel/result.ts";
import type { Bilingual } from "../kernel/statement.ts";
import { uuidOfHash } from "../kernel/uuid.ts";
import {
  type ContributionRefusal,
  contributionOver,
  describeLawAbsence,
  type LawBook,
} from "../law/index.ts";
import { codeVersion } from "../platform/code-version.ts";
import { enterInJournal, waitForTurn } from "../platform/database/database.ts";
import type { Office } from "../platform/office.ts";
import { termsOf } from "../programme/index.ts";
import { findProgramme } from "../programme/server.ts";
import { type Candidate, countPlaces, type Limit, rankCandidates, rosterText } from "./rank.ts";
import {
  type AllocationRow,
  type CutOff,
  type CutOffPerson,
  countRestrictionChanges,
  findAllocation,
  insertAllocation,
  insertPlaces,
  readCandidates,
} from "./store.ts";

export interface AllocationRequest {
  readonly programmeCode: string;
  /** Number of the assessment that places rest on; the programme's newest when not said. */
  readonly assessmentNo?: number | undefined;
  readonly limit: Limit;
  readonly months: number;
  readonly law: LawBook;
}

export type AllocationRefusal =
  | { readonly type: "NoSuchProgramme"; readonly code: string }
  | { readonly type: "NothingAssessed"; readonly code: string }
  | { readonly type: "NoSuchAssessment"; readonly code: string; readonly assessmentNo: number }
  | ContributionRefusal;

const rulesVersion = "allocation-1";

/**
 * Ranks everybody eligible by the programme's newest assessment, or the one asked for, and gives places up to the limit.
 *
 * Exact: a budget pays whole persons at the law's rate of each month. The same inputs are the same
 * run and the same roster, to the hash; repeated, it changes nothing.
 */
export async function allocatePlaces(
  office: Office,
  request: AllocationRequest,
): Promise<Result<AllocationRow & { readonly alreadyDone: boolean }, AllocationRefusal>> {
  return await office.jobs.act(office.identity, async (transaction) => {
    await waitForTurn(transaction, office.identity, "allocation");
    const { programmeCode, assessmentNo } = request;
    const assessment =
      assessmentNo === undefined
        ? await findLatestAssessment(transaction, programmeCode)
        : await findAssessmentByNo(transaction, programmeCode, assessmentNo);
    const version = await findProgramme(
      transaction,
      request.programmeCode,
      assessment?.programmeVersion ?? null,
    );
    if (version === null) return refuse({ type: "NoSuchProgramme", code: request.programmeCode });
    if (assessment === null)
      return assessmentNo === undefined
        ? refuse({ type: "NothingAssessed", code: programmeCode })
        : refuse({ type: "NoSuchAssessment", code: programmeCode, assessmentNo });
    const { programme } = version;
    const months = monthsFrom(programme.first_month, request.months);
    const cost = contributionOver(request.law, termsOf(programme), months);
    if (!cost.ok) return cost;
    const amount = request.limit.kind === "seats" ? request.limit.seats : request.limit.budgetRp;
    const restrictions = await countRestrictionChanges(transaction);
    const parts = [
      rulesVersion,
      assessment.runId,
      version.sha256,
      request.law.version,
      request.limit.kind,
      amount,
      request.months,
      ...(restrictions === 0 ? [] : [`restrictions ${restrictions}`]),
    ];
    const runId = uuidOfHash(createHash("sha256").update(parts.join("/")).digest());
    const known = await findAllocation(transaction, runId);
    if (known !== null) return ok({ ...known, alreadyDone: true });
    const candidates: Candidate[] = [];
    for await (const batch of readCandidates(transaction, assessment.runId))
      candidates.push(...batch);
    const ranked = rankCandidates(candidates, programme.ranking);
    const places = countPlaces(request.limit, cost.value, ranked.length);
    const run: Omit<AllocationRow, "runNo"> = {
      runId,
      programmeCode: version.code,
      programmeVersion: version.versionNo,
      eligibilityRunId: assessment.runId,
      lawVersion: request.law.version,
      limitKind: request.limit.kind,
      seats: places.seats,
      budgetRp: request.limit.kind === "budget" ? request.limit.budgetRp : null,
      months: request.months,
      firstMonth: firstDayOf(programme.first_month),
      costPerPersonRp: cost.value,
      costRp: places.costRp,
      remainderRp: places.remainderRp,
      chosen: places.chosen,
      waiting: ranked.length - places.chosen,
      cutOff: cutOffOf(ranked, places.chosen),
      rosterHash: createHash("sha256")
        .update(rosterText(ranked.slice(0, places.chosen)))
        .digest("hex"),
    };
    const runNo = await insertAllocation(transaction, office.identity, { ...run, codeVersion });
    await insertPlaces(transaction, office.identity, runId, ranked, places.chosen);
    await enterInJournal(transaction, office.identity, {
      act: "allocation.allocated",
      subject: runId,
      body: { chosen: run.chosen, waiting: run.waiting, rosterHash: run.rosterHash },
    });
    return ok({ ...run, runNo, alreadyDone: false });
  });
}

function cutOffOf(ranked: readonly Candidate[], chosen: number): CutOff | null {
  const last = ranked[chosen - 1];
  const next = ranked[chosen];
  if (last === undefined) return null;
  return {
    rank: chosen,
    lastChosen: cutOffPerson(last),
    firstWaiting: next === undefined ? null : cutOffPerson(next),
  };
}

function cutOffPerson(candidate: Candidate): CutOffPerson {
  const { memberNumber, decile, disability, headOfFamily, bornOn } = candidate;
  return { memberNumber, decile, disability, headOfFamily, bornOn };
}

export function describeAllocationRefusal(refusal: AllocationRefusal): Bilingual {
  if (refusal.type === "NoSuchProgramme") {
    return {
      id: `Program "${refusal.code}" belum ada. Catat dahulu: payung programme create BERKAS.yaml`,
      en: `There is no programme "${refusal.code}". Record it first: payung programme create FILE.yaml`,
    };
  }
  if (refusal.type === "NothingAssessed") {
    return {
      id: `Belum ada penilaian untuk "${refusal.code}". Jalankan: payung assess --programme ${refusal.code}`,
      en: `Nobody was assessed for "${refusal.code}" yet. Run: payung assess --programme ${refusal.code}`,
    };
  }
  if (refusal.type === "NoSuchAssessment") {
    const { code, assessmentNo } = refusal;
    return {
      id: `Penilaian no. ${assessmentNo} untuk "${code}" tidak ada. Nomornya ditulis oleh: payung assess --programme ${code}`,
      en: `There is no assessment no. ${assessmentNo} for "${code}". Its number is told by: payung assess --programme ${code}`,
    };
  }
  const why = describeLawAbsence(refusal);
  return {
    id: `Iuran bulan ${refusal.month}: ${why.id}`,
    en: `Contribution of ${refusal.month}: ${why.en}`,
  };
}
