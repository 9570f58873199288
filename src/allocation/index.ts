import { z } from "zod";

/** Pure door of allocation: a person's place in the ranking, and a page of the roster. */
export const placeView = z.object({
  runId: z.string(),
  rank: z.number().int(),
  outcome: z.enum(["chosen", "waiting"]),
  seats: z.number().int(),
  eligible: z.number().int(),
  because: z.object({ id: z.string(), en: z.string() }),
  criteria: z.array(
    z.object({
      key: z.string(),
      title: z.object({ id: z.string(), en: z.string() }),
      value: z.object({ id: z.string(), en: z.string() }),
    }),
  ),
});
export type PlaceView = z.infer<typeof placeView>;

export const rosterLine = z.object({
  rank: z.number().int(),
  outcome: z.enum(["chosen", "waiting"]),
  personId: z.string(),
  memberNumber: z.string(),
  name: z.string().nullable(),
  kecamatan: z.string().nullable(),
  kelurahan: z.string().nullable(),
  decile: z.number().int().nullable(),
  disability: z.string().nullable(),
  age: z.number().int().nullable(),
  sex: z.enum(["male", "female"]).nullable(),
  occupation: z.string().nullable(),
});
export type RosterLine = z.infer<typeof rosterLine>;

export const rosterPage = z.object({
  runId: z.string(),
  rosterHash: z.string(),
  total: z.number().int(),
  lines: z.array(rosterLine),
});
export type RosterPage = z.infer<typeof rosterPage>;

/** A roster as it was made and, once `decree` is set, approved. Money: digits, whole rupiah. */
export const rosterView = z.object({
  runId: z.string(),
  runNo: z.number().int(),
  programmeCode: z.string(),
  programmeVersion: z.number().int(),
  seats: z.number().int().describe("persons chosen"),
  waiting: z.number().int(),
  months: z.number().int(),
  firstMonth: z.string().describe("YYYY-MM"),
  costPerPersonRp: z.string(),
  costRp: z.string(),
  rosterHash: z.string(),
  madeBy: z.string(),
  madeAt: z.string(),
  decree: z.string().nullable(),
  approvedBy: z.string().nullable(),
  approvedAt: z.string().nullable(),
});
export type RosterView = z.infer<typeof rosterView>;
