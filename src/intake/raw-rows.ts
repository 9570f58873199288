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

/**
 * A block without what an erasure takes out: rows of the person are left empty under their number, and where
 * another's row quotes one of the numbers, the cell loses it. Null when the block holds neither.
 */
export async function eraseInBlock(
  block: Pick<RawBlock, "blockNo" | "ciphertext">,
  dataKey: DataKey,
  what: { readonly rowNos: readonly number[]; readonly numbers: readonly string[] },
): Promise<Uint8Array | null> {
  const place = `block/${block.blockNo}`;
  const text = (await inflateAsync(dataKey.open(block.ciphertext, place))).toString("utf8");
  const gone = new Set(what.rowNos);
  let touched = false;
  const lines = text.split("\n").map((line) => {
    const quoted = what.numbers.filter((number) => line.includes(number));
    if (line === "" || (quoted.length === 0 && gone.size === 0)) return line;
    const [rowNumber, kinds, cells] = JSON.parse(line) as [number, string, readonly string[]];
    if (!gone.has(rowNumber) && quoted.length === 0) return line;
    touched = true;
    if (gone.has(rowNumber)) return JSON.stringify([rowNumber, "", []]);
    const without = cells.map((cell) =>
      quoted.reduce((left, number) => left.replaceAll(number, "(dihapus)"), cell),
    );
    return JSON.stringify([rowNumber, kinds, without]);
  });
  if (!touched) return null;
  const deflated = await deflateAsync(Buffer.from(lines.join("\n"), "utf8"), { level: 1 });
  return dataKey.seal(deflated, place);
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
