import type pg from "pg";
import type { Uuid } from "../../kernel/uuid.ts";
import { hashOf } from "./journal.ts";

/** Failures in a row before waiting begins; the wait doubles from `firstWaitS` to `longestWaitS`. */
const failuresFree = 4;
const firstWaitS = 30;
const longestWaitS = 900;

export type Attempt =
  | { readonly type: "allowed"; readonly bucket: string; readonly failures: number }
  | { readonly type: "waiting"; readonly bucket: string; readonly seconds: number };

/**
 * Takes one attempt at an account before it is known whether it succeeds, so that attempts at the same instant count
 * too. The fifth in a row begins a wait of half a minute, each further one doubles it, to a quarter of an hour.
 *
 * A browser in which this account has signed in before has a count of its own: whoever guesses from elsewhere makes
 * strangers wait, never the person at the own desk. What is tried during a wait is refused unlooked at and does not lengthen it.
 */
export async function takeAttempt(
  pool: pg.Pool,
  secret: string,
  { email, userId, device }: { email: string; userId: Uuid | null; device: string },
): Promise<Attempt> {
  const known =
    userId !== null &&
    ((
      await pool.query("select from signin.known_device where user_id = $1 and device = $2", [
        userId,
        device,
      ])
    ).rowCount ?? 0) > 0;
  const bucket = hashOf(secret, `${email}\x1f${known ? device : "elsewhere"}`);
  await pool.query(
    "delete from signin.failure_count where last_failed_at < now() - interval '1 day'",
  );
  const taken = await pool.query<{ failures: number }>(
    `insert into signin.failure_count as known (bucket, failures) values ($1, 1)
     on conflict (bucket) do update set
       failures = known.failures + 1, last_failed_at = clock_timestamp(),
       waits_until = case when known.failures >= $2
         then clock_timestamp() + make_interval(secs => least($4, $3 * 2 ^ least(known.failures - $2, 20))) end
     where known.waits_until is null or known.waits_until <= clock_timestamp()
     returning failures`,
    [bucket, failuresFree, firstWaitS, longestWaitS],
  );
  const [row] = taken.rows;
  if (row !== undefined) return { type: "allowed", bucket, failures: row.failures };
  const refused = await pool.query<{ seconds: number }>(
    `update signin.failure_count set refused = refused + 1 where bucket = $1
     returning ceil(extract(epoch from waits_until - clock_timestamp()))::int as seconds`,
    [bucket],
  );
  return { type: "waiting", bucket, seconds: Math.max(1, refused.rows[0]?.seconds ?? 1) };
}

/** The attempt was no failure after all: a right password before its code. */
export async function giveBack(pool: pg.Pool, bucket: string): Promise<void> {
  await pool.query(
    "update signin.failure_count set failures = greatest(failures - 1, 0), waits_until = null where bucket = $1",
    [bucket],
  );
}

/** Somebody is in: the count of failures ends, and this browser is known from now on. */
export async function welcome(
  pool: pg.Pool,
  userId: string,
  device: string,
  bucket: string | null,
): Promise<void> {
  if (bucket !== null)
    await pool.query("delete from signin.failure_count where bucket = $1", [bucket]);
  await pool.query(
    `insert into signin.known_device (user_id, device) values ($1, $2)
     on conflict (user_id, device) do update set last_seen_at = excluded.last_seen_at`,
    [userId, device],
  );
}

/**
 * Whether another request of this key fits into the window; counted in the database, so that a restart forgives
 * nothing. The limit of better-auth stands behind it for its own paths.
 */
export async function takeTurn(
  pool: pg.Pool,
  key: string,
  { most, windowS }: { readonly most: number; readonly windowS: number },
): Promise<boolean> {
  const now = Date.now();
  const taken = await pool.query<{ count: number }>(
    `insert into signin.rate_limit as known (key, count, last_request) values ($1, 1, $2)
     on conflict (key) do update set
       count = case when known.last_request <= $3 then 1 else known.count + 1 end,
       last_request = case when known.last_request <= $3 then $2 else known.last_request end
     returning count`,
    [key, now, now - windowS * 1000],
  );
  return (taken.rows[0]?.count ?? 0) <= most;
}
