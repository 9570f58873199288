import type { Uuid } from "../kernel/uuid.ts";
import { encodeRows, openCopy } from "../platform/database/copy.ts";
import {
  type Identity,
  refreshStatistics,
  type Transaction,
} from "../platform/database/database.ts";
import { depositColumns, depositColumnTypes, depositNiks } from "../platform/vault/deposit.ts";
import type { Vault } from "../platform/vault/vault.ts";
import type { LoadView, Source } from "./index.ts";
import type { StagedRows } from "./stage-row.ts";

/** The staging table of one load; its columns in the order in which rows are written. */
const incomingColumns = [
  "row_no integer",
  "outcome text",
  "findings text[]",
  "nik_state text",
  "name text",
  "title text",
  "name_key text",
  "born_on date",
  "sex text",
  "kecamatan_code text",
  "kelurahan_code text",
  "nik_id uuid",
  "family_ref text",
  "individual_ref text",
  "address text",
  "decile smallint",
  "occupation text",
  "relation text",
  "marital text",
  "education text",
  "dukcapil_match boolean",
  "segment text",
  "payer text",
  "kpj text",
  "active boolean",
  "since_on date",
  "event text",
  "event_on date",
  "destination text",
  "disability_kind text",
  "degree text",
] as const;

const incomingNames = incomingColumns.map((column) => column.split(" ")[0] ?? "");

/** How many rows go to the server at once: enough to be quick, few enough to hold. */
const rowsAtOnce = 16_000;

/** What the rows of a sheet need to be known of before they can be facts. */
export interface LoadIdentity {
  readonly loadId: Uuid;
  readonly contentSha256: Uint8Array;
  readonly source: Source;
}

/** Where the rows of a sheet wait until their load has an id, and through which they go on. */
export interface Incoming {
  /**
   * Takes rows in file order; null while nobody knows of which load. While the caller reads on, the
   * server moves what it was given before. Answers the load that brought these very cells before,
   * once that is known: nothing more is moved then.
   */
  take(staged: StagedRows, load: LoadIdentity | null): Promise<LoadView | null>;
  /** Moves the rest; every row and NIK given is where it belongs, or this throws. */
  end(load: LoadIdentity): Promise<LoadView | null>;
  /** Waits until the server is at rest, whatever came of it: nothing may run on into a rollback. */
  settle(): Promise<void>;
}

/** Opens the staging of one sheet. NIKs go into the vault as they come: they need no load's id. */
export async function openIncoming(
  transaction: Transaction,
  identity: Identity,
  vault: Vault,
): Promise<Incoming> {
  await transaction.query("savepoint before_sheet");
  await transaction.query(
    `create temporary table incoming (${incomingColumns.join(", ")}) on commit drop`,
  );
  await transaction.query(
    `create temporary table incoming_nik (${depositColumnTypes}) on commit drop`,
  );
  let held = nothingHeld();
  let begun: LoadIdentity | null = null;
  let known: LoadView | null = null;
  let moving: Promise<void> = Promise.resolve();
  const move = async ({ rows, niks }: HeldRows, load: LoadIdentity | null): Promise<void> => {
    if (begun === null && load !== null) known = await findLoadByContent(transaction, load);
    begun ??= load;
    if (known !== null) return;
    await copyInto(transaction, "incoming", incomingNames, rows);
    await copyInto(transaction, "incoming_nik", depositColumns, niks);
    await depositNiks(transaction, identity, vault, "incoming_nik");
    await transaction.query("truncate incoming_nik");
    if (begun !== null) await moveIncoming(transaction, identity, begun);
  };
  const moveHeld = async (load: LoadIdentity | null): Promise<void> => {
    await moving;
    moving = move(held, load);
    moving.catch(() => undefined); // Told by the next `moveHeld` or by `end`.
    held = nothingHeld();
  };
  return {
    async take({ rows, niks }, load) {
      held.rows.push(encodeRows(rows));
      held.niks.push(encodeRows(niks));
      held.count += rows.length;
      if (held.count >= rowsAtOnce) await moveHeld(load);
      return known;
    },
    async end(load) {
      await moveHeld(load);
      await moving;
      return known;
    },
    settle: () => moving.catch(() => undefined),
  };
}

/** Rows on their way to the server, as COPY reads them. */
interface HeldRows {
  readonly rows: Uint8Array[];
  readonly niks: Uint8Array[];
  count: number;
}

function nothingHeld(): HeldRows {
  return { rows: [], niks: [], count: 0 };
}

async function copyInto(
  transaction: Transaction,
  table: string,
  columns: readonly string[],
  pieces: readonly Uint8Array[],
): Promise<void> {
  const sink = openCopy(transaction, table, columns);
  for (const piece of pieces) await sink.writeEncoded(piece);
  await sink.end();
}

export interface NewLoad extends LoadIdentity {
  readonly fileSha256: Uint8Array;
  readonly fileName: string;
  readonly sheet: string;
  readonly layout: string;
  readonly headerRowNo: number;
  readonly headers: readonly string[];
  readonly physicalRows: number;
  readonly skipped: LoadView["skipped"];
  readonly rows: number;
  readonly accepted: number;
  readonly warned: number;
  readonly quarantined: number;
  readonly dataKeyId: Uuid;
  readonly codeVersion: string;
}

export async function insertLoad(
  transaction: Transaction,
  identity: Identity,
  load: NewLoad,
): Promise<void> {
  await transaction.query(
    `insert into intake.load (regency_code, load_id, content_sha256, file_sha256, file_name, sheet, source, layout, header_row_no,
       headers, physical_rows, skipped, row_count, accepted, warned, quarantined, data_key_id, code_version)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)`,
    [
      identity.regencyCode,
      load.loadId,
      load.contentSha256,
      load.fileSha256,
      load.fileName,
      load.sheet,
      load.source,
      load.layout,
      load.headerRowNo,
      JSON.stringify(load.headers),
      load.physicalRows,
      JSON.stringify(load.skipped),
      load.rows,
      load.accepted,
      load.warned,
      load.quarantined,
      load.dataKeyId,
      load.codeVersion,
    ],
  );
}

/**
 * Moves the staged rows into the facts, under the policies, in the order in which they were staged. A
 * row's id is its load's (made of content) with the row number in it, so the same rows have the same
 * ids on any machine, and lie in the indexes in the order in which they come.
 */
async function moveIncoming(
  transaction: Transaction,
  identity: Identity,
  load: LoadIdentity,
): Promise<void> {
  await transaction.query(
    `insert into intake.record (regency_code, row_id, load_id, row_no, source, outcome, findings, nik_id, nik_state, name, title,
       name_key, born_on, sex, kecamatan_code, kelurahan_code)
     select $1, intake.row_id($2, row_no), $2, row_no, $3, outcome, findings, nik_id,
       nik_state, name, title, name_key, born_on, sex, kecamatan_code, kelurahan_code
     from incoming`,
    [identity.regencyCode, load.loadId, load.source],
  );
  const rowId = "intake.row_id($2, row_no)";
  const facts: Readonly<Record<Source, string>> = {
    p3ke: `insert into intake.registry_fact (regency_code, row_id, family_ref, individual_ref, address, decile, occupation, relation,
        marital, education, dukcapil_match)
      select $1, ${rowId}, family_ref, individual_ref, address, decile, occupation, relation, marital, education, dukcapil_match
      from incoming`,
    "bpjs-active": `insert into intake.insurer_fact (regency_code, row_id, segment, payer, kpj, active, since_on)
      select $1, ${rowId}, segment, payer, kpj, coalesce(active, true), since_on from incoming`,
    dukcapil: `insert into intake.civil_fact (regency_code, row_id, event, event_on, destination)
      select $1, ${rowId}, event, event_on, destination from incoming`,
    disability: `insert into intake.disability_fact (regency_code, row_id, kind, degree)
      select $1, ${rowId}, disability_kind, degree from incoming`,
  };
  await transaction.query(facts[load.source], [identity.regencyCode, load.loadId]);
  await transaction.query("truncate incoming");
}

/** One encrypted run of physical rows of a sheet. */
export interface RawBlock {
  readonly blockNo: number;
  readonly firstRowNo: number;
  readonly lastRowNo: number;
  readonly ciphertext: Uint8Array;
}

export async function moveRawBlocks(
  transaction: Transaction,
  identity: Identity,
  loadId: Uuid,
  blocks: readonly RawBlock[],
): Promise<void> {
  await transaction.query(
    "create temporary table incoming_block (block_no integer, first_row_no integer, last_row_no integer, ciphertext bytea) on commit drop",
  );
  const sink = openCopy(transaction, "incoming_block", [
    "block_no",
    "first_row_no",
    "last_row_no",
    "ciphertext",
  ]);
  for (const block of blocks) {
    await sink.write([[block.blockNo, block.firstRowNo, block.lastRowNo, block.ciphertext]]);
  }
  await sink.end();
  await transaction.query(
    `insert into intake.raw_block (regency_code, load_id, block_no, first_row_no, last_row_no, ciphertext)
     select $1, $2, block_no, first_row_no, last_row_no, ciphertext from incoming_block order by block_no`,
    [identity.regencyCode, loadId],
  );
}

/** Ends a load: the staging is gone, the planner knows the new sizes. */
export async function finishMoving(transaction: Transaction, source: Source): Promise<void> {
  await transaction.query("drop table incoming, incoming_nik, incoming_block");
  await transaction.query("release savepoint before_sheet");
  const facts: Readonly<Record<Source, string>> = {
    p3ke: "intake.registry_fact",
    "bpjs-active": "intake.insurer_fact",
    dukcapil: "intake.civil_fact",
    disability: "intake.disability_fact",
  };
  await refreshStatistics(transaction, ["intake.record", facts[source], "platform.identifier"]);
}

/** Lets go of rows that turned out to be loaded before: the transaction is as it was before the sheet. */
export async function dropIncoming(transaction: Transaction): Promise<void> {
  await transaction.query("rollback to savepoint before_sheet");
  await transaction.query("release savepoint before_sheet");
}

interface LoadRow {
  load_id: Uuid;
  file_name: string;
  sheet: string;
  source: Source;
  layout: string;
  physical_rows: number;
  skipped: LoadView["skipped"];
  row_count: number;
  accepted: number;
  warned: number;
  quarantined: number;
  loaded_by: string;
  loaded_at: string;
}

const loadColumns = `load_id, file_name, sheet, source, layout, physical_rows, skipped, row_count, accepted, warned, quarantined,
  loaded_by, to_char(loaded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as loaded_at`;

async function findLoadByContent(
  transaction: Transaction,
  load: LoadIdentity,
): Promise<LoadView | null> {
  const found = await transaction.query<LoadRow>(
    `select ${loadColumns} from intake.load where content_sha256 = $1 and source = $2`,
    [load.contentSha256, load.source],
  );
  return found.rows[0] ? loadOf(found.rows[0]) : null;
}

export async function findLoadsByFile(
  transaction: Transaction,
  fileSha256: Uint8Array,
): Promise<readonly LoadView[]> {
  const found = await transaction.query<LoadRow>(
    `select ${loadColumns} from intake.load where file_sha256 = $1 order by sheet, source`,
    [fileSha256],
  );
  return found.rows.map(loadOf);
}

export async function listLoads(transaction: Transaction): Promise<readonly LoadView[]> {
  const found = await transaction.query<LoadRow>(
    `select ${loadColumns} from intake.load order by loaded_at, load_id`,
  );
  return found.rows.map(loadOf);
}

function loadOf(row: LoadRow): LoadView {
  return {
    loadId: row.load_id,
    fileName: row.file_name,
    sheet: row.sheet,
    source: row.source,
    layout: row.layout,
    physicalRows: row.physical_rows,
    skipped: row.skipped,
    rows: row.row_count,
    accepted: row.accepted,
    warned: row.warned,
    quarantined: row.quarantined,
    loadedBy: row.loaded_by,
    loadedAt: row.loaded_at,
  };
}

/** What is needed to show one row as it arrived. */
export interface StoredRow {
  readonly rowId: Uuid;
  readonly loadId: Uuid;
  readonly fileName: string;
  readonly sheet: string;
  readonly source: Source;
  readonly rowNo: number;
  readonly outcome: "accepted" | "warned" | "quarantined";
  readonly findings: readonly string[];
  readonly headers: readonly string[];
  readonly dataKeyId: Uuid;
  readonly blockNo: number;
  readonly ciphertext: Uint8Array;
}

export async function findStoredRow(
  transaction: Transaction,
  rowId: Uuid,
): Promise<StoredRow | null> {
  const found = await transaction.query<StoredRow>(
    `select r.row_id as "rowId", r.load_id as "loadId", l.file_name as "fileName", l.sheet, r.source, r.row_no as "rowNo", r.outcome,
       r.findings, l.headers, l.data_key_id as "dataKeyId", b.block_no as "blockNo", b.ciphertext
     from intake.record r
     join intake.load l on l.regency_code = r.regency_code and l.load_id = r.load_id
     join intake.raw_block b on b.regency_code = r.regency_code and b.load_id = r.load_id
       and r.row_no between b.first_row_no and b.last_row_no
     where r.row_id = $1`,
    [rowId],
  );
  return found.rows[0] ?? null;
}
