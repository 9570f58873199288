import { findRegency } from "../areas/index.ts";
import type { PlainMonth } from "../kernel/plain-date.ts";
import { ok, type Result, refuse } from "../kernel/result.ts";
import type { Bilingual } from "../kernel/statement.ts";
import type { Transaction } from "../platform/database/database.ts";
import type { CityInputs } from "./city-inputs.ts";
import type { CoverageSummary, CoverageTable } from "./coverage-views.ts";
import type { Dimension } from "./dimensions.ts";
import { makeSummary } from "./make-summary.ts";
import { makeTable } from "./make-table.ts";
import { countCoverage, findCoverageBase, findLatestBilledMonth } from "./store.ts";

export interface CoverageQuery {
  readonly regencyCode: string;
  /** Null: the programme of the newest roster. */
  readonly programmeCode: string | null;
  /** Null: the newest month that was billed. */
  readonly month: PlainMonth | null;
  readonly inputs: CityInputs | null;
}

export type CoverageRefusal = {
  readonly type: "NothingAssessed";
  readonly programmeCode: string | null;
};

/** Coverage by a dimension. Every figure is of one instant; nothing is stored. */
export async function readCoverageTable(
  transaction: Transaction,
  query: CoverageQuery & { readonly by: Dimension },
): Promise<Result<CoverageTable, CoverageRefusal>> {
  const base = await findCoverageBase(transaction, query.programmeCode);
  if (base === null) return refuse({ type: "NothingAssessed", programmeCode: query.programmeCode });
  const month = query.month ?? (await findLatestBilledMonth(transaction, base.programmeCode));
  const counts = await countCoverage(transaction, { ...base, month, dimension: query.by });
  return ok(
    makeTable(counts, {
      ...{ programme: base.programmeCode, by: query.by, month, assessedOn: base.assessedOn },
      ...{ regencyCode: query.regencyCode, inputs: query.inputs },
    }),
  );
}

/** The city in one view; Payung's own part is null while nobody was assessed. */
export async function readCoverageSummary(
  transaction: Transaction,
  query: CoverageQuery,
): Promise<CoverageSummary> {
  const table = await readCoverageTable(transaction, { ...query, by: "disability" });
  const { regencyCode } = query;
  return makeSummary(
    { code: regencyCode, name: findRegency(regencyCode)?.name ?? regencyCode },
    table.ok ? table.value : null,
    query.inputs,
  );
}

export function describeCoverageRefusal({ programmeCode }: CoverageRefusal): Bilingual {
  return programmeCode === null
    ? {
        id: "Belum ada yang dinilai. Jalankan: payung assess --programme KODE",
        en: "Nobody was assessed yet. Run: payung assess --programme CODE",
      }
    : {
        id: `Belum ada yang dinilai untuk "${programmeCode}". Lihat: payung programme list`,
        en: `Nobody was assessed for "${programmeCode}". See: payung programme list`,
      };
}
