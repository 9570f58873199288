import pg from "pg";
import type { Identity } from "./identity.ts";
import { type SealedIdentity, type Sealer, settingsOf } from "./seal.ts";

export type { Identity } from "./identity.ts";

/** A connection inside one transaction of one identity. All SQL of the rooms runs on one of these. */
export type Transaction = pg.ClientBase;

/** The database as a room sees it: acts and looks, each in a transaction under an identity. */
export interface Database {
  /** Runs `work` in one transaction: all of it is kept, or nothing. */
  act<T>(identity: Identity, work: (transaction: Transaction) => Promise<T>): Promise<T>;
  /** Does all of `work` and keeps nothing of it: a dry run sees what an act would do. */
  rehearse<T>(identity: Identity, work: (transaction: Transaction) => Promise<T>): Promise<T>;
  /** The same, read only and repeatable: everything seen is of one instant. */
  look<T>(identity: Identity, work: (transaction: Transaction) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

const typeParsers = new Map<number, (text: string) => unknown>([
  [20, (text) => BigInt(text)],
  [1082, (text) => text],
  [1114, (text) => text],
  [1184, (text) => text],
  [1700, (text) => text],
]);

/** Days and instants arrive as text, counts of money as `bigint`: never a `Date`, never a float. */
const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: "text" | "binary") =>
    (format !== "binary" && typeParsers.get(oid)) ||
    pg.types.getTypeParser(oid, format as "text")) as typeof pg.types.getTypeParser,
};

/**
 * Opens a pool as an application role.
 *
 * `config` names a role that may neither own nor bypass: rows are visible inside an act only, to an
 * identity under this installation's seal.
 */
export function openDatabase(config: pg.PoolConfig, seal: Sealer): Database {
  const pool = new pg.Pool({ max: 8, idleTimeoutMillis: 10_000, types, ...config });
  // A connection that breaks while idle is replaced by the next use; without a listener it would end the process.
  pool.on("error", () => undefined);
  const inFrame =
    (frame: Frame): Database["act"] =>
    (identity, work) =>
      inTransaction(pool, frame, seal(identity), work);
  return {
    act: inFrame({ begin: "begin", end: "commit" }),
    rehearse: inFrame({ begin: "begin", end: "rollback" }),
    look: inFrame({ begin: "begin isolation level repeatable read, read only", end: "commit" }),
    close: () => pool.end(),
  };
}

interface Frame {
  readonly begin: string;
  readonly end: string;
}

async function inTransaction<T>(
  pool: pg.Pool,
  frame: Frame,
  identity: SealedIdentity,
  work: (transaction: Transaction) => Promise<T>,
): Promise<T> {
  const settings = Object.entries(settingsOf(identity));
  const client = await pool.connect();
  let broken: Error | undefined;
  const noteBreak = (error: Error) => {
    broken = error;
  };
  client.on("error", noteBreak);
  try {
    await client.query(frame.begin);
    await client.query(
      `select ${settings.map((_, at) => `set_config($${at * 2 + 1}, $${at * 2 + 2}, true)`).join(", ")}`,
      settings.flat(),
    );
    const answer = await work(client);
    await client.query(frame.end);
    return answer;
  } catch (error) {
    await client.query("rollback").catch((failure: Error) => {
      broken = failure;
    });
    throw error;
  } finally {
    client.off("error", noteBreak);
    client.release(broken);
  }
}

/** Makes acts of one kind in one city wait for each other until the transaction ends. */
export async function waitForTurn(
  transaction: Transaction,
  identity: Identity,
  act: string,
): Promise<void> {
  await transaction.query("select pg_advisory_xact_lock(hashtextextended($1, 0))", [
    `${identity.regencyCode}/${act}`,
  ]);
}

/** Writes down that something happened, in the transaction in which it happens. */
export async function enterInJournal(
  transaction: Transaction,
  identity: Identity,
  entry: { readonly act: string; readonly subject: string; readonly body: unknown },
): Promise<void> {
  await transaction.query(
    "insert into platform.journal (regency_code, act, subject, body) values ($1, $2, $3, $4)",
    [identity.regencyCode, entry.act, entry.subject, JSON.stringify(entry.body)],
  );
}

/** Tells the planner how large tables have become, within the act that filled them. */
export async function refreshStatistics(
  transaction: Transaction,
  tables: readonly string[],
): Promise<void> {
  await transaction.query("select platform.refresh_statistics($1::regclass[])", [tables]);
}
