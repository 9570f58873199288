import type { PlainDate } from "./plain-date.ts";
import type { Uuid } from "./uuid.ts";

/** A sentence for a reader, in Bahasa Indonesia and in English. */
export interface Bilingual {
  readonly id: string;
  readonly en: string;
}

/** Whether a rule holds. Missing is never "no": what nobody stated is "not known". */
export type Holds = "yes" | "no" | "not known";

/** The law value a statement rests on: the parameter and the day it was read for. */
export interface LawReference {
  readonly parameter: string;
  readonly on: PlainDate;
}

/**
 * One reason of a decision: the rule, its answer, the sentence, and what it rests on. `evidence`
 * are the ids of the raw rows that say so; empty when the answer is that no row says anything.
 */
export interface Statement {
  readonly rule: string;
  readonly holds: Holds;
  readonly because: Bilingual;
  readonly evidence: readonly Uuid[];
  readonly law: LawReference | null;
}
