import type { Transaction } from "../platform/database/database.ts";
import type { Overview } from "./index.ts";
import { loadCityInputs } from "./load-city-inputs.ts";
import { readOverviewWith } from "./read-overview.ts";

/** Node door of coverage. */
export { mountCoverageCommands } from "./commands.ts";
export { loadCityInputs } from "./load-city-inputs.ts";
export { readCoverageSummary, readCoverageTable } from "./read-coverage.ts";
export { mountCoverageRoutes } from "./routes.ts";
export { tellSummary as tellCoverageSummary } from "./tell-coverage.ts";

/**
 * The whole flow of a city as of now, with the city's stated figures. Coverage may not open the room
 * of cards: who wires the rooms tells how many are issued.
 */
export function readOverview(
  transaction: Transaction,
  regencyCode: string,
  cardsIssued = 0,
): Promise<Overview> {
  const inputs = loadCityInputs(regencyCode);
  return readOverviewWith(transaction, { regencyCode, inputs, cardsIssued });
}
