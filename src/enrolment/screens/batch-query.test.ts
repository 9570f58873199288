import { expect, test } from "vitest";
import { batchQueryPath, readBatchQuery } from "./batch-query.ts";

test("an address of a batch is read as it was written", () => {
  const query = { state: "rejected", page: 3 } as const;
  const search = new URLSearchParams(batchQueryPath("b1", query).split("?")[1]);
  expect(readBatchQuery(Object.fromEntries(search))).toEqual(query);
});

test("an address nobody wrote leads to the first page of everybody in the batch", () => {
  const first = { state: null, page: 1 } as const;
  expect(readBatchQuery({ keadaan: "?", halaman: "-1" })).toEqual(first);
  expect(batchQueryPath("b1", first)).toBe("/pengajuan/b1");
});
