import { deflateRawSync, inflateRawSync } from "node:zlib";
import type { Uuid } from "../kernel/uuid.ts";
import type { DataKey } from "../platform/vault/vault.ts";
import type { Layout, SentLine } from "./layout.ts";

/** What was sent, in full: the file can be made again from it, byte for byte, whatever changed since. */
export interface Snapshot {
  readonly layout: Layout;
  readonly lines: readonly SentLine[];
}

const place = "sent-lines";

/** Deflated and encrypted under the batch's data key: it holds every NIK of the batch. */
export function sealSnapshot(snapshot: Snapshot, dataKey: DataKey): Uint8Array {
  const deflated = deflateRawSync(Buffer.from(JSON.stringify(snapshot), "utf8"), { level: 1 });
  return dataKey.seal(deflated, place);
}

/** The snapshot again without these people: their lines keep number, rank and member number, and say nothing more. */
export function sealWithout(
  sealed: Uint8Array,
  dataKey: DataKey,
  personIds: ReadonlySet<Uuid>,
): Uint8Array {
  const { layout, lines } = openSnapshot(sealed, dataKey);
  const without = lines.map((line) =>
    personIds.has(line.personId)
      ? { ...line, nik: "", name: "", bornOn: null, sex: null, address: "", occupation: "" }
      : line,
  );
  return sealSnapshot({ layout, lines: without }, dataKey);
}

export function openSnapshot(sealed: Uint8Array, dataKey: DataKey): Snapshot {
  const text = inflateRawSync(dataKey.open(sealed, place)).toString("utf8");
  return JSON.parse(text) as Snapshot;
}
