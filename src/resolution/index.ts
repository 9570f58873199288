import { z } from "zod";
import { findingView, sources } from "../intake/index.ts";

/** Pure door of resolution: a person and the rows that speak of that person. */
const personRowView = z.object({
  rowId: z.string(),
  fileName: z.string(),
  sheet: z.string(),
  rowNo: z.number().int(),
  source: z.enum(sources),
  outcome: z.enum(["accepted", "warned", "quarantined"]),
  findings: z.array(findingView),
  rule: z.string(),
  ruleSentence: z.object({ id: z.string(), en: z.string() }),
});

/** The golden record, masked. `fieldRows` says which row each field was taken from. */
export const personView = z.object({
  personId: z.string(),
  memberNumber: z.string(),
  mergedInto: z.string().nullable(),
  name: z.string().nullable(),
  title: z.string().nullable(),
  nikMasked: z.string().nullable(),
  nikState: z.string(),
  sex: z.enum(["male", "female"]).nullable(),
  bornOn: z.string().nullable(),
  kecamatan: z.string().nullable(),
  kelurahan: z.string().nullable(),
  address: z.string().nullable(),
  decile: z.number().int().nullable(),
  occupation: z.string().nullable(),
  relation: z.string().nullable(),
  identityRow: z.string().nullable(),
  registryRow: z.string().nullable(),
  rows: z.array(personRowView),
  doubts: z.array(
    z.object({
      rowId: z.string(),
      fileName: z.string(),
      sheet: z.string(),
      rowNo: z.number().int(),
      reason: z.object({ id: z.string(), en: z.string() }),
    }),
  ),
});
export type PersonView = z.infer<typeof personView>;

/** One hit of a search: enough to tell people apart, no more. */
export const personHit = z.object({
  personId: z.string(),
  memberNumber: z.string(),
  name: z.string().nullable(),
  bornYear: z.number().int().nullable(),
  kelurahan: z.string().nullable(),
  decile: z.number().int().nullable(),
});
export type PersonHit = z.infer<typeof personHit>;
