import type { IncomingMessage, ServerResponse } from "node:http";
import type { FastifyBaseLogger, FastifyInstance, RawServerDefault } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";

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
