import { crc32, createDeflateRaw } from "node:zlib";

const head = `<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>`;

/** A small workbook whose one sheet unpacks to `bytes` of spaces. The zip is honest about the size. */
export async function bombOf(bytes: number): Promise<Uint8Array> {
  const parts = [
    await entryOf("[Content_Types].xml", [
      Buffer.from(
        `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>`,
      ),
    ]),
    await entryOf("_rels/.rels", [
      Buffer.from(
        `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
      ),
    ]),
    await entryOf("xl/workbook.xml", [
      Buffer.from(
        `<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="data" sheetId="1" r:id="r1"/></sheets></workbook>`,
      ),
    ]),
    await entryOf("xl/_rels/workbook.xml.rels", [
      Buffer.from(
        `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
      ),
    ]),
    await entryOf("xl/worksheets/sheet1.xml", spaces(bytes)),
  ];
  return zipOf(parts);
}

function* spaces(bytes: number): Generator<Buffer> {
  yield Buffer.from(head);
  const block = Buffer.alloc(16 * 1024 * 1024, " ");
  for (let left = bytes; left > 0; left -= block.length)
    yield block.subarray(0, Math.min(left, block.length));
  yield Buffer.from("</sheetData></worksheet>");
}

interface Entry {
  readonly name: string;
  readonly deflated: Buffer;
  readonly size: number;
  readonly crc: number;
}

async function entryOf(name: string, content: Iterable<Buffer>): Promise<Entry> {
  const deflate = createDeflateRaw({ level: 9 });
  const out: Buffer[] = [];
  deflate.on("data", (part: Buffer) => out.push(part));
  let crc = 0;
  let size = 0;
  for (const part of content) {
    crc = crc32(part, crc);
    size += part.length;
    if (!deflate.write(part)) await new Promise((resolve) => deflate.once("drain", resolve));
  }
  await new Promise<void>((resolve) => deflate.end(resolve));
  return { name, deflated: Buffer.concat(out), size, crc };
}

function zipOf(entries: readonly Entry[]): Uint8Array {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const name = Buffer.from(entry.name);
    const local = Buffer.concat([header(0x04034b50, entry, name, null), name, entry.deflated]);
    directory.push(header(0x02014b50, entry, name, offset), name);
    bodies.push(local);
    offset += local.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...bodies, central, end]);
}

/** A local header (offset null) or an entry of the directory. */
function header(signature: number, entry: Entry, name: Buffer, offset: number | null): Buffer {
  const isLocal = offset === null;
  const bytes = Buffer.alloc(isLocal ? 30 : 46);
  bytes.writeUInt32LE(signature, 0);
  const at = isLocal ? 4 : 6;
  if (!isLocal) bytes.writeUInt16LE(20, 4);
  bytes.writeUInt16LE(20, at);
  bytes.writeUInt16LE(8, at + 4);
  bytes.writeUInt32LE(entry.crc, at + 10);
  bytes.writeUInt32LE(entry.deflated.length, at + 14);
  bytes.writeUInt32LE(entry.size, at + 18);
  bytes.writeUInt16LE(name.length, at + 22);
  if (!isLocal) bytes.writeUInt32LE(offset, 42);
  return bytes;
}
