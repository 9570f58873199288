import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import pg from "pg";
import { inject } from "vitest";
import type { Database, Identity } from "../database/database.ts";
import { createSealer, settingsOf } from "../database/seal.ts";
import type { Office } from "../office.ts";
import { secretOf } from "../secrets.ts";
import { aloneOnServer, databaseUrl, dropDatabase, openTestOffice } from "./test-server.ts";

/** A migrated, empty database of its own, seen as the application, as background work and as superuser. */
export interface TestDatabase {
  readonly identity: Identity;
  readonly db: Database;
  readonly jobs: Database;
  /** A superuser's connection, for the catalogue and for facts that no room can state by itself. */
  readonly admin: pg.Client;
  /** As DATABASE_URL, for a process under test. */
  readonly url: string;
  /** Makes raw SQL on any connection an act of `identity`, as the program would seal it, until the session or (local) transaction ends. */
  takeIdentity(client: pg.ClientBase, identity: Identity, local?: boolean): Promise<void>;
  close(): Promise<void>;
}

/** An office on a database of its own, with a temporary data folder. */
export interface TestOffice {
  readonly office: Office;
  readonly admin: pg.Client;
  readonly url: string;
  readonly takeIdentity: TestDatabase["takeIdentity"];
  close(): Promise<void>;
}

/** Makes a database for one test file; projects `database`, `browser` and `long` only. */
export async function freshDatabase(): Promise<TestDatabase> {
  const { office, ...rest } = await freshOffice();
  return { identity: office.identity, db: office.db, jobs: office.jobs, ...rest };
}

/** Makes an office for one test file; projects `database`, `browser` and `long` only. */
export async function freshOffice(): Promise<TestOffice> {
  const server = inject("testServer");
  const name = `payung_test_${randomBytes(6).toString("hex")}`;
  const dataDir = mkdtempSync(path.join(os.tmpdir(), "payung-office-"));
  const office = await aloneOnServer(server, async (maintenance) => {
    await maintenance.query(`create database ${name} template ${server.template}`);
    return openTestOffice(server, name, dataDir);
  });
  const url = databaseUrl(server, name);
  const admin = new pg.Client({ connectionString: url });
  await admin.connect();
  return {
    office,
    admin,
    url,
    async takeIdentity(client, identity, local = false) {
      const sealed = createSealer(secretOf(dataDir, "seal_key"))(identity);
      for (const [name, value] of Object.entries(settingsOf(sealed)))
        await client.query("select set_config($1, $2, $3)", [name, value, local]);
    },
    async close() {
      await admin.end();
      await office.close();
      await dropDatabase(server, name);
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
