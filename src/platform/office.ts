import { mkdirSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import pg from "pg";
import { ok, type Result, refuse } from "../kernel/result.ts";
import { type Database, type Identity, openDatabase } from "./database/database.ts";
import { type MigrationRefusal, migrate, readMigrations } from "./database/migrate.ts";
import { keepSealKey, type Login, loginsOf, prepareRoles } from "./database/roles.ts";
import { createSealer, type Sealer } from "./database/seal.ts";
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

/** The same office in another's name: an official who signed in, an officer of the demonstration. */
export function actingAs(office: Office, who: Partial<Omit<Identity, "regencyCode">>): Office {
  return { ...office, identity: { ...office.identity, ...who } };
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
  const sealKey = secretOf(options.dataDir, "seal_key");
  const prepared = await prepareDatabase(access.value, logins, sealKey);
  if (!prepared.ok) {
    await access.value.stop();
    return prepared;
  }
  return ok(furnishOffice(options, access.value, logins, createSealer(sealKey)));
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
  sealKey: string,
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
    if (!migrated.ok) return migrated;
    await keepSealKey(admin, sealKey);
    return ok(null);
  } finally {
    await admin.end();
  }
}

function furnishOffice(
  options: OfficeOptions,
  access: ServerAccess,
  logins: readonly Login[],
  seal: Sealer,
): Office {
  const openAs = (role: Login["role"]) => {
    const login = logins.find((one) => one.role === role);
    const { connectionString, host, port, database } = access.admin;
    if (connectionString === undefined) {
      return openDatabase(
        {
          host,
          port,
          database,
          user: login?.user,
          password: login?.password,
        } as pg.PoolConfig,
        seal,
      );
    }
    const url = new URL(connectionString);
    url.username = encodeURIComponent(login?.user ?? "");
    url.password = encodeURIComponent(login?.password ?? "");
    return openDatabase({ connectionString: url.href }, seal);
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

/** Acts of the command line are recorded under the login of the operating system: it reads the key file. */
function userName(): string {
  try {
    return os.userInfo().username;
  } catch {
    return `uid-${process.getuid?.() ?? "unknown"}`;
  }
}
