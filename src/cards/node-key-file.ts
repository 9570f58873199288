import { readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { PlainDate } from "../kernel/plain-date.ts";
import { ok, type Result, refuse } from "../kernel/result.ts";
import { bytesToHex } from "./bytes.ts";
import { nodeSha256 } from "./node-crypto.ts";
import {
  type CardPublicKeys,
  formatKeyFile,
  type KeyFileFault,
  parseKeyFile,
} from "./public-keys.ts";

/** Under this name the public keys stand in the data folder and beside every sheet. */
export const keyFileName = "card-keys.json";

export type KeyFileRefusal =
  | { readonly type: "KeyFileMissing"; readonly file: string }
  | { readonly type: "KeyFileUnreadable"; readonly file: string; readonly reason: string }
  | (KeyFileFault & { readonly file: string });

export function readKeyFile(file: string): Result<CardPublicKeys, KeyFileRefusal> {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    return code === "ENOENT"
      ? refuse({ type: "KeyFileMissing", file })
      : refuse({ type: "KeyFileUnreadable", file, reason: code ?? (error as Error).message });
  }
  const read = parseKeyFile(nodeSha256, text);
  return read.ok ? read : refuse({ ...read.error, file });
}

/**
 * Publishes the key that signs: into the data folder, and beside the sheet.
 *
 * Other keys of the same issuer that stand in the data folder's file stay in it: they signed cards
 * of earlier days. A file of the data folder that cannot be read is refused, not overwritten.
 */
export function publishKey(
  dataDir: string,
  besideDir: string,
  key: { readonly issuer: string; readonly publicKey: Uint8Array; readonly from: PlainDate },
): Result<{ readonly file: string }, KeyFileRefusal> {
  const kept = readKeyFile(path.join(dataDir, keyFileName));
  if (!kept.ok && kept.error.type !== "KeyFileMissing") return kept;
  const kid = bytesToHex(nodeSha256.sha256(key.publicKey).slice(0, 8));
  const others =
    kept.ok && kept.value.issuer === key.issuer
      ? kept.value.keys.filter((one) => one.kid !== kid)
      : [];
  const own = {
    kid,
    algorithm: "EdDSA" as const,
    publicKey: key.publicKey,
    from: key.from,
    until: null,
  };
  const text = formatKeyFile({ issuer: key.issuer, keys: [...others, own] });
  const beside = path.join(besideDir, keyFileName);
  for (const file of [path.join(dataDir, keyFileName), beside]) writeWhole(file, text);
  return ok({ file: beside });
}

function writeWhole(file: string, text: string): void {
  const fresh = `${file}.${process.pid}.new`;
  writeFileSync(fresh, text);
  renameSync(fresh, file);
}
