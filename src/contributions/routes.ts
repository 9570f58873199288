import { z } from "zod";
import { type Api, errorBody, errorView } from "../platform/http.ts";
import { billDetailView, billView, ledgerView } from "./index.ts";
import { findBillDetail, readBills, readLedger } from "./read-bills.ts";

/** Bills, one bill with its payments, and the ledger's balances. Read only. */
export function mountContributionRoutes(api: Api): void {
  const bills = z.object({ bills: z.array(billView) });
  const config = { right: "ledger.read" } as const;
  api.get("/api/bills", { config, schema: { response: { 200: bills } } }, async ({ office }) => ({
    bills: [...(await office.db.look(office.identity, readBills))],
  }));
  api.get(
    "/api/bills/:id",
    {
      config,
      schema: {
        params: z.object({ id: z.string() }),
        response: { 200: billDetailView, 404: errorView },
      },
    },
    async (request, reply) => {
      const { office } = request;
      const found = await office.db.look(office.identity, (transaction) =>
        findBillDetail(transaction, request.params.id),
      );
      if (found === null)
        return reply
          .status(404)
          .send(errorBody("NoSuchBill", "Tagihan itu tidak ada.", "There is no such bill."));
      return found;
    },
  );
  api.get("/api/ledger", { config, schema: { response: { 200: ledgerView } } }, ({ office }) =>
    office.db.look(office.identity, readLedger),
  );
}
