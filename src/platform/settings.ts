import type { Identity, Transaction } from "./database/database.ts";

/** The newest value of a choice of this installation, or null when it was never made. */
export async function findSetting(transaction: Transaction, name: string): Promise<unknown> {
  const found = await transaction.query<{ value: unknown }>(
    "select value from platform.setting where name = $1 order by setting_no desc limit 1",
    [name],
  );
  return found.rows[0]?.value ?? null;
}

export async function keepSetting(
  transaction: Transaction,
  identity: Identity,
  name: string,
  value: unknown,
): Promise<void> {
  await transaction.query(
    "insert into platform.setting (regency_code, name, value) values ($1, $2, $3)",
    [identity.regencyCode, name, JSON.stringify(value)],
  );
}
