import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import fastifyStatic from "@fastify/static";
import fastifySwagger from "@fastify/swagger";
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from "fastify";
import {
  jsonSchemaTransform,
  jsonSchemaTransformObject,
  serializerCompiler,
  validatorCompiler,
  type ZodTypeProvider,
} from "fastify-type-provider-zod";
import { maskNiksIn } from "../kernel/nik.ts";
import { errorBody } from "../platform/http.ts";
import { projectRoot } from "../platform/project-root.ts";
import { mountGuard } from "./guard.ts";
import { mountProgress } from "./progress-route.ts";
import { mountApi, type ServerParts } from "./routes.ts";
import { mountSecurityHeaders, nonceMark } from "./security-headers.ts";
import { mountUploads } from "./upload-routes.ts";

/** The web server: the API by schema, its OpenAPI description, the built pages. Not yet listening. */
export async function buildServer(parts: ServerParts): Promise<FastifyInstance> {
  const app = Fastify({
    logger: false,
    forceCloseConnections: true,
    bodyLimit: 1_048_576,
  }).withTypeProvider<ZodTypeProvider>();
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  guardRequests(app);
  mountSecurityHeaders(app);
  answerErrors(app);
  mountGuard(app, parts.office, parts.identify);
  await app.register(fastifySwagger, {
    openapi: {
      openapi: "3.1.0",
      info: {
        title: "Payung",
        version: "0.1.0",
        description: "Insuring a city's vulnerable informal workers. x-right: who may ask.",
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
 * Until sign-in exists only this machine may ask, under a name of this machine: a page of another
 * site that points its own name here (DNS rebinding) is refused.
 */
function guardRequests(app: FastifyInstance): void {
  app.addHook("onRequest", async (request, reply) => {
    const host = request.hostname;
    if (host !== "localhost" && host !== "127.0.0.1" && host !== "::1" && host !== "[::1]") {
      return reply
        .status(421)
        .send(
          errorBody(
            "WrongHost",
            "Alamat ini hanya melayani komputer ini.",
            "This address serves this computer only.",
          ),
        );
    }
  });
  // A page of another site can post a form here, but cannot add a header of its own without asking first.
  app.addHook("onRequest", async (request, reply) => {
    const reads = request.method === "GET" || request.method === "HEAD";
    if (reads || request.headers["x-payung-request"] === "1") return;
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
    (error: Error & { statusCode?: number; validation?: unknown }, _request, reply) => {
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
