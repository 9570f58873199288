import type { FastifyReply } from "fastify";
import { z } from "zod";
import { assert } from "../../kernel/assert.ts";
import { parseUuid } from "../../kernel/uuid.ts";
import { listOfficials } from "../access/officials.ts";
import { roles } from "../access/rights.ts";
import { type Api, errorView } from "../http.ts";
import {
  type AccountRefusal,
  changeClosed,
  changeRole,
  forgetSecondFactor,
  type HandedLink,
  handLink,
  inviteOfficial,
  readAccounts,
  signOutOfficial,
} from "./accounts.ts";
import { accountView, handedLink, sessionView } from "./index.ts";
import {
  accountExists,
  grantToOneself,
  noSuchAccount,
  noSuchArea,
  notYours,
  ownAccount,
  type SignInRefusal,
} from "./refusals.ts";
import { newOfficialId } from "./routes-entry.ts";
import { refuseWith } from "./routes-sign-in.ts";
import type { SignIn } from "./sign-in.ts";
import { listSessions } from "./store.ts";

const manages = { right: "accounts.manage" } as const;
const refusals = { 400: errorView, 403: errorView, 404: errorView, 409: errorView };
const grant = z.object({ role: z.enum(roles), areaCode: z.string().max(30) });
const one = z.object({ id: z.string().uuid() });
const done = z.object({ changed: z.boolean() });

/** What the administrator does with accounts. Whether an area exists is for the caller to know: platform knows no map. */
export function mountAccounts(
  api: Api,
  signIn: SignIn,
  isArea: (areaCode: string) => boolean,
): void {
  mountList(api);
  mountInvitation(api, signIn, isArea);
  mountRoles(api, isArea);
  mountStanding(api);
  mountTheirSessions(api, signIn);
}

const sayRefusal: Readonly<Record<AccountRefusal["type"], SignInRefusal>> = {
  AccountExists: accountExists,
  GrantToOneself: grantToOneself,
  NotYours: notYours,
  NoSuchAccount: noSuchAccount,
  OwnAccount: ownAccount,
};

function refuseAccount(reply: FastifyReply, { type }: AccountRefusal) {
  return refuseWith(reply, sayRefusal[type]);
}

function idOf({ id }: { readonly id: string }) {
  const officialId = parseUuid(id);
  assert(officialId !== null, "the schema lets only ids through");
  return officialId;
}

function mountList(api: Api): void {
  api.get(
    "/api/accounts",
    {
      config: manages,
      schema: { response: { 200: z.object({ accounts: z.array(accountView) }) } },
    },
    async ({ office }) => ({ accounts: [...(await readAccounts(office))] }),
  );
  // Names of who acted stand on many pages: whoever is signed in may read names, and nothing else of the account.
  const named = z.object({ officialId: z.string(), name: z.string() });
  api.get(
    "/api/officials",
    {
      config: { right: "signed-in" },
      schema: { response: { 200: z.object({ officials: z.array(named) }) } },
    },
    async ({ office }) => ({
      officials: (await office.db.look(office.identity, listOfficials)).map(
        ({ officialId, name }) => ({ officialId, name }),
      ),
    }),
  );
}

function mountInvitation(api: Api, signIn: SignIn, isArea: (areaCode: string) => boolean): void {
  const linkOf = ({ token, expiresAt }: HandedLink) => ({
    link: linkAddress(signIn.parts.origin(), token),
    expiresAt,
  });
  const body = z.object({
    name: z.string().trim().min(2).max(120),
    email: z.email().max(254),
    employeeNumber: z.string().trim().min(3).max(40),
    grants: z.array(grant).max(50),
  });
  api.post(
    "/api/accounts",
    { config: manages, schema: { body, response: { 200: handedLink, ...refusals } } },
    async ({ office, body: { grants, email, ...who } }, reply) => {
      if (!grants.every(({ areaCode }) => isArea(areaCode))) return refuseWith(reply, noSuchArea);
      const official = { ...who, email: email.toLowerCase(), officialId: newOfficialId() };
      const invited = await inviteOfficial(office, official, grants);
      return invited.ok ? linkOf(invited.value) : refuseAccount(reply, invited.error);
    },
  );
  api.post(
    "/api/accounts/:id/link",
    { config: manages, schema: { params: one, response: { 200: handedLink, ...refusals } } },
    async ({ office, params }, reply) => {
      const handed = await handLink(office, idOf(params));
      return handed.ok ? linkOf(handed.value) : refuseAccount(reply, handed.error);
    },
  );
}

/** The token stands behind `#`: a browser sends it to nobody, and no log keeps it. */
export function linkAddress(origin: string, token: string): string {
  return `${origin}/undangan#${token}`;
}

function mountRoles(api: Api, isArea: (areaCode: string) => boolean): void {
  for (const [path, granted] of [
    ["grant", true],
    ["revoke", false],
  ] as const)
    api.post(
      `/api/accounts/:id/${path}`,
      {
        config: manages,
        schema: { params: one, body: grant, response: { 200: done, ...refusals } },
      },
      async ({ office, params, body }, reply) => {
        if (granted && !isArea(body.areaCode)) return refuseWith(reply, noSuchArea);
        const changed = await changeRole(office, { officialId: idOf(params), ...body }, granted);
        return changed.ok ? { changed: changed.value } : refuseAccount(reply, changed.error);
      },
    );
}

function mountStanding(api: Api): void {
  const body = z.object({ reason: z.string().trim().min(5).max(500) });
  const acts = {
    close: (...[office, id, reason]: Parameters<typeof forgetSecondFactor>) =>
      changeClosed(office, id, true, reason),
    open: (...[office, id, reason]: Parameters<typeof forgetSecondFactor>) =>
      changeClosed(office, id, false, reason),
    "reset-second-factor": forgetSecondFactor,
  } as const;
  for (const [path, act] of Object.entries(acts))
    api.post(
      `/api/accounts/:id/${path}`,
      { config: manages, schema: { params: one, body, response: { 200: done, ...refusals } } },
      async ({ office, params, body: { reason } }, reply) => {
        const changed = await act(office, idOf(params), reason);
        return changed.ok ? { changed: true } : refuseAccount(reply, changed.error);
      },
    );
}

function mountTheirSessions(api: Api, signIn: SignIn): void {
  const view = z.object({ sessions: z.array(sessionView) });
  api.get(
    "/api/accounts/:id/sessions",
    { config: manages, schema: { params: one, response: { 200: view, ...refusals } } },
    async (request, reply) => {
      const visitor = await signIn.visitorOf(request, reply);
      const sessions = await listSessions(signIn.pool, idOf(request.params));
      return {
        sessions: sessions.map(({ device: _, ...session }) => ({
          ...session,
          isThisOne: session.sessionId === visitor?.sessionId,
        })),
      };
    },
  );
  const body = z.object({ sessionId: z.string().uuid().nullable() });
  const ended = z.object({ ended: z.number().int() });
  api.post(
    "/api/accounts/:id/sessions/end",
    { config: manages, schema: { params: one, body, response: { 200: ended, ...refusals } } },
    async ({ office, params, body: { sessionId } }, reply) => {
      const done = await signOutOfficial(office, idOf(params), sessionId);
      return done.ok ? { ended: done.value } : refuseAccount(reply, done.error);
    },
  );
}
