import { mkdirSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import pg from "pg";
import { ok, type Result, refuse } from "../kernel/result.ts";
import { type Database, type Identity, openDatabase } from "./database/database.ts";
import { type MigrationRefusal, migrate, readMigrations } from "./database/migrate.ts";
import { type Login, loginsOf, prepareRoles } from "./database/roles.ts";
import { type EmbeddedRefusal, openEmbeddedServer } from "./postgres/server.ts";
import { projectRoot } from "./project-root.ts";
import { secretOf } from "./secrets.ts";
import { createVault, type Vault } from "./vault/vault.ts";

/** Everything an act needs: where the facts are, which keys, who acts for which city. */
export interface Office {
  readonly dataDir: string;
  readonly identity: Identity;
  readonly db: Database;
  /** The same database under the role of background work. */
  readonly jobs: Database;
  readonly vault: Vault;
  /** How the database runs, for the log: "embedded, setuid postgres" or "external". */
  readonly how: string;
  close(): Promise<void>;
}

export interface OfficeOptions {
  readonly dataDir: string;
  readonly databaseUrl: string | undefined;
  readonly regencyCode: string;
  /** What this process is for ("serve", "intake"), told to whoever finds the data folder in use. */
  readonly command: string;
  /** Whether it may work beside a running server. */
  readonly mayJoin: boolean;
}

export type OfficeRefusal =
  | EmbeddedRefusal
  | MigrationRefusal
  | { readonly type: "DatabaseUnreachable"; readonly host: string; readonly reason: string }
  | { readonly type: "DatabaseTooOld"; readonly version: string };

interface ServerAccess {
  readonly admin: pg.ClientConfig & { readonly database: string };
  readonly how: string;
  stop(): Promise<void>;
}

/**
 * Opens the office: the database server (embedded, or the one `databaseUrl` names), its roles, its
 * newest schema, and the keys. Closing stops what this process started.
 */
export async function openOffice(options: OfficeOptions): Promise<Result<Office, OfficeRefusal>> {
  mkdirSync(options.dataDir, { recursive: true });
  const access = await accessServer(options);
  if (!access.ok) return access;
  const logins = loginsOf(access.value.admin.database, (role) =>
    secretOf(options.dataDir, `login_${role}`),
  );
  const prepared = await prepareDatabase(access.value, logins);
  if (!prepared.ok) {
    await access.value.stop();
    return prepared;
  }
  return ok(furnishOffice(options, access.value, logins));
}

async function accessServer(options: OfficeOptions): Promise<Result<ServerAccess, OfficeRefusal>> {
  if (options.databaseUrl) {
    const url = new URL(options.databaseUrl);
    const admin = {
      connectionString: options.databaseUrl,
      database: decodeURIComponent(url.pathname.slice(1)),
    };
    return ok({ admin, how: `external, ${url.host}`, stop: async () => undefined });
  }
  const { dataDir, command, mayJoin } = options;
  const server = await openEmbeddedServer({ dataDir, command, mayJoin });
  if (!server.ok) return server;
  const { superuser, how, stop } = server.value;
  return ok({ admin: superuser, how: `embedded, ${how}`, stop });
}

async function prepareDatabase(
  access: ServerAccess,
  logins: readonly Login[],
): Promise<Result<null, OfficeRefusal>> {
  const admin = new pg.Client(access.admin);
  admin.on("error", () => undefined);
  try {
    await admin.connect();
  } catch (error) {
    const host =
      access.admin.host ?? new URL(access.admin.connectionString ?? "postgres://unknown").host;
    return refuse({ type: "DatabaseUnreachable", host, reason: (error as Error).message });
  }
  try {
    const version = await admin.query<{ server_version_num: string }>("show server_version_num");
    const number = version.rows[0]?.server_version_num ?? "0";
    if (Number(number) < 150_000) return refuse({ type: "DatabaseTooOld", version: number });
    await prepareRoles(admin, access.admin.database, logins);
    const migrated = await migrate(admin, readMigrations(path.join(projectRoot(), "migrations")));
    return migrated.ok ? ok(null) : migrated;
  } finally {
    await admin.end();
  }
}

function furnishOffice(
  options: OfficeOptions,
  access: ServerAccess,
  logins: readonly Login[],
): Office {
  const openAs = (role: Login["role"]) => {
    const login = logins.find((one) => one.role === role);
    const { connectionString, host, port, database } = access.admin;
    if (connectionString === undefined) {
      return openDatabase({
        host,
        port,
        database,
        user: login?.user,
        password: login?.password,
      } as pg.PoolConfig);
    }
    const url = new URL(connectionString);
    url.username = encodeURIComponent(login?.user ?? "");
    url.password = encodeURIComponent(login?.password ?? "");
    return openDatabase({ connectionString: url.href });
  };
  const db = openAs("app");
  const jobs = openAs("job");
  return {
    dataDir: options.dataDir,
    identity: { regencyCode: options.regencyCode, actor: `os:${userName()}` },
    db,
    jobs,
    vault: createVault(secretOf(options.dataDir, "master_key")),
    how: access.how,
    async close() {
      await Promise.all([db.close(), jobs.close()]);
      await access.stop();
    },
  };
}

/** Until sign-in exists, acts record the operating-system user. */
function userName(): string {
  try {
    return os.userInfo().username;
  } catch {
    return `uid-${process.getuid?.() ?? "unknown"}`;
  }
}
