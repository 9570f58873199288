import { monthOf } from "../kernel/plain-date.ts";
import { formatRupiah } from "../kernel/rupiah.ts";
import type { Bilingual } from "../kernel/statement.ts";
import type { Uuid } from "../kernel/uuid.ts";
import { writeDay, writeMonth } from "../kernel/write-day.ts";
import type { Transaction } from "../platform/database/database.ts";
import type { StandingView } from "./index.ts";
import { findParticipation, listStandings, type StandingRow } from "./store.ts";

/**
 * What is billed and paid for a person, month by month, in words.
 *
 * Null when nobody sent the person to the insurer: then there is nothing to pay.
 */
export async function findStanding(
  transaction: Transaction,
  personId: Uuid,
): Promise<StandingView | null> {
  const participation = await findParticipation(transaction, personId);
  const rows = await listStandings(transaction, personId);
  if (participation === null && rows.length === 0) return null;
  return {
    because: tellAll(rows, participation),
    months: rows.map((row) => ({
      programmeCode: row.programmeCode,
      month: row.month,
      standing: row.standing,
      amountRp: String(row.amountRp),
      billId: row.billId,
      billNo: row.billNo,
      dueOn: row.dueOn,
      settledOn: row.settledOn,
      because: tellMonth(row),
    })),
  };
}

function tellAll(
  rows: readonly StandingRow[],
  participation: Awaited<ReturnType<typeof findParticipation>>,
): Bilingual {
  if (rows.length > 0) {
    const paid = rows.filter((row) => row.standing === "paid").length;
    return {
      id: `Iuran ${rows.length} bulan ditagihkan, ${paid} bulan lunas.`,
      en: `Contributions of ${rows.length} months are billed, ${paid} of them paid in full.`,
    };
  }
  if (participation?.startsOn) {
    const start = writeMonth(monthOf(participation.startsOn));
    return {
      id: `Diterima BPJS Ketenagakerjaan mulai ${start.id}; iurannya belum ditagihkan.`,
      en: `Accepted by the insurer from ${start.en}; no contribution is billed yet.`,
    };
  }
  return {
    id: "Belum diterima BPJS Ketenagakerjaan; iuran ditagihkan sesudah diterima.",
    en: "Not accepted by the insurer; contributions are billed after acceptance.",
  };
}

function tellMonth(row: StandingRow): Bilingual {
  const month = writeMonth(row.month);
  const amount = formatRupiah(row.amountRp);
  if (row.settledOn !== null) {
    const paid = writeDay(row.settledOn);
    return {
      id: `${month.id}: iuran ${amount} lunas pada ${paid.id} (tagihan ${row.billNo}).`,
      en: `${month.en}: contribution ${amount} paid in full on ${paid.en} (bill ${row.billNo}).`,
    };
  }
  const due = writeDay(row.dueOn);
  return {
    id: `${month.id}: iuran ${amount} ditagihkan (tagihan ${row.billNo}), jatuh tempo ${due.id}, belum lunas.`,
    en: `${month.en}: contribution ${amount} is billed (bill ${row.billNo}), due on ${due.en}, not yet paid in full.`,
  };
}
