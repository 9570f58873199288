import { createHash, randomBytes } from "node:crypto";
import type pg from "pg";
import type { Uuid } from "../../kernel/uuid.ts";

/** An account as sign-in knows it. */
export interface Account {
  readonly userId: Uuid;
  readonly name: string;
  readonly email: string;
  readonly closed: boolean;
  readonly demonstration: boolean;
  readonly hasPassword: boolean;
  readonly hasProvider: boolean;
  readonly hasSecondFactor: boolean;
  readonly lastSeenAt: string | null;
  readonly openSessions: number;
  /** When the newest unused link ends, while it is good. */
  readonly linkUntil: string | null;
}

export interface Session {
  readonly sessionId: Uuid;
  readonly method: string;
  readonly secondFactor: boolean;
  readonly device: string | null;
  readonly address: string | null;
  readonly browser: string | null;
  readonly beganAt: string;
  readonly seenAt: string;
}

export type LinkPurpose = "invitation" | "new-password";

const accountColumns = `
  u.id as "userId", u.name, u.email, u.closed, u.demonstration, coalesce(u.two_factor_enabled, false) as "hasSecondFactor",
  exists (select from signin.account a where a.user_id = u.id and a.provider_id = 'credential' and a.password is not null) as "hasPassword",
  exists (select from signin.account a where a.user_id = u.id and a.provider_id <> 'credential') as "hasProvider",
  (select max(d.last_seen_at) from signin.known_device d where d.user_id = u.id)::text as "lastSeenAt",
  (select count(*) from signin.session s where s.user_id = u.id and s.expires_at > now())::int as "openSessions",
  (select max(l.expires_at) from signin.one_time_link l where l.user_id = u.id and l.used_at is null and l.expires_at > now())::text as "linkUntil"`;

export async function listAccounts(pool: pg.Pool): Promise<readonly Account[]> {
  return (
    await pool.query<Account>(`select ${accountColumns} from signin."user" u order by u.email`)
  ).rows;
}

export async function findAccount(pool: pg.Pool, userId: string): Promise<Account | null> {
  const found = await pool.query<Account>(
    `select ${accountColumns} from signin."user" u where u.id = $1`,
    [userId],
  );
  return found.rows[0] ?? null;
}

export async function findUserByEmail(pool: pg.Pool, email: string): Promise<Uuid | null> {
  const found = await pool.query<{ id: Uuid }>('select id from signin."user" where email = $1', [
    email,
  ]);
  return found.rows[0]?.id ?? null;
}

/** Makes the account of an official, or brings its name and address up to date. */
export async function keepAccount(
  pool: pg.Pool,
  who: {
    readonly userId: Uuid;
    readonly name: string;
    readonly email: string;
    readonly demonstration: boolean;
  },
): Promise<void> {
  // The administrator vouches for the address: the provider's word on it then finds the account.
  await pool.query(
    `insert into signin."user" (id, name, email, email_verified, demonstration) values ($1, $2, $3, true, $4)
     on conflict (id) do update set name = excluded.name, email = excluded.email, updated_at = now()`,
    [who.userId, who.name, who.email, who.demonstration],
  );
}

export async function dropAccount(pool: pg.Pool, userId: Uuid): Promise<void> {
  await pool.query('delete from signin."user" where id = $1', [userId]);
}

export async function keepPassword(
  client: pg.ClientBase | pg.Pool,
  userId: Uuid,
  hash: string,
): Promise<void> {
  const changed = await client.query(
    "update signin.account set password = $2, updated_at = now() where user_id = $1 and provider_id = 'credential'",
    [userId, hash],
  );
  if ((changed.rowCount ?? 0) > 0) return;
  await client.query(
    `insert into signin.account (account_id, provider_id, user_id, password, updated_at)
     values ($1::uuid::text, 'credential', $1, $2, now())`,
    [userId, hash],
  );
}

/** A link that sets a password once. Only its hash is kept: whoever reads the table has no link. */
export async function makeLink(
  pool: pg.Pool,
  link: {
    readonly userId: Uuid;
    readonly purpose: LinkPurpose;
    readonly madeBy: string;
    readonly hours: number;
  },
): Promise<string> {
  const token = randomBytes(32).toString("base64url");
  await pool.query("delete from signin.one_time_link where user_id = $1 and used_at is null", [
    link.userId,
  ]);
  await pool.query(
    `insert into signin.one_time_link (token_hash, user_id, purpose, made_by, expires_at)
     values ($1, $2, $3, $4, now() + make_interval(hours => $5))`,
    [hashOfToken(token), link.userId, link.purpose, link.madeBy, link.hours],
  );
  return token;
}

export interface OpenLink {
  readonly userId: Uuid;
  readonly purpose: LinkPurpose;
  readonly expiresAt: string;
}

export async function findLink(pool: pg.Pool, token: string): Promise<OpenLink | null> {
  const found = await pool.query<OpenLink>(
    `select l.user_id as "userId", l.purpose, l.expires_at::text as "expiresAt"
     from signin.one_time_link l join signin."user" u on u.id = l.user_id
     where l.token_hash = $1 and l.used_at is null and l.expires_at > now() and not u.closed`,
    [hashOfToken(token)],
  );
  return found.rows[0] ?? null;
}

/**
 * Uses a link up and sets the password, or neither. Whoever was signed in to the account no longer is; failures are forgotten.
 */
export async function spendLink(
  pool: pg.Pool,
  token: string,
  passwordHash: string,
): Promise<OpenLink | null> {
  return await inOne(pool, async (client) => {
    const used = await client.query<OpenLink>(
      `update signin.one_time_link l set used_at = now() from signin."user" u
       where l.token_hash = $1 and l.used_at is null and l.expires_at > now() and u.id = l.user_id and not u.closed
       returning l.user_id as "userId", l.purpose, l.expires_at::text as "expiresAt"`,
      [hashOfToken(token)],
    );
    const [link] = used.rows;
    if (link === undefined) return null;
    await keepPassword(client, link.userId, passwordHash);
    await client.query("delete from signin.session where user_id = $1", [link.userId]);
    return link;
  });
}

/** Closed accounts cannot sign in and are signed out everywhere, at once. */
export async function closeAccount(pool: pg.Pool, userId: Uuid, closed: boolean): Promise<void> {
  await inOne(pool, async (client) => {
    await client.query('update signin."user" set closed = $2, updated_at = now() where id = $1', [
      userId,
      closed,
    ]);
    if (!closed) return;
    await client.query("delete from signin.session where user_id = $1", [userId]);
    await client.query("delete from signin.one_time_link where user_id = $1 and used_at is null", [
      userId,
    ]);
  });
}

export async function resetSecondFactor(pool: pg.Pool, userId: Uuid): Promise<void> {
  await inOne(pool, async (client) => {
    await client.query("delete from signin.two_factor where user_id = $1", [userId]);
    await client.query(
      'update signin."user" set two_factor_enabled = false, updated_at = now() where id = $1',
      [userId],
    );
    await client.query("delete from signin.session where user_id = $1", [userId]);
  });
}

export async function listSessions(pool: pg.Pool, userId: string): Promise<readonly Session[]> {
  const found = await pool.query<Session>(
    `select id as "sessionId", coalesce(method, '') as method, coalesce(second_factor, false) as "secondFactor", device,
            nullif(ip_address, '') as address, nullif(user_agent, '') as browser,
            created_at::text as "beganAt", updated_at::text as "seenAt"
     from signin.session where user_id = $1 and expires_at > now() order by updated_at desc, id`,
    [userId],
  );
  return found.rows;
}

/** Ends one session of a user, all, or all but one; answers how many. */
export async function endSessions(
  pool: pg.Pool,
  userId: string,
  which: { readonly only?: string; readonly allBut?: string },
): Promise<number> {
  const ended = await pool.query(
    `delete from signin.session
     where user_id = $1 and ($2::uuid is null or id = $2) and ($3::uuid is null or id <> $3)`,
    [userId, which.only ?? null, which.allBut ?? null],
  );
  return ended.rowCount ?? 0;
}

/** A session has proved its second factor. */
export async function raiseSession(pool: pg.Pool, sessionId: string): Promise<void> {
  await pool.query("update signin.session set second_factor = true where id = $1", [sessionId]);
}

/** Whether a code of an authenticator app is used for the first time; from then on it is used. */
export async function spendCode(pool: pg.Pool, userId: string, code: string): Promise<boolean> {
  await pool.query("delete from signin.used_code where used_at < now() - interval '5 minutes'");
  const used = await pool.query(
    "insert into signin.used_code (user_id, code_hash) values ($1, $2) on conflict do nothing",
    [userId, createHash("sha256").update(`${userId}/${code}`).digest()],
  );
  return (used.rowCount ?? 0) > 0;
}

/** Whose sign-in waits for its second factor under this cookie. */
export async function findWaiting(pool: pg.Pool, identifier: string): Promise<Uuid | null> {
  const found = await pool.query<{ value: Uuid }>(
    "select value from signin.verification where identifier = $1 and expires_at > now()",
    [identifier],
  );
  return found.rows[0]?.value ?? null;
}

function hashOfToken(token: string): Buffer {
  return createHash("sha256").update(token).digest();
}

async function inOne<T>(pool: pg.Pool, work: (client: pg.ClientBase) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query("begin");
    const answer = await work(client);
    await client.query("commit");
    client.release();
    return answer;
  } catch (error) {
    await client.query("rollback").catch(() => undefined);
    client.release(true);
    throw error;
  }
}
