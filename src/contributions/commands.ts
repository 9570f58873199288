import { type Command, InvalidArgumentError } from "commander";
import { type PlainMonth, parsePlainMonth } from "../kernel/plain-date.ts";
import type { Result } from "../kernel/result.ts";
import { formatRupiah, groupThousands, parseRupiah } from "../kernel/rupiah.ts";
import type { Bilingual } from "../kernel/statement.ts";
import { writeDay, writeMonth } from "../kernel/write-day.ts";
import { loadLaw } from "../law/server.ts";
import { type CommandLine, CommandRefused, renderTable } from "../platform/command-line.ts";
import { billMonth, type MonthBilled } from "./bill-month.ts";
import { describeBillRefusal, describePaymentRefusal } from "./describe.ts";
import { loadHolidays } from "./load-holidays.ts";
import { type BillPaid, payBill, reversePayment } from "./pay-bill.ts";
import { type BillRow, listBills } from "./store.ts";

export function mountContributionCommands(program: Command, line: CommandLine): void {
  mountBill(program, line);
  mountBills(program, line);
  mountPay(program, line);
  mountUnpay(program, line);
}

function mountBill(program: Command, line: CommandLine): void {
  program
    .command("bill")
    .description("Tagihkan iuran sebulan / bill a month's contributions to the payer")
    .requiredOption("--programme <code>", "programme code")
    .requiredOption("--month <YYYY-MM>", "contribution month", readMonth)
    .addHelpText(
      "after",
      `
Example:
  payung bill --programme makassar-2024 --month 2024-06

Everybody accepted whose cover starts in or before the month, at the rate of that month. Those who
are accepted later come in a second part: run it again.`,
    )
    .action(async (options: { programme: string; month: PlainMonth }, command: Command) => {
      const answer = await line.withOffice(command, async (office) => {
        const { programme: programmeCode, month } = options;
        const request = { programmeCode, month, law: loadLaw(), holidays: loadHolidays() };
        return acceptedOf(await billMonth(office, request), describeBillRefusal);
      });
      line.answer(billJson(answer), tellBill(answer)[line.language]);
    });
}

function mountBills(program: Command, line: CommandLine): void {
  program
    .command("bills")
    .description("Daftar tagihan, terbaru dahulu / bills, the newest first")
    .addHelpText("after", "\nExample:\n  payung bills --json")
    .action(async (_options: unknown, command: Command) => {
      const bills = await line.withOffice(command, (office) =>
        office.db.look(office.identity, listBills),
      );
      const headings =
        line.language === "id"
          ? ["No", "Program", "Bulan", "Bagian", "Peserta", "Jumlah", "Sisa", "Jatuh tempo", "Id"]
          : ["No", "Programme", "Month", "Part", "People", "Amount", "Owed", "Due", "Id"];
      const rows = bills.map((bill) => [
        String(bill.billNo),
        bill.programmeCode,
        bill.month,
        String(bill.partNo),
        groupThousands(bill.participants, line.language === "id" ? "." : ","),
        formatRupiah(bill.amountRp),
        formatRupiah(bill.owedRp),
        bill.dueOn,
        bill.billId.slice(0, 8),
      ]);
      line.answer({ bills: bills.map(listedJson) }, renderTable(headings, rows));
    });
}

function mountPay(program: Command, line: CommandLine): void {
  program
    .command("pay")
    .argument("<bill>", "number, id or at least six signs of it, or latest")
    .description("Catat pembayaran atas tagihan / enter money paid on a bill; --on is the day paid")
    .requiredOption("--amount <rupiah>", "e.g. 595089600 or Rp595.089.600", readAmount)
    .requiredOption("--ref <text>", "number of the treasury's paper; the same again is harmless")
    .addHelpText(
      "after",
      "\nExample:\n  payung pay 1 --amount Rp595.089.600 --ref SP2D-0123/2024 --on 2024-06-10",
    )
    .action(async (bill: string, options: { amount: bigint; ref: string }, command: Command) => {
      const request = { bill, amountRp: options.amount, reference: options.ref, paidOn: line.on };
      const answer = await line.withOffice(command, async (office) =>
        acceptedOf(await payBill(office, request), describePaymentRefusal),
      );
      line.answer(payJson(answer), tellPayment(answer)[line.language]);
    });
}

function mountUnpay(program: Command, line: CommandLine): void {
  program
    .command("unpay")
    .argument("<bill>", "number, id or at least six signs of it, or latest")
    .description("Batalkan pembayaran yang keliru dicatat / reverse a payment entered by mistake")
    .requiredOption("--ref <text>", "the reference it was entered under")
    .addHelpText("after", "\nExample:\n  payung unpay 1 --ref SP2D-0123/2024")
    .action(async (bill: string, options: { ref: string }, command: Command) => {
      const answer = await line.withOffice(command, async (office) =>
        acceptedOf(
          await reversePayment(office, { bill, reference: options.ref }),
          describePaymentRefusal,
        ),
      );
      const json = {
        ...standJson(answer.bill, answer.paymentId, answer.amountRp),
        already_reversed: answer.alreadyReversed,
      };
      const owed = formatRupiah(answer.bill.owedRp);
      const text = {
        id: `Pembayaran ${formatRupiah(answer.amountRp)} atas tagihan ${answer.bill.billNo} dibatalkan; sisa ${owed}.`,
        en: `Payment of ${formatRupiah(answer.amountRp)} on bill ${answer.bill.billNo} is reversed; ${owed} owed.`,
      };
      line.answer(json, text[line.language]);
    });
}

function acceptedOf<T, E extends { readonly type: string }>(
  result: Result<T, E>,
  describe: (refusal: E) => Bilingual,
): T {
  if (!result.ok) throw new CommandRefused(result.error, describe(result.error));
  return result.value;
}

function readMonth(text: string): PlainMonth {
  const month = parsePlainMonth(text);
  if (month === null) throw new InvalidArgumentError("a month is needed, YYYY-MM.");
  return month;
}

function readAmount(text: string): bigint {
  const amount = parseRupiah(text);
  if (amount === null || amount === 0n)
    throw new InvalidArgumentError("whole rupiah are needed, e.g. 595089600.");
  return amount;
}

/** Money is a JSON number here: the bills of a city are far below 2^53. */
export function billJson(answer: MonthBilled) {
  return {
    ...partJson(answer.bill),
    already_billed: answer.alreadyBilled,
    parts: answer.parts.map(partJson),
  };
}

function partJson(bill: BillRow) {
  return {
    bill: bill.billId,
    bill_no: bill.billNo,
    programme: bill.programmeCode,
    month: bill.month,
    part: bill.partNo,
    payer: bill.payer,
    participants: bill.participants,
    amount_rp: Number(bill.amountRp),
    due_on: bill.dueOn,
    transfer: bill.transferId,
  };
}

function listedJson(bill: BillRow) {
  return {
    ...partJson(bill),
    paid_rp: Number(bill.paidRp),
    owed_rp: Number(bill.owedRp),
    settled: bill.settled,
    settled_on: bill.settledOn,
  };
}

export function payJson(answer: BillPaid) {
  return {
    ...standJson(answer.bill, answer.paymentId, answer.amountRp),
    already_paid: answer.alreadyPaid,
  };
}

function standJson(bill: BillRow, paymentId: string, amountRp: bigint) {
  return {
    bill: bill.billId,
    payment: paymentId,
    amount_rp: Number(amountRp),
    paid_rp: Number(bill.paidRp),
    owed_rp: Number(bill.owedRp),
    settled: bill.settled,
  };
}

function tellBill({ bill, alreadyBilled }: MonthBilled): Bilingual {
  const month = writeMonth(bill.month);
  const due = writeDay(bill.dueOn);
  const part = bill.partNo === 1 ? { id: "", en: "" } : partWords(bill.partNo);
  const again = alreadyBilled
    ? { id: " Tidak ada peserta baru; tidak ada yang berubah.", en: " Nobody is new; unchanged." }
    : { id: "", en: "" };
  return {
    id: `Tagihan ${bill.billNo}, ${month.id}${part.id}: ${groupThousands(bill.participants, ".")} peserta, ${formatRupiah(bill.amountRp)}, jatuh tempo ${due.id}.${again.id}`,
    en: `Bill ${bill.billNo}, ${month.en}${part.en}: ${groupThousands(bill.participants, ",")} people, ${formatRupiah(bill.amountRp)}, due on ${due.en}.${again.en}`,
  };
}

function partWords(partNo: number): Bilingual {
  return { id: ` bagian ${partNo}`, en: ` part ${partNo}` };
}

function tellPayment({ bill, amountRp, alreadyPaid }: BillPaid): Bilingual {
  const paid = formatRupiah(amountRp);
  const rest = bill.settled
    ? { id: "lunas", en: "settled" }
    : { id: `sisa ${formatRupiah(bill.owedRp)}`, en: `${formatRupiah(bill.owedRp)} owed` };
  const done = alreadyPaid
    ? { id: "sudah tercatat sebelumnya", en: "was entered before" }
    : { id: "dicatat", en: "is entered" };
  return {
    id: `Pembayaran ${paid} atas tagihan ${bill.billNo} ${done.id}; ${rest.id}.`,
    en: `Payment of ${paid} on bill ${bill.billNo} ${done.en}; ${rest.en}.`,
  };
}
