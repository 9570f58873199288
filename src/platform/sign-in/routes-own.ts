import { z } from "zod";
import { type Api, errorView } from "../http.ts";
import { addCookies } from "./device.ts";
import { judgePassword, secondFactorSecret, sessionView } from "./index.ts";
import { record, userSubject } from "./journal.ts";
import {
  secondFactorFirst,
  startAgain,
  tooManyRequests,
  unreadable,
  weakPassword,
  wrongPassword,
} from "./refusals.ts";
import { endOthers, mayTry, refuseWith } from "./routes-sign-in.ts";
import type { SignIn } from "./sign-in.ts";
import { endSessions, listSessions } from "./store.ts";

const signedIn = { right: "signed-in" } as const;
const refusals = { 400: errorView, 401: errorView, 403: errorView, 404: errorView, 429: errorView };

/** What everybody does with the own account: authenticator app, backup codes, password, sessions. */
export function mountOwnAccount(api: Api, signIn: SignIn): void {
  mountSecondFactor(api, signIn);
  mountPasswordChange(api, signIn);
  mountSessions(api, signIn);
}

function mountSecondFactor(api: Api, signIn: SignIn): void {
  const body = z.object({ password: z.string().max(128).optional() });
  api.post(
    "/api/auth/two-factor/enable",
    { config: signedIn, schema: { body, response: { 200: secondFactorSecret, ...refusals } } },
    async (request, reply) => {
      if (!(await mayTry(signIn, request))) return refuseWith(reply, tooManyRequests);
      const answer = await signIn.forward(request, reply, {
        path: "/two-factor/enable",
        body: request.body,
      });
      const { totpURI, backupCodes } = answer.body;
      if (answer.status !== 200 || typeof totpURI !== "string")
        return refuseWith(
          reply,
          answer.body["code"] === "INVALID_PASSWORD" ? wrongPassword : unreadable,
        );
      return { address: totpURI, backupCodes: z.array(z.string()).parse(backupCodes) };
    },
  );
  api.post(
    "/api/auth/two-factor/backup-codes",
    {
      config: signedIn,
      schema: {
        body,
        response: { 200: z.object({ backupCodes: z.array(z.string()) }), ...refusals },
      },
    },
    async (request, reply) => {
      const visitor = await signIn.visitorOf(request, reply);
      if (!visitor?.secondFactor) return refuseWith(reply, secondFactorFirst);
      const answer = await signIn.forward(request, reply, {
        path: "/two-factor/generate-backup-codes",
        body: request.body,
      });
      if (answer.status !== 200) return refuseWith(reply, wrongPassword);
      await record(signIn.parts.office, visitor, {
        act: "signin.backup-codes-made",
        subject: userSubject(visitor.officialId),
        body: {},
      });
      return { backupCodes: z.array(z.string()).parse(answer.body["backupCodes"]) };
    },
  );
}

function mountPasswordChange(api: Api, signIn: SignIn): void {
  const body = z.object({ currentPassword: z.string().max(128), newPassword: z.string().max(200) });
  api.post(
    "/api/auth/change-password",
    { config: signedIn, schema: { body, response: { 204: z.null(), ...refusals } } },
    async (request, reply) => {
      const visitor = await signIn.visitorOf(request, reply);
      if (visitor === null) return refuseWith(reply, startAgain);
      if (!(await mayTry(signIn, request))) return refuseWith(reply, tooManyRequests);
      const fault = judgePassword(request.body.newPassword, visitor);
      if (fault !== null) return refuseWith(reply, weakPassword(fault));
      const answer = await signIn.forward(request, reply, {
        path: "/change-password",
        body: { ...request.body, revokeOtherSessions: true },
      });
      if (answer.status !== 200) return refuseWith(reply, wrongPassword);
      addCookies(reply, answer.cookies);
      await record(signIn.parts.office, visitor, {
        act: "signin.password-changed",
        subject: userSubject(visitor.officialId),
        body: {},
      });
      return reply.status(204).send(null);
    },
  );
}

function mountSessions(api: Api, signIn: SignIn): void {
  api.get(
    "/api/me/sessions",
    {
      config: signedIn,
      schema: { response: { 200: z.object({ sessions: z.array(sessionView) }), ...refusals } },
    },
    async (request, reply) => {
      const visitor = await signIn.visitorOf(request, reply);
      if (visitor === null) return { sessions: [] };
      const sessions = await listSessions(signIn.pool, visitor.officialId);
      return {
        sessions: sessions.map(({ device: _, ...session }) => ({
          ...session,
          isThisOne: session.sessionId === visitor.sessionId,
        })),
      };
    },
  );
  const body = z.object({ sessionId: z.string().uuid().nullable() });
  api.post(
    "/api/me/sessions/end",
    {
      config: signedIn,
      schema: { body, response: { 200: z.object({ ended: z.number().int() }), ...refusals } },
    },
    async (request, reply) => {
      const visitor = await signIn.visitorOf(request, reply);
      if (visitor === null) return refuseWith(reply, startAgain);
      const { officialId, sessionId } = visitor;
      const only = request.body.sessionId;
      const ended =
        only === null
          ? await endOthers(signIn, officialId, sessionId)
          : await endSessions(signIn.pool, officialId, { only });
      await record(signIn.parts.office, visitor, {
        act: "account.sessions-ended",
        subject: userSubject(officialId),
        body: { ended, which: only ?? "others" },
      });
      return { ended };
    },
  );
}
