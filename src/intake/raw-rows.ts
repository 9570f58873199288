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
