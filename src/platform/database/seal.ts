import { createHmac } from "node:crypto";
import type { Identity } from "./identity.ts";

/** The settings of a transaction that say who acts, in the order in which the seal covers them. */
export interface SealedIdentity {
  readonly regencyCode: string;
  readonly actor: string;
  readonly capacity: string;
  readonly device: string;
  /** HMAC-SHA-256 over the four, hex. */
  readonly seal: string;
}

export type Sealer = (identity: Identity) => SealedIdentity;

/** What stands between the parts of a sealed text; no part may hold it. */
const apart = "\x1f";

/**
 * Makes identities that the database believes.
 *
 * A setting of a transaction can be changed by whoever gets SQL of their own to run as the
 * application; the seal cannot, because its key is in this process and in a table that the application's
 * roles cannot read (`signin.seal_key`). An identity whose seal does not fit is nobody: no row is
 * visible, no act has an actor.
 */
export function createSealer(keyHex: string): Sealer {
  const key = Buffer.from(keyHex, "hex");
  return ({ regencyCode, actor, capacity, device }) => {
    const parts = [regencyCode, actor, capacity ?? "", device ?? ""];
    if (parts.some((part) => part.includes(apart))) throw new Error("an identity holds no U+001F");
    const seal = createHmac("sha256", key).update(parts.join(apart)).digest("hex");
    return { regencyCode, actor, capacity: capacity ?? "", device: device ?? "", seal };
  };
}

/** The two keys of HMAC (RFC 2104) as the database keeps them: it has sha256 and no HMAC. */
export function sealKeysOf(keyHex: string): { readonly inner: Buffer; readonly outer: Buffer } {
  const block = Buffer.alloc(64);
  Buffer.from(keyHex, "hex").copy(block);
  const padded = (pad: number) => Buffer.from(block.map((byte) => byte ^ pad));
  return { inner: padded(0x36), outer: padded(0x5c) };
}

/** The identity as settings of a transaction, by the names under which the database reads them. */
export function settingsOf(sealed: SealedIdentity): Readonly<Record<string, string>> {
  return {
    "payung.regency_code": sealed.regencyCode,
    "payung.actor": sealed.actor,
    "payung.capacity": sealed.capacity,
    "payung.device": sealed.device,
    "payung.seal": sealed.seal,
  };
}
