import type { FileHandle } from "node:fs/promises";
import { Readable } from "node:stream";
import { crc32, createDeflateRaw } from "node:zlib";
import { assert } from "../../kernel/assert.ts";

/** 1980-01-01 00:00, the first instant a zip file can tell: the clock has no place in the bytes. */
const FIXED_TIME = 0;
const FIXED_DATE = 0x21;
const DEFLATED = 8;
const NAMES_ARE_UTF8 = 0x800;
const VERSION = 20;
const BYTES_MAX = 0xffffffff;
const OUTPUT_CHUNK_BYTES = 128 * 1024;

interface WrittenEntry {
  readonly name: Buffer;
  readonly offset: number;
  readonly checksum: number;
  readonly packedBytes: number;
  readonly bytes: number;
}

/** Writes a zip file entry by entry; the same entries make the same bytes. Not modelled: zip64. */
export class ZipWriter {
  private readonly handle: FileHandle;
  private readonly entries: WrittenEntry[] = [];
  private position = 0;

  constructor(handle: FileHandle) {
    this.handle = handle;
  }

  async addEntry(
    name: string,
    texts: Iterable<string | Buffer> | AsyncIterable<string>,
  ): Promise<void> {
    const offset = this.position;
    const nameBytes = Buffer.from(name, "utf8");
    await this.append(Buffer.alloc(30 + nameBytes.length));
    let bytes = 0;
    let checksum = 0;
    let packedBytes = 0;
    async function* measured(): AsyncGenerator<Buffer> {
      for await (const text of texts) {
        const chunk = typeof text === "string" ? Buffer.from(text, "utf8") : text;
        bytes += chunk.length;
        checksum = crc32(chunk, checksum);
        yield chunk;
      }
    }
    const deflate = createDeflateRaw({ level: 6, chunkSize: OUTPUT_CHUNK_BYTES });
    const source = Readable.from(measured());
    source.once("error", (error) => deflate.destroy(error));
    for await (const chunk of source.pipe(deflate) as AsyncIterable<Buffer>) {
      packedBytes += chunk.length;
      await this.append(chunk);
    }
    assert(bytes <= BYTES_MAX, "a part of a written workbook stays below 4 GiB");
    const entry = { name: nameBytes, offset, checksum, packedBytes, bytes };
    this.entries.push(entry);
    await this.handle.write(localHeader(entry), 0, undefined, offset);
  }

  async finish(): Promise<void> {
    const start = this.position;
    for (const entry of this.entries) await this.append(directoryRecord(entry));
    const end = Buffer.alloc(22);
    end.writeUInt32LE(0x06054b50, 0);
    end.writeUInt16LE(this.entries.length, 8);
    end.writeUInt16LE(this.entries.length, 10);
    end.writeUInt32LE(this.position - start, 12);
    end.writeUInt32LE(start, 16);
    await this.append(end);
  }

  private async append(bytes: Buffer): Promise<void> {
    assert(this.position + bytes.length <= BYTES_MAX, "a written workbook stays below 4 GiB");
    await this.handle.write(bytes, 0, bytes.length, this.position);
    this.position += bytes.length;
  }
}

function localHeader(entry: WrittenEntry): Buffer {
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x04034b50, 0);
  header.writeUInt16LE(VERSION, 4);
  writeCommonFields(header, 6, entry);
  return Buffer.concat([header, entry.name]);
}

function directoryRecord(entry: WrittenEntry): Buffer {
  const record = Buffer.alloc(46);
  record.writeUInt32LE(0x02014b50, 0);
  record.writeUInt16LE(VERSION, 4);
  record.writeUInt16LE(VERSION, 6);
  writeCommonFields(record, 8, entry);
  record.writeUInt32LE(entry.offset, 42);
  return Buffer.concat([record, entry.name]);
}

/** Flags, method, time, date, CRC-32, sizes and length of the name, in both kinds of header. */
function writeCommonFields(header: Buffer, at: number, entry: WrittenEntry): void {
  header.writeUInt16LE(NAMES_ARE_UTF8, at);
  header.writeUInt16LE(DEFLATED, at + 2);
  header.writeUInt16LE(FIXED_TIME, at + 4);
  header.writeUInt16LE(FIXED_DATE, at + 6);
  header.writeUInt32LE(entry.checksum, at + 8);
  header.writeUInt32LE(entry.packedBytes, at + 12);
  header.writeUInt32LE(entry.bytes, at + 16);
  header.writeUInt16LE(entry.name.length, at + 20);
}
