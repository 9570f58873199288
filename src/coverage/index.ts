import { z } from "zod";
import { loadView } from "../intake/index.ts";
import { denominatorView } from "./coverage-views.ts";

export {
  type CandidateView,
  type CoverageRow,
  type CoverageSummary,
  type CoverageTable,
  coverageSummary,
  coverageTable,
  type StatedFigureView,
  type StatementView,
} from "./coverage-views.ts";
export { type Dimension, dimensions, dimensionTitles } from "./dimensions.ts";

/**
 * Pure door of coverage: how many, where. Every figure names what it is a part of.
 */
export const placeCounts = z.object({
  code: z.string(),
  name: z.string(),
  rows: z.number().int().describe("registry rows that name this place"),
  persons: z.number().int().describe("distinct persons of the registry who live here"),
  workers: z.number().int().describe("of the persons: those stated to work"),
  eligible: z.number().int().describe("of the persons: eligible on the day of assessment"),
  cannotSay: z.number().int(),
  chosen: z.number().int().describe("of the eligible: given a place"),
  waiting: z.number().int().describe("of the eligible: on the waiting list"),
  chosenDisabled: z.number().int().describe("of the chosen: with a disability"),
});
export type PlaceCounts = z.infer<typeof placeCounts>;

/** The flow of a city, each figure with its denominator beside it. Stages not reached are null. */
export const overview = z.object({
  regency: z.object({ code: z.string(), name: z.string() }),
  loads: z.array(loadView),
  resolution: z
    .object({
      runNo: z.number().int(),
      runAt: z.string(),
      rows: z.number().int(),
      registryRows: z.number().int(),
      persons: z.number().int(),
      mergedRows: z.number().int(),
      attachedRows: z.number().int(),
      unattachedRows: z.number().int(),
      doubts: z.number().int(),
    })
    .nullable(),
  assessment: z
    .object({
      runId: z.string(),
      programmeCode: z.string(),
      programmeTitle: z.object({ id: z.string(), en: z.string() }),
      onDate: z.string(),
      lawVersion: z.string(),
      persons: z.number().int(),
      workers: z.number().int(),
      eligible: z.number().int(),
      notEligible: z.number().int(),
      cannotSay: z.number().int(),
      rules: z.array(
        z.object({
          rule: z.string(),
          title: z.object({ id: z.string(), en: z.string() }),
          refused: z.number().int(),
          notKnown: z.number().int(),
        }),
      ),
    })
    .nullable(),
  allocation: z
    .object({
      runId: z.string(),
      limitKind: z.enum(["seats", "budget"]),
      seats: z.number().int(),
      budgetRp: z.string().nullable(),
      months: z.number().int(),
      firstMonth: z.string(),
      costPerPersonRp: z.string(),
      costRp: z.string(),
      remainderRp: z.string().nullable(),
      chosen: z.number().int(),
      waiting: z.number().int(),
      chosenDisabled: z.number().int(),
      rosterHash: z.string(),
      byDecile: z.array(
        z.object({
          decile: z.number().int(),
          eligible: z.number().int(),
          chosen: z.number().int(),
        }),
      ),
    })
    .nullable(),
  enrolment: z
    .object({
      seats: z.number().int().describe("places of the roster"),
      submitted: z.number().int().describe("persons sent = accepted + rejected + awaiting"),
      accepted: z.number().int(),
      rejected: z.number().int(),
      awaiting: z.number().int().describe("not answered yet, or answered unclearly"),
      batches: z.number().int(),
    })
    .nullable()
    .describe("null while nobody was sent to the insurer"),
  contributions: z
    .object({
      bills: z.number().int(),
      billedRp: z.string(),
      paidRp: z.string(),
      months: z.number().int().describe("contribution months billed"),
    })
    .nullable()
    .describe("null before the first bill"),
  cards: z.object({ issued: z.number().int() }).nullable().describe("null before the first card"),
  coverage: z
    .object({
      month: z.string().describe("the newest billed month"),
      covered: z.number().int().describe("accepted, and the month paid in full"),
      denominators: z.array(denominatorView).describe("each with the covered's share of it"),
    })
    .nullable()
    .describe("null before the first bill"),
  byKecamatan: z.array(placeCounts),
});
export type Overview = z.infer<typeof overview>;
