import { z } from "zod";

/** Pure door of law: values by day, contributions, and how the web shows them. */
export {
  type Contribution,
  type ContributionRefusal,
  type ContributionTerms,
  contributionOf,
  contributionOver,
  insurerProgrammes,
  type PayerKind,
  payerKinds,
} from "./contribution.ts";
export {
  describeLawAbsence,
  inForce,
  type LawAbsence,
  type LawBook,
} from "./law-book.ts";

const bilingual = z.object({ id: z.string(), en: z.string() });
const confidence = z.enum(["text", "official", "press", "unverified"]);

/** A parameter with all its values; numbers are digits in strings. `toBeConfirmed`: nobody read it in the gazette or on an official page. */
export const lawParameterView = z.object({
  parameter: z.string(),
  title: bilingual,
  unit: z.string(),
  verifiedUntil: z.string(),
  notModelled: bilingual.nullable(),
  values: z.array(
    z.object({
      from: z.string(),
      value: z.string().nullable().describe("digits; null when repealed or given by bands"),
      repealed: z.boolean(),
      bands: z
        .array(
          z.object({
            incomeBelow: z.string().nullable(),
            amount: z.string(),
            confidence,
            toBeConfirmed: z.boolean(),
          }),
        )
        .nullable(),
      source: z.object({
        instrument: z.string(),
        article: z.string(),
        gazetted: z.string().nullable(),
      }),
      confidence,
      toBeConfirmed: z.boolean(),
      note: bilingual.nullable(),
    }),
  ),
});
export type LawParameterView = z.infer<typeof lawParameterView>;
