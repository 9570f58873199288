import type { PlaceView } from "../allocation/index.ts";
import { explainPlace, findLatestAllocation } from "../allocation/server.ts";
import { findCard } from "../cards/server.ts";
import type { StandingView } from "../contributions/index.ts";
import { findStanding } from "../contributions/server.ts";
import type { DecisionView } from "../eligibility/index.ts";
import { explainPerson } from "../eligibility/server.ts";
import type { ParticipationView } from "../enrolment/index.ts";
import { findParticipation } from "../enrolment/server.ts";
import type { Uuid } from "../kernel/uuid.ts";
import { loadLaw } from "../law/server.ts";
import type { Transaction } from "../platform/database/database.ts";
import type { Office } from "../platform/office.ts";
import { listProgrammes } from "../programme/server.ts";
import type { PersonView } from "../resolution/index.ts";
import { findPersonView } from "../resolution/server.ts";

export interface CardView {
  readonly printNo: number;
  readonly cardNo: number;
  readonly issuedOn: string;
  readonly keyId: string;
}

/** A person through the rooms: rows, decisions with reasons, place, insurer's answer, months paid, card. */
export interface PersonStory {
  readonly person: PersonView;
  readonly decisions: readonly (DecisionView & { readonly place: PlaceView | null })[];
  readonly participations: readonly ParticipationView[];
  readonly standings: readonly StandingView[];
  readonly cards: readonly CardView[];
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
  const participation = await findParticipation(transaction, personId);
  const standing = await findStanding(transaction, personId);
  const card = await findCard(transaction, personId);
  return {
    person,
    decisions,
    participations: participation === null ? [] : [participation],
    standings: standing === null ? [] : [standing],
    cards:
      card === null
        ? []
        : [
            {
              printNo: card.printNo,
              cardNo: card.cardNo,
              issuedOn: card.issuedOn,
              keyId: card.keyId,
            },
          ],
  };
}
