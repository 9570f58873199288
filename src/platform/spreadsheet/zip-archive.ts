import { pipeline } from "node:stream";
import { crc32, createInflateRaw } from "node:zlib";
import { type Entry, openPromise, type ZipFile } from "yauzl";
import { assert } from "../../kernel/assert.ts";
import { WorkbookDefect } from "./spreadsheet-error.ts";

/** Larger than zlib's own 16 KB: fewer turns of the event loop for each megabyte. */
const INFLATE_CHUNK_BYTES = 128 * 1024;
const ENTRIES_MAX = 65_536;
const STORED = 0;
const DEFLATED = 8;

/** The parts of a zip file by name; names are compared without regard to case, as OPC asks. */
export interface ZipArchive {
  has(name: string): boolean;
  /** Bytes of a part when unpacked, as the archive's directory states it. */
  sizeOf(name: string): number;
  /** Checks length and CRC-32 at the end. Errors: WorkbookDefect Truncated, Damaged. */
  read(name: string): AsyncGenerator<Buffer>;
  close(): void;
}

/** Errors: WorkbookDefect Truncated, Damaged, TooLarge, PasswordProtected. */
export async function openZip(path: string, bytesMax: number): Promise<ZipArchive> {
  const zip = await openPromise(path, { autoClose: false, validateEntrySizes: false }).catch(
    (error: unknown) => {
      throw zipDefect(error);
    },
  );
  try {
    const entries = await readDirectory(zip, bytesMax);
    const find = (name: string): Entry | undefined => entries.get(name.toLowerCase());
    return {
      has: (name) => find(name) !== undefined,
      sizeOf: (name) => find(name)?.uncompressedSize ?? 0,
      read: (name) => readEntry(zip, find(name), name),
      close: () => zip.close(),
    };
  } catch (error) {
    zip.close();
    throw error;
  }
}

async function readDirectory(zip: ZipFile, bytesMax: number): Promise<Map<string, Entry>> {
  if (zip.entryCount > ENTRIES_MAX) {
    throw new WorkbookDefect("TooLarge", `it holds ${zip.entryCount} parts`);
  }
  const entries = new Map<string, Entry>();
  let bytes = 0;
  try {
    for await (const entry of zip.eachEntry()) {
      entries.set(entry.fileName.toLowerCase(), entry);
      bytes += entry.uncompressedSize;
    }
  } catch (error) {
    throw zipDefect(error);
  }
  if (bytes > bytesMax) {
    throw new WorkbookDefect("TooLarge", `unpacked it is ${bytes} bytes, the limit is ${bytesMax}`);
  }
  for (const entry of entries.values()) {
    if (entry.isEncrypted()) {
      throw new WorkbookDefect("PasswordProtected", "the zip file itself is encrypted");
    }
  }
  return entries;
}

async function* readEntry(
  zip: ZipFile,
  entry: Entry | undefined,
  name: string,
): AsyncGenerator<Buffer> {
  assert(zip.isOpen, "a workbook is read before it is closed");
  if (entry === undefined) throw new WorkbookDefect("Damaged", `the part ${name} is missing`);
  const method = entry.compressionMethod;
  if (method !== STORED && method !== DEFLATED) {
    throw new WorkbookDefect("Damaged", `the part ${name} is compressed by method ${method}`);
  }
  let bytes = 0;
  let checksum = 0;
  try {
    const packed = await zip.openReadStreamPromise(entry, { decodeFileData: false });
    const unpacked =
      method === STORED
        ? packed
        : pipeline(packed, createInflateRaw({ chunkSize: INFLATE_CHUNK_BYTES }), () => {});
    for await (const chunk of unpacked as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes > entry.uncompressedSize) break;
      checksum = crc32(chunk, checksum);
      yield chunk;
    }
  } catch (error) {
    throw zipDefect(error, name);
  }
  if (bytes !== entry.uncompressedSize || checksum !== entry.crc32) {
    throw new WorkbookDefect("Damaged", `the part ${name} is not what the zip directory says`);
  }
}

/** zlib tells by code and yauzl by sentence that bytes are missing at the end. */
function zipDefect(error: unknown, name?: string): unknown {
  if (error instanceof WorkbookDefect || !(error instanceof Error)) return error;
  const code = (error as NodeJS.ErrnoException).code;
  if (code !== undefined && !code.startsWith("Z_")) return error;
  const cut =
    code === "Z_BUF_ERROR" || /end of central directory|EOF|overflows/i.test(error.message);
  const place = name === undefined ? "zip" : `zip, part ${name}`;
  return new WorkbookDefect(cut ? "Truncated" : "Damaged", `${place}: ${error.message}`);
}
