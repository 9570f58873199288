import { z } from "zod";
import { type PlainMonth, parsePlainMonth } from "../kernel/plain-date.ts";
import { rupiah } from "../kernel/rupiah.ts";
import { type ContributionTerms, insurerProgrammes, payerKinds } from "../law/index.ts";

export const rankingKeys = ["decile", "disability", "head-of-family", "age"] as const;
export type RankingKey = (typeof rankingKeys)[number];

const month = z
  .string()
  .refine((text) => parsePlainMonth(text) !== null, 'a month is written "YYYY-MM"')
  .transform((text) => text as PlainMonth);

const unique = (list: readonly unknown[]) => new Set(list).size === list.length;

/** A programme as a city writes it (YAML) and as it is stored (JSON): who may be covered, in which order, by whose money. */
export const programmeSchema = z.strictObject({
  code: z
    .string()
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "a code is lower-case words joined by hyphens"),
  title: z.strictObject({ id: z.string().min(1), en: z.string().min(1) }),
  area: z.string().regex(/^\d{2}\.\d{2}$/, 'an area is a city or regency, "73.71"'),
  decree: z.string().optional(),
  first_month: month,
  months: z.number().int().min(1).max(60),
  payer: z.enum(payerKinds),
  insurer_programmes: z
    .array(z.enum(insurerProgrammes))
    .min(1)
    .refine(unique, "each programme once"),
  income_rp: z.string().regex(/^\d+$/, "rupiah are digits in quotes"),
  sector: z.enum(["transport", "other"]),
  criteria: z.strictObject({
    deciles: z.array(z.number().int().min(1).max(10)).min(1).refine(unique, "each decile once"),
    age_from: z.number().int().min(0).max(100),
    occupations: z.strictObject({
      covered: z.array(z.string()).min(1),
      excluded: z.array(z.string()),
    }),
  }),
  ranking: z.array(z.enum(rankingKeys)).min(1).refine(unique, "each key once"),
});

export type Programme = z.infer<typeof programmeSchema>;

/** What contributions of this programme depend on. */
export function termsOf(programme: Programme): ContributionTerms {
  return {
    programmes: programme.insurer_programmes,
    incomeRp: rupiah(BigInt(programme.income_rp)),
    payer: programme.payer,
    sector: programme.sector,
  };
}

/**
 * The programme as one text, keys in the schema's order: what its version is the hash of. Comments
 * and layout of the YAML do not count.
 */
export function canonicalText(programme: Programme): string {
  return JSON.stringify(programmeSchema.parse(programme));
}
