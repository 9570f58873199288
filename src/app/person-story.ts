import type { PlaceView } from "../allocation/index.ts";
import { explainPlace, findLatestAllocation } from "../allocation/server.ts";
import type { DecisionView } from "../eligibility/index.ts";
import { explainPerson } from "../eligibility/server.ts";
import type { Uuid } from "../kernel/uuid.ts";
import { loadLaw } from "../law/server.ts";
import type { Transaction } from "../platform/database/database.ts";
import type { Office } from "../platform/office.ts";
import { listProgrammes } from "../programme/server.ts";
import type { PersonView } from "../resolution/index.ts";
import { findPersonView } from "../resolution/server.ts";

/** A person through the rooms: rows, decisions with reasons, place. */
export interface PersonStory {
  readonly person: PersonView;
  readonly decisions: readonly (DecisionView & { readonly place: PlaceView | null })[];
}

export async function readPersonStory(
  office: Office,
  transaction: Transaction,
  personId: Uuid,
): Promise<PersonStory | null> {
  const person = await findPersonView(office, transaction, personId);
  if (person === null) return null;
  const programmes = await listProgrammes(transaction);
  const decisions: (DecisionView & { place: PlaceView | null })[] = [];
  for (const { runId, ...decision } of await explainPerson(office, transaction, {
    personId,
    law: loadLaw(),
    programmes,
  })) {
    const allocation = await findLatestAllocation(transaction, decision.programmeCode);
    const ranked = allocation !== null && allocation.eligibilityRunId === runId;
    decisions.push({
      ...decision,
      place: ranked ? await explainPlace(transaction, allocation, personId) : null,
    });
  }
  return { person, decisions };
}
