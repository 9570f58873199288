import { z } from "zod";
import type { Api } from "../platform/http.ts";
import { rosterView } from "./index.ts";
import { listRosters, type Roster } from "./store.ts";

/** GET /api/rosters: every roster and whether it is approved, the newest first. */
export function mountRosterRoutes(api: Api): void {
  const answer = z.object({ rosters: z.array(rosterView) });
  const config = { right: "figures.read" } as const;
  api.get("/api/rosters", { config, schema: { response: { 200: answer } } }, async (request) => {
    const { office } = request;
    const rosters = await office.db.look(office.identity, (transaction) =>
      listRosters(transaction),
    );
    return { rosters: rosters.map(rosterViewOf) };
  });
}

function rosterViewOf(roster: Roster) {
  const { costPerPersonRp, costRp, firstMonth, ...view } = roster;
  return {
    ...view,
    firstMonth: firstMonth.slice(0, 7),
    costPerPersonRp: String(costPerPersonRp),
    costRp: String(costRp),
  };
}
