import { z } from "zod";
import { placeView, rosterPage } from "../allocation/index.ts";
import { findLatestAllocation, mountRosterRoutes, readRosterPage } from "../allocation/server.ts";
import { findRegency, nameArea } from "../areas/index.ts";
import { mountAuditRoutes } from "../audit/server.ts";
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
import { parseUuid, type Uuid } from "../kernel/uuid.ts";
import { lawParameterView } from "../law/index.ts";
import { lawParameterViewOf, loadLaw } from "../law/server.ts";
import { codeVersion } from "../platform/code-version.ts";
import { type Api, errorBody, errorView } from "../platform/http.ts";
import { lookOnRecord, personsIn } from "../platform/journal/look-on-record.ts";
import type { Office } from "../platform/office.ts";
import { signedInView } from "../platform/sign-in/index.ts";
import { mountSignInRoutes, type SetUpLink, type SignIn } from "../platform/sign-in/server.ts";
import { findPersonErased, mountPrivacyRoutes } from "../privacy/server.ts";
import { personHit, personView } from "../resolution/index.ts";
import { findPersonOfRow, lookOfSearch, searchPeople } from "../resolution/server.ts";
import type { Listening } from "./listening.ts";
import { readPersonStory } from "./person-story.ts";
import { privacyParts } from "./privacy-parts.ts";
import type { ProgressBoard } from "./progress-board.ts";
import { signedInViewOf } from "./signed-in.ts";
import { today } from "./today.ts";
import type { Uploads } from "./uploads.ts";

export interface ServerParts {
  readonly office: Office;
  readonly signIn: SignIn;
  readonly setUp: SetUpLink;
  readonly listening: Listening;
  readonly board: ProgressBoard;
  readonly uploads: Uploads;
  readonly demonstration: () => Promise<boolean>;
}

const idParameter = z.object({ id: z.string() });

/** Everything the pages ask for. */
export function mountApi(api: Api, parts: ServerParts): void {
  const { regencyCode } = parts.office.identity;
  mountSignInRoutes(api, parts.signIn, {
    setUp: parts.setUp,
    nameArea: (areaCode) => nameArea(regencyCode, areaCode),
  });
  mountStatus(api, parts);
  mountAreas(api, regencyCode);
  mountOverview(api);
  mountPeople(api);
  mountRoster(api);
  mountLaw(api);
  mountRosterRoutes(api);
  mountEnrolmentRoutes(api);
  mountContributionRoutes(api);
  mountCardRoutes(api);
  mountAuditRoutes(api);
  mountPrivacyRoutes(api, privacyParts, today);
  mountCoverageRoutes(api, regencyCode);
}

function mountStatus(api: Api, { board, demonstration, signIn }: ServerParts): void {
  const status = z.object({
    version: z.string(),
    regency: z.object({ code: z.string(), name: z.string() }),
    state: z.enum(["empty", "building", "ready"]),
    demonstration: z.boolean(),
    signedIn: signedInView.nullable(),
    today: z.string(),
  });
  const anybody = { right: "anybody" } as const;
  api.get(
    "/api/status",
    { config: anybody, schema: { response: { 200: status } } },
    async (request, reply) => {
      const { office } = request;
      const loads = await office.db.look(office.identity, listLoads);
      const building = board.snapshot().state === "building";
      const { regencyCode } = office.identity;
      const visitor = await signIn.visitorOf(request, reply);
      return {
        version: codeVersion,
        regency: { code: regencyCode, name: findRegency(regencyCode)?.name ?? regencyCode },
        state: building
          ? ("building" as const)
          : loads.length === 0
            ? ("empty" as const)
            : ("ready" as const),
        demonstration: await demonstration(),
        signedIn: visitor && signedInViewOf(visitor, regencyCode),
        today: today(),
      };
    },
  );
}

function mountAreas(api: Api, regencyCode: string): void {
  const area = z.object({ code: z.string(), name: z.string(), within: z.string().nullable() });
  const regency = findRegency(regencyCode);
  const named = (code: string, within: string | null) => ({
    code,
    name: nameArea(regencyCode, code) ?? code,
    within,
  });
  const areas = [
    named(regencyCode, null),
    ...(regency?.kecamatan ?? []).flatMap((kecamatan) => [
      named(kecamatan.code, regencyCode),
      ...kecamatan.kelurahan.map(({ code }) => named(code, kecamatan.code)),
    ]),
  ];
  api.get(
    "/api/areas",
    {
      config: { right: "signed-in" },
      schema: { response: { 200: z.object({ areas: z.array(area) }) } },
    },
    () => ({ areas }),
  );
}

function mountOverview(api: Api): void {
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

const tooManySearches = errorBody(
  "TooManySearches",
  "Terlalu banyak pencarian dalam satu jam; pencarian ini dicatat dan tidak dijawab. Tunggu sebentar, atau minta administrator menaikkan batasnya.",
  "Too many searches within an hour; this one was recorded and not answered. Wait a while, or ask the administrator to raise the limit.",
);

function mountPeople(api: Api): void {
  const config = { right: "people.read" } as const;
  const search = z.object({ hits: z.array(personHit), more: z.boolean() });
  api.get(
    "/api/people",
    {
      config,
      schema: {
        querystring: z.object({ q: z.string().max(200) }),
        response: { 200: search, 400: errorView, 429: errorView },
      },
    },
    async (request, reply) => {
      const { office } = request;
      const answer = await office.db.look(office.identity, (transaction) =>
        searchPeople(office, transaction, request.query.q),
      );
      if (answer.type === "found") {
        const noted = await office.db.note(office.identity, [
          lookOfSearch(request.query.q, answer),
        ]);
        if (noted === "noted") return { hits: [...answer.hits], more: answer.more };
        return reply.status(429).send(tooManySearches);
      }
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
        (await lookOnRecord(
          office,
          (transaction) => readPersonStory(office, transaction, personId),
          (story) => (story === null ? [] : [{ act: "person.seen", subject: personId, body: {} }]),
        ));
      if (!found) return reply.status(404).send(await tellNobody(office, personId));
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
        (await lookOnRecord(
          office,
          async (transaction) => {
            const row = await findRawRow(transaction, office.vault, rowId);
            return row && { ...row, personId: await findPersonOfRow(transaction, rowId) };
          },
          (row) =>
            row === null
              ? []
              : [{ act: "row.seen", subject: rowId, body: personsIn([row.personId]) }],
        ));
      if (!found)
        return reply
          .status(404)
          .send(errorBody("NoSuchRow", "Baris itu tidak ada.", "There is no such row."));
      return found;
    },
  );
}

/** Nobody has this id; or somebody had it, and was erased. */
async function tellNobody(office: Office, personId: Uuid | null) {
  const erased =
    personId &&
    (await office.db.look(office.identity, (transaction) =>
      findPersonErased(transaction, personId),
    ));
  return erased
    ? errorBody("PersonErased", erased.id, erased.en)
    : errorBody("NoSuchPerson", "Orang itu tidak ada.", "There is no such person.");
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
      const wanted = {
        outcome: outcome ?? null,
        kecamatanCode: kecamatan ?? null,
        page,
        regencyCode: office.identity.regencyCode,
      };
      const found = await lookOnRecord(
        office,
        async (transaction) => {
          const run = await findLatestAllocation(transaction, null);
          return run && (await readRosterPage(transaction, run, wanted));
        },
        (shown) =>
          shown === null
            ? []
            : [
                {
                  act: "roster.seen",
                  subject: shown.runId,
                  body: personsIn(shown.lines.map((line) => line.personId)),
                },
              ],
      );
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
