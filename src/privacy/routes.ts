import { z } from "zod";
import { type PlainDate, parsePlainDate } from "../kernel/plain-date.ts";
import { parseUuid, type Uuid } from "../kernel/uuid.ts";
import { type Api, errorBody, errorView } from "../platform/http.ts";
import { accessCopyHtml, accessCopyJson } from "./access-copy.ts";
import { dpiaHtml, registerHtml } from "./dpia.ts";
import { describeEraseRefusal, executeProposal, notErased, proposeErasure } from "./erase.ts";
import { cityOf, gatherCopy, gatherDpia, listRetention, readRegister } from "./gather.ts";
import {
  describeRequestRefusal,
  handleRequest,
  hoursByKind,
  type RequestAct,
  receiveRequest,
} from "./handle-request.ts";
import {
  answerOutcomes,
  askers,
  channels,
  correctableFields,
  erasureList,
  personPrivacy,
  registerView,
  requestKinds,
  requestList,
  requestView,
  unmaskedSeconds,
  unmaskedView,
  unmaskPurposes,
} from "./index.ts";
import { loadDuties } from "./load-duties.ts";
import type { PrivacyParts } from "./parts.ts";
import { requestViewOf } from "./request-state.ts";
import { findPersonPrivacy, insertStep, listErasures, listRequests } from "./store.ts";
import { describeUnmaskRefusal, unmaskNik } from "./unmask.ts";

const idParameter = z.object({ id: z.string() });
const language = z.object({ lang: z.enum(["id", "en"]).default("id") });
const uuid = z
  .string()
  .refine((text) => parseUuid(text) !== null, "an id")
  .transform((text) => text.toLowerCase() as Uuid);
const words = z.string().trim().min(1).max(4_000);

/** Unmasking, requests of persons, erasures, and the documents of accountability. */
export function mountPrivacyRoutes(api: Api, parts: PrivacyParts, today: () => PlainDate): void {
  mountUnmask(api);
  mountRequests(api, parts, today);
  mountErasures(api, parts);
  mountDocuments(api, parts, today);
}

function mountUnmask(api: Api): void {
  const body = z.object({
    purpose: z.enum(unmaskPurposes),
    words: z.string().max(200).default(""),
  });
  api.post(
    "/api/people/:id/unmask",
    {
      config: { right: "identifiers.unmask" },
      schema: {
        params: idParameter,
        body,
        response: { 200: unmaskedView, 404: errorView, 422: errorView },
      },
    },
    async ({ office, params, body: asked }, reply) => {
      reply.header("cache-control", "no-store");
      const personId = parseUuid(params.id);
      if (personId === null) return reply.status(404).send(nobody);
      const answer = await unmaskNik(office, { personId, ...asked });
      if (answer.ok) return { nik: answer.value, seconds: unmaskedSeconds };
      const { id, en } = describeUnmaskRefusal(answer.error);
      return reply.status(422).send(errorBody(answer.error.type, id, en));
    },
  );
  api.get(
    "/api/people/:id/privacy",
    {
      config: { right: "people.read" },
      schema: { params: idParameter, response: { 200: personPrivacy } },
    },
    async ({ office, params }) => {
      const personId = parseUuid(params.id);
      if (personId === null) return { restrictedSince: null, corrections: [] };
      return await office.db.look(office.identity, (transaction) =>
        findPersonPrivacy(transaction, personId),
      );
    },
  );
}

const nobody = errorBody("NoSuchPerson", "Orang itu tidak ada.", "There is no such person.");

const requestAct: z.ZodType<RequestAct> = z.discriminatedUnion("step", [
  z.object({
    step: z.literal("identified"),
    personId: uuid,
    note: z.string().trim().max(500).default(""),
  }),
  z.object({ step: z.literal("assigned"), assignee: z.string().trim().min(1).max(200) }),
  z.object({ step: z.literal("reviewed"), outcome: z.enum(["upheld", "changed"]), note: words }),
  z.object({
    step: z.literal("answered"),
    outcome: z.enum(answerOutcomes),
    reason: z.string().max(40).nullable().default(null),
    note: z.string().trim().max(4_000).default(""),
    correction: z
      .object({
        correctionId: uuid,
        field: z.enum(correctableFields),
        value: words,
        evidence: words,
      })
      .nullable()
      .default(null),
  }),
  z.object({ step: z.literal("unrestricted"), note: z.string().trim().max(500).default("") }),
]);

function mountRequests(api: Api, parts: PrivacyParts, today: () => PlainDate): void {
  const config = { right: "requests.handle" } as const;
  const duties = loadDuties().requests;
  api.get(
    "/api/privacy/requests",
    {
      config: { right: ["requests.handle", "audit.read"] },
      schema: { response: { 200: requestList } },
    },
    ({ office }) =>
      office.db.look(office.identity, async (transaction) => {
        const rows = await listRequests(transaction, hoursByKind(duties));
        return { requests: rows.map((row) => requestViewOf(row, duties)) };
      }),
  );
  const received = z.object({
    requestId: uuid,
    kind: z.enum(requestKinds),
    channel: z.enum(channels),
    askedBy: z.enum(askers),
    words,
    contact: z.string().trim().max(500).default(""),
    personId: uuid.nullable().default(null),
    receivedAt: z.iso.datetime({ offset: true }).nullable().default(null),
  });
  api.post(
    "/api/privacy/requests",
    { config, schema: { body: received, response: { 200: requestView, 422: errorView } } },
    async ({ office, body }, reply) => {
      const made = await receiveRequest(office, body, duties);
      if (made.ok) return made.value;
      const { id, en } = describeRequestRefusal(made.error);
      return reply.status(422).send(errorBody(made.error.type, id, en));
    },
  );
  api.post(
    "/api/privacy/requests/:id/steps",
    {
      config,
      schema: {
        params: idParameter,
        body: requestAct,
        response: { 200: requestView, 404: errorView, 422: errorView },
      },
    },
    async ({ office, params, body }, reply) => {
      const requestId = parseUuid(params.id);
      const done = requestId === null ? null : await handleRequest(office, requestId, body, duties);
      if (done?.ok) return done.value;
      const refusal = done?.error ?? { type: "NoSuchRequest" as const };
      const { id, en } = describeRequestRefusal(refusal);
      const status = refusal.type === "NoSuchRequest" ? 404 : 422;
      return reply.status(status).send(errorBody(refusal.type, id, en));
    },
  );
  mountCopy(api, parts, today);
}

function mountCopy(api: Api, parts: PrivacyParts, today: () => PlainDate): void {
  api.get(
    "/api/privacy/requests/:id/copy",
    {
      config: { right: "requests.handle" },
      schema: {
        params: idParameter,
        querystring: language.extend({ format: z.enum(["html", "json"]).default("html") }),
        response: { 404: errorView },
      },
    },
    async ({ office, params, query: { lang, format } }, reply) => {
      const requestId = parseUuid(params.id);
      const duties = loadDuties().requests;
      const [row] =
        requestId === null
          ? []
          : await office.db.look(office.identity, (transaction) =>
              listRequests(transaction, hoursByKind(duties), { requestId }),
            );
      const request = row === undefined ? null : requestViewOf(row, duties);
      const personId = (request?.personId ?? null) as Uuid | null;
      const copy =
        personId === null ? null : await gatherCopy(office, { personId, on: today() }, parts);
      if (copy === null || request === null) return reply.status(404).send(nobody);
      await office.db.act(office.identity, (transaction) =>
        insertStep(transaction, office.identity, request.requestId as Uuid, {
          step: "copied",
          ...{ personId: null, assignee: null, outcome: null, reason: null, note: format },
        }),
      );
      const name = `salinan-${copy.person.memberNumber}.${format}`;
      reply.header("cache-control", "no-store");
      reply.header("content-disposition", `attachment; filename="${name}"`);
      return format === "json"
        ? reply
            .type("application/json; charset=utf-8")
            .send(JSON.stringify(accessCopyJson(copy), null, 2) as never)
        : reply.type("text/html; charset=utf-8").send(accessCopyHtml(copy, lang) as never);
    },
  );
}

function mountErasures(api: Api, parts: PrivacyParts): void {
  const config = { right: "requests.handle" } as const;
  api.get(
    "/api/privacy/erasures",
    {
      config: { right: ["requests.handle", "audit.read"] },
      schema: { response: { 200: erasureList } },
    },
    async ({ office }) => ({
      erasures: [...(await office.db.look(office.identity, listErasures))],
    }),
  );
  const proposal = z.object({
    erasureId: uuid,
    personId: uuid,
    requestId: uuid.nullable().default(null),
    reason: words,
    despiteCover: z.boolean().default(false),
  });
  const done = z.object({ done: z.boolean() });
  api.post(
    "/api/privacy/erasures",
    { config, schema: { body: proposal, response: { 200: done, 422: errorView } } },
    async ({ office, body }, reply) => {
      const proposed = await proposeErasure(office, { ...body, scope: "person", loadId: null });
      if (proposed.ok) return { done: true };
      const { id, en } = describeEraseRefusal(proposed.error);
      return reply.status(422).send(errorBody(proposed.error.type, id, en));
    },
  );
  const executed = z.object({
    counts: z.record(z.string(), z.number()),
    notErased: z.array(z.object({ id: z.string(), en: z.string() })),
  });
  api.post(
    "/api/privacy/erasures/:id/execute",
    {
      config,
      schema: { params: idParameter, response: { 200: executed, 404: errorView, 422: errorView } },
    },
    async ({ office, params }, reply) => {
      const erasureId = parseUuid(params.id);
      if (erasureId === null) return reply.status(404).send(nobody);
      const answer = await executeProposal(office, erasureId, parts.resealBatch);
      if (answer.ok) return { counts: { ...answer.value }, notErased: [...notErased] };
      const { id, en } = describeEraseRefusal(answer.error);
      return reply.status(422).send(errorBody(answer.error.type, id, en));
    },
  );
}

function mountDocuments(api: Api, parts: PrivacyParts, today: () => PlainDate): void {
  const config = { right: ["requests.handle", "audit.read"] } as const;
  api.get(
    "/api/privacy/register",
    { config, schema: { response: { 200: registerView } } },
    async ({ office }) => ({
      entries: [
        ...(await office.db.look(office.identity, (transaction) =>
          readRegister(transaction, today()),
        )),
      ],
    }),
  );
  const retention = z.object({
    loads: z.array(
      z.object({
        loadId: z.string(),
        fileName: z.string(),
        sheet: z.string(),
        rows: z.number(),
        loadedOn: z.string(),
        keptUntil: z.string(),
        due: z.boolean(),
      }),
    ),
  });
  api.get(
    "/api/privacy/retention",
    {
      config,
      schema: {
        querystring: z.object({ on: z.string().max(10).optional() }),
        response: { 200: retention },
      },
    },
    async ({ office, query }) => {
      const on = (query.on === undefined ? null : parsePlainDate(query.on)) ?? today();
      const loads = await office.db.look(office.identity, (transaction) =>
        listRetention(transaction, on),
      );
      return { loads: [...loads] };
    },
  );
  api.get(
    "/api/privacy/documents/:id",
    {
      config,
      schema: { params: idParameter, querystring: language, response: { 404: errorView } },
    },
    async ({ office, params, query: { lang } }, reply) => {
      const on = today();
      const html =
        params.id === "dpia"
          ? dpiaHtml(await gatherDpia(office, on, parts), lang)
          : params.id === "register"
            ? registerHtml(
                await office.db.look(office.identity, (transaction) =>
                  readRegister(transaction, on),
                ),
                { on, city: cityOf(office) },
                lang,
              )
            : null;
      if (html === null)
        return reply
          .status(404)
          .send(
            errorBody("NoSuchDocument", "Dokumen itu tidak ada.", "There is no such document."),
          );
      reply.header("content-disposition", `attachment; filename="${params.id}-${on}.html"`);
      return reply.type("text/html; charset=utf-8").send(html as never);
    },
  );
}
