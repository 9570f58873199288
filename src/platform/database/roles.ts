import pg from "pg";
import { sealKeysOf } from "./seal.ts";

/** The four group roles that migrations grant to. None can log in; each installation's logins are members. */
const groupRoles = ["payung_owner", "payung_app", "payung_job", "payung_rotation"] as const;

export type LoginRole = "app" | "job" | "rotation";

/** How one installation (database) signs in as each role. Roles are of the whole server, so names carry the database's. */
export interface Login {
  readonly role: LoginRole;
  readonly user: string;
  readonly password: string;
}

export function loginsOf(
  database: string,
  passwordOf: (role: LoginRole) => string,
): readonly Login[] {
  const roles: readonly LoginRole[] = ["app", "job", "rotation"];
  return roles.map((role) => ({
    role,
    user: `${database}_${role}`.slice(0, 63),
    password: passwordOf(role),
  }));
}

/**
 * Makes what migrations and the application need: the group roles and this installation's logins.
 * Harmless when repeated, also by many at once. `admin` must be able to create roles and to own the
 * database.
 */
export async function prepareRoles(
  admin: pg.Client,
  database: string,
  logins: readonly Login[],
): Promise<void> {
  // Commands of one database wait for each other; another database of the server cannot be locked
  // out, so who loses a race over the server's roles goes again.
  await admin.query("select pg_advisory_lock(hashtextextended('payung/roles', 0))");
  try {
    for (let attempt = 1; ; attempt += 1) {
      try {
        await makeRoles(admin, database, logins);
        return;
      } catch (error) {
        if (attempt === attemptsMax || !isLostRace(error)) throw error;
      }
    }
  } finally {
    await admin.query("select pg_advisory_unlock(hashtextextended('payung/roles', 0))");
  }
}

const attemptsMax = 20;

/** A role made meanwhile (duplicate_object, unique_violation), or a row of the catalogue changed under our hands. */
function isLostRace(error: unknown): boolean {
  const { code, message } = error as { readonly code?: string; readonly message?: string };
  const changedUnderHand = code === "XX000" && message?.includes("concurrently") === true;
  return code === "42710" || code === "23505" || changedUnderHand;
}

async function makeRoles(
  admin: pg.Client,
  database: string,
  logins: readonly Login[],
): Promise<void> {
  for (const role of groupRoles) await createRole(admin, role, "nologin");
  const own = pg.escapeIdentifier(database);
  await admin.query("grant payung_owner to current_user");
  await admin.query(`grant create on database ${own} to payung_owner`);
  await admin.query(`revoke connect on database ${own} from public`);
  for (const login of logins) {
    const user = pg.escapeIdentifier(login.user);
    await createRole(admin, login.user, "login noinherit");
    await admin.query(
      `alter role ${user} with login inherit password ${pg.escapeLiteral(login.password)}`,
    );
    await admin.query(`grant payung_${login.role} to ${user}`);
    await admin.query(`grant connect, temporary on database ${own} to ${user}`);
  }
}

/** Gives the database the key under which this installation seals identities; the application cannot read it. */
export async function keepSealKey(admin: pg.Client, keyHex: string): Promise<void> {
  const { inner, outer } = sealKeysOf(keyHex);
  await admin.query("set role payung_owner");
  await admin.query(
    `insert into signin.seal_key (inner_key, outer_key) values ($1, $2)
     on conflict (only_one) do update set inner_key = excluded.inner_key, outer_key = excluded.outer_key
     where seal_key.inner_key <> excluded.inner_key`,
    [inner, outer],
  );
  await admin.query("reset role");
}

async function createRole(admin: pg.Client, role: string, options: string): Promise<void> {
  const known = await admin.query("select from pg_roles where rolname = $1", [role]);
  if (known.rowCount === 0)
    await admin.query(`create role ${pg.escapeIdentifier(role)} ${options}`);
}
