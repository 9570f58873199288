import { z } from "zod";
import { placeView, rosterPage } from "../allocation/index.ts";
import { findLatestAllocation, mountRosterRoutes, readRosterPage } from "../allocation/server.ts";
import { findRegency } from "../areas/index.ts";
import { countCards, mountCardRoutes } from "../cards/server.ts";
import { standingView } from "../contributions/index.ts";
import { mountContributionRoutes } from "../contributions/server.ts";
import { overview } from "../coverage/index.ts";
import { mountCoverageRoutes, readOverview } from "../coverage/server.ts";
import { decisionView } from "../eligibility/index.ts";
import { participationView } from "../enrolment/index.ts";
import { mountEnrolmentRoutes } from "../enrolment/server.ts";
import { rawRowView } from "../intake/index.ts";
import { findRawRow, listLoads } from "../intake/server.ts";
import { parseUuid } from "../kernel/uuid.ts";
import { lawParameterView } from "../law/index.ts";
import { lawParameterViewOf, loadLaw } from "../law/server.ts";
import { codeVersion } from "../platform/code-version.ts";
import { type Api, errorBody, errorView } from "../platform/http.ts";
import type { Office } from "../platform/office.ts";
import { personHit, personView } from "../resolution/index.ts";
import { findPersonOfRow, searchPeople } from "../resolution/server.ts";
import type { Identify } from "./guard.ts";
import { readPersonStory } from "./person-story.ts";
import type { ProgressBoard } from "./progress-board.ts";
import { today } from "./today.ts";
import type { Uploads } from "./uploads.ts";

export interface ServerParts {
  readonly office: Office;
  readonly identify: Identify;
  readonly board: ProgressBoard;
  readonly uploads: Uploads;
  readonly demonstration: () => Promise<boolean>;
}

const idParameter = z.object({ id: z.string() });

/** Everything the pages ask for. */
export function mountApi(api: Api, parts: ServerParts): void {
  mountStatus(api, parts);
  mountPeople(api);
  mountRoster(api);
  mountLaw(api);
  mountRosterRoutes(api);
  mountEnrolmentRoutes(api);
  mountContributionRoutes(api);
  mountCardRoutes(api);
  mountCoverageRoutes(api, parts.office.identity.regencyCode);
}

function mountStatus(api: Api, { board, demonstration }: ServerParts): void {
  const status = z.object({
    version: z.string(),
    regency: z.object({ code: z.string(), name: z.string() }),
    state: z.enum(["empty", "building", "ready"]),
    demonstration: z.boolean(),
    actor: z.string(),
    today: z.string(),
  });
  const anybody = { right: "anybody" } as const;
  api.get(
    "/api/status",
    { config: anybody, schema: { response: { 200: status } } },
    async ({ office }) => {
      const loads = await office.db.look(office.identity, listLoads);
      const building = board.snapshot().state === "building";
      const { regencyCode, actor } = office.identity;
      return {
        version: codeVersion,
        regency: { code: regencyCode, name: findRegency(regencyCode)?.name ?? regencyCode },
        state: building
          ? ("building" as const)
          : loads.length === 0
            ? ("empty" as const)
            : ("ready" as const),
        demonstration: await demonstration(),
        actor,
        today: today(),
      };
    },
  );
  const figures = { right: "figures.read" } as const;
  api.get(
    "/api/overview",
    { config: figures, schema: { response: { 200: overview } } },
    ({ office }) =>
      office.db.look(office.identity, async (transaction) =>
        readOverview(transaction, office.identity.regencyCode, await countCards(transaction)),
      ),
  );
}

function mountPeople(api: Api): void {
  const config = { right: "people.read" } as const;
  const search = z.object({ hits: z.array(personHit), more: z.boolean() });
  api.get(
    "/api/people",
    {
      config,
      schema: {
        querystring: z.object({ q: z.string().max(200) }),
        response: { 200: search, 400: errorView },
      },
    },
    async (request, reply) => {
      const { office } = request;
      const answer = await office.db.look(office.identity, (transaction) =>
        searchPeople(office, transaction, request.query.q),
      );
      if (answer.type === "found") return { hits: [...answer.hits], more: answer.more };
      return reply
        .status(400)
        .send(
          errorBody(
            "TooShort",
            "Tulis NIK, nomor anggota, atau sedikitnya tiga huruf nama.",
            "Write a NIK, a member number or at least three letters of a name.",
          ),
        );
    },
  );
  const story = z.object({
    person: personView,
    decisions: z.array(decisionView.extend({ place: placeView.nullable() })),
    participations: z.array(participationView),
    standings: z.array(standingView),
    cards: z.array(
      z.object({
        printNo: z.number().int(),
        cardNo: z.number().int(),
        issuedOn: z.string(),
        keyId: z.string(),
      }),
    ),
  });
  api.get(
    "/api/people/:id",
    { config, schema: { params: idParameter, response: { 200: story, 404: errorView } } },
    async (request, reply) => {
      const { office } = request;
      const personId = parseUuid(request.params.id);
      const found =
        personId &&
        (await office.db.look(office.identity, (transaction) =>
          readPersonStory(office, transaction, personId),
        ));
      if (!found)
        return reply
          .status(404)
          .send(errorBody("NoSuchPerson", "Orang itu tidak ada.", "There is no such person."));
      return {
        ...found,
        decisions: [...found.decisions],
        participations: [...found.participations],
        standings: [...found.standings],
        cards: [...found.cards],
      };
    },
  );
  api.get(
    "/api/rows/:id",
    {
      config: { right: "rows.read" },
      schema: { params: idParameter, response: { 200: rawRowView, 404: errorView } },
    },
    async (request, reply) => {
      const { office } = request;
      const rowId = parseUuid(request.params.id);
      const found =
        rowId &&
        (await office.db.look(office.identity, async (transaction) => {
          const row = await findRawRow(transaction, office.vault, rowId);
          return row && { ...row, personId: await findPersonOfRow(transaction, rowId) };
        }));
      if (!found)
        return reply
          .status(404)
          .send(errorBody("NoSuchRow", "Baris itu tidak ada.", "There is no such row."));
      return found;
    },
  );
}

function mountRoster(api: Api): void {
  const query = z.object({
    outcome: z.enum(["chosen", "waiting"]).optional(),
    kecamatan: z.string().optional(),
    page: z.coerce.number().int().min(1).max(100_000).default(1),
  });
  api.get(
    "/api/roster",
    {
      config: { right: "people.read" },
      schema: { querystring: query, response: { 200: rosterPage, 404: errorView } },
    },
    async (request, reply) => {
      const { office } = request;
      const { outcome, kecamatan, page } = request.query;
      const found = await office.db.look(office.identity, async (transaction) => {
        const run = await findLatestAllocation(transaction, null);
        return (
          run &&
          (await readRosterPage(transaction, run, {
            outcome: outcome ?? null,
            kecamatanCode: kecamatan ?? null,
            page,
            regencyCode: office.identity.regencyCode,
          }))
        );
      });
      if (found === null)
        return reply
          .status(404)
          .send(errorBody("NoRoster", "Daftar peserta belum disusun.", "No roster was made yet."));
      return found;
    },
  );
}

function mountLaw(api: Api): void {
  const law = loadLaw();
  const parameters = [...law.parameters.values()].map(lawParameterViewOf);
  const book = z.object({ version: z.string(), parameters: z.array(lawParameterView) });
  const config = { right: "anybody" } as const;
  api.get("/api/law", { config, schema: { response: { 200: book } } }, () => ({
    version: law.version,
    parameters,
  }));
  api.get(
    "/api/law/:id",
    {
      config,
      schema: { params: idParameter, response: { 200: lawParameterView, 404: errorView } },
    },
    async (request, reply) => {
      const found = parameters.find((parameter) => parameter.parameter === request.params.id);
      if (!found)
        return reply
          .status(404)
          .send(
            errorBody("NoSuchLaw", "Nilai hukum itu tidak ada.", "There is no such law value."),
          );
      return found;
    },
  );
}
