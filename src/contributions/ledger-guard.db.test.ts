import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { plainDate, plainMonth } from "../kernel/plain-date.ts";
import { loadLaw } from "../law/server.ts";
import type { Database, Transaction } from "../platform/database/database.ts";
import { freshOffice, type TestOffice } from "../platform/testing/database.ts";
import { billMonth } from "./bill-month.ts";
import { loadHolidays } from "./load-holidays.ts";
import { payBill } from "./pay-bill.ts";
import { createTestProgramme, enrolPeople } from "./test-enrolled-people.ts";

/** What anyone could do who holds the application's own login and a SQL prompt. */
let test7371: TestOffice;
let billId: string;
let paymentTransfer: string;

const id = (n: number) => `00000000-0000-8000-8000-${String(n).padStart(12, "0")}`;
const receivable = `(select account_id from contributions.account where kind = 'receivable')`;
const payable = `(select account_id from contributions.account where kind = 'payable')`;

beforeAll(async () => {
  test7371 = await freshOffice();
  const { office } = test7371;
  await createTestProgramme(test7371, "guarded");
  await enrolPeople(test7371, {
    programmeCode: "guarded",
    batchNo: 1,
    accepted: 3,
    startsOn: "2024-06-01",
  });
  const request = { programmeCode: "guarded", law: loadLaw(), holidays: loadHolidays() };
  const billed = await billMonth(office, { ...request, month: plainMonth("2024-06") });
  if (!billed.ok) throw new Error(JSON.stringify(billed.error));
  billId = billed.value.bill.billId;
  const paid = await payBill(office, {
    bill: billId,
    amountRp: 16_800n,
    reference: "SP2D-1",
    paidOn: plainDate("2024-06-10"),
  });
  if (!paid.ok) throw new Error(JSON.stringify(paid.error));
  paymentTransfer = await office.db.look(office.identity, async (transaction) => {
    const found = await transaction.query<{ id: string }>(
      "select transfer_id as id from contributions.payment",
    );
    return found.rows[0]?.id ?? "";
  });
});

afterAll(() => test7371.close());

function run(database: Database, statements: readonly string[]): Promise<void> {
  return database.act(test7371.office.identity, async (transaction: Transaction) => {
    for (const statement of statements) await transaction.query(statement);
  });
}

function transfer(n: number, reason: string, reverses = "null"): string {
  return `insert into contributions.transfer (regency_code, transfer_id, reason, subject, reverses)
    values ('73.71', '${id(n)}', '${reason}', 'raw', ${reverses})`;
}

function posting(transferId: string, account: string, amount: string): string {
  return `insert into contributions.posting (regency_code, transfer_id, account_id, amount_rp)
    values ('73.71', '${transferId}', ${account}, ${amount})`;
}

function bill(n: number, people: number, amountRp: number, month = "2024-07-01"): string {
  return `insert into contributions.bill (regency_code, bill_id, bill_no, programme_code, programme_version, month, part_no, payer, due_on,
      participants, amount_rp, law_version, code_version, transfer_id)
    values ('73.71', '${id(n)}', ${n}, 'guarded', 1, '${month}', ${n}, 'apbd-city', '2024-07-15', ${people}, ${amountRp}, 'x', 'x', '${id(n)}')`;
}

function billLine(billOfLine: string, person: number, month: string, amount = "6800"): string {
  return `insert into contributions.bill_line (regency_code, programme_code, month, person_id, bill_id, jkk_rp, jkm_rp, jht_rp, amount_rp)
    select '73.71', 'guarded', '${month}', (select person_id from contributions.bill_line where month = '2024-06-01' order by person_id limit 1 offset ${person}),
      '${billOfLine}', 10000, ${amount}, 0, 10000 + ${amount}`;
}

function payment(n: number, paymentNo: number, amountRp: number): string {
  return `insert into contributions.payment (regency_code, payment_id, bill_id, payment_no, reference, amount_rp, paid_on, transfer_id)
    values ('73.71', '${id(n)}', '${billId}', ${paymentNo}, 'raw-${n}', ${amountRp}, '2024-06-11', '${id(n)}')`;
}

const posted = (n: number, reason: "bill" | "payment", amountRp: number) => [
  transfer(n, reason),
  posting(id(n), receivable, String(reason === "bill" ? amountRp : -amountRp)),
  posting(id(n), payable, String(reason === "bill" ? -amountRp : amountRp)),
];
const soundBill = [
  ...posted(71, "bill", 33_600),
  bill(71, 2, 33_600),
  billLine(id(71), 0, "2024-07-01"),
  billLine(id(71), 1, "2024-07-01"),
];

/** What is tried, the statements, the name of what refuses it. */
const refused: readonly (readonly [string, () => readonly string[], RegExp])[] = [
  ["a transfer without postings", () => [transfer(1, "bill")], /transfer_balances/],
  [
    "a one-sided transfer",
    () => [transfer(2, "bill"), posting(id(2), receivable, "5")],
    /transfer_balances/,
  ],
  [
    "a transfer that does not sum to nothing",
    () => [transfer(3, "bill"), posting(id(3), receivable, "5"), posting(id(3), payable, "-4")],
    /transfer_balances/,
  ],
  [
    "a posting of nothing",
    () => [transfer(4, "bill"), posting(id(4), receivable, "0")],
    /posting_moves_money/,
  ],
  [
    "a posting added later to an old transfer",
    () => [posting(paymentTransfer, receivable, "1")],
    /posting_is_made_with_its_transfer/,
  ],
  [
    "a pair of postings that balance, added later to an old transfer",
    () => [
      "insert into contributions.account (regency_code, account_id, code, title, kind) select '73.71', gen_random_uuid(), c, c, 'payable' from unnest('{a,b}'::text[]) c",
      posting(
        paymentTransfer,
        "(select account_id from contributions.account where code = 'a')",
        "1",
      ),
      posting(
        paymentTransfer,
        "(select account_id from contributions.account where code = 'b')",
        "-1",
      ),
    ],
    /posting_is_made_with_its_transfer/,
  ],
  [
    "a balanced bill transfer without a bill",
    () => posted(5, "bill", 5),
    /transfer_is_of_its_bill/,
  ],
  [
    "a payment transfer without a payment",
    () => posted(6, "payment", 5),
    /transfer_is_of_its_bill/,
  ],
  [
    "a payment that runs the way of a bill",
    () => [
      transfer(7, "payment"),
      posting(id(7), receivable, "5"),
      posting(id(7), payable, "-5"),
      payment(7, 2, 5),
    ],
    /transfer_runs_its_way/,
  ],
  [
    "a payment of another amount than its transfer",
    () => [...posted(8, "payment", 5), payment(8, 2, 6)],
    /transfer_is_of_its_bill_or_payment/,
  ],
  [
    "a payment above the bill",
    () => [...posted(9, "payment", 33_601), payment(9, 2, 33_601)],
    /payments_stay_within_their_bill/,
  ],
  [
    "a payment that skips a number, as one that did not see another would",
    () => [...posted(10, "payment", 5), payment(10, 3, 5)],
    /payments_of_a_bill_follow_each_other/,
  ],
  [
    "a payment under a number that is taken",
    () => [...posted(11, "payment", 5), payment(11, 1, 5)],
    /payments_of_a_bill_are_numbered/,
  ],
  [
    "a reversal of a part of a payment",
    () => [
      transfer(12, "reversal", `'${paymentTransfer}'`),
      posting(id(12), receivable, "16799"),
      posting(id(12), payable, "-16799"),
    ],
    /reversal_mirrors_a_payment/,
  ],
  [
    "a reversal of a bill, which would leave people billed for nothing",
    () => [
      transfer(13, "reversal", "(select transfer_id from contributions.bill)"),
      posting(id(13), receivable, "-50400"),
      posting(id(13), payable, "50400"),
    ],
    /reversal_mirrors_a_payment/,
  ],
  [
    "a reversal that does not say of what",
    () => [transfer(14, "reversal")],
    /reversal_names_what_it_reverses/,
  ],
  [
    "billing a person twice for a month",
    () => [billLine(billId, 0, "2024-06-01")],
    /bill_line_pkey/,
  ],
  [
    "a line of another month than its bill",
    () => [billLine(billId, 0, "2024-08-01")],
    /line_is_of_a_bill|lines_stay_within_their_bill/,
  ],
  [
    "a bill of more than its lines",
    () => [...posted(15, "bill", 33_600), bill(15, 2, 33_600), billLine(id(15), 0, "2024-07-01")],
    /bill_adds_up/,
  ],
  [
    "a bill of less than its lines",
    () => [
      ...posted(16, "bill", 16_800),
      bill(16, 1, 16_800),
      billLine(id(16), 0, "2024-07-01"),
      billLine(id(16), 1, "2024-07-01"),
    ],
    /lines_stay_within_their_bill/,
  ],
  [
    "a line slipped in after the checks were called forward",
    () => [...soundBill, "set constraints all immediate", billLine(id(71), 2, "2024-07-01")],
    /lines_stay_within_their_bill/,
  ],
  [
    "a bill that shows another's transfer",
    () => [
      bill(17, 1, 16_800).replaceAll(`'${id(17)}')`, `'${paymentTransfer}')`),
      billLine(id(17), 0, "2024-07-01"),
    ],
    /bill_is_posted_as_a_bill/,
  ],
  [
    "a bill for half a month",
    () => [...posted(18, "bill", 16_800), bill(18, 1, 16_800, "2024-07-02")],
    /month_is_its_first_day/,
  ],
  [
    "a fact of another regency",
    () => [transfer(19, "bill").replace("73.71", "73.72")],
    /row-level security/,
  ],
  [
    "hiding a crooked transfer by going to another regency before the commit",
    () => [
      transfer(20, "bill"),
      posting(id(20), receivable, "5"),
      "select set_config('payung.regency_code', '73.72', true)",
    ],
    /transfer_balances/,
  ],
];

describe.each(["app", "job"] as const)(
  "from raw SQL as the %s role the database refuses",
  (role) => {
    const database = () => (role === "app" ? test7371.office.db : test7371.office.jobs);

    test.each(refused)("%s", async (_, statements, reason) => {
      await expect(run(database(), statements()).catch(tellRefusal)).resolves.toMatch(reason);
    });

    test.each(["account", "transfer", "posting", "bill", "bill_line", "payment"])(
      "changing, taking away and emptying anything in %s",
      async (table) => {
        for (const statement of [
          `update contributions.${table} set regency_code = regency_code`,
          `delete from contributions.${table}`,
          `truncate contributions.${table} cascade`,
          `alter table contributions.${table} disable trigger all`,
        ]) {
          await expect(run(database(), [statement])).rejects.toThrow(
            /permission denied|must be owner/,
          );
        }
      },
    );
  },
);

test("what is sound passes, so the refusals above are not for another reason", async () => {
  const { office } = test7371;
  await expect(
    office.db.rehearse(office.identity, async (transaction) => {
      for (const statement of [
        ...soundBill,
        ...posted(21, "payment", 33_600),
        payment(21, 2, 33_600),
        transfer(22, "reversal", `'${paymentTransfer}'`),
        posting(id(22), receivable, "16800"),
        posting(id(22), payable, "-16800"),
        "set constraints all immediate",
      ]) {
        await transaction.query(statement);
      }
    }),
  ).resolves.toBeUndefined();
});

describe("of two payments at once the second is refused, so that they are never more than is owed", () => {
  /** The second looks; the first pays; the second pays under the number it found free. */
  async function race(isolation: string, round: number): Promise<string> {
    const { office, admin, takeIdentity } = test7371;
    const pay = (n: number) => [...posted(n, "payment", 10_000), payment(n, round, 10_000)];
    await admin.query(`begin isolation level ${isolation}`);
    try {
      await admin.query("set local role payung_app");
      await takeIdentity(admin, { regencyCode: "73.71", actor: "os:second" }, true);
      await admin.query("select count(*) from contributions.payment");
      await run(office.db, pay(30 + round));
      for (const statement of pay(40 + round)) await admin.query(statement);
      await admin.query("commit");
      return "both paid";
    } catch (error) {
      return tellRefusal(error as Error);
    } finally {
      await admin.query("rollback");
    }
  }

  test.each([
    ["read committed", 2],
    ["repeatable read", 3],
    ["serializable", 4],
  ] as const)("whatever the second saw before (%s)", async (isolation, round) => {
    expect(await race(isolation, round)).toMatch(/payments_of_a_bill_are_numbered/);
  });
});

test("money is whole: every amount of the schema is a bigint, in views too", async () => {
  const amounts = await test7371.admin.query<{ type: string; count: number }>(
    `select data_type as type, count(*)::int as count from information_schema.columns
     where table_schema = 'contributions' and column_name ~ '_rp$' group by 1`,
  );
  expect(amounts.rows).toEqual([{ type: "bigint", count: expect.any(Number) }]);
  expect(amounts.rows[0]?.count).toBeGreaterThan(10);
});

/** The constraint that refused, and what was said. */
function tellRefusal(error: Error & { readonly constraint?: string }): string {
  return `${error.constraint ?? ""}: ${error.message}`;
}
