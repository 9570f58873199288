import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type pg from "pg";
import { ok, type Result, refuse } from "../../kernel/result.ts";

export interface Migration {
  readonly name: string;
  readonly sql: string;
  readonly sha256: string;
}

export type MigrationRefusal =
  | { readonly type: "MigrationWasEdited"; readonly name: string }
  | { readonly type: "DatabaseIsNewer"; readonly name: string };

/** The migrations of a folder in the order of their names, `0001_….sql` first. */
export function readMigrations(folder: string): readonly Migration[] {
  return readdirSync(folder)
    .filter((name) => /^\d{4}_[a-z0-9_]+\.sql$/.test(name))
    .sort()
    .map((name) => {
      const sql = readFileSync(path.join(folder, name), "utf8");
      return { name, sql, sha256: createHash("sha256").update(sql).digest("hex") };
    });
}

/**
 * Brings the database to the newest schema, under a lock so that two starts do not both do it.
 *
 * Each migration runs in its own transaction as payung_owner. Answers the names applied now.
 * Errors: MigrationWasEdited (history differs from the files), DatabaseIsNewer (an older Payung
 * would misread it).
 */
export async function migrate(
  admin: pg.Client,
  migrations: readonly Migration[],
): Promise<Result<readonly string[], MigrationRefusal>> {
  await admin.query("select pg_advisory_lock(hashtextextended('payung/migrate', 0))");
  try {
    return await applyMissing(admin, migrations);
  } finally {
    await admin.query("reset role");
    await admin.query("select pg_advisory_unlock(hashtextextended('payung/migrate', 0))");
  }
}

async function applyMissing(
  admin: pg.Client,
  migrations: readonly Migration[],
): Promise<Result<readonly string[], MigrationRefusal>> {
  await admin.query("set role payung_owner");
  await admin.query("create schema if not exists migration");
  await admin.query(
    `create table if not exists migration.applied (
       name text primary key, sha256 text not null, applied_at timestamptz not null default now())`,
  );
  const applied = await admin.query<{ name: string; sha256: string }>(
    "select name, sha256 from migration.applied",
  );
  const known = new Map(migrations.map((migration) => [migration.name, migration.sha256]));
  for (const { name, sha256 } of applied.rows) {
    if (!known.has(name)) return refuse({ type: "DatabaseIsNewer", name });
    if (known.get(name) !== sha256) return refuse({ type: "MigrationWasEdited", name });
  }
  const done = new Set(applied.rows.map((row) => row.name));
  const missing = migrations.filter((migration) => !done.has(migration.name));
  for (const migration of missing) await applyOne(admin, migration);
  return ok(missing.map((migration) => migration.name));
}

async function applyOne(admin: pg.Client, migration: Migration): Promise<void> {
  await admin.query("begin");
  try {
    await admin.query(migration.sql);
    await admin.query("insert into migration.applied (name, sha256) values ($1, $2)", [
      migration.name,
      migration.sha256,
    ]);
    await admin.query("commit");
  } catch (error) {
    await admin.query("rollback");
    throw new Error(`migration ${migration.name} failed`, { cause: error });
  }
}
