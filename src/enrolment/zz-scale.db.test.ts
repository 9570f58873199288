import path from "node:path";
import { afterAll, beforeAll, test } from "vitest";
import { granted } from "../../e2e/test-city.ts";
import { answerBatch } from "../../tools/insurer/answer-batch.ts";
import { approveRoster } from "../allocation/server.ts";
import { readBatchPage } from "./read-batch.ts";
import { listBatches } from "./store.ts";
import { submitRoster } from "./submit-roster.ts";
import { takeReply } from "./take-reply.ts";
import { approve, makeRoster, type RosterInOffice } from "./test-roster.ts";

let roster: RosterInOffice;
beforeAll(async () => {
  const w = Number(process.env["WORKERS"] ?? 77000);
  roster = await makeRoster({ workers: w, seed: 1, seats: Math.round((w * 35422) / 77000) });
}, 900_000);
afterAll(() => roster.close());
test("scale", async () => {
  const timed = async <T>(name: string, work: () => Promise<T>) => {
    const t = performance.now();
    const r = await work();
    console.log(
      name,
      Math.round(performance.now() - t),
      "ms",
      Math.round(process.memoryUsage().rss / 1e6),
      "MB",
    );
    return r;
  };
  await timed("approve", () => approve(roster));
  for (let turn = 0; turn < 8; turn++) {
    const sent = granted(
      await timed("submit", () =>
        submitRoster(roster.office, { reference: "latest", outDir: roster.folder, layout: null }),
      ),
    );
    console.log(
      sent.type,
      sent.accepted,
      sent.awaiting,
      sent.rejected,
      JSON.stringify(sent.passedOver),
      sent.batches.map((b) => b.lines),
    );
    if (turn === 0)
      await timed("submit again", () =>
        submitRoster(roster.office, { reference: "latest", outDir: roster.folder, layout: null }),
      );
    const [b] = sent.batches;
    if (!b) break;
    const outFile = path.join(roster.folder, `r${turn}.${turn === 1 ? "csv" : "xlsx"}`);
    const a = await timed("insurer", () =>
      answerBatch({ batchFile: b.file, rejectShare: 0.06, seed: turn + 1, outFile }),
    );
    const taken = granted(
      await timed("reply", () =>
        takeReply(roster.office, { reference: String(b.batchNo), path: outFile }),
      ),
    );
    console.log(JSON.stringify(a));
    console.log(JSON.stringify(taken.counts));
    if (turn === 0) {
      await timed("reply again", () =>
        takeReply(roster.office, { reference: String(b.batchNo), path: outFile }),
      );
      await timed("list", () =>
        roster.office.db.look(roster.office.identity, (t) => listBatches(t)),
      );
      await timed("page", () =>
        roster.office.db.look(roster.office.identity, (t) =>
          readBatchPage(roster.office, t, { batchId: b.batchId, state: "rejected", page: 1 }),
        ),
      );
    }
  }
}, 900_000);
