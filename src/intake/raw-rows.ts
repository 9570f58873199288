import { promisify } from "node:util";
import { deflateRaw, inflateRaw } from "node:zlib";
import type { SheetRow } from "../platform/spreadsheet/server.ts";
import type { DataKey } from "../platform/vault/vault.ts";
import type { RawBlock } from "./store.ts";

const inflateAsync = promisify(inflateRaw);
const deflateAsync = promisify(deflateRaw);

/** A row as it is kept: row number, kinds and cells, one line of JSON a row. */
type RawRow = readonly [rowNumber: number, kinds: string, cells: readonly string[]];

/** A run of physical rows as it is kept: UTF-8, one line a row. */
export interface RowLines {
  readonly firstRowNo: number;
  readonly lastRowNo: number;
  readonly lines: Uint8Array;
}

/** The line that keeps a row. The content hash covers these lines, so it does not depend on how the file was zipped. */
export function writeRawRow({ rowNumber, kinds, cells }: SheetRow): string {
  return `${JSON.stringify([rowNumber, kinds, cells] satisfies RawRow)}\n`;
}

/** The rows of many lines; a line end stands between rows only, for JSON writes one in a cell as `\n`. */
export function readRawRows(lines: string): readonly SheetRow[] {
  const rows = JSON.parse(`[${lines.trimEnd().replaceAll("\n", ",")}]`) as readonly RawRow[];
  return rows.map(([rowNumber, kinds, cells]) => ({ rowNumber, kinds, cells }));
}

/** Keeps every physical row as it arrived, in deflated, encrypted blocks; the work is done beside the caller's. */
export function createRawKeeper(dataKey: DataKey) {
  const sealing: Promise<RawBlock>[] = [];
  return {
    take({ lines, firstRowNo, lastRowNo }: RowLines) {
      const span = { blockNo: sealing.length, firstRowNo, lastRowNo };
      sealing.push(sealBlock(lines, span, dataKey));
    },
    blocks: () => Promise.all(sealing),
  };
}

async function sealBlock(
  lines: Uint8Array,
  span: Omit<RawBlock, "ciphertext">,
  dataKey: DataKey,
): Promise<RawBlock> {
  const deflated = await deflateAsync(lines, { level: 1 });
  return { ...span, ciphertext: dataKey.seal(deflated, `block/${span.blockNo}`) };
}

/** Opens a block again and finds one of its rows; null when the block does not hold it. */
export async function readRawRow(
  block: Pick<RawBlock, "blockNo" | "ciphertext">,
  rowNo: number,
  dataKey: DataKey,
): Promise<SheetRow | null> {
  const deflated = dataKey.open(block.ciphertext, `block/${block.blockNo}`);
  const text = (await inflateAsync(deflated)).toString("utf8");
  const line = text.split("\n").find((one) => one.startsWith(`[${rowNo},`));
  return line === undefined ? null : (readRawRows(line)[0] ?? null);
}
