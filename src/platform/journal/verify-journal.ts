import type { Office } from "../office.ts";
import type { Anchor } from "./anchor-line.ts";
import { hasLinkHash, listAnchors, readChain } from "./journal.ts";
import { type ChainVerdict, verifyChain } from "./verify-chain.ts";

/**
 * Recomputes the journal's chain in one look and holds it against the anchors kept in the database
 * and those that were kept elsewhere. Memory holds one batch of entries, whatever their number.
 */
export async function verifyJournal(
  office: Office,
  anchorsElsewhere: readonly Anchor[],
): Promise<ChainVerdict> {
  const { regencyCode } = office.identity;
  return await office.db.look(office.identity, async (transaction) => {
    const anchors = [...anchorsElsewhere, ...(await listAnchors(transaction))];
    const source = {
      regencyCode,
      rows: readChain(transaction),
      hasHash: (hash: string) => hasLinkHash(transaction, hash),
    };
    return await verifyChain(source, distinctAnchors(anchors));
  });
}

/** The same anchor from the database, the data folder and a print is one anchor. */
function distinctAnchors(anchors: readonly Anchor[]): readonly Anchor[] {
  const byText = new Map(anchors.map((one) => [`${one.day}/${one.chainNo}/${one.hash}`, one]));
  return [...byText.values()].sort((one, other) => one.chainNo - other.chainNo);
}
