import { z } from "zod";
import { placeView, rosterView } from "../../allocation/index.ts";
import { personCardView } from "../../cards/index.ts";
import { billView, standingView } from "../../contributions/index.ts";
import { decisionView } from "../../eligibility/index.ts";
import { batchView, participationView } from "../../enrolment/index.ts";
import { skippedRows, sources } from "../../intake/index.ts";
import { lawParameterView } from "../../law/index.ts";
import { accountView, sessionView, signedInView } from "../../platform/sign-in/index.ts";
import { personHit, personView } from "../../resolution/index.ts";

/** What the server answers beyond the views of the rooms. */
const bilingual = z.object({ id: z.string(), en: z.string() });

export const statusView = z.object({
  version: z.string(),
  regency: z.object({ code: z.string(), name: z.string() }),
  state: z.enum(["empty", "building", "ready"]),
  demonstration: z.boolean(),
  signedIn: signedInView.nullable(),
  today: z.string(),
});
export type StatusView = z.infer<typeof statusView>;

export const officialNames = z.object({
  officials: z.array(z.object({ officialId: z.string(), name: z.string() })),
});
export const accountList = z.object({ accounts: z.array(accountView) });
export const sessionList = z.object({ sessions: z.array(sessionView) });
export const areaList = z.object({
  areas: z.array(z.object({ code: z.string(), name: z.string(), within: z.string().nullable() })),
});

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
  participations: z.array(participationView),
  standings: z.array(standingView),
  cards: z.array(personCardView.pick({ printNo: true, cardNo: true, issuedOn: true, keyId: true })),
});
export type PersonStory = z.infer<typeof personStory>;

export const lawVersion = z.object({
  version: z.string(),
  parameters: z.array(lawParameterView),
});

export const rosterList = z.object({ rosters: z.array(rosterView) });
export const batchList = z.object({ batches: z.array(batchView) });
export const billList = z.object({ bills: z.array(billView) });

/** A file that was brought in the browser, as far as the server has read it. */
export const uploadView = z.object({
  uploadId: z.string(),
  fileName: z.string(),
  state: z.enum(["reading", "done", "refused"]),
  rows: z.number(),
  report: z
    .object({
      files: z.array(
        z.object({
          file: z.string(),
          sheet: z.string(),
          source: z.enum(sources),
          layout: z.string(),
          physical_rows: z.number(),
          skipped: skippedRows,
          rows: z.number(),
          accepted: z.number(),
          warned: z.number(),
          quarantined: z.number(),
          already_loaded: z.boolean(),
        }),
      ),
    })
    .nullable(),
  message: bilingual.nullable(),
});
export type UploadView = z.infer<typeof uploadView>;

export const refusalView = z.object({
  error: z.object({ type: z.string(), message: bilingual }),
});
