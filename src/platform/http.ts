import type { IncomingMessage, ServerResponse } from "node:http";
import type { FastifyBaseLogger, FastifyInstance, RawServerDefault } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import type { Right } from "./access/rights.ts";
import type { Office } from "./office.ts";

/**
 * Who may ask a route: anybody, whoever signed in, or holders of a right (one of several). Every route states it
 * in `config.right`; a server with a route that does not will not start. What a route of `figures.read` alone
 * reads is counts of everybody; all else is held to the areas of whoever asks, row by row, by the database.
 */
export type RouteRight = "anybody" | "signed-in" | Right | readonly Right[];

declare module "fastify" {
  interface FastifyContextConfig {
    readonly right?: RouteRight;
  }
  interface FastifyRequest {
    /** The office, acting as whoever asks. */
    office: Office;
  }
}

/** The API that rooms mount their routes on: Zod schemas are validation, types and OpenAPI at once. */
export type Api = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  ZodTypeProvider
>;

/** How the API says that something cannot be: a type for programs, a sentence for people. */
export function errorBody(type: string, id: string, en: string) {
  return { error: { type, message: { id, en } } };
}

export const errorView = z.object({
  error: z.object({ type: z.string(), message: z.object({ id: z.string(), en: z.string() }) }),
});
