import { z } from "zod";

/** A printing as the web shows it. */
const printRunView = z.object({
  printRunId: z.string(),
  printNo: z.number().int(),
  programmeCode: z.string(),
  issuedOn: z.string(),
  keyId: z.string(),
  cards: z.number().int().describe("cards issued in this run"),
  pages: z.number().int(),
  printedBy: z.string(),
  printedAt: z.string(),
  fileName: z
    .string()
    .nullable()
    .describe("name of its first whole sheet; null when the printing was cut off"),
});
export type PrintRunView = z.infer<typeof printRunView>;

export const cardsView = z.object({
  issued: z.number().int().describe("cards issued, each to one participant"),
  runs: z.array(printRunView).describe("newest first"),
});
export type CardsView = z.infer<typeof cardsView>;

/** The card of one person. */
export const personCardView = z.object({
  programmeCode: z.string(),
  memberNumber: z.string(),
  printNo: z.number().int(),
  cardNo: z.number().int().describe("place in its run"),
  issuedOn: z.string(),
  keyId: z.string(),
});
export type PersonCardView = z.infer<typeof personCardView>;
