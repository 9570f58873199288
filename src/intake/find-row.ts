import { maskNiksIn } from "../kernel/nik.ts";
import type { Uuid } from "../kernel/uuid.ts";
import type { Transaction } from "../platform/database/database.ts";
import { findDataKey } from "../platform/vault/deposit.ts";
import type { Vault } from "../platform/vault/vault.ts";
import { describeFinding } from "./findings.ts";
import type { RawRowView } from "./index.ts";
import { readRawRow } from "./raw-rows.ts";
import { findStoredRow } from "./store.ts";

/**
 * A row as it arrived, under its headers, numbers of 12 and more digits masked; null when there is
 * none, or when its data key was destroyed.
 */
export async function findRawRow(
  transaction: Transaction,
  vault: Vault,
  rowId: Uuid,
): Promise<Omit<RawRowView, "personId"> | null> {
  const stored = await findStoredRow(transaction, rowId);
  if (stored === null) return null;
  const dataKey = await findDataKey(transaction, vault, stored.dataKeyId);
  if (dataKey === null) return null;
  const raw = await readRawRow(stored, stored.rowNo, dataKey);
  if (raw === null) return null;
  return {
    rowId,
    loadId: stored.loadId,
    fileName: stored.fileName,
    sheet: stored.sheet,
    rowNo: stored.rowNo,
    source: stored.source,
    outcome: stored.outcome,
    findings: stored.findings.map(describeFinding),
    cells: raw.cells.map((cell, column) => ({
      header: (stored.headers[column] ?? "").replace(/\s+/g, " ").trim(),
      value: maskNiksIn(cell),
      numeric: raw.kinds[column] === "n" || raw.kinds[column] === "d",
    })),
  };
}
