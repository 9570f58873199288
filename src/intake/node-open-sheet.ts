import { setImmediate as turn } from "node:timers/promises";
import { MessageChannel, type MessagePort, Worker } from "node:worker_threads";
import { type SheetRow, SpreadsheetError } from "../platform/spreadsheet/server.ts";
import {
  type SheetNews,
  type SheetOrder,
  type SheetTaken,
  serveSheet,
} from "./node-serve-sheet.ts";
import { type RowLines, readRawRows } from "./raw-rows.ts";

/** A run of physical rows: as the text that is kept of them, and read from it again. */
export interface SheetBlock extends RowLines {
  readonly rows: readonly SheetRow[];
}

/** A sheet that is being read beside us, ahead of what we have taken of it. */
export interface OpenSheet {
  /** In file order. Errors: throws SpreadsheetError when the file turns out broken. */
  readBlocks(): AsyncGenerator<SheetBlock>;
  /** What is known once the last row was read, which is long before the last block was taken; null till then. */
  whole(): { readonly rows: number; readonly contentSha256: Buffer } | null;
  /** Ends the reading, done or not. */
  close(): Promise<void>;
}

/** What the thread's program is given. */
export interface SheetThreadData {
  readonly order: SheetOrder;
  readonly port: MessagePort;
}

/** Built, the reader stands beside this code as a program; run from source (tests), it shares our thread. */
const threadProgram = import.meta.url.endsWith(".ts")
  ? null
  : new URL("./sheet-thread.js", import.meta.url);

/**
 * Starts reading a sheet in a thread of its own: unzipping and scanning take as long as judging the
 * rows, and machines have two cores. What is judged are the very lines that are kept of the rows.
 */
export function openSheet(order: SheetOrder): OpenSheet {
  const { port1: port, port2 } = new MessageChannel();
  const thread = startReader({ order, port: port2 });
  const news: SheetNews[] = [];
  let whole: ReturnType<OpenSheet["whole"]> = null;
  let wake = () => {};
  const hear = (one: SheetNews) => {
    if (one.type === "end")
      whole = { rows: one.rows, contentSha256: Buffer.from(one.contentSha256) };
    news.push(one);
    wake();
  };
  port.on("message", hear);
  thread?.on("error", (error) => hear({ type: "failed", reason: error.message }));
  return {
    async *readBlocks() {
      for (;;) {
        const next = news.shift();
        if (next === undefined)
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
        else if (next.type === "block") {
          const bytes = next.lines.byteLength;
          // With the reader ahead nothing here waits for anything; what else the program does must get its turn.
          await turn();
          yield { ...next, rows: readRawRows(Buffer.from(next.lines.buffer).toString("utf8")) };
          port.postMessage({ bytes } satisfies SheetTaken);
        } else if (next.type === "refused") throw new SpreadsheetError(next.refusal);
        else if (next.type === "failed") throw new Error(`the sheet was not read: ${next.reason}`);
        else return;
      }
    },
    whole: () => whole,
    async close() {
      port.close();
      await thread?.terminate();
    },
  };
}

function startReader(data: SheetThreadData): Worker | null {
  if (threadProgram !== null)
    return new Worker(threadProgram, { workerData: data, transferList: [data.port] });
  void serveSheet(data.order, data.port);
  return null;
}
