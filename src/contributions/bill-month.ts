import { assert } from "../kernel/assert.ts";
import { addMonths, type PlainMonth, yearOf } from "../kernel/plain-date.ts";
import { ok, type Result, refuse } from "../kernel/result.ts";
import {
  type Contribution,
  type ContributionRefusal,
  contributionOf,
  type LawBook,
} from "../law/index.ts";
import { codeVersion } from "../platform/code-version.ts";
import { enterInJournal, type Transaction, waitForTurn } from "../platform/database/database.ts";
import type { Office } from "../platform/office.ts";
import { termsOf } from "../programme/index.ts";
import { findProgramme, type ProgrammeVersion } from "../programme/server.ts";
import { dueDateOf, type HolidayCalendar } from "./due-date.ts";
import { billIdOf, transferIdOf } from "./ids.ts";
import { transferOfBill } from "./ledger.ts";
import {
  type BillRow,
  insertBill,
  insertBillLines,
  insertTransfer,
  listParts,
  type NewBill,
  stageUnbilled,
} from "./store.ts";

export interface BillRequest {
  readonly programmeCode: string;
  readonly month: PlainMonth;
  readonly law: LawBook;
  readonly holidays: HolidayCalendar;
}

/** The newest part of a month's bill, and all its parts in order. `alreadyBilled`: nobody was new. */
export interface MonthBilled {
  readonly bill: BillRow;
  readonly parts: readonly BillRow[];
  readonly alreadyBilled: boolean;
}

export type BillRefusal =
  | { readonly type: "NoSuchProgramme"; readonly code: string }
  | {
      readonly type: "MonthOutsideProgramme";
      readonly code: string;
      readonly month: PlainMonth;
      readonly firstMonth: PlainMonth;
      readonly lastMonth: PlainMonth;
    }
  | { readonly type: "NobodyToBill"; readonly code: string; readonly month: PlainMonth }
  | ContributionRefusal;

/**
 * Bills a contribution month of a programme: everybody accepted whose cover has started by then and
 * whom no bill of the month holds yet, at the month's own rate, posted to the ledger.
 *
 * Those accepted after a bill come in its next part. Repeated with nobody new, it answers what there
 * is: the ids are made of programme, month and part. Unit: whole rupiah.
 * Not modelled: people who leave (a death, a move) before their cover ends; the agreement settles those.
 */
export async function billMonth(
  office: Office,
  request: BillRequest,
): Promise<Result<MonthBilled, BillRefusal>> {
  return await office.jobs.act(office.identity, async (transaction) => {
    await waitForTurn(transaction, office.identity, "contributions");
    const version = await findProgramme(transaction, request.programmeCode);
    if (version === null) return refuse({ type: "NoSuchProgramme", code: request.programmeCode });
    const outside = findMonthOutside(version, request.month);
    if (outside !== null) return refuse(outside);
    const contribution = contributionOf(request.law, termsOf(version.programme), request.month);
    if (!contribution.ok) return contribution;
    const dueOn = dueDateOf(request.law, request.holidays, request.month);
    if (!dueOn.ok) return dueOn;
    const before = await listParts(transaction, version.code, request.month);
    const participants = await stageUnbilled(transaction, version.code, request.month);
    const last = before.at(-1);
    if (participants === 0 && last !== undefined)
      return ok({ bill: last, parts: before, alreadyBilled: true });
    if (participants === 0)
      return refuse({ type: "NobodyToBill", code: version.code, month: request.month });
    const partNo = (last?.partNo ?? 0) + 1;
    const billId = billIdOf(version.code, request.month, partNo);
    const bill: NewBill = {
      billId,
      programmeCode: version.code,
      programmeVersion: version.versionNo,
      month: request.month,
      partNo,
      payer: version.programme.payer,
      dueOn: dueOn.value,
      participants,
      amountRp: BigInt(participants) * contribution.value.totalRp,
      lawVersion: request.law.version,
      codeVersion,
      transferId: transferIdOf("bill", billId),
    };
    await postBill(office, transaction, { bill, version, contribution: contribution.value });
    await enterInJournal(transaction, office.identity, {
      act: "contributions.billed",
      subject: billId,
      body: {
        programme: bill.programmeCode,
        month: bill.month,
        part: partNo,
        participants,
        amountRp: String(bill.amountRp),
        dueOn: bill.dueOn,
        holidaysKnown: request.holidays.years.has(yearOf(bill.month)),
      },
    });
    const parts = await listParts(transaction, version.code, request.month);
    const made = parts.at(-1);
    assert(made?.billId === billId, "the newest part is the one just made");
    return ok({ bill: made, parts, alreadyBilled: false });
  });
}

async function postBill(
  office: Office,
  transaction: Transaction,
  made: {
    readonly bill: NewBill;
    readonly version: ProgrammeVersion;
    readonly contribution: Contribution;
  },
): Promise<void> {
  const { bill, version, contribution } = made;
  const transfer = transferOfBill({
    transferId: bill.transferId,
    subject: bill.billId,
    payer: version.programme.payer,
    amountRp: bill.amountRp,
  });
  await insertTransfer(transaction, office.identity, transfer);
  await insertBill(transaction, office.identity, bill);
  await insertBillLines(transaction, office.identity, bill, contribution);
}

function findMonthOutside(version: ProgrammeVersion, month: PlainMonth) {
  const { first_month: firstMonth, months } = version.programme;
  const lastMonth = addMonths(firstMonth, months - 1);
  if (month >= firstMonth && month <= lastMonth) return null;
  return {
    type: "MonthOutsideProgramme",
    code: version.code,
    month,
    firstMonth,
    lastMonth,
  } as const;
}
