import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { createPlaceFinder, findRegency, type PlaceFinder } from "../areas/index.ts";
import { assert } from "../kernel/assert.ts";
import { maskNiksIn } from "../kernel/nik.ts";
import { type PlainDate, yearOf } from "../kernel/plain-date.ts";
import { ok, type Result, refuse } from "../kernel/result.ts";
import { uuidOfHash } from "../kernel/uuid.ts";
import { codeVersion } from "../platform/code-version.ts";
import { enterInJournal, type Transaction, waitForTurn } from "../platform/database/database.ts";
import type { Office } from "../platform/office.ts";
import type { Progress } from "../platform/progress.ts";
import {
  openWorkbook,
  type SheetRow,
  SpreadsheetError,
  type SpreadsheetRefusal,
  type Workbook,
} from "../platform/spreadsheet/server.ts";
import { keepDataKey } from "../platform/vault/deposit.ts";
import type { DataKey } from "../platform/vault/vault.ts";
import { createRowClassifier } from "./classify-row.ts";
import type { LoadView, Source } from "./index.ts";
import { headerSearchRows, type Recognised, recogniseHeader } from "./layouts.ts";
import { type OpenSheet, openSheet, type SheetBlock } from "./node-open-sheet.ts";
import { createRawKeeper } from "./raw-rows.ts";
import { createRecordReader, type ReadRecord } from "./read-record.ts";
import { createStager, type StagedRows } from "./stage-row.ts";
import {
  dropIncoming,
  findLoadsByFile,
  finishMoving,
  insertLoad,
  type LoadIdentity,
  moveRawBlocks,
  type NewLoad,
  openIncoming,
  type RawBlock,
} from "./store.ts";

export interface LoadRequest {
  readonly path: string;
  /** Which source it is; null: recognised from its headers. */
  readonly source: Source | null;
  readonly dryRun: boolean;
  readonly on: PlainDate;
  readonly progress: Progress;
}

/** What became of one sheet. Counts of a sheet loaded before are those of then. */
export interface SheetReport extends Omit<LoadView, "loadedBy" | "loadedAt" | "loadId"> {
  readonly fileSha256: string;
  readonly alreadyLoaded: boolean;
}

export type LoadRefusal =
  | SpreadsheetRefusal
  | {
      readonly type: "NotARegistry";
      readonly file: string;
      readonly sheets: readonly string[];
      readonly wanted: Source | null;
    };

/**
 * Loads every sheet of a file that is a registry.
 *
 * One transaction a file: a crash or a broken file leaves nothing. Idempotent by content: a sheet
 * whose cells were loaded before is reported, not loaded.
 * Errors: LoadRefusal; nothing is kept then. Not modelled: reversal, corrections (issue of intake).
 */
export async function loadFile(
  office: Office,
  request: LoadRequest,
): Promise<Result<readonly SheetReport[], LoadRefusal>> {
  const opened = await openWorkbook(request.path);
  if (!opened.ok) return opened;
  const workbook = opened.value;
  try {
    const fileSha256 = await hashFile(request.path);
    const run = request.dryRun ? office.db.rehearse : office.db.act;
    const reports = await run(office.identity, async (transaction) => {
      await waitForTurn(transaction, office.identity, "intake");
      return await loadSheets({ office, request, workbook, fileSha256, transaction });
    });
    if (reports.length > 0) return ok(reports);
    const sheets = workbook.sheets.map((sheet) => sheet.name);
    return refuse({
      type: "NotARegistry",
      file: path.basename(request.path),
      sheets,
      wanted: request.source,
    });
  } catch (error) {
    if (error instanceof SpreadsheetError) return { ok: false, error: error.refusal };
    throw error;
  } finally {
    await workbook.close();
  }
}

/** All that loading the sheets of one file needs. */
interface FileInHand {
  readonly office: Office;
  readonly request: LoadRequest;
  readonly workbook: Workbook;
  readonly fileSha256: Buffer;
  readonly transaction: Transaction;
}

async function loadSheets(file: FileInHand): Promise<readonly SheetReport[]> {
  const before = await findLoadsByFile(file.transaction, file.fileSha256);
  const known = before.filter(
    (load) => file.request.source === null || load.source === file.request.source,
  );
  if (known.length > 0) return known.map((load) => reportOf(load, file.fileSha256, true));
  const reports: SheetReport[] = [];
  for (const sheet of file.workbook.sheets) {
    const report = await loadSheet(file, sheet.name);
    if (report !== null) reports.push(report);
  }
  return reports;
}

async function loadSheet(file: FileInHand, name: string): Promise<SheetReport | null> {
  const sheet = openSheet({ path: file.request.path, sheet: name });
  try {
    const blocks = sheet.readBlocks();
    const top = await readTop(blocks, file.request.source);
    if (top.recognised === null) return null;
    return await loadRegistry(file, sheet, blocks, {
      ...top,
      sheet: name,
      recognised: top.recognised,
    });
  } finally {
    await sheet.close();
  }
}

/** The sheet is a registry: its rows are judged while the rest of it is read and the server moves those before. */
async function loadRegistry(
  file: FileInHand,
  sheet: OpenSheet,
  blocks: AsyncIterable<SheetBlock>,
  top: RegistryTop,
): Promise<SheetReport> {
  const { office, transaction, request } = file;
  const { source } = top.recognised.layout;
  const incoming = await openIncoming(transaction, office.identity, office.vault);
  const dataKey = office.vault.newDataKey();
  const reading = startReading(file, top, dataKey);
  let known: LoadView | null = null;
  try {
    for await (const block of follow(top.blocks, blocks)) {
      known = await incoming.take(reading.take(block), identify(sheet, source));
      if (known !== null) break;
      request.progress.report(reading.physicalRows(), sheet.whole()?.rows ?? null);
    }
    reading.finish();
    known ??= await incoming.end(getIdentity(sheet, source));
  } finally {
    await incoming.settle();
  }
  if (known !== null) {
    await dropIncoming(transaction);
    return reportOf(known, file.fileSha256, true);
  }
  const load = describeLoad(file, top, reading, getIdentity(sheet, source), dataKey);
  await keepLoad(file, load, dataKey, await reading.blocks());
  return reportOf(load, file.fileSha256, false);
}

async function* follow<T>(before: readonly T[], rest: AsyncIterable<T>): AsyncGenerator<T> {
  yield* before;
  yield* rest;
}

/** The id of a load is made of its cells: it is known when the last of them was read. */
function identify(sheet: OpenSheet, source: Source): LoadIdentity | null {
  const contentSha256 = sheet.whole()?.contentSha256;
  if (contentSha256 === undefined) return null;
  const loadId = uuidOfHash(createHash("sha256").update(contentSha256).update(source).digest());
  return { loadId, contentSha256, source };
}

function getIdentity(sheet: OpenSheet, source: Source): LoadIdentity {
  const identity = identify(sheet, source);
  assert(identity !== null, "after the last block the whole sheet is known");
  return identity;
}

interface Top {
  readonly blocks: readonly SheetBlock[];
  readonly recognised: Recognised | null;
  readonly headerIndex: number;
  readonly header: SheetRow | null;
}

interface RegistryTop extends Top {
  readonly sheet: string;
  readonly recognised: Recognised;
}

/** Reads until the header is found, or the search ends. */
async function readTop(blocks: AsyncGenerator<SheetBlock>, wanted: Source | null): Promise<Top> {
  const read: SheetBlock[] = [];
  const rows: SheetRow[] = [];
  while (rows.length < headerSearchRows) {
    const next = await blocks.next();
    if (next.done) break;
    read.push(next.value);
    rows.push(...next.value.rows);
  }
  for (const [headerIndex, header] of rows.slice(0, headerSearchRows).entries()) {
    const recognised = recogniseHeader(header.cells, wanted);
    if (recognised !== null) return { blocks: read, recognised, headerIndex, header };
  }
  return { blocks: read, recognised: null, headerIndex: -1, header: null };
}

function describeLoad(
  file: FileInHand,
  { recognised, header, sheet }: RegistryTop,
  reading: Reading,
  identity: LoadIdentity,
  dataKey: DataKey,
): NewLoad {
  const load: NewLoad = {
    ...identity,
    fileSha256: file.fileSha256,
    fileName: maskNiksIn(path.basename(file.request.path)),
    sheet,
    layout: recognised.layout.name,
    headerRowNo: header?.rowNumber ?? 0,
    headers: header?.cells ?? [],
    physicalRows: reading.physicalRows(),
    ...reading.counts(),
    dataKeyId: dataKey.dataKeyId,
    codeVersion,
  };
  const skipped = Object.values(load.skipped).reduce((sum, count) => sum + count, 0);
  assert(
    load.physicalRows === load.rows + skipped,
    "every physical row is a row or skipped for a reason",
  );
  return load;
}

async function keepLoad(
  file: FileInHand,
  load: NewLoad,
  dataKey: DataKey,
  blocks: readonly RawBlock[],
): Promise<void> {
  const { office, transaction } = file;
  await keepDataKey(transaction, office.identity, office.vault, dataKey);
  await insertLoad(transaction, office.identity, load);
  await moveRawBlocks(transaction, office.identity, load.loadId, blocks);
  await finishMoving(transaction, load.source);
  const { rows, accepted, warned, quarantined, source } = load;
  await enterInJournal(transaction, office.identity, {
    act: "intake.loaded",
    subject: load.loadId,
    body: { source, rows, accepted, warned, quarantined },
  });
}

type Reading = ReturnType<typeof startReading>;
type Counts = Pick<NewLoad, "rows" | "accepted" | "warned" | "quarantined" | "skipped">;

/** The pass over one sheet: counts, staged rows, raw blocks. Rows come in file order. */
function startReading(
  file: FileInHand,
  { recognised, headerIndex, header }: RegistryTop,
  dataKey: DataKey,
) {
  const { office, request } = file;
  const classify = createRowClassifier(recognised, header?.cells ?? []);
  const read = createRecordReader(recognised, placesOf(office), yearOf(request.on));
  const stage = createStager(office.vault);
  const raw = createRawKeeper(dataKey);
  const counts = { rows: 0, accepted: 0, warned: 0, quarantined: 0 };
  const skipped = { title: 0, header: 0, blank: 0, total: 0, signature: 0 };
  let physicalRows = 0;
  let short: SheetRow[] = [];
  const stageRow = (row: SheetRow, isShort: boolean, into: StagedRows): void => {
    const record = isShort ? markShort(read(row.cells, row.kinds)) : read(row.cells, row.kinds);
    counts.rows += 1;
    counts[record.outcome] += 1;
    stage(row.rowNumber, record, into);
  };
  const takeRow = (row: SheetRow, into: StagedRows): void => {
    const index = physicalRows;
    physicalRows += 1;
    const kind = classify(row.cells);
    if (index < headerIndex) skipped[kind === "blank" ? "blank" : "title"] += 1;
    else if (index === headerIndex) skipped.header += 1;
    else if (kind === "data") {
      for (const held of short) stageRow(held, true, into);
      short = [];
      stageRow(row, false, into);
    } else if (kind === "short") short.push(row);
    else skipped[kind] += 1;
  };
  return {
    take(block: SheetBlock): StagedRows {
      const staged: StagedRows = { rows: [], niks: [] };
      for (const row of block.rows) takeRow(row, staged);
      raw.take(block);
      return staged;
    },
    /** Short rows that no data row follows are the signature under the table. */
    finish(): void {
      skipped.signature += short.length;
      short = [];
    },
    physicalRows: () => physicalRows,
    counts: (): Counts => ({ ...counts, skipped }),
    blocks: () => raw.blocks(),
  };
}

function markShort(record: ReadRecord): ReadRecord {
  return { ...record, findings: [...record.findings, "row.too-short"], outcome: "quarantined" };
}

function placesOf(office: Office): PlaceFinder {
  const regency = findRegency(office.identity.regencyCode);
  assert(regency !== null, "the office is of a city that Payung has areas of");
  return createPlaceFinder(regency);
}

function reportOf(
  load: NewLoad | LoadView,
  fileSha256: Buffer,
  alreadyLoaded: boolean,
): SheetReport {
  const {
    fileName,
    sheet,
    source,
    layout,
    physicalRows,
    skipped,
    rows,
    accepted,
    warned,
    quarantined,
  } = load;
  return {
    fileName,
    sheet,
    source,
    layout,
    physicalRows,
    skipped,
    rows,
    accepted,
    warned,
    quarantined,
    fileSha256: fileSha256.toString("hex"),
    alreadyLoaded,
  };
}

async function hashFile(file: string): Promise<Buffer> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(file), hash);
  return hash.digest();
}
