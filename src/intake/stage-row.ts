import type { CopyValue } from "../platform/database/copy.ts";
import type { Vault } from "../platform/vault/vault.ts";
import type { Facts, ReadRecord } from "./read-record.ts";

/** What one batch of rows brings: rows for the staging table, and the NIKs that this load brings first. */
export interface StagedRows {
  readonly rows: (readonly CopyValue[])[];
  readonly niks: (readonly CopyValue[])[];
}

/** Turns records into staged rows, sealing each NIK once a load. */
export function createStager(
  vault: Vault,
): (rowNo: number, record: ReadRecord, into: StagedRows) => void {
  const sealed = new Set<string>();
  return (rowNo, record, into) => {
    let nikId: string | null = null;
    if (record.nik !== null) {
      const index = vault.blindIndex("nik", record.nik);
      nikId = vault.idOfIndex(index);
      if (!sealed.has(nikId)) {
        sealed.add(nikId);
        into.niks.push([nikId, vault.encrypt("nik", record.nik), index]);
      }
    }
    const row: CopyValue[] = [
      rowNo,
      record.outcome,
      record.findings,
      record.nikState,
      record.name,
      record.title,
      record.nameKey,
      record.bornOn,
      record.sex,
      record.kecamatanCode,
      record.kelurahanCode,
      nikId,
    ];
    addFacts(row, record.facts);
    into.rows.push(row);
  };
}

/** The columns family_ref … degree of the staging table; those of other sources stay null. */
function addFacts(row: CopyValue[], facts: Facts): void {
  switch (facts.source) {
    case "p3ke":
      row.push(
        facts.familyRef,
        facts.individualRef,
        facts.address,
        facts.decile,
        facts.occupation,
        facts.relation,
        facts.marital,
        facts.education,
        facts.dukcapilMatch,
      );
      addNulls(row, 10);
      return;
    case "bpjs-active":
      addNulls(row, 9);
      row.push(facts.segment, facts.payer, facts.kpj, facts.active, facts.sinceOn);
      addNulls(row, 5);
      return;
    case "dukcapil":
      addNulls(row, 14);
      row.push(facts.event, facts.eventOn, facts.destination);
      addNulls(row, 2);
      return;
    case "disability":
      addNulls(row, 17);
      row.push(facts.kind, facts.degree);
  }
}

function addNulls(row: CopyValue[], count: number): void {
  for (let added = 0; added < count; added += 1) row.push(null);
}
