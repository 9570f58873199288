import { z } from "zod";

/** Pure door of enrolment: batches sent to the insurer, what was answered, where each person stands. */
export const participationStates = ["submitted", "accepted", "rejected", "unclear"] as const;
export type ParticipationState = (typeof participationStates)[number];

const bilingual = z.object({ id: z.string(), en: z.string() });

/** line_count = accepted + rejected + unclear + unanswered. */
export const batchView = z.object({
  batchId: z.string(),
  batchNo: z.number().int(),
  rosterRunId: z.string(),
  programmeCode: z.string(),
  layout: z.string(),
  lineCount: z.number().int(),
  accepted: z.number().int(),
  rejected: z.number().int(),
  unclear: z.number().int().describe("answered, but not so that it settles anything; asked again"),
  unanswered: z.number().int(),
  sentBy: z.string(),
  sentAt: z.string(),
});
export type BatchView = z.infer<typeof batchView>;

const countByCode = z.record(z.string(), z.number().int());

/** What one reply held. rows = accepted + rejected + unclear + unmatched + repeated; skipped rows are no answers. */
export const replyCounts = z.object({
  rows: z.number().int(),
  accepted: z.number().int(),
  rejected: z.number().int(),
  unclear: z.number().int(),
  unmatched: z.number().int().describe("rows about nobody in the batch"),
  repeated: z.number().int().describe("further rows about somebody already answered"),
  skipped: z.object({
    title: z.number().int(),
    header: z.number().int(),
    total: z.number().int(),
    unanswered: z.number().int(),
    other: z.number().int(),
  }),
  matchedBy: countByCode,
  reasons: countByCode.describe("of the rejected, by code"),
  doubts: countByCode.describe("of the unclear, by code"),
});
export type ReplyCounts = z.infer<typeof replyCounts>;

export const replyView = z.object({
  replyId: z.string(),
  batchId: z.string(),
  replyNo: z.number().int(),
  fileName: z.string(),
  counts: replyCounts,
  readBy: z.string(),
  readAt: z.string(),
});
export type ReplyView = z.infer<typeof replyView>;

/** How many of a batch stand rejected or unclear for one reason. */
export const reasonView = z.object({
  code: z.string(),
  state: z.enum(["rejected", "unclear"]),
  count: z.number().int(),
  sentence: bilingual,
  todo: bilingual,
});
export type ReasonView = z.infer<typeof reasonView>;

/** One person of a batch, NIK masked. `reasonText`: the insurer's own words, numbers masked. */
export const batchLineView = z.object({
  lineNo: z.number().int(),
  rank: z.number().int(),
  personId: z.string(),
  memberNumber: z.string(),
  name: z.string().nullable(),
  nikMasked: z.string().nullable(),
  state: z.enum(participationStates),
  kpj: z.string().nullable(),
  startsOn: z.string().nullable(),
  reasonCode: z.string().nullable(),
  reason: bilingual.nullable(),
  reasonText: z.string().nullable(),
});
export type BatchLineView = z.infer<typeof batchLineView>;

/** A batch with its replies, its reasons, and one page of its lines. */
export const batchPage = z.object({
  batch: batchView,
  replies: z.array(replyView),
  reasons: z.array(reasonView),
  total: z.number().int().describe("lines in the wanted state, over all pages"),
  lines: z.array(batchLineView),
});
export type BatchPage = z.infer<typeof batchPage>;

/** Where a person stands with the insurer, in words for the person's story. */
export const participationView = z.object({
  personId: z.string(),
  programmeCode: z.string(),
  rosterRunId: z.string(),
  batchId: z.string(),
  batchNo: z.number().int(),
  rank: z.number().int(),
  state: z.enum(participationStates),
  kpj: z.string().nullable(),
  startsOn: z.string().nullable(),
  reasonCode: z.string().nullable(),
  reasonText: z.string().nullable(),
  sentAt: z.string(),
  sentence: bilingual,
  todo: bilingual.nullable(),
});
export type ParticipationView = z.infer<typeof participationView>;
