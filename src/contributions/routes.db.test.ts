import { expect, onTestFinished, test } from "vitest";
import { plainDate, plainMonth } from "../kernel/plain-date.ts";
import { loadLaw } from "../law/server.ts";
import { openTestApi } from "../platform/testing/api.ts";
import { freshOffice } from "../platform/testing/database.ts";
import { billMonth } from "./bill-month.ts";
import { billDetailView, ledgerView } from "./index.ts";
import { loadHolidays } from "./load-holidays.ts";
import { payBill } from "./pay-bill.ts";
import { mountContributionRoutes } from "./routes.ts";
import { createTestProgramme, enrolPeople } from "./test-enrolled-people.ts";

test("the web is told bills, a bill with its payments, and balances that sum to nothing", async () => {
  const at = await freshOffice();
  onTestFinished(at.close);
  const app = openTestApi(at.office, mountContributionRoutes);
  const ask = async (url: string) => {
    const answer = await app.inject(url);
    return { status: answer.statusCode, body: answer.json() };
  };
  expect(await ask("/api/bills")).toEqual({ status: 200, body: { bills: [] } });
  expect((await ask("/api/ledger")).body).toEqual({ balances: [], sumRp: "0" });
  expect(await ask("/api/bills/latest")).toMatchObject({
    status: 404,
    body: { error: { type: "NoSuchBill" } },
  });

  await createTestProgramme(at, "shown");
  const startsOn = "2024-06-01";
  await enrolPeople(at, { programmeCode: "shown", batchNo: 1, accepted: 2, startsOn });
  const month = plainMonth("2024-06");
  const basis = { law: loadLaw(), holidays: loadHolidays() };
  await billMonth(at.office, { programmeCode: "shown", month, ...basis });
  const paidOn = plainDate("2024-06-10");
  await payBill(at.office, { bill: "1", amountRp: 600n, reference: "SP2D-1", paidOn });

  const { bills } = (await ask("/api/bills")).body as { bills: readonly unknown[] };
  expect(bills).toMatchObject([{ billNo: 1, amountRp: "33600", paidRp: "600", owedRp: "33000" }]);
  const detail = billDetailView.parse((await ask("/api/bills/1")).body);
  expect(detail.payments).toMatchObject([{ reference: "SP2D-1", amountRp: "600", paidOn }]);
  const ledger = ledgerView.parse((await ask("/api/ledger")).body);
  expect(ledger).toMatchObject({
    balances: [
      { code: "receivable/apbd-city", balanceRp: "33000" },
      { code: "payable/bpjs-ketenagakerjaan", balanceRp: "-33000" },
    ],
    sumRp: "0",
  });
});
