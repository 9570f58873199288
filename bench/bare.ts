import { once } from "node:events";
import { finished } from "node:stream/promises";
import { promisify } from "node:util";
import { deflateRaw } from "node:zlib";
import pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { openEmbeddedServer } from "../src/platform/postgres/server.ts";
import { openWorkbook, type SheetRow, type Workbook } from "../src/platform/spreadsheet/server.ts";
import { createVault, type Vault } from "../src/platform/vault/vault.ts";

/** What the program answers on standard output. `readS`: the reader alone, before. */
export interface BareAnswer {
  readonly rows: number;
  readonly wallS: number;
  readonly readS: number;
}

const rowsPerBlock = 512;
const delimiter = "\x1f";
const deflate = promisify(deflateRaw);

/**
 * The machine's own limit of intake: the same cells through the fastest reader we tried, by COPY
 * into one unindexed table of text columns on the same server, with the same cipher calls (an HMAC
 * for each NIK, AES-GCM for each new one, deflate and AES-GCM for each block of raw rows), all
 * overlapping in one pass. No ids, no checks, no facts, no keys.
 */
export async function runBare(file: string, dataDir: string): Promise<BareAnswer> {
  const server = await openEmbeddedServer({ dataDir, command: "bench", mayJoin: false });
  if (!server.ok) throw new Error(`no server for the bare run: ${server.error.type}`);
  const client = new pg.Client({ ...server.value.superuser });
  await client.connect();
  try {
    const readS = await timeOf(() => readOnly(file));
    let rows = 0;
    const wallS = await timeOf(async () => {
      rows = await copyCells(file, client);
    });
    return { rows, wallS, readS };
  } finally {
    await client.end();
    await server.value.stop();
  }
}

async function timeOf(work: () => Promise<void>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return (performance.now() - startedAt) / 1000;
}

async function open(file: string): Promise<{ workbook: Workbook; sheet: string }> {
  const opened = await openWorkbook(file);
  if (!opened.ok) throw new Error(`the bare run cannot read the workbook: ${opened.error.type}`);
  const workbook = opened.value;
  const sheet = workbook.sheets.find((one) => one.name === "data") ?? workbook.sheets[0];
  if (sheet === undefined) throw new Error("the workbook has no sheet");
  return { workbook, sheet: sheet.name };
}

async function readOnly(file: string): Promise<void> {
  const { workbook, sheet } = await open(file);
  for await (const _batch of workbook.readBatches(sheet)) {
    // The cells are read; nothing is done with them.
  }
  await workbook.close();
}

async function copyCells(file: string, client: pg.Client): Promise<number> {
  const { workbook, sheet } = await open(file);
  const batches = workbook.readBatches(sheet);
  const first = await batches.next();
  const top = first.done ? [] : first.value;
  const header = top.find((row) => row.cells.some((cell) => cell.trim() === "NIK"));
  const nikColumn = header?.cells.findIndex((cell) => cell.trim() === "NIK") ?? -1;
  const columns = Math.max(...top.map((row) => row.cells.length));
  const names = Array.from({ length: columns }, (_, column) => `c${column}`);
  await client.query("begin");
  await client.query(`create table bare (${names.map((name) => `${name} text`).join(", ")})`);
  // A delimiter that no cell holds: looking through each cell for tabs would not be bare.
  const stream = client.query(copyFrom("copy bare from stdin with (delimiter E'\\x1f')"));
  const done = finished(stream);
  const ciphers = startCiphers(nikColumn);
  let rows = 0;
  const take = async (batch: readonly SheetRow[]) => {
    rows += batch.length;
    const lines = batch.map((row) => `${lineOf(row.cells, columns)}\n`);
    ciphers.take(batch, lines);
    if (!stream.write(lines.join(""))) await Promise.race([once(stream, "drain"), done]);
  };
  await take(top);
  for await (const batch of batches) await take(batch);
  stream.end();
  await done;
  await ciphers.finish();
  await client.query("commit");
  await workbook.close();
  return rows;
}

function lineOf(cells: readonly string[], columns: number): string {
  const written = cells.slice(0, columns).join(delimiter);
  const plain = /[\\\n\r]/.test(written) ? written.replace(/[\\\n\r]/g, " ") : written;
  return plain + delimiter.repeat(columns - Math.min(Math.max(cells.length, 1), columns));
}

function startCiphers(nikColumn: number) {
  const vault: Vault = createVault("0".repeat(64));
  const key = vault.newDataKey();
  const sealed = new Set<string>();
  const blocks: Promise<Uint8Array>[] = [];
  let held: string[] = [];
  const close = () => {
    const text = held.join("");
    held = [];
    blocks.push(
      deflate(Buffer.from(text), { level: 1 }).then((deflated) => key.seal(deflated, "block")),
    );
  };
  return {
    take(batch: readonly SheetRow[], lines: readonly string[]) {
      for (const row of batch) {
        const nik = row.cells[nikColumn] ?? "";
        if (nik.length < 15) continue;
        vault.blindIndex("nik", nik);
        if (sealed.has(nik)) continue;
        sealed.add(nik);
        vault.encrypt("nik", nik);
      }
      for (const line of lines) {
        held.push(line);
        if (held.length === rowsPerBlock) close();
      }
    },
    async finish() {
      close();
      await Promise.all(blocks);
    },
  };
}
