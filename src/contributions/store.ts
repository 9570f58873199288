import { assert } from "../kernel/assert.ts";
import { firstDayOf, type PlainDate, type PlainMonth } from "../kernel/plain-date.ts";
import type { Uuid } from "../kernel/uuid.ts";
import type { Contribution } from "../law/index.ts";
import {
  type Identity,
  refreshStatistics,
  type Transaction,
} from "../platform/database/database.ts";
import { accountIdOf } from "./ids.ts";
import type { Transfer } from "./ledger.ts";

/** A bill as it stands: what is paid on it and still owed. Unit: whole rupiah. */
export interface BillRow {
  readonly billId: Uuid;
  readonly billNo: number;
  readonly programmeCode: string;
  readonly month: PlainMonth;
  readonly partNo: number;
  readonly payer: string;
  readonly dueOn: PlainDate;
  readonly participants: number;
  readonly amountRp: bigint;
  readonly paidRp: bigint;
  readonly owedRp: bigint;
  readonly settled: boolean;
  readonly settledOn: PlainDate | null;
  readonly transferId: Uuid;
  readonly billedBy: string;
  readonly billedAt: string;
}

const selectBill = `select p.bill_id as "billId", p.bill_no as "billNo", p.programme_code as "programmeCode",
    to_char(p.month, 'YYYY-MM') as month, p.part_no as "partNo", p.payer, p.due_on as "dueOn", p.participants, p.amount_rp as "amountRp",
    p.paid_rp as "paidRp", p.owed_rp as "owedRp", p.settled, p.settled_on as "settledOn", b.transfer_id as "transferId",
    p.billed_by as "billedBy", p.billed_at as "billedAt"
  from contributions.published_bill p
  join contributions.bill b on b.regency_code = p.regency_code and b.bill_id = p.bill_id`;

/** The parts of a month's bill, in order. */
export async function listParts(
  transaction: Transaction,
  programmeCode: string,
  month: PlainMonth,
): Promise<readonly BillRow[]> {
  const found = await transaction.query<BillRow>(
    `${selectBill} where p.programme_code = $1 and p.month = $2 order by p.part_no`,
    [programmeCode, firstDayOf(month)],
  );
  return found.rows;
}

/** All bills, the newest first. */
export async function listBills(transaction: Transaction): Promise<readonly BillRow[]> {
  const found = await transaction.query<BillRow>(`${selectBill} order by p.bill_no desc`);
  return found.rows;
}

export async function getBill(transaction: Transaction, billId: Uuid): Promise<BillRow> {
  const found = await transaction.query<BillRow>(`${selectBill} where p.bill_id = $1`, [billId]);
  const [bill] = found.rows;
  assert(bill !== undefined, "the bill at hand is in the database");
  return bill;
}

/** Bills of this number, or whose id begins with this prefix (lower-case hexadecimal and hyphens). */
export async function findBillsByText(
  transaction: Transaction,
  text: { readonly billNo: number | null; readonly idPrefix: string | null },
): Promise<readonly BillRow[]> {
  const found = await transaction.query<BillRow>(
    `${selectBill} where p.bill_no = $1 or ($2::text is not null and starts_with(p.bill_id::text, $2)) order by p.bill_no`,
    [text.billNo, text.idPrefix],
  );
  return found.rows;
}

/**
 * Puts aside everybody whose participation is accepted, whose cover starts in or before the month
 * and whom no bill of the month holds yet; answers how many. `insertBillLines` bills them.
 */
export async function stageUnbilled(
  transaction: Transaction,
  programmeCode: string,
  month: PlainMonth,
): Promise<number> {
  await transaction.query(
    "create temporary table unbilled (person_id uuid primary key) on commit drop",
  );
  const staged = await transaction.query(
    `insert into unbilled
     select distinct p.person_id from enrolment.published_participation p
     where p.programme_code = $1 and p.state = 'accepted' and p.starts_on < $2::date + interval '1 month'
       and not exists (
         select from contributions.bill_line l
         where l.regency_code = p.regency_code and l.programme_code = p.programme_code and l.month = $2 and l.person_id = p.person_id
       )`,
    [programmeCode, firstDayOf(month)],
  );
  return staged.rowCount ?? 0;
}

export interface NewBill {
  readonly billId: Uuid;
  readonly programmeCode: string;
  readonly programmeVersion: number;
  readonly month: PlainMonth;
  readonly partNo: number;
  readonly payer: string;
  readonly dueOn: PlainDate;
  readonly participants: number;
  readonly amountRp: bigint;
  readonly lawVersion: string;
  readonly codeVersion: string;
  readonly transferId: Uuid;
}

export async function insertBill(
  transaction: Transaction,
  identity: Identity,
  bill: NewBill,
): Promise<void> {
  await transaction.query(
    `insert into contributions.bill (regency_code, bill_id, bill_no, programme_code, programme_version, month, part_no, payer, due_on,
       participants, amount_rp, law_version, code_version, transfer_id)
     select $1, $2, coalesce(max(bill_no), 0) + 1, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13 from contributions.bill`,
    [
      identity.regencyCode,
      bill.billId,
      bill.programmeCode,
      bill.programmeVersion,
      firstDayOf(bill.month),
      bill.partNo,
      bill.payer,
      bill.dueOn,
      bill.participants,
      bill.amountRp,
      bill.lawVersion,
      bill.codeVersion,
      bill.transferId,
    ],
  );
}

/** One line for each person put aside by `stageUnbilled`, all at the contribution of the month. */
export async function insertBillLines(
  transaction: Transaction,
  identity: Identity,
  bill: NewBill,
  contribution: Contribution,
): Promise<void> {
  await transaction.query(
    `insert into contributions.bill_line (regency_code, programme_code, month, person_id, bill_id, jkk_rp, jkm_rp, jht_rp, amount_rp)
     select $1, $2, $3, person_id, $4, $5, $6, $7, $8 from unbilled order by person_id`,
    [
      identity.regencyCode,
      bill.programmeCode,
      firstDayOf(bill.month),
      bill.billId,
      contribution.jkkRp,
      contribution.jkmRp,
      contribution.jhtRp,
      contribution.totalRp,
    ],
  );
  await refreshStatistics(transaction, ["contributions.bill_line"]);
}

/** Posts a transfer, with the accounts it is the first to use. */
export async function insertTransfer(
  transaction: Transaction,
  identity: Identity,
  transfer: Transfer,
): Promise<void> {
  const accountIds = transfer.postings.map(({ account }) => accountIdOf(account.code));
  await transaction.query(
    `insert into contributions.account (regency_code, account_id, code, title, kind)
     select $1, * from unnest($2::uuid[], $3::text[], $4::text[], $5::text[]) on conflict do nothing`,
    [
      identity.regencyCode,
      accountIds,
      transfer.postings.map(({ account }) => account.code),
      transfer.postings.map(({ account }) => account.title),
      transfer.postings.map(({ account }) => account.kind),
    ],
  );
  await transaction.query(
    "insert into contributions.transfer (regency_code, transfer_id, reason, subject, reverses) values ($1, $2, $3, $4, $5)",
    [
      identity.regencyCode,
      transfer.transferId,
      transfer.reason,
      transfer.subject,
      transfer.reverses,
    ],
  );
  await transaction.query(
    `insert into contributions.posting (regency_code, transfer_id, account_id, amount_rp)
     select $1, $2, * from unnest($3::uuid[], $4::bigint[])`,
    [
      identity.regencyCode,
      transfer.transferId,
      accountIds,
      transfer.postings.map(({ amountRp }) => amountRp),
    ],
  );
}

/** A payment on a bill. `reversed`: it was undone and counts for nothing. */
export interface PaymentRow {
  readonly paymentId: Uuid;
  readonly paymentNo: number;
  readonly reference: string;
  readonly amountRp: bigint;
  readonly paidOn: PlainDate;
  readonly reversed: boolean;
  readonly transferId: Uuid;
  readonly paidBy: string;
  readonly paidAt: string;
}

/** The payments on a bill in their order. */
export async function listPayments(
  transaction: Transaction,
  billId: Uuid,
): Promise<readonly PaymentRow[]> {
  const found = await transaction.query<PaymentRow>(
    `select p.payment_id as "paymentId", p.payment_no as "paymentNo", p.reference, p.amount_rp as "amountRp", p.paid_on as "paidOn",
       r.transfer_id is not null as reversed, p.transfer_id as "transferId", p.paid_by as "paidBy", p.paid_at as "paidAt"
     from contributions.payment p
     left join contributions.transfer r on r.regency_code = p.regency_code and r.reverses = p.transfer_id
     where p.bill_id = $1 order by p.payment_no`,
    [billId],
  );
  return found.rows;
}

export async function insertPayment(
  transaction: Transaction,
  identity: Identity,
  billId: Uuid,
  payment: Pick<PaymentRow, "paymentId" | "reference" | "amountRp" | "paidOn" | "transferId">,
): Promise<void> {
  await transaction.query(
    `insert into contributions.payment (regency_code, payment_id, bill_id, payment_no, reference, amount_rp, paid_on, transfer_id)
     select $1, $2, $3, coalesce(max(payment_no), 0) + 1, $4, $5, $6, $7 from contributions.payment where bill_id = $3`,
    [
      identity.regencyCode,
      payment.paymentId,
      billId,
      payment.reference,
      payment.amountRp,
      payment.paidOn,
      payment.transferId,
    ],
  );
}

export interface BalanceRow {
  readonly code: string;
  readonly title: string;
  readonly kind: "receivable" | "payable";
  readonly balanceRp: bigint;
}

/** What stands on each account; together nothing. */
export async function listBalances(transaction: Transaction): Promise<readonly BalanceRow[]> {
  const found = await transaction.query<BalanceRow>(
    `select code, title, kind, balance_rp as "balanceRp" from contributions.published_balance order by kind desc, code`,
  );
  return found.rows;
}

export interface StandingRow {
  readonly programmeCode: string;
  readonly month: PlainMonth;
  readonly standing: "billed" | "paid";
  readonly amountRp: bigint;
  readonly billId: Uuid;
  readonly billNo: number;
  readonly dueOn: PlainDate;
  readonly settledOn: PlainDate | null;
}

/** The months a person is billed for, in order. */
export async function listStandings(
  transaction: Transaction,
  personId: Uuid,
): Promise<readonly StandingRow[]> {
  const found = await transaction.query<StandingRow>(
    `select s.programme_code as "programmeCode", to_char(s.month, 'YYYY-MM') as month, s.standing, s.amount_rp as "amountRp",
       s.bill_id as "billId", b.bill_no as "billNo", b.due_on as "dueOn", b.settled_on as "settledOn"
     from contributions.published_standing s
     join contributions.published_bill b on b.regency_code = s.regency_code and b.bill_id = s.bill_id
     where s.person_id = $1 order by s.month, s.programme_code`,
    [personId],
  );
  return found.rows;
}

/** What the insurer answered of a person that was sent to it, and from which day; null when nobody sent it. */
export async function findParticipation(
  transaction: Transaction,
  personId: Uuid,
): Promise<{ readonly accepted: boolean; readonly startsOn: PlainDate | null } | null> {
  const found = await transaction.query<{ accepted: boolean; startsOn: PlainDate | null }>(
    `select bool_or(state = 'accepted') as accepted, min(starts_on) filter (where state = 'accepted') as "startsOn"
     from enrolment.published_participation where person_id = $1 having count(*) > 0`,
    [personId],
  );
  return found.rows[0] ?? null;
}
