import { assert } from "../kernel/assert.ts";
import { plainDate } from "../kernel/plain-date.ts";
import { bytesToHex } from "./bytes.ts";
import type { CardSigner } from "./encode-card.ts";
import { openCardSigner } from "./node-crypto.ts";
import type { CardPublicKeys } from "./public-keys.ts";

/** Keys for tests, from seeds that everybody may know: never for a card that is handed out. */
export function openTestSigner(seedHex: string): CardSigner & { readonly publicKey: Uint8Array } {
  const signer = openCardSigner(seedHex);
  assert(signer.ok, "a test seed is a key");
  return signer.value;
}

/** Seed and public key of test 1 in RFC 8032 §7.1. */
export const rfc8032Seed = "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60";

export function keyFileOf(
  issuer: string,
  ...signers: readonly { readonly kid: Uint8Array; readonly publicKey: Uint8Array }[]
): CardPublicKeys {
  const keys = signers.map((signer) => ({
    kid: bytesToHex(signer.kid),
    algorithm: "EdDSA" as const,
    publicKey: signer.publicKey,
    from: plainDate("2019-01-01"),
    until: null,
  }));
  return { issuer, keys };
}
