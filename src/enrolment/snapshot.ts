import { deflateRawSync, inflateRawSync } from "node:zlib";
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

export function openSnapshot(sealed: Uint8Array, dataKey: DataKey): Snapshot {
  const text = inflateRawSync(dataKey.open(sealed, place)).toString("utf8");
  return JSON.parse(text) as Snapshot;
}
