import type { FastifyReply, FastifyRequest } from "fastify";
import type pg from "pg";
import type { Uuid } from "../../kernel/uuid.ts";
import { listHeldRoles } from "../access/officials.ts";
import type { Grant } from "../access/rights.ts";
import { actingAs, type Office } from "../office.ts";
import { secretOf } from "../secrets.ts";
import {
  type Auth,
  authBasePath,
  clientAddressHeader,
  createAuth,
  type SessionLife,
} from "./auth.ts";
import { addCookies, deviceOf } from "./device.ts";
import type { OidcSettings } from "./oidc.ts";
import { type SignInMethod, type Visit, withinVisit } from "./visit.ts";

export interface SignInParts {
  /** Facts about officials are read and written here, the journal too. */
  readonly office: Office;
  /** What people type; asked when the server already listens, for a free port is known only then. */
  readonly origin: () => string;
  /** Every origin whose pages are ours. */
  readonly origins: () => readonly string[];
  readonly oidc: OidcSettings | null;
  readonly life: SessionLife;
  readonly isDemonstration: boolean;
}

/** Somebody who is signed in, as of this request. */
export interface Visitor {
  readonly officialId: Uuid;
  readonly actor: string;
  readonly name: string;
  readonly email: string;
  readonly sessionId: Uuid;
  readonly device: string;
  readonly method: SignInMethod;
  /** Whether roles that need a second factor are active. */
  readonly secondFactor: boolean;
  readonly hasSecondFactor: boolean;
  readonly demonstration: boolean;
  readonly grants: readonly Grant[];
}

/** What better-auth answered, before anything of it is sent on. */
export interface AuthAnswer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
  readonly cookies: readonly string[];
  readonly location: string | null;
  readonly visit: Visit;
}

export interface SignIn {
  readonly parts: SignInParts;
  readonly pool: pg.Pool;
  readonly secret: string;
  visitorOf(request: FastifyRequest, reply: FastifyReply): Promise<Visitor | null>;
  deviceOf(request: FastifyRequest, reply: FastifyReply): string;
  /** Hands a request on to better-auth. */
  forward(
    request: FastifyRequest,
    reply: FastifyReply,
    to: { readonly path: string; readonly body?: unknown },
  ): Promise<AuthAnswer>;
  /** Signs in somebody whom the server itself has checked. */
  enter(request: FastifyRequest, reply: FastifyReply, userId: Uuid): Promise<AuthAnswer>;
  /** Whether the city's provider answers now; asked anew until it does. */
  findProvider(): Promise<boolean>;
  /** Loads what the first sign-in would wait for. */
  warmUp(): Promise<void>;
}

export const defaultLife: SessionLife = { idleS: 60 * 60, absoluteS: 12 * 60 * 60 };

export function createSignIn(parts: SignInParts): SignIn {
  const pool = parts.office.accounts;
  const secret = secretOf(parts.office.dataDir, "signin_secret");
  const { current, findProvider } = keepAuth(parts, pool, secret);
  const known = new WeakMap<FastifyRequest, Promise<Visitor | null>>();
  const device = (request: FastifyRequest, reply: FastifyReply) =>
    deviceOf(request, reply, { secret, secure: parts.origin().startsWith("https:") });
  const visitorOf: SignIn["visitorOf"] = (request, reply) => {
    const found = known.get(request) ?? findVisitor(parts, current, request, reply);
    known.set(request, found);
    return found;
  };
  const visitOf = async (request: FastifyRequest, reply: FastifyReply): Promise<Visit> => ({
    device: device(request, reply),
    before: await visitorOf(request, reply),
    providerSecondFactor: false,
    admitted: null,
    providerEmail: null,
  });
  return {
    parts,
    pool,
    secret,
    visitorOf,
    deviceOf: device,
    findProvider,
    async warmUp() {
      await findProvider();
      await current();
    },
    async forward(request, reply, to) {
      const visit = await visitOf(request, reply);
      const auth = await current();
      const passed = requestFor(request, parts.origin(), to);
      return await readAnswer(visit, await withinVisit(visit, () => auth.handler(passed)));
    },
    async enter(request, reply, userId) {
      const visit = { ...(await visitOf(request, reply)), before: null };
      const auth = await current();
      const headers = headersOf(request);
      return await readAnswer(
        visit,
        await withinVisit(visit, () =>
          auth.api.enter({ body: { userId }, headers, asResponse: true }),
        ),
      );
    },
  };
}

const discoveryTimeoutMs = 3_000;

/**
 * The one instance of better-auth, made when first needed. While the city's provider does not answer it is made
 * without: a provider that is down must neither stop the start nor keep passwords from working. Each wish to sign in
 * by the provider asks again.
 */
function keepAuth(parts: SignInParts, pool: pg.Pool, secret: string) {
  let made: { readonly auth: Promise<Auth>; readonly withProvider: boolean } | null = null;
  const make = (withProvider: boolean) => {
    const auth = createAuth({
      pool,
      secret,
      origin: parts.origin(),
      origins: parts.origins(),
      life: parts.life,
      oidc: withProvider ? parts.oidc : null,
      isDemonstration: () => parts.isDemonstration,
    });
    made = { auth, withProvider };
    return auth;
  };
  const findProvider = async () => {
    if (parts.oidc === null) return false;
    if (made?.withProvider) return true;
    if (!(await answers(parts.oidc))) return false;
    await make(true);
    return true;
  };
  return { current: () => made?.auth ?? make(false), findProvider };
}

async function answers({ issuer }: OidcSettings): Promise<boolean> {
  const address = `${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`;
  const signal = AbortSignal.timeout(discoveryTimeoutMs);
  const answer = await fetch(address, { signal }).catch(() => null);
  const body: unknown = await answer?.json().catch(() => null);
  return answer?.ok === true && typeof body === "object" && body !== null && "issuer" in body;
}

/** Reads who asks. A session older than a working day ends, however busy it is. */
async function findVisitor(
  { office, life, isDemonstration }: SignInParts,
  current: () => Promise<Auth>,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<Visitor | null> {
  if (!request.headers.cookie?.includes("payung.session_token")) return null;
  const auth = await current();
  const { headers, response } = await auth.api.getSession({
    headers: headersOf(request),
    returnHeaders: true,
  });
  if (response === null) return null;
  const { session, user } = response;
  const ended = Date.now() - session.createdAt.getTime() > life.absoluteS * 1000;
  if (user.closed || ended || (user.demonstration && !isDemonstration)) {
    await office.accounts.query("delete from signin.session where id = $1", [session.id]);
    return null;
  }
  addCookies(reply, headers.getSetCookie());
  const officialId = user.id as Uuid;
  const actor = `user:${officialId}`;
  const { db, identity } = actingAs(office, { actor });
  return {
    officialId,
    actor,
    name: user.name,
    email: user.email,
    sessionId: session.id as Uuid,
    device: session.device ?? "",
    method: (session.method ?? "password") as SignInMethod,
    secondFactor: session.secondFactor === true,
    hasSecondFactor: user.twoFactorEnabled === true,
    demonstration: user.demonstration === true,
    grants: await db.look(identity, (transaction) => listHeldRoles(transaction, officialId)),
  };
}

const passedOn = [
  "cookie",
  "origin",
  "referer",
  "user-agent",
  "accept",
  "sec-fetch-site",
  "sec-fetch-mode",
  "sec-fetch-dest",
] as const;

function headersOf(request: FastifyRequest): Headers {
  const headers = new Headers();
  for (const name of passedOn) {
    const value = request.headers[name];
    if (typeof value === "string") headers.set(name, value);
  }
  headers.set(clientAddressHeader, request.ip);
  return headers;
}

function requestFor(
  request: FastifyRequest,
  origin: string,
  { path, body }: { readonly path: string; readonly body?: unknown },
): Request {
  const headers = headersOf(request);
  const query = request.url.includes("?") ? request.url.slice(request.url.indexOf("?")) : "";
  const address = `${origin}${authBasePath}${path}${query}`;
  if (request.method === "GET") return new Request(address, { headers });
  headers.set("content-type", "application/json");
  return new Request(address, { method: "POST", headers, body: JSON.stringify(body ?? {}) });
}

async function readAnswer(visit: Visit, response: Response): Promise<AuthAnswer> {
  const text = await response.text();
  let body: Readonly<Record<string, unknown>> = {};
  try {
    body = (JSON.parse(text) as Readonly<Record<string, unknown>> | null) ?? {};
  } catch {
    // A redirect has no body, or one for people.
  }
  return {
    status: response.status,
    body,
    cookies: response.headers.getSetCookie(),
    location: response.headers.get("location"),
    visit,
  };
}
