import { createHash } from "node:crypto";
import type { MessagePort } from "node:worker_threads";
import {
  openWorkbook,
  type SheetRow,
  SpreadsheetError,
  type SpreadsheetRefusal,
} from "../platform/spreadsheet/server.ts";
import { type RowLines, writeRawRow } from "./raw-rows.ts";

/** Which sheet of which file is to be read. */
export interface SheetOrder {
  readonly path: string;
  readonly sheet: string;
}

/** What the reader of a sheet says, in this order: blocks, then its end or why there is none. */
export type SheetNews =
  | (RowLines & { readonly type: "block" })
  | { readonly type: "end"; readonly rows: number; readonly contentSha256: Uint8Array }
  | { readonly type: "refused"; readonly refusal: SpreadsheetRefusal }
  | { readonly type: "failed"; readonly reason: string };

/** What its listener answers: that it is done with so many bytes of lines. */
export interface SheetTaken {
  readonly bytes: number;
}

const rowsPerBlock = 512;
/** How far reading may run ahead of what is done with the rows: most of a city, little of a machine's memory. */
const bytesAheadMax = 64 * 1024 * 1024;

/**
 * Reads a sheet and tells its rows over a port, hashing them. It knows nothing of registries, so it
 * may stand in a thread of its own and be done long before the rows are judged: the content hash,
 * and with it the id of the load, is known early.
 */
export async function serveSheet(order: SheetOrder, port: MessagePort): Promise<void> {
  const listener = listenTo(port);
  const say = (news: SheetNews, transfer: readonly ArrayBuffer[] = []) =>
    port.postMessage(news, transfer);
  try {
    const opened = await openWorkbook(order.path);
    if (!opened.ok) throw new SpreadsheetError(opened.error);
    const hash = createHash("sha256");
    let rows = 0;
    try {
      for await (const block of inBlocks(opened.value.readBatches(order.sheet))) {
        const lines = new TextEncoder().encode(block.map(writeRawRow).join(""));
        hash.update(lines);
        rows += block.length;
        const [first, last] = [block[0], block.at(-1)];
        listener.noteSent(lines.byteLength);
        say(
          {
            type: "block",
            firstRowNo: first?.rowNumber ?? 0,
            lastRowNo: last?.rowNumber ?? 0,
            lines,
          },
          [lines.buffer as ArrayBuffer],
        );
        if (!(await listener.hasRoom())) return;
      }
    } finally {
      await opened.value.close();
    }
    say({ type: "end", rows, contentSha256: hash.digest() });
  } catch (error) {
    if (error instanceof SpreadsheetError) say({ type: "refused", refusal: error.refusal });
    else say({ type: "failed", reason: error instanceof Error ? (error.stack ?? "") : "" });
  } finally {
    port.close();
  }
}

/** Rows in blocks of 512, whatever the batches in which they were read. */
async function* inBlocks(
  batches: AsyncIterable<readonly SheetRow[]>,
): AsyncGenerator<readonly SheetRow[]> {
  let held: SheetRow[] = [];
  for await (const batch of batches) {
    for (const row of batch) {
      held.push(row);
      if (held.length < rowsPerBlock) continue;
      yield held;
      held = [];
    }
  }
  if (held.length > 0) yield held;
}

/** Counts what the other side has not taken yet. */
function listenTo(port: MessagePort) {
  let ahead = 0;
  let isOpen = true;
  let wake = () => {};
  port.on("message", ({ bytes }: SheetTaken) => {
    ahead -= bytes;
    wake();
  });
  port.on("close", () => {
    isOpen = false;
    wake();
  });
  return {
    noteSent(bytes: number) {
      ahead += bytes;
    },
    /** True when reading may go on, false when nobody listens any more. */
    async hasRoom(): Promise<boolean> {
      while (isOpen && ahead > bytesAheadMax)
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      return isOpen;
    },
  };
}
