import type { Overview } from "../index.ts";

export type StageKey = "rows" | "persons" | "workers" | "eligible" | "chosen" | CoverStageKey;
type CoverStageKey = "seats" | "sent" | "accepted" | "cards" | "covered";

/** One stage of the flow. `of` is what the count is a part of; null is not counted yet. */
export interface FlowStage {
  readonly key: StageKey;
  readonly count: number | null;
  readonly of: number | null;
  /**
   * How many of this stage do not reach the next one, below zero when others join on the way; null
   * when either is not counted yet.
   */
  readonly leaving: number | null;
}

/** The stages of the flow in order, as far as the city has come. */
export function flowStages(overview: Overview): readonly FlowStage[] {
  const { resolution, assessment, allocation } = overview;
  const counts: readonly Omit<FlowStage, "leaving">[] = [
    { key: "rows", count: rowsReceived(overview), of: overview.loads.length },
    { key: "persons", count: resolution?.persons ?? null, of: resolution?.registryRows ?? null },
    { key: "workers", count: assessment?.workers ?? null, of: assessment?.persons ?? null },
    { key: "eligible", count: assessment?.eligible ?? null, of: assessment?.workers ?? null },
    { key: "chosen", count: allocation?.chosen ?? null, of: assessment?.eligible ?? null },
  ];
  return withLeaving(counts);
}

/**
 * The stages from a place on the roster to cover. More are sent than there are places: whoever is
 * rejected is replaced from the waiting list.
 */
export function coverStages(overview: Overview): readonly FlowStage[] {
  const { allocation, enrolment, cards, coverage } = overview;
  const accepted = enrolment?.accepted ?? null;
  return withLeaving([
    { key: "seats", count: allocation?.chosen ?? null, of: null },
    { key: "sent", count: enrolment?.submitted ?? null, of: enrolment?.batches ?? null },
    { key: "accepted", count: accepted, of: enrolment?.seats ?? null },
    { key: "cards", count: cards?.issued ?? null, of: accepted },
    { key: "covered", count: coverage?.covered ?? null, of: accepted },
  ]);
}

function withLeaving(stages: readonly Omit<FlowStage, "leaving">[]): readonly FlowStage[] {
  return stages.map((stage, index) => {
    const next = stages[index + 1]?.count ?? null;
    const known = stage.count !== null && next !== null;
    return { ...stage, leaving: known ? stage.count - next : null };
  });
}

export function rowsReceived(overview: Overview): number {
  return overview.loads.reduce((total, load) => total + load.rows, 0);
}

export function rowsQuarantined(overview: Overview): number {
  return overview.loads.reduce((total, load) => total + load.quarantined, 0);
}

/** The decile in which the places run out; null when everyone eligible has one. */
export function cutOffDecile(
  byDecile: NonNullable<Overview["allocation"]>["byDecile"],
): { readonly decile: number; readonly eligible: number; readonly chosen: number } | null {
  return byDecile.find((each) => each.chosen < each.eligible) ?? null;
}
