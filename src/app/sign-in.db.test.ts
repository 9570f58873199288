import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freshOffice, type TestOffice } from "../platform/testing/database.ts";
import { codeFor, type TestBrowser } from "./test-people.ts";
import { serveOffice, type TestServing } from "./test-serving.ts";

let testOffice: TestOffice;
let serving: TestServing;

beforeAll(async () => {
  testOffice = await freshOffice();
  serving = await serveOffice(testOffice.office);
});
afterAll(async () => {
  await serving.close();
  await testOffice.close();
});

const administrator = {
  name: "Mira Rekaan",
  email: "mira@contoh.id",
  employeeNumber: "19850301",
  password: "kapal kayu menuju senja",
};

interface Status {
  readonly signedIn: {
    readonly name: string;
    readonly secondFactor: string;
    readonly rights: readonly string[];
  } | null;
}
const statusOf = async (browser: TestBrowser) => (await browser.get<Status>("/api/status")).body;

/** Puts an authenticator app to the account of a browser; answers its address and the backup codes. */
async function enrol(browser: TestBrowser, withPassword: string) {
  const { body } = await browser.post<{ address: string; backupCodes: string[] }>(
    "/api/auth/two-factor/enable",
    { password: withPassword },
  );
  const proved = await browser.post("/api/auth/two-factor/verify-totp", {
    code: codeFor(body.address),
  });
  expect(proved.status).toBe(200);
  return body;
}

describe("an installation without an administrator", () => {
  test("says so, and lets nobody make one who does not hold the link of the console", async () => {
    const browser = serving.newBrowser();
    const { body } = await browser.get<{ setUpNeeded: boolean }>("/api/sign-in");
    expect(body.setUpNeeded).toBe(true);
    const refused = await browser.post("/api/set-up", { ...administrator, token: "guessed" });
    expect([refused.status, refused.body.error?.type]).toEqual([403, "WrongSetUpLink"]);
  });

  test("refuses a weak password for the first administrator", async () => {
    const token = serving.setUpToken;
    const weak = { ...administrator, token, password: "Makassar2024" };
    const refused = await serving.newBrowser().post("/api/set-up", weak);
    expect([refused.status, refused.body.error?.type]).toEqual([400, "WeakPassword"]);
  });

  test("takes the first administrator once; the rights wake with the authenticator app", async () => {
    const browser = serving.newBrowser();
    const token = serving.setUpToken;
    expect((await browser.post("/api/set-up", { ...administrator, token })).status).toBe(200);
    expect((await statusOf(browser)).signedIn).toMatchObject({
      name: "Mira Rekaan",
      secondFactor: "to-enrol",
      rights: [],
    });
    expect((await browser.get("/api/accounts")).status).toBe(403);
    await enrol(browser, administrator.password);
    const status = await statusOf(browser);
    expect(status.signedIn?.secondFactor).toBe("proved");
    expect(status.signedIn?.rights).toContain("accounts.manage");
    expect((await browser.get("/api/accounts")).status).toBe(200);
    const again = await browser.post("/api/set-up", {
      ...administrator,
      email: "lain@contoh.id",
      employeeNumber: "19850302",
      token,
    });
    expect([again.status, again.body.error?.type]).toEqual([409, "SetUpDone"]);
  });
});
