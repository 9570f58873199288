/** The Node door of the room: keys, printing, and the pure acts with Node's cryptography. */
import type { Result } from "../kernel/result.ts";
import type { EpochSeconds } from "./instant.ts";
import { nodeSha256, nodeVerifier } from "./node-crypto.ts";
import { type CardPublicKeys, type KeyFileFault, parseKeyFile } from "./public-keys.ts";
import { type CardVerification, verifyCard } from "./verify-card.ts";

export { describePrintRefusal, mountCardCommands } from "./commands.ts";
export { type PrintOutcome, printCards } from "./print-cards-job.ts";
export { mountCardRoutes } from "./routes.ts";
export { countCards, findCard } from "./store.ts";

/** `verifyCard` with Node's Ed25519, P-256 and zlib. */
export function verifyCardHere(
  text: string,
  publicKeys: CardPublicKeys,
  onInstant: EpochSeconds,
): Promise<CardVerification> {
  return verifyCard(nodeVerifier, text, publicKeys, onInstant);
}

/** `parseKeyFile` with Node's SHA-256. */
export function parseKeyFileHere(text: string): Result<CardPublicKeys, KeyFileFault> {
  return parseKeyFile(nodeSha256, text);
}
