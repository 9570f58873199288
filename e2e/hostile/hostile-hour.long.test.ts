import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import net from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { projectRoot } from "../../src/platform/project-root.ts";
import { startWeb, type Web } from "../test-web.ts";
import { bombOf } from "./bomb.ts";
import { Intruder, poisons } from "./intruder.ts";

/** The server, a process of its own on the demonstration city, and whoever is signed in to it by role. */
let web: Web;
let people: { readonly officialId: string; readonly name: string; readonly roles: string[] }[];

beforeAll(async () => {
  web = await startWeb([], { PAYUNG_DEMO_WORKERS: "400" });
  for (;;) {
    const { state } = await web.ask<{ state: string }>("/api/status");
    if (state === "ready") break;
    await wait(500);
  }
  const { demonstrationAccounts } = await web.ask<{
    demonstrationAccounts: { officialId: string; name: string; grants: { role: string }[] }[];
  }>("/api/sign-in");
  people = demonstrationAccounts.map(({ grants, ...one }) => ({
    ...one,
    roles: grants.map(({ role }) => role),
  }));
}, 600_000);
afterAll(() => web.stop());

async function signedInAs(role: string): Promise<Intruder> {
  const intruder = new Intruder(web.address);
  const officialId = people.find(({ roles }) => roles.includes(role))?.officialId;
  const { status } = await intruder.post("/api/auth/demonstration", { officialId });
  expect([role, status]).toEqual([role, 200]);
  return intruder;
}

/** Whether the server still answers everybody, and how much memory it holds, in MB. */
async function isAlive(): Promise<boolean> {
  return (await new Intruder(web.address).get("/api/status")).status === 200;
}
function memoryMb(): number {
  const status = readFileSync(`/proc/${web.pid}/status`, "utf8");
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
}

interface Described {
  readonly paths: Record<string, Record<string, { readonly "x-right"?: string | string[] }>>;
}
async function routes() {
  const { paths } = await web.ask<Described>("/openapi.json");
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { "x-right": right }]) => ({ path, method, right })),
  );
}
const nobodysId = "00000000-0000-8000-8000-000000000000";
const fill = (path: string, id: string) => path.replace(/\{\w+\}/g, () => encodeURIComponent(id));

describe("whoever did not sign in", () => {
  test("is shown nothing that a route does not say is for anybody", async () => {
    const stranger = new Intruder(web.address);
    let closed = 0;
    for (const { path, method, right } of await routes()) {
      if (right === "anybody") continue;
      const at = fill(path, nobodysId);
      const { status } = method === "get" ? await stranger.get(at) : await stranger.post(at);
      expect([path, status]).toEqual([path, 401]);
      closed += 1;
    }
    expect(closed).toBeGreaterThan(10);
  });

  test("cannot make a session: cookies made up, altered, cut or of another kind are nobody's", async () => {
    const officer = await signedInAs("officer");
    const [name = "", value = ""] =
      [...officer.cookies].find(([cookie]) => cookie.includes("session")) ?? [];
    expect((await officer.get("/api/me/sessions")).status).toBe(200);
    const [token = "", signature = ""] = decodeURIComponent(value).split(".");
    const forged = [
      token,
      `${token}.`,
      `${token}.${"A".repeat(signature.length)}`,
      `${token.slice(0, -1)}x.${signature}`,
      `${"a".repeat(token.length)}.${signature}`,
      signature,
      "null",
      "{}",
    ];
    for (const cookie of forged) {
      const { status } = await new Intruder(web.address).get("/api/me/sessions", {
        cookie: `${name}=${encodeURIComponent(cookie)}`,
      });
      expect([cookie.slice(0, 12), status]).toEqual([cookie.slice(0, 12), 401]);
    }
  });

  test("cannot use a session again that has ended", async () => {
    const officer = await signedInAs("officer");
    const kept = new Intruder(web.address);
    for (const [name, value] of officer.cookies) kept.cookies.set(name, value);
    expect((await kept.get("/api/me/sessions")).status).toBe(200);
    await officer.post("/api/auth/sign-out");
    expect((await kept.get("/api/me/sessions")).status).toBe(401);
  });

  test("cannot act through a page of another site, or under another name of this server", async () => {
    const officer = await signedInAs("administrator");
    const foreign = await officer.post(
      "/api/me/sessions/end",
      { sessionId: null },
      {
        "x-payung-request": "0",
      },
    );
    expect(foreign.status).toBe(403);
    const { hostname, port } = new URL(web.address);
    const answer = await rawRequest(
      Number(port),
      hostname,
      "GET /api/status HTTP/1.1\r\nHost: payung.attacker.example\r\nConnection: close\r\n\r\n",
    );
    expect(answer).toMatch(/^HTTP\/1\.1 421 /);
  });
});

describe("whoever signed in with a smaller role", () => {
  test("is refused every route that the role does not include", async () => {
    for (const role of ["planner", "liaison", "rt-head", "perisai-agent", "verifier", "finance"]) {
      const intruder = await signedInAs(role);
      const status = (await intruder.get("/api/status")).body as {
        signedIn: { rights: readonly string[] };
      };
      const held = new Set(status.signedIn.rights);
      for (const { path, method, right } of await routes()) {
        const wanted = [right ?? []].flat();
        if (wanted.some((one) => one === "anybody" || one === "signed-in" || held.has(one)))
          continue;
        const at = fill(path, nobodysId);
        const answer = method === "get" ? await intruder.get(at) : await intruder.post(at);
        expect([role, path, answer.status]).toEqual([role, path, 403]);
      }
    }
  });

  test("finds no person of another area by trying ids", async () => {
    const officer = await signedInAs("officer");
    const verifier = await signedInAs("verifier");
    const found = (await officer.get("/api/people?q=mu")).body as { hits?: { personId: string }[] };
    const hits = [
      ...(found.hits ?? []),
      ...(((await officer.get("/api/people?q=andi")).body as typeof found).hits ?? []),
      ...(((await officer.get("/api/people?q=sit")).body as typeof found).hits ?? []),
    ];
    expect(hits.length).toBeGreaterThan(5);
    const own = new Set(
      ["muh", "andi", "sit", "nur", "abd"].length === 0
        ? []
        : (((await verifier.get("/api/people?q=andi")).body as typeof found).hits ?? []).map(
            ({ personId }) => personId,
          ),
    );
    let refused = 0;
    for (const { personId } of hits) {
      const { status } = await verifier.get(`/api/people/${personId}`);
      if (own.has(personId)) continue;
      if (status === 404) refused += 1;
    }
    expect(refused).toBeGreaterThan(0);
    expect((await verifier.get(`/api/rows/${nobodysId}`)).status).toBe(403);
  });

  test("gives nobody a role, and an administrator none to oneself", async () => {
    const officer = await signedInAs("officer");
    const administrator = await signedInAs("administrator");
    const own = people.find(({ roles }) => roles.includes("administrator"))?.officialId ?? "";
    const grant = { role: "approver", areaCode: "73.71", granted: true };
    expect((await officer.post(`/api/accounts/${own}/roles`, grant)).status).toBeGreaterThan(399);
    const toOneself = await administrator.post(`/api/accounts/${own}/roles`, grant);
    expect(toOneself.status).toBeGreaterThan(399);
    const { signedIn } = (await administrator.get("/api/status")).body as {
      signedIn: { rights: readonly string[] };
    };
    expect(signedIn.rights).not.toContain("rosters.approve");
  });
});

describe("poison", () => {
  test("in every field of every address is answered, and the server lives", async () => {
    const officer = await signedInAs("officer");
    const known = (await routes()).filter(
      ({ method, path }) => method === "get" && !/progress$/.test(path),
    );
    for (const { path } of known) {
      for (const poison of poisons) {
        const text = encodeURIComponent(wellFormed(poison));
        const names = [
          "q",
          "page",
          "month",
          "by",
          "programme",
          "state",
          "outcome",
          "kecamatan",
          "actor",
        ];
        for (const at of [
          fill(path, wellFormed(poison)),
          `${fill(path, nobodysId)}?${names.map((name) => `${name}=${text}`).join("&")}`,
        ]) {
          const { status } = await officer.get(at.slice(0, 12_000));
          expect([path, poison.slice(0, 24), status < 500 || status === 501]).toEqual([
            path,
            poison.slice(0, 24),
            true,
          ]);
        }
      }
    }
    expect(await isAlive()).toBe(true);
  }, 600_000);

  test("in bodies and in sign-in is refused, and the server lives", async () => {
    const posts = (await routes()).filter(({ method }) => method === "post");
    for (const role of ["officer", "approver", "administrator", null]) {
      const intruder = role === null ? new Intruder(web.address) : await signedInAs(role);
      for (const { path } of posts) {
        if (/sign-out|sessions\/end|uploads|demonstration$/.test(path)) continue;
        const at = fill(path, nobodysId);
        for (const body of [
          "",
          "{",
          "null",
          "[]",
          '{"__proto__":{"admin":true}}',
          `{"a":${"[".repeat(5_000)}`,
          JSON.stringify({ email: { $ne: null }, password: ["a"], token: {}, decree: 1 }),
          ...poisons.slice(0, 12).map((poison) =>
            JSON.stringify({
              email: poison,
              password: poison,
              token: poison,
              decree: poison,
              id: poison,
            }),
          ),
        ]) {
          const { status } = await intruder.post(at, body);
          expect([path, body.slice(0, 24), status < 500 ? "answered" : status]).toEqual([
            path,
            body.slice(0, 24),
            "answered",
          ]);
        }
      }
    }
    expect(await isAlive()).toBe(true);
  }, 600_000);

  test("in the name of a file leads nowhere else, and its page runs nothing", async () => {
    const officer = await signedInAs("officer");
    for (const name of [
      "../../../etc/cron.d/x",
      "..\\..\\x.xlsx",
      "=1+1.csv",
      "<img src=x>.csv",
      "a\u0000.csv",
      `${"n".repeat(900)}.csv`,
    ]) {
      const answer = await officer.upload(name, Buffer.from("a,b\n1,2\n"));
      expect([name, answer.status]).toEqual([name, 202]);
      expect(String(answer.body["fileName"])).toMatch(/^[\p{L}\p{N} ._()-]{1,120}$/u);
    }
    expect(await isAlive()).toBe(true);
  });

  test("that unpacks to gigabytes is refused by a sentence, and memory stays", async () => {
    const officer = await signedInAs("officer");
    const before = memoryMb();
    const sent = await officer.upload("bom.xlsx", await bombOf(3 * 1024 ** 3));
    expect(sent.status).toBe(202);
    for (;;) {
      const { body } = await officer.get(`/api/uploads/${String(sent.body["uploadId"])}`);
      if (body["state"] === "reading") await wait(200);
      else {
        expect(body["state"]).toBe("refused");
        break;
      }
    }
    expect(memoryMb() - before).toBeLessThan(100);
    expect(await isAlive()).toBe(true);
  }, 300_000);
});

describe("too much", () => {
  test("in one body is refused before it is held", async () => {
    const stranger = new Intruder(web.address);
    const answer = await stranger.post("/api/auth/sign-in/email", "x".repeat(20 * 1024 * 1024));
    expect(answer.status).toBe(413);
    expect(await isAlive()).toBe(true);
  });

  test("of patience: two hundred half-said requests stop nobody else", async () => {
    const { hostname, port } = new URL(web.address);
    const half =
      "POST /api/auth/sign-in/email HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\nContent-Type: application/json\r\nX-Payung-Request: 1\r\n\r\n{";
    const sockets = Array.from({ length: 200 }, () => {
      const socket = net.connect(Number(port), hostname);
      socket.on("error", () => undefined);
      socket.write(half);
      return socket;
    });
    await wait(1_000);
    const answers = await Promise.all(Array.from({ length: 20 }, isAlive));
    expect(answers.every(Boolean)).toBe(true);
    for (const socket of sockets) socket.destroy();
  });

  test("10,000 wrong passwords: all refused, written down, nobody's own browser locked out, memory flat", async () => {
    const before = memoryMb();
    const email = "officer@peragaan.invalid";
    const seen = new Map<number, number>();
    const guesses = 10_000;
    const atOnce = 20;
    for (let tried = 0; tried < guesses; tried += atOnce) {
      const answers = await Promise.all(
        Array.from({ length: atOnce }, (_, n) =>
          new Intruder(web.address).post("/api/auth/sign-in/email", {
            email,
            password: `tebakan ${tried + n}`,
          }),
        ),
      );
      for (const { status } of answers) seen.set(status, (seen.get(status) ?? 0) + 1);
    }
    expect([...seen.keys()].filter((status) => status !== 401 && status !== 429)).toEqual([]);
    expect(seen.get(429) ?? 0).toBeGreaterThan(9_000);
    expect([...seen.values()].reduce((sum, count) => sum + count, 0)).toBe(guesses);
    expect(memoryMb() - before).toBeLessThan(150);
    expect(await isAlive()).toBe(true);
    const written = await web.sql<{ failed: number }>(
      "select count(*) filter (where act = 'signin.failed')::int as failed from platform.journal",
    );
    expect(written[0]?.failed ?? 0).toBeGreaterThan(0);
  }, 900_000);
});

describe("whoever has the command line and not the keys", () => {
  test("is nobody else by an environment variable", () => {
    const payload = Buffer.from(
      JSON.stringify({ actor: `user:${nobodysId}`, untilMs: 9_999_999_999_999 }),
    ).toString("base64url");
    for (const ticket of [payload, `${payload}.`, `${payload}.AAAA`, "x", "."]) {
      const { status, stderr } = spawnSync(
        process.execPath,
        ["bin/payung.mjs", "programme", "list", "--data", web.dataDir],
        {
          cwd: projectRoot(),
          encoding: "utf8",
          env: { ...process.env, ...web.env, PAYUNG_TICKET: ticket },
        },
      );
      expect([ticket.slice(0, 8), status]).toEqual([ticket.slice(0, 8), 1]);
      expect(stderr).not.toBe("");
    }
  });
});

/** Lone halves of a character cannot stand in an address. */
function wellFormed(text: string): string {
  return Buffer.from(text, "utf8").toString("utf8");
}

/** What the server answers to bytes as they are. */
function rawRequest(port: number, host: string, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = net.connect(port, host, () => socket.write(text));
    let answer = "";
    socket.setEncoding("utf8").on("data", (part: string) => {
      answer += part;
    });
    socket.once("end", () => resolve(answer));
    socket.once("error", reject);
  });
}
