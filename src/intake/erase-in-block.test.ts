import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { createVault } from "../platform/vault/vault.ts";
import { createRawKeeper, eraseInBlock, readRawRow, writeRawRow } from "./raw-rows.ts";

const nik = (serial: string) => `737107${"120580"}${serial}`;

test("a block loses the rows of the erased, and her number where another's row quotes it; the rest stays as it arrived", async () => {
  const dataKey = createVault(randomBytes(32).toString("hex")).newDataKey();
  const keeper = createRawKeeper(dataKey);
  const rows = [
    { rowNumber: 2, kinds: "ss", cells: ["SITI", nik("0001")] },
    { rowNumber: 3, kinds: "ss", cells: ["ANAK", `ibu ${nik("0001")}`] },
    { rowNumber: 4, kinds: "ss", cells: ["RAMLI", nik("0002")] },
  ];
  const lines = new TextEncoder().encode(rows.map(writeRawRow).join(""));
  keeper.take({ lines, firstRowNo: 2, lastRowNo: 4 });
  const [block] = await keeper.blocks();
  if (block === undefined) throw new Error("three rows are one block");
  const what = { rowNos: [2], numbers: [nik("0001")] };
  const ciphertext = await eraseInBlock(block, dataKey, what);
  if (ciphertext === null) throw new Error("the block held her");
  const without = { blockNo: block.blockNo, ciphertext };
  expect(await readRawRow(without, 2, dataKey)).toMatchObject({ cells: [] });
  expect(await readRawRow(without, 3, dataKey)).toMatchObject({ cells: ["ANAK", "ibu (dihapus)"] });
  expect(await readRawRow(without, 4, dataKey)).toMatchObject({ cells: ["RAMLI", nik("0002")] });
  expect(await eraseInBlock(without, dataKey, { rowNos: [], numbers: [nik("0001")] })).toBeNull();
});
