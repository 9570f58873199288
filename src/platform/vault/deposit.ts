import type { Uuid } from "../../kernel/uuid.ts";
import type { Identity, Transaction } from "../database/database.ts";
import type { DataKey, IdentifierKind, Vault } from "./vault.ts";

/** Columns that a staging table offers to the vault: an identifier's id, ciphertext and blind index. */
export const depositColumns = ["nik_id", "nik_ciphertext", "nik_blind_index"] as const;

/** The definition of those columns, for the `create temporary table` of a room. */
export const depositColumnTypes = "nik_id uuid, nik_ciphertext bytea, nik_blind_index bytea";

/** Moves the NIKs of a staging table into the vault; those already there stay as they are. */
export async function depositNiks(
  transaction: Transaction,
  identity: Identity,
  vault: Vault,
  stagingTable: string,
): Promise<void> {
  await transaction.query(
    `insert into platform.identifier (regency_code, identifier_id, kind, key_version, ciphertext, blind_index)
     select $1, nik_id, 'nik', $2, nik_ciphertext, nik_blind_index from ${stagingTable} where nik_ciphertext is not null
     on conflict do nothing`,
    [identity.regencyCode, vault.keyVersion],
  );
}

export async function keepDataKey(
  transaction: Transaction,
  identity: Identity,
  vault: Vault,
  key: DataKey,
): Promise<void> {
  await transaction.query(
    "insert into platform.data_key (regency_code, data_key_id, key_version, wrapped_key) values ($1, $2, $3, $4)",
    [identity.regencyCode, key.dataKeyId, vault.keyVersion, key.wrapped],
  );
}

/** The data key, or null when it was destroyed: what it encrypted is gone for good. */
export async function findDataKey(
  transaction: Transaction,
  vault: Vault,
  dataKeyId: Uuid,
): Promise<DataKey | null> {
  const found = await transaction.query<{ wrapped_key: Buffer }>(
    "select wrapped_key from platform.data_key where data_key_id = $1",
    [dataKeyId],
  );
  const wrapped = found.rows[0]?.wrapped_key;
  return wrapped ? vault.openDataKey(dataKeyId, wrapped) : null;
}

/** Decrypts identifiers into memory, by id. Ids that the vault no longer holds are left out. */
export async function readIdentifiers(
  transaction: Transaction,
  vault: Vault,
  kind: IdentifierKind,
  ids: readonly Uuid[],
): Promise<ReadonlyMap<Uuid, string>> {
  const found = await transaction.query<{ identifier_id: Uuid; ciphertext: Buffer }>(
    "select identifier_id, ciphertext from platform.identifier where kind = $1 and identifier_id = any($2::uuid[])",
    [kind, ids],
  );
  return new Map(found.rows.map((row) => [row.identifier_id, vault.open(kind, row.ciphertext)]));
}
