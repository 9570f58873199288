import type { Api } from "../platform/http.ts";
import type { Office } from "../platform/office.ts";
import { countCards, listPrintRuns } from "./store.ts";
import { cardsView } from "./views.ts";

export function mountCardRoutes(api: Api, office: Office): void {
  api.get("/api/cards", { schema: { response: { 200: cardsView } } }, () =>
    office.db.look(office.identity, async (transaction) => ({
      issued: await countCards(transaction),
      runs: [...(await listPrintRuns(transaction))],
    })),
  );
}
