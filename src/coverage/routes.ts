import { z } from "zod";
import { type PlainMonth, parsePlainMonth } from "../kernel/plain-date.ts";
import { type Api, errorBody, errorView } from "../platform/http.ts";
import { coverageSummary, coverageTable } from "./coverage-views.ts";
import { dimensions } from "./dimensions.ts";
import { loadCityInputs } from "./load-city-inputs.ts";
import {
  describeCoverageRefusal,
  readCoverageSummary,
  readCoverageTable,
} from "./read-coverage.ts";

const month = z
  .string()
  .refine((text) => parsePlainMonth(text) !== null, "a month is YYYY-MM")
  .transform((text) => text as PlainMonth);
const query = z.object({ month: month.optional(), programme: z.string().max(100).optional() });

/** `GET /api/coverage?by=&month=&programme=` and `GET /api/coverage/summary?month=&programme=`. */
export function mountCoverageRoutes(api: Api, regencyCode: string): void {
  const config = { right: "figures.read" } as const;
  const inputs = loadCityInputs(regencyCode);
  const queryOf = (asked: z.infer<typeof query>) => ({
    ...{ regencyCode, inputs },
    programmeCode: asked.programme ?? null,
    month: asked.month ?? null,
  });
  api.get(
    "/api/coverage",
    {
      config,
      schema: {
        querystring: query.extend({ by: z.enum(dimensions).default("kecamatan") }),
        response: { 200: coverageTable, 404: errorView },
      },
    },
    async (request, reply) => {
      const { office } = request;
      const table = await office.db.look(office.identity, (transaction) =>
        readCoverageTable(transaction, { ...queryOf(request.query), by: request.query.by }),
      );
      if (table.ok) return table.value;
      const sentence = describeCoverageRefusal(table.error);
      return reply.status(404).send(errorBody(table.error.type, sentence.id, sentence.en));
    },
  );
  api.get(
    "/api/coverage/summary",
    { config, schema: { querystring: query, response: { 200: coverageSummary } } },
    ({ office, query: asked }) =>
      office.db.look(office.identity, (transaction) =>
        readCoverageSummary(transaction, queryOf(asked)),
      ),
  );
}
