import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { monthsFrom, plainDate, plainMonth } from "../kernel/plain-date.ts";
import { loadLaw } from "../law/server.ts";
import { freshOffice, type TestOffice } from "../platform/testing/database.ts";
import { billMonth } from "./bill-month.ts";
import { loadHolidays } from "./load-holidays.ts";
import { payBill, reversePayment } from "./pay-bill.ts";
import { readLedger } from "./read-bills.ts";
import { listBills, listPayments } from "./store.ts";
import { createTestProgramme, enrolPeople } from "./test-enrolled-people.ts";

/** Set PAYUNG_TEST_SEED to walk other ways; fast-check prints it with what it finds. */
const seed = Number(process.env["PAYUNG_TEST_SEED"] ?? 595_089_600);
const law = loadLaw();
const holidays = loadHolidays();
const months = monthsFrom(plainMonth("2024-06"), 2);

let at: TestOffice;
let runs = 0;

beforeAll(async () => {
  at = await freshOffice();
});

afterAll(() => at.close());

type Act =
  | { readonly act: "accept"; readonly people: number }
  | { readonly act: "bill"; readonly month: number }
  | { readonly act: "pay"; readonly bill: number; readonly amountRp: number; readonly ref: number }
  | { readonly act: "reverse"; readonly bill: number; readonly ref: number };

const anyAct: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 1,
    arbitrary: fc.record({
      act: fc.constant("accept" as const),
      people: fc.integer({ min: 1, max: 3 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ act: fc.constant("bill" as const), month: fc.nat(1) }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      act: fc.constant("pay" as const),
      bill: fc.nat(1),
      amountRp: fc.constantFrom(1, 16_799, 16_800, 16_800, 33_600, 50_400),
      ref: fc.nat(2),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      act: fc.constant("reverse" as const),
      bill: fc.nat(1),
      ref: fc.nat(2),
    }),
  },
);

/** What stands for a programme at the end, without what differs between programmes: ids, numbers, instants. */
async function standOf(programmeCode: string) {
  return at.office.db.look(at.office.identity, async (transaction) => {
    const bills = (await listBills(transaction)).filter(
      (one) => one.programmeCode === programmeCode,
    );
    const stands = [];
    for (const { billId, month, partNo, participants, amountRp, paidRp, owedRp } of bills) {
      const payments = (await listPayments(transaction, billId)).map(
        (one) => `${one.reference} ${one.amountRp} ${one.reversed}`,
      );
      stands.push({ month, partNo, participants, amountRp, paidRp, owedRp, payments });
    }
    return stands;
  });
}

/** Does the acts on a programme of its own, each so many times, and checks the promises after every one. */
async function walk(acts: readonly Act[], times: number) {
  runs += 1;
  const programmeCode = `walk-${runs}`;
  await createTestProgramme(at, programmeCode);
  let batch = runs * 1000;
  for (const act of acts) {
    batch += 1;
    if (act.act === "accept")
      await enrolPeople(at, {
        programmeCode,
        batchNo: batch,
        accepted: act.people,
        startsOn: "2024-06-01",
      });
    else for (let time = 0; time < times; time += 1) await send(programmeCode, act);
    await checkPromises();
  }
  return standOf(programmeCode);
}

async function send(programmeCode: string, act: Exclude<Act, { act: "accept" }>): Promise<void> {
  const { office } = at;
  if (act.act === "bill") {
    const month = months[act.month] ?? plainMonth("2024-06");
    await billMonth(office, { programmeCode, month, law, holidays });
    return;
  }
  const bills = await office.db.look(office.identity, listBills);
  const own = bills.filter((one) => one.programmeCode === programmeCode).reverse();
  const bill = own[act.bill]?.billId ?? "no-bill";
  const reference = `SP2D-${act.ref}`;
  if (act.act === "reverse") await reversePayment(office, { bill, reference });
  else
    await payBill(office, {
      bill,
      amountRp: BigInt(act.amountRp),
      reference,
      paidOn: plainDate("2024-06-10"),
    });
}

async function checkPromises(): Promise<void> {
  const { office } = at;
  const [bills, ledger] = await office.db.look(
    office.identity,
    async (transaction) => [await listBills(transaction), await readLedger(transaction)] as const,
  );
  expect(ledger.sumRp).toBe("0");
  for (const { amountRp, paidRp, owedRp } of bills) {
    expect(owedRp).toBe(amountRp - paidRp);
    expect(paidRp >= 0n && owedRp >= 0n).toBe(true);
  }
  const owed = bills.reduce((sum, bill) => sum + bill.owedRp, 0n);
  for (const { kind, balanceRp } of ledger.balances)
    expect(balanceRp).toBe(String(kind === "receivable" ? owed : -owed));
}

test("a client that sends everything twice leaves what one leaves that sends it once", async () => {
  let settledSomething = false;
  await fc.assert(
    fc.asyncProperty(fc.array(anyAct, { minLength: 8, maxLength: 16 }), async (drawn) => {
      const acts: readonly Act[] = [
        { act: "accept", people: 2 },
        { act: "bill", month: 0 },
        ...drawn,
      ];
      const once = await walk(acts, 1);
      expect(await walk(acts, 2)).toEqual(once);
      settledSomething ||= once.some((bill) => bill.owedRp === 0n && bill.payments.length > 1);
    }),
    { seed, numRuns: 15 },
  );
  expect(settledSomething, `no walk of seed ${seed} settled a bill in parts`).toBe(true);
});
