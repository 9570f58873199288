import { type PlainDate, parsePlainDate } from "../../kernel/plain-date.ts";

/** How far the chain of a regency had grown at the end of a day, and the hash of its last entry, hex. */
export interface Anchor {
  readonly regencyCode: string;
  readonly day: PlainDate;
  readonly chainNo: number;
  readonly hash: string;
}

/** `payung-anchor-1 73.71 2024-06-01 1234 <64 hex digits>`: what is kept in a file, printed, published. */
export function writeAnchorLine({ regencyCode, day, chainNo, hash }: Anchor): string {
  return `payung-anchor-1 ${regencyCode} ${day} ${chainNo} ${hash}`;
}

/** The anchors of a regency in a text, wherever its lines stand: a file of lines, a page that was copied. */
export function readAnchorLines(text: string, regencyCode: string): readonly Anchor[] {
  const found = text.matchAll(
    /payung-anchor-1 +([\d.]+) +(\d{4}-\d{2}-\d{2}) +(\d{1,15}) +([0-9a-f]{64})/g,
  );
  return [...found].flatMap(([, regency = "", written = "", chainNo = "", hash = ""]) => {
    const day = parsePlainDate(written);
    const isOurs = regency === regencyCode && day !== null;
    return isOurs ? [{ regencyCode: regency, day, chainNo: Number(chainNo), hash }] : [];
  });
}
