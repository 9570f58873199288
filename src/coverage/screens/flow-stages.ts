import type { Overview } from "../index.ts";

export type StageKey = "rows" | "persons" | "workers" | "eligible" | "chosen";

/** One stage of the flow. `of` is what the count is a part of; null is not counted yet. */
export interface FlowStage {
  readonly key: StageKey;
  readonly count: number | null;
  readonly of: number | null;
  /** How many of this stage do not reach the next one; null when either is not counted yet. */
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
  return counts.map((stage, index) => {
    const next = counts[index + 1]?.count ?? null;
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
