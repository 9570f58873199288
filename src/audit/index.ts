import { z } from "zod";

/** Pure door of audit: the journal as auditors and pages read it. */
const bilingual = z.object({ id: z.string(), en: z.string() });

export const entryView = z.object({
  chainNo: z.number().int().nullable(),
  at: z.string(),
  actor: z.string(),
  actorName: z.string(),
  device: z.string().nullable(),
  act: z.string(),
  actTitle: bilingual,
  subject: z.string(),
  body: z.string().describe("JSON text; ids and codes, no names"),
});
export type EntryView = z.infer<typeof entryView>;

export const entryPage = z.object({
  total: z.number().int(),
  entries: z.array(entryView),
  acts: z.array(z.object({ act: z.string(), title: bilingual })),
  actors: z.array(z.string()),
});
export type EntryPage = z.infer<typeof entryPage>;

export const verdictView = z.object({
  whole: z.boolean(),
  entries: z.number().int(),
  lastNo: z.number().int(),
  lastHash: z.string(),
  anchors: z.number().int(),
  faultCount: z.number().int(),
  faults: z.array(bilingual),
});
export type VerdictView = z.infer<typeof verdictView>;

export const anchorView = z.object({
  day: z.string(),
  chainNo: z.number().int(),
  hash: z.string(),
  line: z.string(),
  anchoredBy: z.string(),
  anchoredAt: z.string(),
});
export type AnchorView = z.infer<typeof anchorView>;

/** The state of the record: anchors, and the newest verification that the journal knows of. */
export const auditState = z.object({
  anchors: z.array(anchorView),
  verified: z
    .object({ at: z.string(), actorName: z.string(), entries: z.number(), faultCount: z.number() })
    .nullable(),
});
export type AuditState = z.infer<typeof auditState>;

export const sightView = z.object({
  at: z.string(),
  actorName: z.string(),
  act: z.string(),
  actTitle: bilingual,
  purpose: z.string().nullable(),
});
export type SightView = z.infer<typeof sightView>;

export const sightList = z.object({ sights: z.array(sightView), more: z.boolean() });
export type SightList = z.infer<typeof sightList>;
