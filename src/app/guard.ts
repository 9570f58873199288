import type { FastifyInstance, FastifyReply, FastifyRequest, RouteOptions } from "fastify";
import { type Grant, mayAsk, type Right } from "../platform/access/rights.ts";
import { errorBody, type RouteRight } from "../platform/http.ts";
import { actingAs, type Office } from "../platform/office.ts";

/** Who asks: an identity of the database, and the roles it holds; `all` for whoever holds the keys of the installation. */
export interface Asker {
  readonly actor: string;
  readonly device: string | null;
  readonly grants: readonly Grant[] | "all";
}

/** Reads who asks from a request, or null when nobody signed in. */
export type Identify = (request: FastifyRequest) => Promise<Asker | null>;

/** What whoever did not sign in acts as: it holds no right, so the database shows it nothing of people. */
const nobody: Asker = { actor: "public", device: null, grants: [] };

/**
 * Stands before every route: nobody asks what the route's `config.right` does not allow, and what the
 * route then reads, it reads as whoever asks.
 */
export function mountGuard(app: FastifyInstance, office: Office, identify: Identify): void {
  app.addHook("onRoute", refuseUnstated);
  app.decorateRequest("office");
  app.addHook("onRequest", async (request, reply) => {
    const right = request.routeOptions.config.right;
    if (right === undefined) return;
    const asker = await identify(request);
    if (!mayEnter(asker, right)) return refuseEntry(asker, reply);
    const { actor, device } = asker ?? nobody;
    request.office = actingAs(office, {
      actor,
      ...(device === null ? {} : { device }),
      ...(readsFigures(right) ? { capacity: "figures" as const } : {}),
    });
  });
}

/** A route that says nothing of who may ask would be open to whoever comes. */
function refuseUnstated(route: RouteOptions): void {
  if (!route.url.startsWith("/api/")) return;
  if (route.config?.right === undefined)
    throw new Error(`${String(route.method)} ${route.url} does not say who may ask: config.right`);
}

function readsFigures(right: RouteRight): boolean {
  return right === "anybody" || right === "figures.read" || right.includes("figures.read");
}

function mayEnter(asker: Asker | null, right: RouteRight): boolean {
  if (right === "anybody") return true;
  if (asker === null) return false;
  const { grants } = asker;
  if (right === "signed-in" || grants === "all") return true;
  const wanted: readonly Right[] = typeof right === "string" ? [right] : right;
  return wanted.some((one) => mayAsk(grants, one));
}

function refuseEntry(asker: Asker | null, reply: FastifyReply) {
  if (asker === null)
    return reply
      .status(401)
      .send(errorBody("SignInFirst", "Masuk dahulu untuk melihat ini.", "Sign in to see this."));
  return reply
    .status(403)
    .send(
      errorBody(
        "NotYours",
        "Peran Anda tidak mencakup ini. Administrator kota dapat memberikannya.",
        "Your role does not include this. The city's administrator can grant it.",
      ),
    );
}
