import { randomBytes, timingSafeEqual } from "node:crypto";
import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { parseUuid, type Uuid, uuidOfHash } from "../../kernel/uuid.ts";
import {
  findOfficial,
  listHeldRoles,
  listOfficials,
  orOfficialRefusal,
  recordOfficial,
  recordRole,
} from "../access/officials.ts";
import { enterInJournal, waitForTurn } from "../database/database.ts";
import { type Api, errorView } from "../http.ts";
import type { Office } from "../office.ts";
import { addCookies } from "./device.ts";
import { judgePassword, linkView, signInOptions, signInStep } from "./index.ts";
import { record, userSubject } from "./journal.ts";
import { hashPassword } from "./password-hash.ts";
import {
  accountExists,
  linkGone,
  setUpDone,
  tooManyRequests,
  weakPassword,
  wrongSetUpLink,
} from "./refusals.ts";
import { mayTry, refuseWith, succeeded } from "./routes-sign-in.ts";
import type { SignIn } from "./sign-in.ts";
import {
  dropAccount,
  findAccount,
  findLink,
  keepAccount,
  keepPassword,
  listAccounts,
  spendLink,
} from "./store.ts";

const anybody = { right: "anybody" } as const;
const refusals = {
  400: errorView,
  401: errorView,
  403: errorView,
  404: errorView,
  409: errorView,
  429: errorView,
};

/** A link for whoever reads the console of the server: nobody else can make the first administrator. */
export interface SetUpLink {
  readonly token: string;
}

export function createSetUpLink(): SetUpLink {
  return { token: randomBytes(32).toString("base64url") };
}

/** The ways in for those who have no password yet: the first administrator, whoever holds a link, and the demonstration. */
export function mountEntries(
  api: Api,
  signIn: SignIn,
  setUp: SetUpLink,
  nameArea: (areaCode: string) => string | null,
): void {
  mountOptions(api, signIn, nameArea);
  mountSetUp(api, signIn, setUp);
  mountLinks(api, signIn);
  // Where people are real this address does not exist.
  if (signIn.parts.isDemonstration) mountDemonstration(api, signIn);
}

function mountOptions(
  api: Api,
  signIn: SignIn,
  nameArea: (areaCode: string) => string | null,
): void {
  const { office, oidc, isDemonstration } = signIn.parts;
  api.get(
    "/api/sign-in",
    { config: anybody, schema: { response: { 200: signInOptions } } },
    async () => ({
      setUpNeeded: !isDemonstration && !(await hasAdministrator(office)),
      provider: oidc && { name: oidc.name },
      demonstrationAccounts: isDemonstration
        ? await listDemonstrationAccounts(signIn, nameArea)
        : null,
    }),
  );
}

/** Whether somebody could sign in and let others in. */
export async function hasAdministrator(office: Office): Promise<boolean> {
  const held = await office.db.look(office.identity, (transaction) =>
    listHeldRoles(transaction, null),
  );
  const administrators = new Set(
    held.filter(({ role }) => role === "administrator").map(({ officialId }) => officialId),
  );
  const accounts = await listAccounts(office.accounts);
  return accounts.some(
    ({ userId, closed, demonstration, hasPassword, hasProvider }) =>
      administrators.has(userId) && !closed && !demonstration && (hasPassword || hasProvider),
  );
}

const person = {
  name: z.string().trim().min(2).max(120),
  email: z.email().max(254),
  employeeNumber: z.string().trim().min(3).max(40),
};

function mountSetUp(api: Api, signIn: SignIn, { token }: SetUpLink): void {
  const { office } = signIn.parts;
  const body = z.object({ token: z.string().max(100), password: z.string().max(200), ...person });
  api.post(
    "/api/set-up",
    { config: anybody, schema: { body, response: { 200: signInStep, ...refusals } } },
    async (request, reply) => {
      if (!(await mayTry(signIn, request))) return refuseWith(reply, tooManyRequests);
      const { token: given, password, name, employeeNumber } = request.body;
      const email = request.body.email.toLowerCase();
      if (!sameText(given, token)) return refuseWith(reply, wrongSetUpLink);
      if (signIn.parts.isDemonstration || (await hasAdministrator(office)))
        return refuseWith(reply, setUpDone);
      const fault = judgePassword(password, { name, email });
      if (fault !== null) return refuseWith(reply, weakPassword(fault));
      const official = { officialId: newOfficialId(), name, email, employeeNumber };
      const made = await orOfficialRefusal(() =>
        makeFirstAdministrator(signIn, official, password),
      );
      if (!made.ok) return refuseWith(reply, accountExists);
      if (made.value === null) return refuseWith(reply, setUpDone);
      return await enterAs(signIn, request, reply, made.value, "set-up link");
    },
  );
}

/**
 * The account and its password first, the facts after: what is cut off in between leaves no administrator, and is done
 * again. Answers the official, or null when somebody else was faster.
 */
async function makeFirstAdministrator(
  signIn: SignIn,
  wanted: { officialId: Uuid; name: string; email: string; employeeNumber: string },
  password: string,
): Promise<Uuid | null> {
  const { office } = signIn.parts;
  const { identity } = office;
  const hash = await hashPassword(password);
  return await office.db.act(identity, async (transaction) => {
    await waitForTurn(transaction, identity, "set-up");
    if (await hasAdministrator(office)) return null;
    const known = await findOfficial(transaction, wanted.email);
    const official = known ?? wanted;
    const left = (await listAccounts(signIn.pool)).find(({ email }) => email === wanted.email);
    if (left !== undefined && left.userId !== official.officialId)
      await dropAccount(signIn.pool, left.userId);
    await keepAccount(signIn.pool, {
      ...official,
      userId: official.officialId,
      demonstration: false,
    });
    await keepPassword(signIn.pool, official.officialId, hash);
    if (known === null) await recordOfficial(transaction, identity, wanted);
    await recordRole(
      transaction,
      identity,
      { officialId: official.officialId, role: "administrator", areaCode: identity.regencyCode },
      true,
    );
    await enterInJournal(transaction, identity, {
      act: "account.accepted",
      subject: userSubject(official.officialId),
      body: { by: "set-up link" },
    });
    return official.officialId;
  });
}

function mountLinks(api: Api, signIn: SignIn): void {
  const token = z.string().max(100);
  api.post(
    "/api/links/look",
    {
      config: anybody,
      schema: { body: z.object({ token }), response: { 200: linkView, ...refusals } },
    },
    async (request, reply) => {
      if (!(await mayTry(signIn, request))) return refuseWith(reply, tooManyRequests);
      const link = await findLink(signIn.pool, request.body.token);
      const account = link && (await findAccount(signIn.pool, link.userId));
      if (!link || !account) return refuseWith(reply, linkGone);
      const { purpose, expiresAt } = link;
      return { purpose, expiresAt, name: account.name, email: account.email };
    },
  );
  api.post(
    "/api/links/use",
    {
      config: anybody,
      schema: {
        body: z.object({ token, password: z.string().max(200) }),
        response: { 200: signInStep, ...refusals },
      },
    },
    async (request, reply) => {
      if (!(await mayTry(signIn, request))) return refuseWith(reply, tooManyRequests);
      const { token: given, password } = request.body;
      const link = await findLink(signIn.pool, given);
      const account = link && (await findAccount(signIn.pool, link.userId));
      if (!link || !account) return refuseWith(reply, linkGone);
      const fault = judgePassword(password, account);
      if (fault !== null) return refuseWith(reply, weakPassword(fault));
      const used = await spendLink(signIn.pool, given, await hashPassword(password));
      if (used === null) return refuseWith(reply, linkGone);
      await record(
        signIn.parts.office,
        { actor: userSubject(used.userId) },
        {
          act: "account.accepted",
          subject: userSubject(used.userId),
          body: { by: used.purpose },
        },
      );
      // A new password does not open what an authenticator app guards.
      if (account.hasSecondFactor) return { next: "second-factor" as const };
      return await enterAs(signIn, request, reply, used.userId, used.purpose);
    },
  );
}

async function enterAs(
  signIn: SignIn,
  request: FastifyRequest,
  reply: FastifyReply,
  userId: Uuid,
  by: string,
) {
  const answer = await signIn.enter(request, reply, userId);
  if (answer.status !== 200) return refuseWith(reply, linkGone);
  addCookies(reply, answer.cookies);
  await succeeded(signIn, answer, null, by);
  return { next: "done" as const };
}

function mountDemonstration(api: Api, signIn: SignIn): void {
  const body = z.object({ officialId: z.string().uuid() });
  api.post(
    "/api/auth/demonstration",
    { config: anybody, schema: { body, response: { 200: signInStep, ...refusals } } },
    async (request, reply) => {
      if (!(await mayTry(signIn, request))) return refuseWith(reply, tooManyRequests);
      const userId = parseUuid(request.body.officialId);
      const account = userId && (await findAccount(signIn.pool, userId));
      if (!account?.demonstration) return refuseWith(reply, linkGone);
      return await enterAs(signIn, request, reply, account.userId, "demonstration");
    },
  );
}

async function listDemonstrationAccounts(
  { pool, parts: { office } }: SignIn,
  nameArea: (areaCode: string) => string | null,
) {
  const demonstration = (await listAccounts(pool)).filter(
    (account) => account.demonstration && !account.closed,
  );
  const { officials, held } = await office.db.look(office.identity, async (transaction) => ({
    officials: await listOfficials(transaction),
    held: await listHeldRoles(transaction, null),
  }));
  return officials
    .filter(({ officialId }) => demonstration.some(({ userId }) => userId === officialId))
    .sort((a, b) => (a.employeeNumber < b.employeeNumber ? -1 : 1))
    .map(({ officialId, name }) => ({
      officialId,
      name,
      grants: held
        .filter((one) => one.officialId === officialId)
        .map(({ role, areaCode }) => ({
          role,
          areaCode,
          areaName: nameArea(areaCode) ?? areaCode,
        })),
    }));
}

export function newOfficialId(): Uuid {
  return uuidOfHash(randomBytes(16));
}

function sameText(given: string, wanted: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(wanted)];
  return a.length === b.length && timingSafeEqual(a, b);
}
