import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { granted } from "../../e2e/test-city.ts";
import { mountRosterRoutes } from "../allocation/server.ts";
import { openTestApi } from "../platform/testing/api.ts";
import { mountEnrolmentRoutes } from "./routes.ts";
import { submitRoster } from "./submit-roster.ts";
import { takeReply } from "./take-reply.ts";
import { accept, readBatchFile, reject, writeReply } from "./test-insurer.ts";
import { approve, decree, makeRoster, type RosterInOffice } from "./test-roster.ts";

let roster: RosterInOffice;
beforeAll(async () => {
  roster = await makeRoster({ workers: 300, seed: 3, seats: 20 });
});
afterAll(() => roster.close());

async function ask(url: string) {
  const api = openTestApi(roster.office, (own) => {
    mountRosterRoutes(own);
    mountEnrolmentRoutes(own);
  });
  const answer = await api.inject({ url });
  return { status: answer.statusCode, body: answer.json() };
}

describe("the web asks how rosters and batches stand", () => {
  test("a roster before and after its approval", async () => {
    expect((await ask("/api/rosters")).body.rosters).toMatchObject([
      { runNo: 1, seats: 20, costRp: String(20 * 12 * 16_800), decree: null, approvedBy: null },
    ]);
    await approve(roster);
    expect((await ask("/api/rosters")).body.rosters).toMatchObject([
      { decree, approvedBy: "os:penyetuju", firstMonth: "2024-06" },
    ]);
  });

  test("batches with their counts, and one with replies, reasons and a page of people", async () => {
    expect((await ask("/api/batches")).body).toEqual({ batches: [] });
    const request = { reference: "latest", outDir: roster.folder, layout: null };
    const [batch] = granted(await submitRoster(roster.office, request)).batches;
    const people = await readBatchFile(batch?.file ?? "");
    const path = await writeReply(roster.folder, "balasan.xlsx", people, (person, index) =>
      index < 3 ? reject() : accept(person),
    );
    granted(await takeReply(roster.office, { reference: "1", path }));
    expect((await ask("/api/batches")).body.batches).toMatchObject([
      { batchNo: 1, lineCount: 20, accepted: 17, rejected: 3, unclear: 0, unanswered: 0 },
    ]);
    const one = await ask(`/api/batches/${batch?.batchId}?state=accepted`);
    expect(one.status).toBe(200);
    expect(one.body).toMatchObject({
      total: 17,
      replies: [{ fileName: "balasan.xlsx", counts: { rows: 20 } }],
      reasons: [{ code: "MENINGGAL", count: 3 }],
    });
    expect(one.body.lines).toHaveLength(17);
    expect(JSON.stringify(one.body)).not.toMatch(/\d{16}/);
  });

  test.each(["/api/batches/1", "/api/batches/00000000-0000-8000-8000-000000000000"])(
    "%s is no batch",
    async (url) => {
      expect(await ask(url)).toMatchObject({
        status: 404,
        body: { error: { type: "NoSuchBatch" } },
      });
    },
  );
});
