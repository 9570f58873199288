import { randomBytes } from "node:crypto";
import { rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { assert } from "../../kernel/assert.ts";
import { openEmbeddedServer } from "../postgres/server.ts";
import { dropDatabase, openTestOffice, type TestServer } from "./test-server.ts";

declare module "vitest" {
  interface ProvidedContext {
    testServer: TestServer;
  }
}

/**
 * One PostgreSQL for a whole run of tests, with a migrated database to copy: the embedded one, or
 * the server that PAYUNG_TEST_DATABASE_URL names (as a role that may create databases and roles).
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const base = path.join(
    os.tmpdir(),
    `payung-test-${process.pid}-${randomBytes(4).toString("hex")}`,
  );
  const opened = await openServer(path.join(base, "server"));
  const server: TestServer = {
    url: opened.url,
    template: `payung_template_${randomBytes(4).toString("hex")}`,
  };
  await onServer(server, `create database ${server.template}`);
  const office = await openTestOffice(server, server.template, path.join(base, "template"));
  await office.close();
  project.provide("testServer", server);
  return async () => {
    await dropDatabase(server, server.template);
    await opened.stop();
    rmSync(base, { recursive: true, force: true });
  };
}

async function openServer(dataDir: string): Promise<{ url: string; stop(): Promise<void> }> {
  const given = process.env.PAYUNG_TEST_DATABASE_URL;
  if (given) return { url: given, stop: async () => undefined };
  const server = await openEmbeddedServer({ dataDir, command: "test", mayJoin: false });
  assert(
    server.ok,
    `the test server did not start: ${JSON.stringify(server.ok ? "" : server.error)}`,
  );
  const { user, password, host, port, database } = server.value.superuser;
  const url = `postgres://${user}:${encodeURIComponent(password)}@${host}:${port}/${database}`;
  // What these tests write may be lost with the machine; that commits survive is tested on servers of their own.
  await onServer({ url }, "alter system set fsync = off", "select pg_reload_conf()");
  return { url, stop: server.value.stop };
}

async function onServer(
  server: { readonly url: string },
  ...statements: readonly string[]
): Promise<void> {
  const client = new pg.Client({ connectionString: server.url });
  await client.connect();
  for (const statement of statements) await client.query(statement);
  await client.end();
}
