import {
  type Launch,
  type LaunchPerson,
  launchPerson,
  recordLaunch,
} from "../cards/test-launch.ts";
import { billMonth, loadHolidays, payBill } from "../contributions/server.ts";
import { assert } from "../kernel/assert.ts";
import { plainDate, plainMonth } from "../kernel/plain-date.ts";
import { loadLaw } from "../law/server.ts";
import type { TestOffice } from "../platform/testing/database.ts";

/** 240 persons of every kind, in a fixed order: whatever is not stated for some is stated for others. */
function coverageCity(): readonly LaunchPerson[] {
  return Array.from({ length: 240 }, (_, no) => {
    const kecamatanCode = pick([null, "73.71.01", "73.71.07", "73.71.15"], no % 7);
    const eligible = no % 4 !== 0;
    const chosen = eligible && no % 5 !== 0;
    return launchPerson(no, {
      kecamatanCode,
      kelurahanCode: kecamatanCode === null ? null : `${kecamatanCode}.100${1 + (no % 2)}`,
      occupation: pick([null, "PEDAGANG", "NELAYAN", "PEKERJA LEPAS"], no % 11),
      sex: pick([null, "female", "male"] as const, no % 13),
      disability: no % 17 === 1 ? "physical" : null,
      decile: pick([null, 1, 2, 3], no % 9),
      worker: no % 6 !== 0,
      standing: eligible ? "eligible" : no % 8 === 0 ? "cannot-say" : "not-eligible",
      place: chosen ? "chosen" : eligible ? "waiting" : null,
      reply: chosen
        ? pick([null, "accepted", "rejected"] as const, 1 + (no % 10 === 3 ? 1 : 0))
        : null,
    });
  });
}

/** The first is rare: one in as many as `turn` counts. */
function pick<T>(values: readonly T[], turn: number): T {
  const value = values[turn === 0 ? 0 : 1 + (turn % (values.length - 1))];
  assert(value !== undefined, "there is a value for every turn");
  return value;
}

/** The launch, June billed and paid in full, July billed and paid but for one rupiah. */
export async function recordCoverageCity(city: TestOffice): Promise<Launch> {
  const launch = await recordLaunch(city.office, coverageCity());
  for (const [month, short] of [
    ["2024-06", 0n],
    ["2024-07", 1n],
  ] as const) {
    const billed = await billMonth(city.office, {
      programmeCode: launch.programmeCode,
      month: plainMonth(month),
      law: loadLaw(),
      holidays: loadHolidays(),
    });
    assert(billed.ok, `${month} is billed`);
    const { billNo, amountRp } = billed.value.bill;
    const paid = await payBill(city.office, {
      bill: String(billNo),
      amountRp: amountRp - short,
      reference: `SP2D ${month}`,
      paidOn: plainDate(`${month}-10`),
    });
    assert(paid.ok, `${month} is paid`);
  }
  return launch;
}
