import { findLatestAllocation } from "../allocation/server.ts";
import { createPlaceNames, findRegency } from "../areas/index.ts";
import {
  type AssessmentRow,
  findAssessment,
  findLatestAssessment,
  ruleNames,
  ruleTitles,
} from "../eligibility/server.ts";
import { listLoads } from "../intake/server.ts";
import { monthOf } from "../kernel/plain-date.ts";
import type { Transaction } from "../platform/database/database.ts";
import { findProgramme } from "../programme/server.ts";
import { findLatestResolution } from "../resolution/server.ts";
import type { CityInputs } from "./city-inputs.ts";
import type { Overview } from "./index.ts";
import { denominatorsOf, sumOf } from "./make-table.ts";
import {
  countByDecile,
  countByKecamatan,
  countCoverage,
  findContributionCount,
  findEnrolmentCount,
  findLatestBilledMonth,
} from "./store.ts";

/** What the overview is told from outside: stated figures, and cards, whose room it does not open. */
export interface OverviewFrame {
  readonly regencyCode: string;
  readonly inputs: CityInputs | null;
  readonly cardsIssued: number;
}

/** The whole flow of a city as of now; stages not reached are null. */
export async function readOverviewWith(
  transaction: Transaction,
  { regencyCode, inputs, cardsIssued }: OverviewFrame,
): Promise<Overview> {
  const names = createPlaceNames(regencyCode);
  const resolution = await findLatestResolution(transaction);
  const allocation = await findLatestAllocation(transaction, null);
  const assessment = allocation
    ? await findAssessment(transaction, allocation.eligibilityRunId)
    : await findLatestAssessment(transaction, null);
  const programme =
    assessment &&
    (await findProgramme(transaction, assessment.programmeCode, assessment.programmeVersion));
  const byKecamatan = await countByKecamatan(transaction, {
    eligibilityRunId: assessment?.runId ?? null,
    allocationRunId: allocation?.runId ?? null,
  });
  return {
    regency: { code: regencyCode, name: findRegency(regencyCode)?.name ?? regencyCode },
    loads: [...(await listLoads(transaction))],
    resolution: resolution && {
      runNo: resolution.runNo,
      runAt: resolution.runAt,
      ...(resolution.counts as Omit<NonNullable<Overview["resolution"]>, "runNo" | "runAt">),
    },
    assessment: assessment && {
      runId: assessment.runId,
      programmeCode: assessment.programmeCode,
      programmeTitle: programme?.programme.title ?? {
        id: assessment.programmeCode,
        en: assessment.programmeCode,
      },
      onDate: assessment.onDate,
      lawVersion: assessment.lawVersion,
      ...assessment.counts,
      rules: ruleNames.map((rule) => ({
        rule,
        title: ruleTitles[rule],
        ...(assessment.counts.rules[rule] ?? { refused: 0, notKnown: 0 }),
      })),
    },
    allocation: allocation && {
      runId: allocation.runId,
      limitKind: allocation.limitKind,
      seats: allocation.seats,
      budgetRp: allocation.budgetRp === null ? null : String(allocation.budgetRp),
      months: allocation.months,
      firstMonth: monthOf(allocation.firstMonth),
      costPerPersonRp: String(allocation.costPerPersonRp),
      costRp: String(allocation.costRp),
      remainderRp: allocation.remainderRp === null ? null : String(allocation.remainderRp),
      chosen: allocation.chosen,
      waiting: allocation.waiting,
      chosenDisabled: byKecamatan.reduce((sum, place) => sum + place.chosen_disabled, 0),
      rosterHash: allocation.rosterHash,
      byDecile: [
        ...(await countByDecile(transaction, {
          eligibilityRunId: allocation.eligibilityRunId,
          allocationRunId: allocation.runId,
        })),
      ],
    },
    ...(await readSecondHalf(transaction, { assessment, seats: allocation?.chosen ?? 0, inputs })),
    cards: cardsIssued === 0 ? null : { issued: cardsIssued },
    byKecamatan: byKecamatan.map(({ cannot_say, chosen_disabled, ...place }) => ({
      ...place,
      name: names.kecamatanName(place.code),
      cannotSay: cannot_say,
      chosenDisabled: chosen_disabled,
    })),
  };
}

/** From the batch to cover, for the programme of the assessment. */
async function readSecondHalf(
  transaction: Transaction,
  of: {
    readonly assessment: AssessmentRow | null;
    readonly seats: number;
    readonly inputs: CityInputs | null;
  },
): Promise<Pick<Overview, "enrolment" | "contributions" | "coverage">> {
  const { assessment, seats, inputs } = of;
  if (assessment === null) return { enrolment: null, contributions: null, coverage: null };
  const { programmeCode, runId: eligibilityRunId, onDate: assessedOn } = assessment;
  const enrolment = await findEnrolmentCount(transaction, programmeCode);
  const contributions = await findContributionCount(transaction, programmeCode);
  const month = await findLatestBilledMonth(transaction, programmeCode);
  const total =
    month === null
      ? null
      : sumOf(
          await countCoverage(transaction, {
            ...{ programmeCode, eligibilityRunId, assessedOn, month },
            dimension: "sex",
          }),
        );
  return {
    enrolment: enrolment && { seats, ...enrolment },
    contributions: contributions && {
      ...contributions,
      billedRp: String(contributions.billedRp),
      paidRp: String(contributions.paidRp),
    },
    coverage:
      month === null || total === null
        ? null
        : {
            month,
            covered: total.covered,
            denominators: denominatorsOf(total, { month, assessedOn }, inputs),
          },
  };
}
