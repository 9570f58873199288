import { z } from "zod";

/** Pure door of privacy: requests, the register, what stands on a person's page. */
const bilingual = z.object({ id: z.string(), en: z.string() });

export const requestKinds = [
  "access",
  "correction",
  "restriction",
  "objection",
  "erasure",
] as const;
export type RequestKind = (typeof requestKinds)[number];

export const channels = ["counter", "letter", "telephone", "electronic", "field"] as const;
export const askers = ["self", "heir", "guardian", "proxy"] as const;
export const correctableFields = [
  "name",
  "birth",
  "sex",
  "address",
  "kelurahan",
  "occupation",
  "family",
  "nik",
  "other",
] as const;
export const answerOutcomes = ["granted", "partly", "refused"] as const;

/** Why an official looks at a whole NIK; `other` needs words. */
export const unmaskPurposes = ["match-ktp", "insurer-asks", "request", "audit", "other"] as const;
export type UnmaskPurpose = (typeof unmaskPurposes)[number];

/** How long a page shows a whole NIK. */
export const unmaskedSeconds = 30;

export const stepView = z.object({
  step: z.enum(["identified", "assigned", "copied", "reviewed", "answered"]),
  assignee: z.string().nullable(),
  outcome: z.string().nullable(),
  reason: bilingual.nullable(),
  note: z.string(),
  madeBy: z.string(),
  madeAt: z.string(),
});
export type StepView = z.infer<typeof stepView>;

export const requestView = z.object({
  requestId: z.string(),
  requestNo: z.number().int(),
  kind: z.enum(requestKinds),
  kindTitle: bilingual,
  articles: z.string(),
  clock: z.enum(["law", "house"]).describe("who set the deadline"),
  channel: z.enum(channels),
  askedBy: z.enum(askers),
  words: z.string(),
  contact: z.string(),
  personId: z.string().nullable(),
  assignee: z.string().nullable(),
  receivedAt: z.string(),
  dueAt: z.string(),
  hoursLeft: z.number().describe("negative: overdue"),
  state: z.enum(["received", "identified", "assigned", "answered"]),
  outcome: z.enum(answerOutcomes).nullable(),
  steps: z.array(stepView),
  refusals: z.array(z.object({ code: z.string(), article: z.string(), title: bilingual })),
});
export type RequestView = z.infer<typeof requestView>;

export const requestList = z.object({ requests: z.array(requestView) });

export const erasureView = z.object({
  erasureId: z.string(),
  scope: z.enum(["person", "load"]),
  subject: z.string(),
  reason: z.string(),
  despiteCover: z.boolean(),
  proposedBy: z.string(),
  proposedAt: z.string(),
  executedBy: z.string().nullable(),
  executedAt: z.string().nullable(),
  counts: z.record(z.string(), z.number()).nullable(),
});
export type ErasureView = z.infer<typeof erasureView>;
export const erasureList = z.object({ erasures: z.array(erasureView) });

/** What officers see of a person's wishes on her page. */
export const personPrivacy = z.object({
  restrictedSince: z.string().nullable(),
  corrections: z.array(
    z.object({
      field: z.enum(correctableFields),
      value: z.string(),
      evidence: z.string(),
      recordedBy: z.string(),
      recordedAt: z.string(),
    }),
  ),
});
export type PersonPrivacy = z.infer<typeof personPrivacy>;

export const registerEntry = z.object({
  code: z.string(),
  title: bilingual,
  purpose: bilingual,
  basis: bilingual,
  article: z.string(),
  subjects: bilingual,
  recipients: bilingual,
  retention: bilingual,
  categories: z.array(
    z.object({
      title: bilingual,
      article: z.string(),
      sensitive: z.boolean(),
      columns: z.array(z.string()),
    }),
  ),
});
export type RegisterEntry = z.infer<typeof registerEntry>;
export const registerView = z.object({ entries: z.array(registerEntry) });

export const unmaskedView = z.object({ nik: z.string().nullable(), seconds: z.number().int() });
