// The program of the thread that reads a sheet; built beside the command line (bin/lib/build.mjs).
import { workerData } from "node:worker_threads";
import type { SheetThreadData } from "./node-open-sheet.ts";
import { serveSheet } from "./node-serve-sheet.ts";

const { order, port } = workerData as SheetThreadData;
await serveSheet(order, port);
