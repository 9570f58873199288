import { z } from "zod";
import { placeView } from "../../allocation/index.ts";
import { decisionView } from "../../eligibility/index.ts";
import { lawParameterView } from "../../law/index.ts";
import { personHit, personView } from "../../resolution/index.ts";

/** What the server answers beyond the views of the rooms. */
const bilingual = z.object({ id: z.string(), en: z.string() });

export const statusView = z.object({
  version: z.string(),
  regency: z.object({ code: z.string(), name: z.string() }),
  state: z.enum(["empty", "building", "ready"]),
  demonstration: z.boolean(),
  actor: z.string(),
  today: z.string(),
});
export type StatusView = z.infer<typeof statusView>;

export const progressView = z.object({
  stages: z.array(
    z.object({
      key: z.string(),
      title: bilingual,
      state: z.enum(["waiting", "running", "done", "failed"]),
      done: z.number(),
      total: z.number().nullable(),
      detail: bilingual.nullable(),
    }),
  ),
  state: z.enum(["building", "ready", "failed"]),
  message: bilingual.nullable(),
});
export type ProgressView = z.infer<typeof progressView>;

export const peopleFound = z.object({ hits: z.array(personHit), more: z.boolean() });

export const personStory = z.object({
  person: personView,
  decisions: z.array(decisionView.extend({ place: placeView.nullable() })),
});
export type PersonStory = z.infer<typeof personStory>;

export const lawVersion = z.object({
  version: z.string(),
  parameters: z.array(lawParameterView),
});

export const refusalView = z.object({
  error: z.object({ type: z.string(), message: bilingual }),
});
