import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type PlainMonth, plainDate, plainMonth } from "../kernel/plain-date.ts";
import { parseUuid } from "../kernel/uuid.ts";
import { loadLaw } from "../law/server.ts";
import { freshOffice, type TestOffice } from "../platform/testing/database.ts";
import { billMonth } from "./bill-month.ts";
import { loadHolidays } from "./load-holidays.ts";
import { type PaymentRequest, payBill, reversePayment } from "./pay-bill.ts";
import { findBillDetail, readBills, readLedger } from "./read-bills.ts";
import { findStanding } from "./standing.ts";
import { createTestProgramme, enrolPeople, readPersonId } from "./test-enrolled-people.ts";

const law = loadLaw();
const holidays = loadHolidays();
let at: TestOffice;
let batchNo = 0;

beforeAll(async () => {
  at = await freshOffice();
});

afterAll(() => at.close());

async function enrol(
  programmeCode: string,
  accepted: number,
  startsOn = "2024-06-01",
  rejected = 0,
) {
  batchNo += 1;
  await enrolPeople(at, { programmeCode, batchNo, accepted, rejected, startsOn });
  return batchNo;
}

function bill(programmeCode: string, month: string) {
  const request = { programmeCode, month: plainMonth(month), law, holidays };
  return billMonth(at.office, request);
}

async function billed(programmeCode: string, month: string) {
  const answer = await bill(programmeCode, month);
  if (!answer.ok) throw new Error(JSON.stringify(answer.error));
  return answer.value;
}

function pay(
  billText: string,
  amountRp: bigint,
  reference: string,
  more: Partial<PaymentRequest> = {},
) {
  const request = { bill: billText, amountRp, reference, paidOn: plainDate("2024-06-10"), ...more };
  return payBill(at.office, request);
}

const look = <T>(work: Parameters<typeof at.office.db.look<T>>[1]) =>
  at.office.db.look(at.office.identity, work);

describe("a month's bill", () => {
  test("is for everybody accepted, at the rate of the month, and stands in the ledger", async () => {
    await createTestProgramme(at, "first");
    await enrol("first", 4, "2024-06-01", 2);
    const { bill: made, alreadyBilled, parts } = await billed("first", "2024-06");
    expect(made).toMatchObject({
      programmeCode: "first",
      month: "2024-06",
      partNo: 1,
      payer: "apbd-city",
      participants: 4,
      amountRp: 67_200n,
      owedRp: 67_200n,
      settled: false,
      settledOn: null,
      dueOn: "2024-06-18",
    });
    expect(alreadyBilled).toBe(false);
    expect(parts).toEqual([made]);
    const ledger = await look(readLedger);
    expect(ledger.sumRp).toBe("0");
    expect(ledger.balances.find(({ code }) => code === "receivable/apbd-city")?.balanceRp).toBe(
      "67200",
    );
  });

  test("is not made twice; those accepted later come in a second part", async () => {
    await createTestProgramme(at, "parts");
    await enrol("parts", 3);
    const first = await billed("parts", "2024-06");
    expect(await billed("parts", "2024-06")).toEqual({ ...first, alreadyBilled: true });
    await enrol("parts", 2);
    const second = await billed("parts", "2024-06");
    expect(second.bill).toMatchObject({ partNo: 2, participants: 2, amountRp: 33_600n });
    expect(second.parts.map((part) => part.participants)).toEqual([3, 2]);
    expect(await billed("parts", "2024-06")).toEqual({ ...second, alreadyBilled: true });
    expect((await billed("parts", "2024-07")).bill).toMatchObject({ partNo: 1, participants: 5 });
  });

  test("asked for by several at once is made once", async () => {
    await createTestProgramme(at, "at-once");
    await enrol("at-once", 3);
    const answers = await Promise.all([1, 2, 3, 4].map(() => billed("at-once", "2024-06")));
    expect(answers.filter((answer) => !answer.alreadyBilled)).toHaveLength(1);
    expect(new Set(answers.map((answer) => answer.bill.billId)).size).toBe(1);
  });

  test("leaves out those whose cover starts later, and takes them from their first month", async () => {
    await createTestProgramme(at, "later");
    await enrol("later", 2, "2024-06-30");
    await enrol("later", 1, "2024-07-01");
    expect((await billed("later", "2024-06")).bill.participants).toBe(2);
    expect((await billed("later", "2024-07")).bill.participants).toBe(3);
  });

  test("takes a person once who is accepted in two batches", async () => {
    await createTestProgramme(at, "twice-sent");
    const batch = await enrol("twice-sent", 1);
    await at.admin.query(
      `with b as (insert into enrolment.batch select '73.71', platform.uuid8(sha256('again')), 1000 + batch_no, roster_run_id, programme_code,
           layout, line_count, lines_sha256, data_key_id, sent_lines from enrolment.batch where batch_no = $1 returning *),
         l as (insert into enrolment.batch_line select regency_code, platform.uuid8(sha256('again')), line_no, person_id, member_number, rank, nik_id, starts_on
           from enrolment.batch_line where person_id = $2 returning *),
         r as (insert into enrolment.reply select regency_code, platform.uuid8(sha256('again')), platform.uuid8(sha256('again')), 1, 'again', '\\x01', '{}' from b)
       insert into enrolment.reply_line select regency_code, platform.uuid8(sha256('again')), 1, platform.uuid8(sha256('again')), person_id, 'nik', 'accepted', 'K', '2024-06-01' from l`,
      [batch, await readPersonId(at.admin, batch, 1)],
    );
    expect((await billed("twice-sent", "2024-06")).bill.participants).toBe(1);
  });

  test.each([
    ["2020-09", "apbd-city", 168n],
    ["2020-09", "self", 168n],
    ["2026-03", "self", 16_800n],
    ["2026-04", "self", 8_400n],
    ["2026-04", "apbd-city", 16_800n],
  ] as const)(
    "of %s paid by %s is at Rp%s a person: the payer decides the reliefs",
    async (month, payer, each) => {
      const code = `rate-${month}-${payer}`;
      await createTestProgramme(at, code, (yaml) =>
        yaml
          .replace("payer: apbd-city", `payer: ${payer}`)
          .replace('first_month: "2024-06"', `first_month: "${month}"`),
      );
      await enrol(code, 2, `${month}-01`);
      expect((await billed(code, month)).bill.amountRp).toBe(2n * each);
    },
  );

  test.each([
    ["no-such", "2024-06", { type: "NoSuchProgramme", code: "no-such" }],
    [
      "refused",
      "2024-05",
      { type: "MonthOutsideProgramme", firstMonth: "2024-06", lastMonth: "2025-05" },
    ],
    ["refused", "2025-06", { type: "MonthOutsideProgramme", month: "2025-06" }],
    ["refused", "2024-06", { type: "NobodyToBill", month: "2024-06" }],
    ["unknown-rate", "2027-01", { type: "NotVerified", month: "2027-01" }],
    ["before-the-law", "2015-06", { type: "NotYetInForce", month: "2015-06" }],
  ])("of %s for %s is refused with the reason", async (code, month, reason) => {
    const firstMonth =
      { "unknown-rate": "2027-01", "before-the-law": "2015-06" }[code] ?? "2024-06";
    if (code !== "no-such")
      await createTestProgramme(at, code, (yaml) =>
        yaml.replace('first_month: "2024-06"', `first_month: "${firstMonth}"`),
      );
    const before = await look(readBills);
    expect(await bill(code, month)).toMatchObject({ ok: false, error: reason });
    expect(await look(readBills)).toEqual(before);
  });
});

describe("a payment", () => {
  async function newBill(code: string, month: PlainMonth = plainMonth("2024-06")) {
    await createTestProgramme(at, code);
    await enrol(code, 2);
    return (await billed(code, month)).bill;
  }

  test("may be in parts and settles the bill with the last; more than owed is refused", async () => {
    const { billId } = await newBill("in-parts");
    expect(await pay(billId, 33_601n, "A")).toMatchObject({
      error: { type: "MoreThanOwed", owedRp: 33_600n },
    });
    expect(await pay(billId, 10_000n, "A")).toMatchObject({
      value: { bill: { paidRp: 10_000n, owedRp: 23_600n, settled: false, settledOn: null } },
    });
    const last = await pay(billId, 23_600n, "B", { paidOn: plainDate("2024-06-12") });
    expect(last).toMatchObject({
      value: { bill: { owedRp: 0n, settled: true, settledOn: "2024-06-12" } },
    });
    expect(await pay(billId, 1n, "C")).toMatchObject({ error: { type: "MoreThanOwed" } });
  });

  test("sent again is the same payment; under its reference no other amount is taken", async () => {
    const { billId } = await newBill("sent-again");
    const first = await pay(billId, 10_000n, "A");
    const again = await pay(billId, 10_000n, " A ");
    expect(first).toMatchObject({ value: { alreadyPaid: false } });
    expect(again).toEqual({
      ok: true,
      value: { ...(first.ok ? first.value : {}), alreadyPaid: true },
    });
    expect(await pay(billId, 10_001n, "A")).toMatchObject({
      error: { type: "PaymentDiffers", recordedRp: 10_000n },
    });
  });

  test("that was a mistake is reversed once, stays to be seen, and its reference is used up", async () => {
    const { billId, billNo } = await newBill("mistaken");
    await pay(billId, 33_600n, "A");
    const reversed = await reversePayment(at.office, { bill: billId, reference: "A" });
    expect(reversed).toMatchObject({
      value: { alreadyReversed: false, bill: { paidRp: 0n, owedRp: 33_600n, settledOn: null } },
    });
    expect(await reversePayment(at.office, { bill: billId, reference: "A" })).toMatchObject({
      value: { alreadyReversed: true, bill: { owedRp: 33_600n } },
    });
    expect(await pay(billId, 33_600n, "A")).toMatchObject({
      error: { type: "PaymentWasReversed" },
    });
    expect(await reversePayment(at.office, { bill: billId, reference: "Z" })).toMatchObject({
      error: { type: "NoSuchPayment" },
    });
    expect(await pay(billId, 33_600n, "B")).toMatchObject({ value: { bill: { settled: true } } });
    const detail = await look((transaction) => findBillDetail(transaction, String(billNo)));
    expect(detail?.payments.map((one) => [one.paymentNo, one.reference, one.reversed])).toEqual([
      [1, "A", true],
      [2, "B", false],
    ]);
  });

  test("names its bill by id, six signs of it, number or latest", async () => {
    const { billId, billNo } = await newBill("named");
    for (const text of [
      billId,
      billId.toUpperCase(),
      billId.slice(0, 6),
      String(billNo),
      "latest",
    ]) {
      const paid = await pay(text, 100n, `ref of ${text}`);
      expect(paid).toMatchObject({ value: { bill: { billId } } });
    }
    for (const text of ["", billId.slice(0, 5), "999999999", "'; drop table x", "%%%%%%%"])
      expect(await pay(text, 100n, "x")).toMatchObject({ error: { type: "NoSuchBill" } });
  });
});

test("a person is told what is billed and paid, month by month, and when nothing is", async () => {
  await createTestProgramme(at, "story");
  const batch = await enrol("story", 1, "2024-06-01", 1);
  const standingOf = async (n: number) => {
    const personId = parseUuid(await readPersonId(at.admin, batch, n));
    if (personId === null) throw new Error("no such person");
    return look((transaction) => findStanding(transaction, personId));
  };
  expect(await standingOf(1)).toMatchObject({
    because: { id: "Diterima BPJS Ketenagakerjaan mulai Juni 2024; iurannya belum ditagihkan." },
    months: [],
  });
  expect((await standingOf(2))?.because.en).toBe(
    "Not accepted by the insurer; contributions are billed after acceptance.",
  );
  expect(await standingOf(3)).toBeNull();
  const { bill: june } = await billed("story", "2024-06");
  const { bill: july } = await billed("story", "2024-07");
  await pay(june.billId, 16_800n, "A");
  const told = await standingOf(1);
  expect(told?.because.id).toBe("Iuran 2 bulan ditagihkan, 1 bulan lunas.");
  expect(told?.months.map((month) => [month.standing, month.because.id])).toEqual([
    ["paid", `Juni 2024: iuran Rp16.800 lunas pada 10 Juni 2024 (tagihan ${june.billNo}).`],
    [
      "billed",
      `Juli 2024: iuran Rp16.800 ditagihkan (tagihan ${july.billNo}), jatuh tempo 15 Juli 2024, belum lunas.`,
    ],
  ]);
  await reversePayment(at.office, { bill: june.billId, reference: "A" });
  expect((await standingOf(1))?.months.map((month) => month.standing)).toEqual([
    "billed",
    "billed",
  ]);
});
