import {
  appendFileSync,
  copyFileSync,
  openSync,
  readFileSync,
  renameSync,
  statSync,
  truncateSync,
} from "node:fs";
import path from "node:path";
import { giveToOwnerOf } from "./data-folder.ts";

const sizeMax = 5 * 1024 * 1024;
const tailLines = 20;

/** The server's log file in the data folder; the one before it is kept beside it as `.1`. */
export function serverLogFile(dataDir: string): string {
  return path.join(dataDir, "postgres.log");
}

/** Adds a line of the launcher's own, and sets a full file aside first. */
export function noteInLog(dataDir: string, sentence: string): void {
  const file = serverLogFile(dataDir);
  if (sizeOf(file) > sizeMax) renameSync(file, `${file}.1`);
  appendFileSync(file, `${new Date().toISOString()} payung[${process.pid}]: ${sentence}\n`, {
    mode: 0o600,
  });
  giveToOwnerOf(dataDir, file);
}

/** Opened for appending: the server inherits it, so its account needs no right to the file itself. */
export function openLog(dataDir: string): { readonly descriptor: number; readonly from: number } {
  const file = serverLogFile(dataDir);
  const descriptor = openSync(file, "a", 0o600);
  return { descriptor, from: sizeOf(file) };
}

/** The last lines that were written since the size `from`. */
export function readLogTail(dataDir: string, from: number): string {
  const bytes = readFileSync(serverLogFile(dataDir));
  const since = bytes.subarray(Math.min(from, bytes.length)).toString("utf8");
  return since.trimEnd().split("\n").slice(-tailLines).join("\n");
}

/**
 * Sets a full log aside while the server writes to it, by copy and cut: the server keeps its open
 * file. A line written between the two is lost, which a log of the server's own news can bear.
 */
export function rotateOpenLog(dataDir: string): void {
  const file = serverLogFile(dataDir);
  if (sizeOf(file) <= sizeMax) return;
  copyFileSync(file, `${file}.1`);
  truncateSync(file, 0);
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}
