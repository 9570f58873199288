import { z } from "zod";

/** Pure door of eligibility: what law and programme say of one person on one day, and why. */
export const statementView = z.object({
  rule: z.string(),
  title: z.object({ id: z.string(), en: z.string() }),
  holds: z.enum(["yes", "no", "not known"]),
  because: z.object({ id: z.string(), en: z.string() }),
  evidence: z.array(z.string()).describe("ids of raw rows"),
  law: z.object({ parameter: z.string(), on: z.string() }).nullable(),
});
export type StatementView = z.infer<typeof statementView>;

export const decisionView = z.object({
  programmeCode: z.string(),
  programmeTitle: z.object({ id: z.string(), en: z.string() }),
  onDate: z.string(),
  standing: z.enum(["eligible", "not-eligible", "cannot-say"]),
  statements: z.array(statementView),
});
export type DecisionView = z.infer<typeof decisionView>;
