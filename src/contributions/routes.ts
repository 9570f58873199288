import { z } from "zod";
import { type Api, errorBody, errorView } from "../platform/http.ts";
import type { Office } from "../platform/office.ts";
import { billDetailView, billView, ledgerView } from "./index.ts";
import { findBillDetail, readBills, readLedger } from "./read-bills.ts";

/** Bills, one bill with its payments, and the ledger's balances. Read only. */
export function mountContributionRoutes(api: Api, office: Office): void {
  const bills = z.object({ bills: z.array(billView) });
  api.get("/api/bills", { schema: { response: { 200: bills } } }, async () => ({
    bills: [...(await office.db.look(office.identity, readBills))],
  }));
  api.get(
    "/api/bills/:id",
    {
      schema: {
        params: z.object({ id: z.string() }),
        response: { 200: billDetailView, 404: errorView },
      },
    },
    async (request, reply) => {
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
  api.get("/api/ledger", { schema: { response: { 200: ledgerView } } }, () =>
    office.db.look(office.identity, readLedger),
  );
}
