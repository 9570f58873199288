import type { Anchor } from "./anchor-line.ts";
import { type ChainRow, type Entry, hashBeforeAll, hashOfEntry, type Link } from "./chain.ts";

/** What is wrong with the journal, and where. `entryNo` is that of `platform.journal`. */
export type ChainFault =
  | { readonly type: "altered"; readonly chainNo: number; readonly entryNo: number }
  | { readonly type: "reordered"; readonly chainNo: number; readonly entryNo: number }
  /** An entry that the chain names is not there. */
  | { readonly type: "missing"; readonly chainNo: number; readonly entryNo: number }
  /** Entry and link of these numbers are both gone. */
  | { readonly type: "taken-out"; readonly fromNo: number; readonly toNo: number }
  /** An entry that came past the chain. */
  | { readonly type: "inserted"; readonly entryNo: number }
  /** The entry is sound, but does not follow the one before it: that one was replaced, with its hash. */
  | { readonly type: "broken"; readonly chainNo: number; readonly entryNo: number }
  | {
      readonly type: "cut-off";
      readonly day: string;
      readonly anchoredNo: number;
      readonly lastNo: number;
    }
  /** The chain was written anew: an anchor knows another hash at this place. */
  | { readonly type: "anchor-differs"; readonly day: string; readonly chainNo: number };

export interface ChainVerdict {
  readonly entries: number;
  readonly lastNo: number;
  readonly lastHash: string;
  readonly anchors: number;
  /** The first `faultsToldMax` of them, by place. */
  readonly faults: readonly ChainFault[];
  readonly faultCount: number;
}

export const faultsToldMax = 200;

/** Where the chain comes from: rows by chain number, and what is past the chain last. */
export interface ChainSource {
  readonly regencyCode: string;
  readonly rows: AsyncIterable<readonly ChainRow[]>;
  /** Whether any link has this hash; asked only where the chain does not hold. */
  hasHash(hash: string): Promise<boolean>;
}

/**
 * Recomputes the whole chain, a batch at a time, and holds it against the anchors.
 *
 * Whoever can write to the database as its superuser can forge the chain from some place to its end;
 * an anchor from outside the database then differs, or names more entries than there are.
 */
export async function verifyChain(
  source: ChainSource,
  anchors: readonly Anchor[],
): Promise<ChainVerdict> {
  const walk = startWalk(source, anchors);
  for await (const batch of source.rows) for (const row of batch) await walk.take(row);
  return walk.finish();
}

interface Unfit {
  readonly link: Link;
  readonly entry: Entry;
}

function startWalk(source: ChainSource, anchors: readonly Anchor[]) {
  const faults: ChainFault[] = [];
  const unfit: Unfit[] = [];
  let faultCount = 0;
  let entries = 0;
  let before = { chainNo: 0, hash: hashBeforeAll, sound: true };
  const tell = (fault: ChainFault) => {
    faultCount += 1;
    if (faults.length < faultsToldMax) faults.push(fault);
  };
  const anchorsByNo = groupByNo(anchors);
  const holdAgainstAnchors = (link: Link) => {
    for (const { day, hash } of anchorsByNo.get(link.chainNo) ?? [])
      if (hash !== link.hash) tell({ type: "anchor-differs", day, chainNo: link.chainNo });
  };
  const judge = async (link: Link, entry: Entry | null): Promise<boolean> => {
    const { chainNo, entryNo } = link;
    if (entry === null) {
      tell({ type: "missing", chainNo, entryNo });
      return false;
    }
    const isSound = hashOfEntry(source.regencyCode, entry, link) === link.hash;
    const follows = link.previousHash === before.hash;
    if (isSound && !follows && before.sound) tell({ type: "broken", chainNo, entryNo });
    if (isSound) return true;
    const isMoved = !follows && (await source.hasHash(link.previousHash));
    tell({ type: isMoved ? "reordered" : "altered", chainNo, entryNo });
    if (!isMoved && unfit.length < faultsToldMax) unfit.push({ link, entry });
    return false;
  };
  return {
    async take({ entry, link }: ChainRow) {
      if (entry !== null) entries += 1;
      if (link === null) {
        if (entry !== null) tell({ type: "inserted", entryNo: entry.entryNo });
        return;
      }
      const gap = link.chainNo > before.chainNo + 1;
      if (gap) tell({ type: "taken-out", fromNo: before.chainNo + 1, toNo: link.chainNo - 1 });
      if (gap) before = { ...before, sound: false };
      const sound = await judge(link, entry);
      holdAgainstAnchors(link);
      before = { chainNo: link.chainNo, hash: link.hash, sound };
    },
    finish(): ChainVerdict {
      const { chainNo: lastNo, hash: lastHash } = before;
      for (const { day, chainNo: anchoredNo } of anchors)
        if (anchoredNo > lastNo) tell({ type: "cut-off", day, anchoredNo, lastNo });
      const told = nameExchanged(source.regencyCode, faults, unfit);
      return { entries, lastNo, lastHash, anchors: anchors.length, faults: told, faultCount };
    },
  };
}

/** Entries that do not fit their own place, but each other's, were exchanged rather than altered. */
function nameExchanged(
  regencyCode: string,
  faults: readonly ChainFault[],
  unfit: readonly Unfit[],
): readonly ChainFault[] {
  const moved = new Set<number>();
  for (const { link } of unfit) {
    const { entryNo } = link;
    const fits = (entry: Entry) => hashOfEntry(regencyCode, entry, link) === link.hash;
    const source = unfit.find(
      (other) => other.link !== link && (fits({ ...other.entry, entryNo }) || fits(other.entry)),
    );
    if (source !== undefined) moved.add(link.chainNo);
  }
  return faults.map((fault) =>
    fault.type === "altered" && moved.has(fault.chainNo) ? { ...fault, type: "reordered" } : fault,
  );
}

function groupByNo(anchors: readonly Anchor[]): ReadonlyMap<number, readonly Anchor[]> {
  const byNo = new Map<number, Anchor[]>();
  for (const anchor of anchors)
    byNo.set(anchor.chainNo, [...(byNo.get(anchor.chainNo) ?? []), anchor]);
  return byNo;
}
