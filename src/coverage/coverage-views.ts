import { z } from "zod";
import { dimensions } from "./dimensions.ts";

const bilingual = z.object({ id: z.string(), en: z.string() });
const count = z.number().int();

/** A percentage and what it divides: one does not stand without the other. */
const shareView = z.object({
  of: z.string().describe("key of the denominator"),
  whole: count,
  percent: z
    .string()
    .nullable()
    .describe("one decimal, half rounded up, '46.0'; null when the whole is nothing"),
});

/** A denominator by name, with its day and where it comes from. */
export const denominatorView = z.object({
  key: z.string(),
  title: bilingual,
  value: count,
  on: z.string().describe("a day, a month or a year"),
  source: bilingual,
  sharePercent: z.string().nullable().describe("of the covered, one decimal, '46.0'"),
});
export type DenominatorView = z.infer<typeof denominatorView>;

export const coverageRow = z.object({
  key: z.string().nullable().describe("null where no registry states it"),
  name: bilingual,
  workers: count.describe("persons found by Payung who are stated to work"),
  eligible: count.describe("eligible by the programme's assessment"),
  accepted: count.describe("accepted by the insurer to date"),
  billed: count.describe("on a bill of the month"),
  covered: count.describe("on a bill of the month that is paid in full"),
  shares: z.array(shareView).describe("of the covered, by workers, eligible and accepted"),
});
export type CoverageRow = z.infer<typeof coverageRow>;

/** Coverage of a programme in a month, by one dimension. */
export const coverageTable = z.object({
  programme: z.string(),
  by: z.enum(dimensions),
  month: z.string().nullable().describe("null before the first bill"),
  assessedOn: z.string(),
  rows: z.array(coverageRow),
  total: coverageRow,
  denominators: z.array(denominatorView).describe("of the whole city"),
});
export type CoverageTable = z.infer<typeof coverageTable>;

export const statedFigureView = z.object({
  key: z.string(),
  title: bilingual,
  unit: z.enum(["people", "percent"]),
  value: z.string().describe("digits, or a percentage without its sign"),
  on: z.string(),
  source: z.string(),
  confidence: z.enum(["official", "press", "unverified"]),
  otherwise: z.array(z.object({ value: z.string(), source: z.string() })),
});
export type StatedFigureView = z.infer<typeof statedFigureView>;

const side = z.object({
  key: z.string().nullable().describe("the stated figure; null when it was computed here"),
  title: bilingual.nullable(),
  value: count,
});

/** One reading of a percentage that was stated without its denominator. */
export const candidateView = z.object({
  part: side,
  whole: side,
  percent: z.string().nullable(),
  computed: z.enum(["part", "whole", "percent"]).describe("which of the three was computed here"),
});
export type CandidateView = z.infer<typeof candidateView>;

export const statementView = z.object({
  stated: statedFigureView,
  candidates: z.array(candidateView).describe("none of them is asserted"),
});
export type StatementView = z.infer<typeof statementView>;

/** Payung's counts, their shares of named denominators, and what was stated in public. */
export const coverageSummary = z.object({
  regency: z.object({ code: z.string(), name: z.string() }),
  counted: z
    .object({
      programme: z.string(),
      month: z.string().nullable(),
      assessedOn: z.string(),
      workers: count,
      eligible: count,
      accepted: count,
      acceptedDisabled: count,
      billed: count,
      covered: count,
      shares: z.array(
        z.object({
          part: z.enum(["accepted", "covered"]),
          value: count,
          of: denominatorView.omit({ sharePercent: true }),
          percent: z.string().nullable(),
        }),
      ),
      beside: z
        .array(
          z.object({
            measure: z.string(),
            title: bilingual,
            value: count,
            stated: statedFigureView,
          }),
        )
        .describe("a count of Payung and the stated figure for the same thing"),
    })
    .nullable()
    .describe("null while nobody was assessed"),
  statements: z.array(statementView),
  inputs: z.array(statedFigureView),
});
export type CoverageSummary = z.infer<typeof coverageSummary>;
