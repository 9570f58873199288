import { afterAll, beforeAll, expect, test } from "vitest";
import { plainDate, plainMonth } from "../kernel/plain-date.ts";
import { loadLaw } from "../law/server.ts";
import { freshOffice, type TestOffice } from "../platform/testing/database.ts";
import { billMonth } from "./bill-month.ts";
import { billJson, payJson } from "./commands.ts";
import { loadHolidays } from "./load-holidays.ts";
import { payBill } from "./pay-bill.ts";
import { createTestProgramme, enrolPeople } from "./test-enrolled-people.ts";

let at: TestOffice;

beforeAll(async () => {
  at = await freshOffice();
  await createTestProgramme(at, "makassar-2024");
  const launch = { programmeCode: "makassar-2024", batchNo: 1, startsOn: "2024-06-01" };
  await enrolPeople(at, { ...launch, accepted: 35_422, rejected: 2_000 });
});

afterAll(() => at.close());

test("the launch: one month of 35,422 people is Rp595,089,600, twelve are Rp7,141,075,200", async () => {
  const { office, admin } = at;
  const request = { programmeCode: "makassar-2024", law: loadLaw(), holidays: loadHolidays() };
  let totalRp = 0n;
  for (const month of ["2024-06", "2024-07"]) {
    const billed = await billMonth(office, { ...request, month: plainMonth(month) });
    if (!billed.ok) throw new Error(JSON.stringify(billed.error));
    const { bill } = billed.value;
    expect(bill).toMatchObject({ participants: 35_422, amountRp: 595_089_600n });
    const paid = await payBill(office, {
      bill: bill.billId,
      amountRp: bill.amountRp,
      reference: `SP2D-${month}`,
      paidOn: plainDate(`${month}-14`),
    });
    if (!paid.ok) throw new Error(JSON.stringify(paid.error));
    expect(billJson(billed.value)).toMatchObject({
      bill: bill.billId,
      month,
      part: 1,
      payer: "apbd-city",
      participants: 35_422,
      amount_rp: 595_089_600,
      already_billed: false,
    });
    expect(payJson(paid.value)).toMatchObject({
      bill: bill.billId,
      amount_rp: 595_089_600,
      paid_rp: 595_089_600,
      owed_rp: 0,
      settled: true,
      already_paid: false,
    });
    totalRp += bill.amountRp;
  }
  expect(totalRp * 6n).toBe(7_141_075_200n);
  const independent = await admin.query<{ people: number; rp: bigint; standing: string }>(
    `select count(distinct person_id)::int as people, sum(amount_rp)::text as rp, string_agg(distinct standing, ',') as standing
     from contributions.published_standing`,
  );
  expect(independent.rows).toEqual([{ people: 35_422, rp: "1190179200", standing: "paid" }]);
});
