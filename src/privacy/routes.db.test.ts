import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makeRoster, type RosterInOffice } from "../enrolment/test-roster.ts";
import { plainDate } from "../kernel/plain-date.ts";
import { openTestApi } from "../platform/testing/api.ts";
import type { PrivacyParts } from "./parts.ts";
import { mountPrivacyRoutes } from "./routes.ts";

let city: RosterInOffice;
let personId: string;
const parts: PrivacyParts = {
  holdingsOf: async () => ({ parts: [], json: null }),
  countDecisions: async () => [],
  resealBatch: (sealed) => sealed,
};
const newId = (no: number) => `0197b000-0000-8000-8000-${String(no).padStart(12, "0")}`;

beforeAll(async () => {
  city = await makeRoster({ workers: 200, seed: 5, seats: 10 });
  const found = await city.admin.query<{ person_id: string }>(
    "select person_id from resolution.published_person where nik_id is not null order by member_number limit 1",
  );
  personId = found.rows[0]?.person_id ?? "";
});
afterAll(() => city.close());

async function ask(method: "GET" | "POST", url: string, payload?: object) {
  const api = openTestApi(city.office, (own) =>
    mountPrivacyRoutes(own, parts, () => plainDate("2026-01-01")),
  );
  const answer = await api.inject({ method, url, ...(payload === undefined ? {} : { payload }) });
  return { status: answer.statusCode, text: answer.body, headers: answer.headers };
}
const json = async (method: "GET" | "POST", url: string, payload?: object) => {
  const { status, text } = await ask(method, url, payload);
  return { status, body: JSON.parse(text) };
};

describe("the web asks for a whole NIK", () => {
  test("and gets it with a purpose, for a short time, kept by no cache", async () => {
    const url = `/api/people/${personId}/unmask`;
    expect((await json("POST", url, { purpose: "curious" })).status).toBe(400);
    expect(await json("POST", url, { purpose: "other" })).toMatchObject({
      status: 422,
      body: { error: { type: "PurposeNotSaid" } },
    });
    const answer = await ask("POST", url, { purpose: "match-ktp" });
    expect(JSON.parse(answer.text)).toEqual({
      nik: expect.stringMatching(/^\d{16}$/),
      seconds: 30,
    });
    expect(answer.headers["cache-control"]).toBe("no-store");
  });
});

describe("the web handles a request of a person", () => {
  test("from receipt to the copy and the answer", async () => {
    const received = {
      kind: "access",
      channel: "counter",
      askedBy: "self",
      words: "Salinan data saya",
    };
    const made = await json("POST", "/api/privacy/requests", {
      ...received,
      requestId: newId(1),
      personId,
    });
    expect(made).toMatchObject({ status: 200, body: { requestNo: 1, state: "identified" } });
    const again = await json("POST", "/api/privacy/requests", {
      ...received,
      requestId: newId(1),
      personId,
    });
    expect(again.body.requestNo).toBe(1);
    const copy = await ask("GET", `/api/privacy/requests/${newId(1)}/copy?lang=en`);
    expect(copy.headers["content-disposition"]).toMatch(/^attachment; filename="salinan-7371-/);
    expect(copy.text).toContain("Copy of personal data");
    const data = await json("GET", `/api/privacy/requests/${newId(1)}/copy?format=json`);
    expect(data.body).toMatchObject({ format: "payung-access-copy-1" });
    const url = `/api/privacy/requests/${newId(1)}/steps`;
    const done = await json("POST", url, { step: "answered", outcome: "granted" });
    expect(done.body).toMatchObject({ state: "answered", outcome: "granted" });
    expect(await json("POST", url, { step: "answered", outcome: "granted" })).toMatchObject({
      status: 422,
      body: { error: { type: "AnsweredAlready" } },
    });
    const list = await json("GET", "/api/privacy/requests");
    expect(list.body.requests).toHaveLength(1);
  });

  test.each(["steps", "copy"])("%s of a request that is not there is refused", async (what) => {
    const url = `/api/privacy/requests/${newId(9)}/${what}`;
    const answer =
      what === "copy"
        ? await ask("GET", url)
        : await ask("POST", url, { step: "assigned", assignee: "os:budi" });
    expect(answer.status).toBe(404);
  });
});

describe("the web erases", () => {
  test("by two persons only", async () => {
    const proposed = await json("POST", "/api/privacy/erasures", {
      ...{ erasureId: newId(2), personId, reason: "Diminta" },
    });
    expect(proposed.status).toBe(200);
    const executed = await json("POST", `/api/privacy/erasures/${newId(2)}/execute`);
    expect(executed).toMatchObject({
      status: 422,
      body: { error: { type: "ProposerIsExecutor" } },
    });
    const list = await json("GET", "/api/privacy/erasures");
    expect(list.body.erasures).toMatchObject([{ scope: "person", executedBy: null }]);
  });
});

test("register, retention and documents are answered", async () => {
  expect((await json("GET", "/api/privacy/register")).body.entries.length).toBeGreaterThan(5);
  const retention = await json("GET", "/api/privacy/retention?on=2060-01-01");
  expect(retention.body.loads.every((one: { due: boolean }) => one.due)).toBe(true);
  for (const name of ["dpia", "register"])
    expect((await ask("GET", `/api/privacy/documents/${name}`)).text).toContain("<!doctype html>");
  expect((await ask("GET", "/api/privacy/documents/none")).status).toBe(404);
});
