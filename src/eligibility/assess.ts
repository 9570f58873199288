import { createHash } from "node:crypto";
import { createPlaceNames } from "../areas/index.ts";
import { ageOn, type PlainDate } from "../kernel/plain-date.ts";
import { ok, type Result, refuse } from "../kernel/result.ts";
import type { Bilingual } from "../kernel/statement.ts";
import { type Uuid, uuidOfHash } from "../kernel/uuid.ts";
import { describeLawAbsence, inForce, type LawAbsence, type LawBook } from "../law/index.ts";
import { codeVersion } from "../platform/code-version.ts";
import type { CopyValue } from "../platform/database/copy.ts";
import { enterInJournal, type Transaction, waitForTurn } from "../platform/database/database.ts";
import type { Office } from "../platform/office.ts";
import type { Progress } from "../platform/progress.ts";
import type { Programme } from "../programme/index.ts";
import { findProgramme, type ProgrammeVersion } from "../programme/server.ts";
import { findLatestResolution } from "../resolution/server.ts";
import {
  type Criteria,
  decide,
  disabilityOf,
  isWorker,
  type PersonFacts,
  standingOf,
} from "./decide.ts";
import type { DecisionView } from "./index.ts";
import { type RuleName, ruleNames, ruleTitles } from "./rules.ts";
import {
  type AssessmentCounts,
  type AssessmentRow,
  countRestrictionChanges,
  findAssessment,
  findDecided,
  findLatestAssessment,
  insertAssessment,
  moveDecisions,
  openDecisions,
  type PersonRow,
  readPersons,
} from "./store.ts";
import { tellAnswer } from "./tell.ts";

export interface AssessmentRequest {
  readonly programmeCode: string;
  readonly on: PlainDate;
  readonly law: LawBook;
  readonly progress: Progress;
}

export type AssessmentRefusal =
  | { readonly type: "NoSuchProgramme"; readonly code: string }
  | { readonly type: "NothingResolved" }
  | LawAbsence;

/** Part of a run's id: changes when the rules of this room change. */
const rulesVersion = "eligibility-1";

/**
 * Assesses everybody for a programme on a day, in one transaction.
 *
 * The same persons, programme, law and day are the same run: repeated, it changes nothing.
 */
export async function assessEverybody(
  office: Office,
  request: AssessmentRequest,
): Promise<Result<AssessmentRow & { readonly alreadyDone: boolean }, AssessmentRefusal>> {
  return await office.jobs.act(office.identity, async (transaction) => {
    await waitForTurn(transaction, office.identity, "eligibility");
    const programme = await findProgramme(transaction, request.programmeCode);
    if (programme === null) return refuse({ type: "NoSuchProgramme", code: request.programmeCode });
    const resolution = await findLatestResolution(transaction);
    if (resolution === null) return refuse({ type: "NothingResolved" });
    const criteria = criteriaOf(programme.programme, request.law, request.on);
    if (!criteria.ok) return criteria;
    const restrictions = await countRestrictionChanges(transaction);
    const parts = [
      rulesVersion,
      resolution.runId,
      programme.sha256,
      request.law.version,
      request.on,
      ...(restrictions === 0 ? [] : [`restrictions ${restrictions}`]),
    ];
    const runId = uuidOfHash(createHash("sha256").update(parts.join("/")).digest());
    const known = await findAssessment(transaction, runId);
    if (known !== null) return ok({ ...known, alreadyDone: true });
    const { counts, staged } = await decideAll(transaction, criteria.value, request.progress);
    const run = {
      runId,
      programmeCode: programme.code,
      programmeVersion: programme.versionNo,
      onDate: request.on,
      lawVersion: request.law.version,
      resolutionRunNo: resolution.runNo,
      counts,
    };
    const runNo = await insertAssessment(transaction, office.identity, { ...run, codeVersion });
    await keepDecisions(office, transaction, runId, staged);
    const { persons, workers, eligible, notEligible, cannotSay } = counts;
    await enterInJournal(transaction, office.identity, {
      act: "eligibility.assessed",
      subject: runId,
      body: { persons, workers, eligible, notEligible, cannotSay },
    });
    return ok({ ...run, runNo, alreadyDone: false });
  });
}

async function decideAll(transaction: Transaction, criteria: Criteria, progress: Progress) {
  const rules = Object.fromEntries(
    ruleNames.map((rule) => [rule, { refused: 0, notKnown: 0 }]),
  ) as Partial<Record<RuleName, { refused: number; notKnown: number }>>;
  const tallyOf = (rule: RuleName) => {
    const tally = rules[rule] ?? { refused: 0, notKnown: 0 };
    rules[rule] = tally;
    return tally;
  };
  const totals = { persons: 0, workers: 0, eligible: 0, "not-eligible": 0, "cannot-say": 0 };
  const staged: (readonly CopyValue[])[] = [];
  for await (const batch of readPersons(transaction)) {
    for (const row of batch) {
      const person = factsOf(row);
      const answers = decide(person, criteria);
      const standing = standingOf(answers);
      const worker = isWorker(person, criteria);
      totals.persons += 1;
      totals[standing] += 1;
      if (worker) totals.workers += 1;
      const refusedBy = answers
        .filter((answer) => standing === "not-eligible" && answer.holds === "no")
        .map((answer) => answer.rule);
      const notKnown = answers
        .filter((answer) => answer.holds === "not known")
        .map((answer) => answer.rule);
      for (const rule of refusedBy) tallyOf(rule).refused += 1;
      for (const rule of notKnown) tallyOf(rule).notKnown += 1;
      const age =
        row.born_on !== null && row.born_on <= criteria.on ? ageOn(row.born_on, criteria.on) : null;
      staged.push([
        row.person_id,
        row.run_no,
        standing,
        refusedBy,
        notKnown,
        worker,
        row.decile,
        disabilityOf(person),
        row.relation === "KEPALA KELUARGA",
        age,
        row.sex,
        row.occupation,
        row.kecamatan_code,
        row.kelurahan_code,
        row.member_number,
        row.born_on,
      ]);
    }
    progress.report(totals.persons, null);
  }
  const counts: AssessmentCounts = {
    persons: totals.persons,
    workers: totals.workers,
    eligible: totals.eligible,
    notEligible: totals["not-eligible"],
    cannotSay: totals["cannot-say"],
    rules,
  };
  return { counts, staged };
}

async function keepDecisions(
  office: Office,
  transaction: Transaction,
  runId: Uuid,
  staged: readonly (readonly CopyValue[])[],
): Promise<void> {
  const sink = await openDecisions(transaction);
  for (let start = 0; start < staged.length; start += 5_000)
    await sink.write(staged.slice(start, start + 5_000));
  await sink.end();
  await moveDecisions(transaction, office.identity, runId);
}

function criteriaOf(
  programme: Programme,
  law: LawBook,
  on: PlainDate,
): Result<Criteria, LawAbsence> {
  const limit = inForce(law, "entry-age-below", on);
  if (limit.type !== "in-force") return refuse(limit);
  const { value } = limit.entry;
  const { criteria } = programme;
  return ok({
    on,
    deciles: criteria.deciles,
    ageFrom: criteria.age_from,
    ageBelow: value.type === "number" ? Number(value.number) : 0,
    working: criteria.occupations.covered,
    excluded: criteria.occupations.excluded,
  });
}

function factsOf(row: PersonRow): PersonFacts {
  return {
    personId: row.person_id,
    bornOn: row.born_on,
    hasUsableNik: row.nik_known,
    nikState: row.nik_state,
    decile: row.decile,
    occupation: row.occupation,
    kelurahanCode: row.kelurahan_code,
    identityRow: row.identity_row,
    registryRow: row.registry_row,
    evidence: row.evidence ?? [],
    restricted: row.restricted,
  };
}

/**
 * What the newest assessment of each programme says of one person, with its reasons told again from
 * the golden record, the evidence, the programme version and the day on which it decided; what came
 * later is the next assessment's. Empty when the person was never assessed.
 */
export async function explainPerson(
  office: Office,
  transaction: Transaction,
  request: {
    readonly personId: Uuid;
    readonly law: LawBook;
    readonly programmes: readonly ProgrammeVersion[];
  },
): Promise<readonly (DecisionView & { readonly runId: Uuid })[]> {
  const names = createPlaceNames(office.identity.regencyCode);
  const decisions: (DecisionView & { runId: Uuid })[] = [];
  for (const { code } of request.programmes) {
    const run = await findLatestAssessment(transaction, code);
    if (run === null) continue;
    const version = await findProgramme(transaction, code, run.programmeVersion);
    const criteria =
      version === null ? null : criteriaOf(version.programme, request.law, run.onDate);
    if (version === null || criteria === null || !criteria.ok) continue;
    const decided = await findDecided(transaction, run, request.personId);
    if (decided === null) continue;
    const answers = decide(factsOf(decided.person), criteria.value);
    const context = { on: run.onDate, kelurahanName: names.kelurahanName };
    decisions.push({
      runId: run.runId,
      programmeCode: code,
      programmeTitle: version.programme.title,
      onDate: run.onDate,
      standing: decided.standing,
      statements: answers.map((answer) => {
        const { evidence, ...told } = tellAnswer(answer, context);
        return { ...told, evidence: [...evidence], title: ruleTitles[answer.rule] };
      }),
    });
  }
  return decisions;
}

export function describeAssessmentRefusal(refusal: AssessmentRefusal): Bilingual {
  if (refusal.type === "NoSuchProgramme") {
    return {
      id: `Program "${refusal.code}" belum ada. Catat dahulu: payung programme create BERKAS.yaml`,
      en: `There is no programme "${refusal.code}". Record it first: payung programme create FILE.yaml`,
    };
  }
  if (refusal.type === "NothingResolved") {
    return {
      id: "Belum ada orang: muat berkas lalu jalankan payung resolve.",
      en: "There are no persons yet: load files, then run payung resolve.",
    };
  }
  return describeLawAbsence(refusal);
}
