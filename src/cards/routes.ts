import type { Api } from "../platform/http.ts";
import { countCards, listPrintRuns } from "./store.ts";
import { cardsView } from "./views.ts";

export function mountCardRoutes(api: Api): void {
  const config = { right: ["figures.read", "participants.read"] } as const;
  api.get("/api/cards", { config, schema: { response: { 200: cardsView } } }, ({ office }) =>
    office.db.look(office.identity, async (transaction) => ({
      issued: await countCards(transaction),
      runs: [...(await listPrintRuns(transaction))],
    })),
  );
}
