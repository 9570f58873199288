import type { FileHandle } from "node:fs/promises";
import { WorkbookDefect } from "./spreadsheet-error.ts";

const HEADER_BYTES = 512;
const ENTRY_BYTES = 128;
const NAME_BYTES = 64;
const SECTORS_MAX = 64;
const LAST_SECTOR_MAX = 0xfffffff9;

/**
 * What an OLE container is: always a refusal, as none of them can be read. An encrypted workbook
 * has a stream "EncryptedPackage", an old one "Workbook" or "Book".
 */
export async function explainOleContainer(handle: FileHandle): Promise<WorkbookDefect> {
  const names = await readStreamNames(handle);
  if (names === null) {
    return new WorkbookDefect("Truncated", "the directory of its OLE container is missing");
  }
  if (names.has("EncryptedPackage")) {
    return new WorkbookDefect("PasswordProtected", "an encrypted workbook");
  }
  if (names.has("Workbook") || names.has("Book")) {
    return new WorkbookDefect("OldExcelFormat", "a workbook of Excel 5 to 2003");
  }
  return new WorkbookDefect("NotASpreadsheet", "an OLE container without a workbook");
}

/** Names in the container's directory; null when the file ends before it. Source: [MS-CFB] 2. */
async function readStreamNames(handle: FileHandle): Promise<ReadonlySet<string> | null> {
  const header = await readFully(handle, 0, HEADER_BYTES);
  if (header === null) return null;
  const sectorBytes = header.readUInt16LE(30) === 12 ? 4096 : 512;
  const readSector = (sector: number): Promise<Buffer | null> =>
    readFully(handle, (sector + 1) * sectorBytes, sectorBytes);
  const names = new Set<string>();
  let sector = header.readUInt32LE(48);
  for (let count = 0; count < SECTORS_MAX && sector <= LAST_SECTOR_MAX; count++) {
    const bytes = await readSector(sector);
    if (bytes === null) return null;
    for (let at = 0; at < sectorBytes; at += ENTRY_BYTES) names.add(entryName(bytes, at));
    const next = await findNextSector(header, sector, sectorBytes, readSector);
    if (next === null) break;
    sector = next;
  }
  return names;
}

function entryName(directory: Buffer, at: number): string {
  const bytes = Math.min(directory.readUInt16LE(at + NAME_BYTES), NAME_BYTES);
  return directory.toString("utf16le", at, at + Math.max(bytes - 2, 0));
}

/** Next sector of a chain by the allocation table; null when the table is not in reach. */
async function findNextSector(
  header: Buffer,
  sector: number,
  sectorBytes: number,
  readSector: (sector: number) => Promise<Buffer | null>,
): Promise<number | null> {
  const entriesPerSector = sectorBytes / 4;
  const tableSector = Math.floor(sector / entriesPerSector);
  const place = 76 + tableSector * 4;
  if (place + 4 > HEADER_BYTES) return null;
  const table = await readSector(header.readUInt32LE(place));
  return table === null ? null : table.readUInt32LE((sector % entriesPerSector) * 4);
}

async function readFully(
  handle: FileHandle,
  position: number,
  length: number,
): Promise<Buffer | null> {
  const { bytesRead, buffer } = await handle.read(Buffer.alloc(length), 0, length, position);
  return bytesRead === length ? buffer : null;
}
