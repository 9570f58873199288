import { createHash } from "node:crypto";
import { memberNumberOf, type Uuid, uuidOfHash } from "../kernel/uuid.ts";
import { codeVersion } from "../platform/code-version.ts";
import { enterInJournal, type Transaction, waitForTurn } from "../platform/database/database.ts";
import type { Office } from "../platform/office.ts";
import type { Progress } from "../platform/progress.ts";
import { readIdentifiers } from "../platform/vault/deposit.ts";
import { forgetNames } from "./compare-names.ts";
import {
  type GoldenRecord,
  goldenRecordOf,
  mergedRecord,
  type NamedClusters,
  nameClusters,
  type SourceRow,
} from "./persons.ts";
import { type ComparedRow, type JoinRule, type Resolved, resolveRows } from "./resolve.ts";
import {
  type Assignment,
  appendAssignments,
  appendVersions,
  findLatestRun,
  findRun,
  finishRun,
  insertDoubts,
  insertPersons,
  insertRun,
  listKnownPersons,
  listLoadIds,
  type NewDoubt,
  type RowToResolve,
  readRows,
} from "./store.ts";

/** Changes when the rules of this room change: then the same rows are resolved anew. */
const rulesVersion = "deterministic-1";

export interface ResolutionReport {
  readonly runNo: number;
  readonly alreadyDone: boolean;
  readonly rows: number;
  readonly registryRows: number;
  readonly persons: number;
  readonly mergedRows: number;
  readonly attachedRows: number;
  readonly unattachedRows: number;
  readonly doubts: number;
}

type Counts = Omit<ResolutionReport, "runNo" | "alreadyDone">;

/**
 * Finds the persons behind all rows there are, in one transaction.
 *
 * The same rows under the same rules are the same run: repeated, it changes nothing.
 */
export async function runResolution(office: Office, progress: Progress): Promise<ResolutionReport> {
  return await office.jobs.act(office.identity, async (transaction) => {
    await waitForTurn(transaction, office.identity, "resolution");
    const inputs = createHash("sha256");
    for (const loadId of await listLoadIds(transaction)) inputs.update(loadId);
    const inputsSha256 = inputs.digest();
    const runId = uuidOfHash(
      createHash("sha256").update(inputsSha256).update(rulesVersion).digest(),
    );
    const known = await findRun(transaction, runId);
    if (known !== null)
      return { ...(known.counts as unknown as Counts), runNo: known.runNo, alreadyDone: true };
    const runNo = ((await findLatestRun(transaction))?.runNo ?? 0) + 1;
    const found = await findPersons(office, transaction, progress);
    await insertRun(transaction, office.identity, {
      runId,
      runNo,
      inputsSha256,
      rulesVersion,
      codeVersion,
      counts: { ...found.counts },
    });
    await keepPersons(office, transaction, runNo, found);
    await enterInJournal(transaction, office.identity, {
      act: "resolution.resolved",
      subject: runId,
      body: found.counts,
    });
    return { ...found.counts, runNo, alreadyDone: false };
  });
}

interface Found {
  readonly rows: readonly RowToResolve[];
  readonly resolved: Resolved;
  readonly named: NamedClusters;
  readonly counts: Counts;
}

async function findPersons(
  office: Office,
  transaction: Transaction,
  progress: Progress,
): Promise<Found> {
  const rows: RowToResolve[] = [];
  for await (const batch of readRows(transaction)) {
    rows.push(...batch);
    progress.report(rows.length, null);
  }
  const resolved = await resolveRows(rows.map(comparedRow), (ids) =>
    readIdentifiers(transaction, office.vault, "nik", ids),
  );
  forgetNames();
  const registryRows = rows.flatMap((row, index) =>
    row.source === "p3ke" ? [{ rowId: row.row_id, leader: resolved.leaders[index] ?? index }] : [],
  );
  const named = nameClusters(registryRows, await listKnownPersons(transaction));
  const attached = resolved.leaders.reduce(
    (count, leader, index) => count + (leader >= 0 && rows[index]?.source !== "p3ke" ? 1 : 0),
    0,
  );
  const counts: Counts = {
    rows: rows.length,
    registryRows: registryRows.length,
    persons: named.personIdByLeader.size,
    mergedRows: registryRows.length - named.personIdByLeader.size,
    attachedRows: attached,
    unattachedRows: rows.length - registryRows.length - attached,
    doubts: doubtsOf({ rows, resolved, named }).length,
  };
  return { rows, resolved, named, counts };
}

function comparedRow(row: RowToResolve): ComparedRow {
  return {
    rowId: row.row_id,
    isRegistry: row.source === "p3ke",
    loadId: row.load_id,
    familyRef: row.family_ref,
    nikId: row.nik_id,
    nameKey: row.name_key,
    bornOn: row.born_on,
    sex: row.sex,
    kelurahanCode: row.kelurahan_code,
    statesPlace: row.source !== "bpjs-active",
  };
}

async function keepPersons(
  office: Office,
  transaction: Transaction,
  runNo: number,
  found: Found,
): Promise<void> {
  const { identity } = office;
  const { rows, resolved, named } = found;
  await insertPersons(
    transaction,
    identity,
    runNo,
    named.newPersons.map((person) => ({
      ...person,
      memberNumber: memberNumberOf(
        identity.regencyCode,
        createHash("sha256").update(person.personId).digest(),
      ),
    })),
  );
  const assignments: Assignment[] = rows.map((row, index) => ({
    rowId: row.row_id,
    personId: named.personIdByLeader.get(resolved.leaders[index] ?? -1) ?? null,
    rule: resolved.rules[index] ?? ("nobody" satisfies JoinRule),
  }));
  await appendAssignments(transaction, identity, runNo, assignments);
  await appendVersions(transaction, identity, runNo, goldenRecords(rows, assignments, named));
  await insertDoubts(transaction, identity, runNo, doubtsOf(found));
  await finishRun(transaction);
}

function* goldenRecords(
  rows: readonly RowToResolve[],
  assignments: readonly Assignment[],
  named: NamedClusters,
): Generator<GoldenRecord> {
  const rowsByPerson = new Map<Uuid, RowToResolve[]>();
  assignments.forEach((assignment, index) => {
    const row = rows[index];
    if (assignment.personId === null || row === undefined) return;
    const own = rowsByPerson.get(assignment.personId);
    if (own) own.push(row);
    else rowsByPerson.set(assignment.personId, [row]);
  });
  for (const [personId, own] of rowsByPerson) yield goldenRecordOf(personId, own.map(sourceRow));
  for (const [personId, into] of named.mergedInto) yield mergedRecord(personId, into);
}

function sourceRow(row: RowToResolve): SourceRow {
  return {
    rowId: row.row_id,
    isRegistry: row.source === "p3ke",
    name: row.name,
    title: row.title,
    sex: row.sex,
    bornOn: row.born_on,
    nikId: row.nik_id,
    nikState: row.nik_state,
    nikAgrees: row.nik_agrees,
    kecamatanCode: row.kecamatan_code,
    kelurahanCode: row.kelurahan_code,
    address: row.address,
    decile: row.decile,
    occupation: row.occupation,
    relation: row.relation,
    dukcapilMatch: row.source === "dukcapil" ? true : row.dukcapil_match,
  };
}

/** Doubts as row and person; one that merging has settled meanwhile is none. */
function doubtsOf(found: Pick<Found, "rows" | "resolved" | "named">): readonly NewDoubt[] {
  const seen = new Set<string>();
  return found.resolved.doubts.flatMap((doubt) => {
    const leader = found.resolved.leaders[doubt.otherRow] ?? -1;
    const personId = found.named.personIdByLeader.get(leader);
    const rowId = found.rows[doubt.row]?.row_id;
    if (
      rowId === undefined ||
      personId === undefined ||
      found.resolved.leaders[doubt.row] === leader
    )
      return [];
    if (seen.has(`${rowId}${personId}`)) return [];
    seen.add(`${rowId}${personId}`);
    return [{ rowId, personId, reason: doubt.reason }];
  });
}
