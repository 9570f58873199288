import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import type { Uuid } from "../../kernel/uuid.ts";
import { type Api, errorView } from "../http.ts";
import { addCookies } from "./device.ts";
import { signInStep } from "./index.ts";
import { record, subjectOfEmail, userSubject } from "./journal.ts";
import { giveBack, takeAttempt, takeTurn, welcome } from "./lock-out.ts";
import { providerId } from "./oidc.ts";
import {
  accountClosed,
  providerAway,
  refusalBody,
  type SignInRefusal,
  startAgain,
  tooManyRequests,
  unreadable,
  waitFirst,
  wrongCode,
  wrongPassword,
} from "./refusals.ts";
import type { AuthAnswer, SignIn } from "./sign-in.ts";
import { endSessions, findUserByEmail, findWaiting, raiseSession, spendCode } from "./store.ts";

const anybody = { right: "anybody" } as const;
const refusals = { 400: errorView, 401: errorView, 403: errorView, 404: errorView, 429: errorView };
/** Of one address in a minute, all ways of signing in together: an office behind one address, not a guesser. */
const attemptsPerAddress = { most: 100, windowS: 60 } as const;

/** Signing in and out: by password, by the code after it, by the city's provider. */
export function mountSignIn(api: Api, signIn: SignIn): void {
  mountPassword(api, signIn);
  mountCode(api, signIn);
  mountProvider(api, signIn);
  api.post("/api/auth/sign-out", { config: anybody }, async (request, reply) => {
    const visitor = await signIn.visitorOf(request, reply);
    const answer = await signIn.forward(request, reply, { path: "/sign-out" });
    addCookies(reply, answer.cookies);
    if (visitor !== null)
      await record(signIn.parts.office, visitor, {
        act: "signin.ended",
        subject: userSubject(visitor.officialId),
        body: {},
      });
    return reply.status(204).send();
  });
}

export function refuseWith(reply: FastifyReply, refusal: SignInRefusal) {
  return reply.status(refusal.status).send(refusalBody(refusal));
}

/** Whether this network address may try (again) now. */
export function mayTry({ pool }: SignIn, { ip }: FastifyRequest): Promise<boolean> {
  return takeTurn(pool, `address:${ip}`, attemptsPerAddress);
}

function mountPassword(api: Api, signIn: SignIn): void {
  const body = z.object({ email: z.string().max(254), password: z.string().max(128) });
  api.post(
    "/api/auth/sign-in/email",
    { config: anybody, schema: { body, response: { 200: signInStep, ...refusals } } },
    async (request, reply) => {
      if (!(await mayTry(signIn, request))) return refuseWith(reply, tooManyRequests);
      const email = request.body.email.trim().toLowerCase();
      const { password } = request.body;
      const attempt = await beginAttempt(signIn, request, reply, email);
      if (attempt.type === "waiting") return refuseWith(reply, waitFirst(attempt.seconds));
      const answer = await signIn.forward(request, reply, {
        path: "/sign-in/email",
        body: { email, password },
      });
      if (answer.status !== 200)
        return refuseWith(reply, await failed(signIn, answer, attempt, "password"));
      addCookies(reply, answer.cookies);
      if (answer.body["twoFactorRedirect"] === true) {
        await giveBack(signIn.pool, attempt.bucket);
        return { next: "second-factor" as const };
      }
      await succeeded(signIn, answer, attempt.bucket, "password");
      return { next: "done" as const };
    },
  );
}

function mountCode(api: Api, signIn: SignIn): void {
  const body = z.object({ code: z.string().min(6).max(20) });
  const kinds = { "verify-totp": "code", "verify-backup-code": "backup code" } as const;
  for (const [path, kind] of Object.entries(kinds))
    api.post(
      `/api/auth/two-factor/${path}`,
      { config: anybody, schema: { body, response: { 200: signInStep, ...refusals } } },
      async (request, reply) => {
        if (!(await mayTry(signIn, request))) return refuseWith(reply, tooManyRequests);
        const code = request.body.code.trim();
        const visitor = await signIn.visitorOf(request, reply);
        const userId = visitor?.officialId ?? (await waitingUser(signIn, request));
        if (userId === null) return refuseWith(reply, startAgain);
        const attempt = await beginCodeAttempt(signIn, request, reply, userId);
        if (attempt.type === "waiting") return refuseWith(reply, waitFirst(attempt.seconds));
        const answer = await signIn.forward(request, reply, {
          path: `/two-factor/${path}`,
          body: { code },
        });
        if (answer.status !== 200)
          return refuseWith(reply, await failed(signIn, answer, attempt, kind));
        if (!(await spendCode(signIn.pool, userId, code))) {
          await dropNewSession(signIn, answer);
          return refuseWith(
            reply,
            await failed(signIn, { ...answer, status: 401 }, attempt, `${kind}, used before`),
          );
        }
        addCookies(reply, answer.cookies);
        if (visitor !== null) await raiseSession(signIn.pool, visitor.sessionId);
        const done = { ...answer, visit: { ...answer.visit, admitted: { userId } } };
        await succeeded(signIn, done, attempt.bucket, kind);
        return { next: "done" as const };
      },
    );
}

/** The session that a code made before it was seen to be a used one. */
async function dropNewSession({ pool }: SignIn, answer: AuthAnswer): Promise<void> {
  if (answer.visit.admitted === null) return;
  const token = answer.body["token"];
  await pool.query("delete from signin.session where token = $1", [token]);
}

function mountProvider(api: Api, signIn: SignIn): void {
  api.post(
    "/api/auth/sign-in/social",
    {
      config: anybody,
      schema: { response: { 200: z.object({ url: z.string() }), ...refusals } },
    },
    async (request, reply) => {
      if (!(await mayTry(signIn, request))) return refuseWith(reply, tooManyRequests);
      if (!(await signIn.findProvider())) return refuseWith(reply, providerAway);
      const answer = await signIn.forward(request, reply, {
        path: "/sign-in/social",
        body: {
          provider: providerId,
          callbackURL: "/",
          errorCallbackURL: "/",
          disableRedirect: true,
        },
      });
      const url = answer.body["url"];
      if (answer.status !== 200 || typeof url !== "string") return refuseWith(reply, providerAway);
      addCookies(reply, answer.cookies);
      return { url };
    },
  );
  api.get(
    `/api/auth/callback/${providerId}`,
    { config: anybody, schema: { hide: true } },
    async (request, reply) => {
      await signIn.findProvider();
      const answer = await signIn.forward(request, reply, { path: `/callback/${providerId}` });
      const { admitted, providerEmail } = answer.visit;
      if (admitted !== null && answer.status < 400) {
        addCookies(reply, answer.cookies);
        await succeeded(signIn, answer, null, "provider");
        return reply.redirect("/", 302);
      }
      const why = new URL(answer.location ?? "/", signIn.parts.origin()).searchParams.get("error");
      const email = providerEmail ?? "";
      const userId = email === "" ? null : await findUserByEmail(signIn.pool, email);
      await record(
        signIn.parts.office,
        { actor: "public", device: answer.visit.device },
        {
          act: "signin.failed",
          subject: subjectOfEmail(signIn.secret, email, userId),
          body: { by: "provider", why: why ?? String(answer.body["code"] ?? answer.status) },
        },
      );
      return reply.redirect(`/?masuk=${admitted === null ? "ditolak" : "gagal"}`, 302);
    },
  );
}

interface TakenAttempt {
  readonly type: "allowed";
  readonly bucket: string;
  readonly failures: number;
  readonly email: string;
  readonly userId: Uuid | null;
}

async function beginAttempt(
  signIn: SignIn,
  request: FastifyRequest,
  reply: FastifyReply,
  email: string,
): Promise<TakenAttempt | { readonly type: "waiting"; readonly seconds: number }> {
  const userId = await findUserByEmail(signIn.pool, email);
  const device = signIn.deviceOf(request, reply);
  const attempt = await takeAttempt(signIn.pool, signIn.secret, { email, userId, device });
  return attempt.type === "waiting" ? attempt : { ...attempt, email, userId };
}

async function beginCodeAttempt(
  signIn: SignIn,
  request: FastifyRequest,
  reply: FastifyReply,
  userId: Uuid,
) {
  const found = await signIn.pool.query<{ email: string }>(
    'select email from signin."user" where id = $1',
    [userId],
  );
  return await beginAttempt(signIn, request, reply, found.rows[0]?.email ?? "");
}

/** Whose password was right in this browser a moment ago, by better-auth's own cookie; it checks the signature. */
async function waitingUser({ pool }: SignIn, request: FastifyRequest): Promise<Uuid | null> {
  const cookie = /(?:^|; *)(?:__Secure-)?payung\.two_factor=([^;]+)/.exec(
    request.headers.cookie ?? "",
  )?.[1];
  const identifier = decodeURIComponent(cookie ?? "").split(".")[0] ?? "";
  return identifier === "" ? null : await findWaiting(pool, identifier);
}

export async function succeeded(
  signIn: SignIn,
  { visit }: AuthAnswer,
  bucket: string | null,
  by: string,
): Promise<void> {
  if (visit.admitted === null) return;
  const { userId } = visit.admitted;
  await welcome(signIn.pool, userId, visit.device, bucket);
  await record(
    signIn.parts.office,
    { actor: userSubject(userId), device: visit.device },
    {
      act: "signin.succeeded",
      subject: userSubject(userId),
      body: { by },
    },
  );
}

/** Writes a failure down, and the beginning of a wait; answers what the person is told. */
async function failed(
  signIn: SignIn,
  answer: AuthAnswer,
  attempt: TakenAttempt,
  by: string,
): Promise<SignInRefusal> {
  const { office } = signIn.parts;
  const code = String(answer.body["code"] ?? "");
  if (answer.status === 429) {
    await giveBack(signIn.pool, attempt.bucket);
    return tooManyRequests;
  }
  const stranger = { actor: "public", device: answer.visit.device };
  const subject = subjectOfEmail(signIn.secret, attempt.email, attempt.userId);
  await record(office, stranger, {
    act: "signin.failed",
    subject,
    body: { by, ...(code === "ACCOUNT_CLOSED" ? { why: "closed" } : {}) },
  });
  if (attempt.failures > 4)
    await record(office, stranger, {
      act: "signin.locked",
      subject,
      body: { failures: attempt.failures },
    });
  if (code === "ACCOUNT_CLOSED") return accountClosed;
  if (by === "password") return answer.status === 401 ? wrongPassword : unreadable;
  const isOver = /COOKIE|TOO_MANY|NOT_ENABLED/.test(code);
  return isOver ? startAgain : wrongCode;
}

/** Ends every session of a user but the one in hand. */
export function endOthers({ pool }: SignIn, userId: Uuid, sessionId: Uuid): Promise<number> {
  return endSessions(pool, userId, { allBut: sessionId });
}
