import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { granted, makeTestCity, walk } from "../../e2e/test-city.ts";
import { approveRoster, type Roster } from "../allocation/server.ts";
import { actingAs, type Office } from "../platform/office.ts";
import { freshOffice, type TestOffice } from "../platform/testing/database.ts";

/** What the tests of enrolment share: an office with a roster, and the second officer of four eyes. */
export interface RosterInOffice extends TestOffice {
  readonly approver: Office;
  readonly runId: string;
  readonly seats: number;
  readonly waiting: number;
  /** A folder for batches and replies. */
  readonly folder: string;
  /** Forgets everything sent and answered, so that the next example starts from the roster. */
  forgetBatches(): Promise<void>;
}

export const decree = "SK Wali Kota 123/2024";

/** A small synthetic city, walked through the doors from its files to a roster that nobody approved yet. */
export async function makeRoster(city: {
  readonly workers: number;
  readonly seed: number;
  readonly seats: number;
}): Promise<RosterInOffice> {
  const test = await freshOffice();
  const files = await makeTestCity(city.workers, city.seed);
  const { allocation } = await walk(test.office, files.sent, city.seats);
  await files.remove();
  const folder = mkdtempSync(path.join(os.tmpdir(), "payung-enrolment-"));
  return {
    ...test,
    approver: actingAs(test.office, { actor: "os:penyetuju" }),
    runId: allocation.runId,
    seats: allocation.chosen,
    waiting: allocation.waiting,
    folder,
    forgetBatches: async () => {
      await test.admin.query(
        "truncate enrolment.reply_line, enrolment.reply, enrolment.batch_line, enrolment.batch",
      );
    },
    async close() {
      rmSync(folder, { recursive: true, force: true });
      await test.close();
    },
  };
}

export async function approve({ approver, runId }: RosterInOffice): Promise<Roster> {
  return granted(await approveRoster(approver, { reference: runId, decree }));
}
