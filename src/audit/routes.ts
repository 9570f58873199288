import { z } from "zod";
import { parsePlainDate } from "../kernel/plain-date.ts";
import { parseUuid } from "../kernel/uuid.ts";
import type { Api } from "../platform/http.ts";
import { writeAnchorLine } from "../platform/journal/anchor-line.ts";
import {
  type JournalEntry,
  listActsAndActors,
  listAnchors,
  listEntries,
  listWhoSaw,
} from "../platform/journal/journal.ts";
import { actTitle } from "./act-titles.ts";
import { describeFault } from "./describe-fault.ts";
import { auditState, entryPage, sightList, verdictView } from "./index.ts";
import { verifyAndRecord } from "./keep-anchor.ts";

const entriesAPage = 50;
const sightsMax = 100;
const anchorsShown = 60;

/** The journal for auditors, its verification and anchors; the trail of one person for whoever may read her. */
export function mountAuditRoutes(api: Api): void {
  mountEntries(api);
  mountChain(api);
  mountWhoSaw(api);
}

function mountEntries(api: Api): void {
  const query = z.object({
    actor: z.string().max(200).optional(),
    act: z.string().max(100).optional(),
    subject: z.string().max(200).optional(),
    from: z.string().max(10).optional(),
    to: z.string().max(10).optional(),
    page: z.coerce.number().int().min(1).max(1_000_000).default(1),
  });
  api.get(
    "/api/audit/entries",
    {
      config: { right: "audit.read" },
      schema: { querystring: query, response: { 200: entryPage } },
    },
    async ({ office, query: { actor, act, subject, from, to, page } }) => {
      const filter = {
        actor: actor ?? null,
        act: act ?? null,
        subject: subject ?? null,
        from: from === undefined ? null : parsePlainDate(from),
        to: to === undefined ? null : parsePlainDate(to),
        device: null,
      };
      const part = { limit: entriesAPage, offset: (page - 1) * entriesAPage };
      return await office.db.look(office.identity, async (transaction) => {
        const { entries, total } = await listEntries(transaction, filter, part);
        const { acts, actors } = await listActsAndActors(transaction);
        return {
          total,
          entries: entries.map(entryViewOf),
          acts: acts.map((one) => ({ act: one, title: actTitle(one) })),
          actors: [...actors],
        };
      });
    },
  );
}

function entryViewOf({ body, ...entry }: JournalEntry) {
  return { ...entry, actTitle: actTitle(entry.act), body: JSON.stringify(body) };
}

function mountChain(api: Api): void {
  const config = { right: "audit.read" } as const;
  api.get("/api/audit", { config, schema: { response: { 200: auditState } } }, ({ office }) =>
    office.db.look(office.identity, async (transaction) => {
      const anchors = await listAnchors(transaction, anchorsShown);
      const all = { actor: null, act: "audit.verified", subject: null, from: null, to: null };
      const filter = { ...all, device: null };
      const [newest] = (await listEntries(transaction, filter, { limit: 1, offset: 0 })).entries;
      return {
        anchors: anchors.map((anchor) => ({ ...anchor, line: writeAnchorLine(anchor) })),
        verified: newest === undefined ? null : verifiedOf(newest),
      };
    }),
  );
  api.post(
    "/api/audit/verify",
    { config, schema: { response: { 200: verdictView } } },
    async ({ office }) => {
      const { faults, ...verdict } = await verifyAndRecord(office, []);
      return { ...verdict, whole: verdict.faultCount === 0, faults: faults.map(describeFault) };
    },
  );
}

function verifiedOf({ at, actorName, body }: JournalEntry) {
  return {
    at,
    actorName,
    entries: Number(body["entries"] ?? 0),
    faultCount: Number(body["faultCount"] ?? 0),
  };
}

function mountWhoSaw(api: Api): void {
  api.get(
    "/api/people/:id/sights",
    {
      config: { right: ["people.read", "audit.read"] },
      schema: { params: z.object({ id: z.string() }), response: { 200: sightList } },
    },
    async ({ office, params }) => {
      const personId = parseUuid(params.id);
      if (personId === null) return { sights: [], more: false };
      const found = await office.db.look(office.identity, (transaction) =>
        listWhoSaw(transaction, personId, sightsMax + 1),
      );
      const sights = found
        .slice(0, sightsMax)
        .map(({ subject: _subject, actor: _actor, ...sight }) => ({
          ...sight,
          actTitle: actTitle(sight.act),
        }));
      return { sights, more: found.length > sightsMax };
    },
  );
}
