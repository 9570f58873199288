import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import fastifyStatic from "@fastify/static";
import fastifySwagger from "@fastify/swagger";
import Fastify, {
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  type FastifyServerOptions,
} from "fastify";
import {
  jsonSchemaTransform,
  jsonSchemaTransformObject,
  serializerCompiler,
  validatorCompiler,
  type ZodTypeProvider,
} from "fastify-type-provider-zod";
import { maskNiksIn } from "../kernel/nik.ts";
import { isBeyondRole } from "../platform/database/refused.ts";
import { errorBody } from "../platform/http.ts";
import { projectRoot } from "../platform/project-root.ts";
import { identifyBy, mountGuard, refuseEntry } from "./guard.ts";
import { isLoopback } from "./listening.ts";
import { mountProgress } from "./progress-route.ts";
import { mountApi, type ServerParts } from "./routes.ts";
import { mountSecurityHeaders, nonceMark } from "./security-headers.ts";
import { mountUploads } from "./upload-routes.ts";

/** The web server: the API by schema, its OpenAPI description, the built pages. Not yet listening. */
export async function buildServer(parts: ServerParts): Promise<FastifyInstance> {
  const { trustProxy, tls } = parts.listening;
  const app = Fastify({
    logger: false,
    forceCloseConnections: true,
    bodyLimit: 1_048_576,
    trustProxy: trustProxy.length > 0 ? [...trustProxy] : false,
    https: tls && { cert: readFileSync(tls.certFile), key: readFileSync(tls.keyFile) },
  } as FastifyServerOptions).withTypeProvider<ZodTypeProvider>();
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  guardRequests(app, parts);
  mountSecurityHeaders(app, { isBehindTls: parts.listening.publicUrl !== null });
  answerErrors(app);
  mountGuard(app, parts.office, identifyBy(parts.signIn));
  await app.register(fastifySwagger, {
    openapi: {
      openapi: "3.1.0",
      info: {
        title: "Payung",
        version: "0.1.0",
        description:
          "Insuring a city's vulnerable informal workers. Requests carry the cookie of a session; those that change something also the header x-payung-request: 1. x-right says who may ask.",
      },
    },
    transform: tellRight,
    transformObject: jsonSchemaTransformObject,
  });
  await app.register(async (api) => {
    mountApi(api.withTypeProvider<ZodTypeProvider>(), parts);
    mountProgress(api, parts.board);
    await mountUploads(api.withTypeProvider<ZodTypeProvider>(), parts.uploads);
  });
  app.get("/openapi.json", { schema: { hide: true } }, () => app.swagger());
  await servePages(app);
  return app;
}

/**
 * Answers under its own names only: those of this computer, or the one public name. A page of another site that
 * points its name here (DNS rebinding) is refused.
 */
function guardRequests(app: FastifyInstance, { listening, signIn }: ServerParts): void {
  const { publicUrl } = listening;
  const isOurs = (host: string) =>
    publicUrl === null ? isLoopback(host) : host === publicUrl.hostname;
  app.addHook("onRequest", async (request, reply) => {
    if (isOurs(request.hostname)) return;
    return reply
      .status(421)
      .send(
        errorBody(
          "WrongHost",
          "Payung tidak melayani nama itu.",
          "Payung does not answer under that name.",
        ),
      );
  });
  // A page of another site can post a form here, but cannot add a header of its own without asking first; and a
  // browser says which page it was.
  app.addHook("onRequest", async (request, reply) => {
    const reads = request.method === "GET" || request.method === "HEAD";
    const { origin } = request.headers;
    const isForeign = origin !== undefined && !signIn.parts.origins().includes(origin);
    if (reads || (request.headers["x-payung-request"] === "1" && !isForeign)) return;
    return reply
      .status(403)
      .send(
        errorBody(
          "ForeignRequest",
          "Permintaan ini tidak datang dari halaman Payung.",
          "This request does not come from a page of Payung.",
        ),
      );
  });
}

function answerErrors(app: FastifyInstance): void {
  app.setErrorHandler(
    (
      error: Error & { statusCode?: number; validation?: unknown; code?: string },
      _request,
      reply,
    ) => {
      // The database's own no: the role reaches less of the city than the act.
      if (isBeyondRole(error)) return refuseEntry(true, reply);
      if (
        error.validation !== undefined ||
        (error.statusCode !== undefined && error.statusCode < 500)
      ) {
        const why = maskNiksIn(error.message);
        return reply
          .status(error.statusCode ?? 400)
          .send(
            errorBody(
              "BadRequest",
              `Permintaan tidak dapat dibaca: ${why}`,
              `The request cannot be read: ${why}`,
            ),
          );
      }
      process.stderr.write(`${maskNiksIn(error.stack ?? error.message)}\n`);
      return reply
        .status(500)
        .send(
          errorBody(
            "Broken",
            "Terjadi kesalahan pada server; lihat catatan server.",
            "The server failed; see its log.",
          ),
        );
    },
  );
}

/** Who may ask stands in the description of every route (`x-right`), beside its shapes. */
const tellRight: typeof jsonSchemaTransform = (route) => {
  const told = jsonSchemaTransform(route);
  const right = route.route.config?.right;
  return right === undefined ? told : { ...told, schema: { ...told.schema, "x-right": right } };
};

/** The page as built, with this answer's nonce for the styles that the program writes into it. */
function sendPage(page: string, request: FastifyRequest, reply: FastifyReply) {
  const text = page.replaceAll(nonceMark, request.styleNonce);
  return reply.header("cache-control", "no-cache").type("text/html; charset=utf-8").send(text);
}

/** The built pages; any path that is no file and no API is a screen, which the page itself resolves. */
async function servePages(app: FastifyInstance): Promise<void> {
  const root = path.join(projectRoot(), "dist", "web");
  if (!existsSync(root)) return;
  await app.register(fastifyStatic, {
    root,
    index: false,
    cacheControl: false,
    setHeaders: (reply, file) => {
      const hashed = file.includes(`${path.sep}assets${path.sep}`);
      reply.setHeader("cache-control", hashed ? "public, max-age=31536000, immutable" : "no-cache");
    },
  });
  const page = readFileSync(path.join(root, "index.html"), "utf8");
  app.get("/", { schema: { hide: true } }, (request, reply) => sendPage(page, request, reply));
  app.setNotFoundHandler((request, reply) => {
    if (request.method === "GET" && !/^\/(api|assets)\//.test(request.url)) {
      return sendPage(page, request, reply);
    }
    return reply
      .status(404)
      .send(errorBody("NotFound", "Alamat itu tidak ada.", "There is nothing at that address."));
  });
}
