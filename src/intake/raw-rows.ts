import { createHash, type Hash } from "node:crypto";
import { promisify } from "node:util";
import { deflateRaw, inflateRaw } from "node:zlib";
import type { SheetRow } from "../platform/spreadsheet/server.ts";
import type { DataKey } from "../platform/vault/vault.ts";
import type { RawBlock } from "./store.ts";

const rowsPerBlock = 512;
const inflateAsync = promisify(inflateRaw);
const deflateAsync = promisify(deflateRaw);

/**
 * Keeps every physical row as it arrived: one JSON line a row, in deflated, encrypted blocks. The
 * content hash covers the same lines, so it does not depend on how the file was zipped.
 */
export function createRawKeeper(dataKey: DataKey) {
  const hash: Hash = createHash("sha256");
  const sealing: Promise<RawBlock>[] = [];
  let digest: Buffer | null = null;
  let lines: string[] = [];
  let first = 0;
  let last = 0;
  const closeBlock = () => {
    if (lines.length === 0) return;
    const text = lines.join("");
    hash.update(text);
    sealing.push(
      sealBlock(text, { blockNo: sealing.length, firstRowNo: first, lastRowNo: last }, dataKey),
    );
    lines = [];
  };
  return {
    take(rows: readonly SheetRow[]) {
      for (const row of rows) {
        if (lines.length === 0) first = row.rowNumber;
        last = row.rowNumber;
        lines.push(`${JSON.stringify([row.rowNumber, row.kinds, row.cells])}\n`);
        if (lines.length === rowsPerBlock) closeBlock();
      }
    },
    finish: closeBlock,
    contentSha256(): Buffer {
      digest ??= hash.digest();
      return digest;
    },
    blocks: () => Promise.all(sealing),
  };
}

async function sealBlock(
  text: string,
  span: Omit<RawBlock, "ciphertext">,
  dataKey: DataKey,
): Promise<RawBlock> {
  const deflated = await deflateAsync(Buffer.from(text, "utf8"), { level: 1 });
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
  if (line === undefined) return null;
  const [rowNumber, kinds, cells] = JSON.parse(line) as [number, string, readonly string[]];
  return { rowNumber, kinds, cells };
}
