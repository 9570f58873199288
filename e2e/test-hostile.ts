import { open, readFile } from "node:fs/promises";
import { constants, crc32, deflateRawSync } from "node:zlib";
import yauzl from "yauzl";
import { ZipWriter } from "../src/platform/spreadsheet/zip-writer.ts";

/** The parts of a workbook, by name. */
async function readParts(file: string): Promise<Map<string, Buffer>> {
  const zip = await yauzl.openPromise(file);
  const parts = new Map<string, Buffer>();
  for await (const entry of zip.eachEntry()) {
    const chunks: Buffer[] = [];
    for await (const chunk of await zip.openReadStreamPromise(entry)) chunks.push(chunk as Buffer);
    parts.set(entry.fileName, Buffer.concat(chunks));
  }
  return parts;
}

/** Zips parts into a workbook that is sound as a zip file, whatever the parts say. */
async function writeParts(file: string, parts: ReadonlyMap<string, Buffer>): Promise<void> {
  const handle = await open(file, "w");
  const writer = new ZipWriter(handle);
  for (const [name, bytes] of parts) await writer.addEntry(name, [bytes]);
  await writer.finish();
  await handle.close();
}

/**
 * A small file that unpacks to `megabytes` of spaces in the first sheet. With `claims`, its directory
 * says that the sheet is that many bytes and no more.
 */
export async function writeBomb(
  file: string,
  sound: string,
  megabytes: number,
  claims: number | null,
): Promise<void> {
  const parts = await readParts(sound);
  const sheet = [...parts.keys()].find((name) => name.endsWith("sheet1.xml")) ?? "";
  const megabyte = Buffer.alloc(1024 * 1024, " ");
  // A full flush ends a piece on a whole byte and forgets what came before: pieces can be repeated.
  const piece = deflateRawSync(megabyte, { finishFlush: constants.Z_FULL_FLUSH });
  const packed = Buffer.concat([
    ...Array.from({ length: megabytes }, () => piece),
    deflateRawSync(Buffer.alloc(0)),
  ]);
  let checksum = 0;
  for (let count = 0; count < Math.min(megabytes, 64); count += 1)
    checksum = crc32(megabyte, checksum);
  const entries = [...parts].map(([name, bytes]) =>
    name === sheet
      ? { name, packed, bytes: claims ?? megabytes * megabyte.length, checksum }
      : { name, packed: deflateRawSync(bytes), bytes: bytes.length, checksum: crc32(bytes) },
  );
  await writeZip(file, entries);
}

interface ZipEntry {
  readonly name: string;
  readonly packed: Buffer;
  readonly bytes: number;
  readonly checksum: number;
}

/** Writes a zip file that says of its entries what it is told to say. */
async function writeZip(file: string, entries: readonly ZipEntry[]): Promise<void> {
  const handle = await open(file, "w");
  const directory: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const name = Buffer.from(entry.name);
    const facts = Buffer.alloc(26);
    facts.writeUInt16LE(20, 0);
    facts.writeUInt16LE(8, 4);
    facts.writeUInt16LE(0x21, 8);
    facts.writeUInt32LE(entry.checksum, 10);
    facts.writeUInt32LE(entry.packed.length, 14);
    facts.writeUInt32LE(entry.bytes, 18);
    facts.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from("PK\x03\x04", "latin1"), facts, name]);
    const central = Buffer.alloc(46);
    central.write("PK\x01\x02", "latin1");
    central.writeUInt16LE(20, 4);
    facts.copy(central, 6);
    central.writeUInt32LE(offset, 42);
    directory.push(central, name);
    await handle.write(local);
    await handle.write(entry.packed);
    offset += local.length + entry.packed.length;
  }
  const list = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06", "latin1");
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(list.length, 12);
  end.writeUInt32LE(offset, 16);
  await handle.write(list);
  await handle.write(end);
  await handle.close();
}

/** The workbook with the XML of one sheet broken off after `share` of its length; the zip file itself is sound. */
export async function writeWithBrokenSheet(
  file: string,
  sound: string,
  share: number,
): Promise<void> {
  const parts = await readParts(sound);
  const sheets = [...parts.keys()].filter((name) => /worksheets\/sheet\d+\.xml$/.test(name)).sort();
  const last = sheets.at(-1) ?? "";
  const xml = parts.get(last) ?? Buffer.alloc(0);
  parts.set(last, xml.subarray(0, Math.floor(xml.length * share)));
  await writeParts(file, parts);
}

export async function firstBytesOf(file: string, share: number): Promise<Buffer> {
  const bytes = await readFile(file);
  return bytes.subarray(0, Math.floor(bytes.length * share));
}
