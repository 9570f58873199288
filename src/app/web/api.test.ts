import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createApi } from "./api.ts";

const status = {
  version: "0.1.0",
  regency: { code: "73.71", name: "Makassar" },
  state: "ready",
  demonstration: true,
  signedIn: null,
  today: "2024-05-31",
};
const message = { id: "Tidak ada orang itu.", en: "There is no such person." };
const answers: Readonly<Record<string, readonly [number, string]>> = {
  "/api/status": [200, JSON.stringify(status)],
  "/api/people/gone": [404, JSON.stringify({ error: { type: "PersonNotFound", message } })],
  "/api/overview": [200, JSON.stringify({ regency: { code: "73.71", name: "Makassar" } })],
  "/api/law": [502, "<html>bad gateway</html>"],
};

let server: Server;
let base = "";

beforeAll(async () => {
  server = createServer((request, response) => {
    const [code, body] = answers[request.url ?? ""] ?? [404, "{}"];
    response.writeHead(code, { "content-type": "application/json" }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => new Promise((resolve) => server.close(resolve)));

test("an answer of the agreed shape is believed", async () => {
  expect(await createApi(base).status()).toEqual({ ok: true, value: status });
});

test("a refusal of the server is passed on in both languages", async () => {
  expect(await createApi(base).person("gone")).toEqual({
    ok: false,
    error: { type: "Refused", status: 404, message },
  });
});

test("an answer of another shape is not believed, and the place of the fault is named", async () => {
  const answer = await createApi(base).overview();
  expect(answer).toMatchObject({ ok: false, error: { type: "NotUnderstood" } });
  expect(JSON.stringify(answer)).toContain("loads");
});

test("a server that is away, or a stranger in its place, is said to be unreachable", async () => {
  const away = { ok: false, error: { type: "Unreachable" } };
  expect(await createApi(base).law()).toEqual(away);
  expect(await createApi("http://127.0.0.1:1").status()).toEqual(away);
});
