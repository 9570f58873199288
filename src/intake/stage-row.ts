import type { CopyValue } from "../platform/database/copy.ts";
import type { Vault } from "../platform/vault/vault.ts";
import type { Facts, ReadRecord } from "./read-record.ts";

/** Turns records into staged rows, sealing each NIK once a load. */
export function createStager(
  vault: Vault,
): (rowNo: number, record: ReadRecord) => readonly CopyValue[] {
  const sealed = new Set<string>();
  return (rowNo, record) => {
    const deposit: [CopyValue, CopyValue, CopyValue] = [null, null, null];
    if (record.nik !== null) {
      const index = vault.blindIndex("nik", record.nik);
      const id = vault.idOfIndex(index);
      deposit[0] = id;
      if (!sealed.has(id)) {
        sealed.add(id);
        deposit[1] = vault.encrypt("nik", record.nik);
        deposit[2] = index;
      }
    }
    return [
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
      ...factColumns(record.facts),
      ...deposit,
    ];
  };
}

/** The columns familyRef … degree of the staging table; those of other sources are null. */
function factColumns(facts: Facts): readonly CopyValue[] {
  const none = (count: number): null[] => new Array<null>(count).fill(null);
  switch (facts.source) {
    case "p3ke":
      return [
        facts.familyRef,
        facts.individualRef,
        facts.address,
        facts.decile,
        facts.occupation,
        facts.relation,
        facts.marital,
        facts.education,
        facts.dukcapilMatch,
        ...none(10),
      ];
    case "bpjs-active":
      return [
        ...none(9),
        facts.segment,
        facts.payer,
        facts.kpj,
        facts.active,
        facts.sinceOn,
        ...none(5),
      ];
    case "dukcapil":
      return [...none(14), facts.event, facts.eventOn, facts.destination, ...none(2)];
    case "disability":
      return [...none(17), facts.kind, facts.degree];
  }
}
