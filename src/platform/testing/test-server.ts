import pg from "pg";
import { assert } from "../../kernel/assert.ts";
import { loginsOf } from "../database/roles.ts";
import { type Office, openOffice } from "../office.ts";

/** The model city of the tests: Makassar. */
const testRegencyCode = "73.71";

/** Where the tests' PostgreSQL is, as a superuser, and the migrated database to copy. */
export interface TestServer {
  readonly url: string;
  readonly template: string;
}

/** Opens a database of the test server the way the program opens a server that DATABASE_URL names. */
export async function openTestOffice(
  server: TestServer,
  database: string,
  dataDir: string,
): Promise<Office> {
  const office = await openOffice({
    dataDir,
    databaseUrl: databaseUrl(server, database),
    regencyCode: testRegencyCode,
    command: "test",
    mayJoin: true,
  });
  assert(
    office.ok,
    `the test database did not open: ${JSON.stringify(office.ok ? "" : office.error)}`,
  );
  return office.value;
}

export function databaseUrl(server: TestServer, database: string): string {
  const url = new URL(server.url);
  url.pathname = `/${database}`;
  return url.href;
}

/**
 * Runs `work` alone on the whole server. Roles are of the server, not of a database: two test files
 * that make theirs at the same instant would meet in the same catalogue rows.
 */
export async function aloneOnServer<T>(
  server: TestServer,
  work: (maintenance: pg.Client) => Promise<T>,
): Promise<T> {
  const maintenance = new pg.Client({ connectionString: server.url });
  await maintenance.connect();
  try {
    await maintenance.query("select pg_advisory_lock(hashtextextended('payung/test/roles', 0))");
    return await work(maintenance);
  } finally {
    await maintenance.end();
  }
}

/** Drops a test database and the logins that were made for it. */
export async function dropDatabase(server: TestServer, database: string): Promise<void> {
  await aloneOnServer(server, async (maintenance) => {
    await maintenance.query(`drop database if exists ${database} with (force)`);
    for (const { user } of loginsOf(database, () => "")) {
      await maintenance.query(`drop role if exists ${user}`);
    }
  });
}
