import type { Bilingual } from "../kernel/statement.ts";
import type { Uuid } from "../kernel/uuid.ts";
import type { Transaction } from "../platform/database/database.ts";
import type { Office } from "../platform/office.ts";
import type { Holdings } from "./access-copy.ts";
import type { ResealBatch } from "./erase.ts";

/** What privacy needs of rooms further down, which it may not open; the application gives it. */
export interface PrivacyParts {
  /** What those rooms hold of a person. */
  holdingsOf(office: Office, transaction: Transaction, personId: Uuid): Promise<Holdings>;
  /** How many decisions about persons were made by rules, by kind. */
  countDecisions(
    transaction: Transaction,
  ): Promise<readonly { readonly what: Bilingual; readonly count: number }[]>;
  readonly resealBatch: ResealBatch;
}
