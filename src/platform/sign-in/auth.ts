import type { BetterAuthPlugin } from "better-auth";
import type pg from "pg";
import { maskNiksIn } from "../../kernel/nik.ts";
import { type OidcSettings, providerHasSecondFactor, providerId } from "./oidc.ts";
import { hashPassword, verifyPassword } from "./password-hash.ts";
import { currentVisit, type SignInMethod } from "./visit.ts";

/** How long a session lives: unused for `idleS`, or `absoluteS` in all, whatever comes first. */
export interface SessionLife {
  readonly idleS: number;
  readonly absoluteS: number;
}

export interface AuthParts {
  readonly pool: pg.Pool;
  /** Signs cookies and encrypts the secrets of authenticator apps. */
  readonly secret: string;
  /** What people type: `https://payung.kota.go.id`. */
  readonly origin: string;
  /** Every origin whose pages are ours. */
  readonly origins: readonly string[];
  readonly life: SessionLife;
  /** The city's provider, when it answered; null when there is none or it does not answer yet. */
  readonly oidc: OidcSettings | null;
  readonly isDemonstration: () => boolean;
}

/** The header in which the client's address is handed to better-auth; what a client sends under this name never arrives. */
export const clientAddressHeader = "x-payung-client";
export const authBasePath = "/api/auth";

export type Auth = Awaited<ReturnType<typeof createAuth>>;

/**
 * better-auth over schema `signin`. It is loaded when first needed: commands that sign nobody in do not pay for it.
 *
 * Tables and columns have our names; migration 0011 writes them out, and a test asks better-auth whether it misses any.
 */
export async function createAuth(parts: AuthParts) {
  const [{ betterAuth }, { twoFactor }, { genericOAuth }] = await Promise.all([
    import("better-auth"),
    import("better-auth/plugins/two-factor"),
    import("better-auth/plugins/generic-oauth"),
  ]);
  const { pool, secret, origin, origins, life, oidc } = parts;
  return betterAuth({
    appName: "Payung",
    baseURL: origin,
    basePath: authBasePath,
    secret,
    trustedOrigins: [...origins],
    database: pool,
    telemetry: { enabled: false },
    logger: { level: "error", log: (_level, message) => tellLog(message) },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: 12,
      maxPasswordLength: 128,
      password: { hash: hashPassword, verify: verifyPassword },
    },
    user: {
      fields: {
        emailVerified: "email_verified",
        createdAt: "created_at",
        updatedAt: "updated_at",
      },
      additionalFields: {
        closed: { type: "boolean", required: false, input: false },
        demonstration: { type: "boolean", required: false, input: false },
      },
    },
    session: {
      expiresIn: life.idleS,
      updateAge: 60,
      cookieCache: { enabled: false },
      fields: {
        userId: "user_id",
        expiresAt: "expires_at",
        ipAddress: "ip_address",
        userAgent: "user_agent",
        createdAt: "created_at",
        updatedAt: "updated_at",
      },
      additionalFields: {
        method: { type: "string", required: false, input: false },
        secondFactor: {
          type: "boolean",
          required: false,
          input: false,
          fieldName: "second_factor",
        },
        device: { type: "string", required: false, input: false },
      },
    },
    account: {
      fields: accountFields,
      accountLinking: { enabled: true, trustedProviders: [] },
    },
    verification: {
      fields: { expiresAt: "expires_at", createdAt: "created_at", updatedAt: "updated_at" },
    },
    rateLimit: {
      enabled: true,
      storage: "database",
      modelName: "rate_limit",
      fields: { lastRequest: "last_request" },
      ...requestsPerAddress,
      customRules: {
        "/sign-in/*": requestsPerAddress,
        "/two-factor/*": requestsPerAddress,
        "/change-password": requestsPerAddress,
      },
    },
    advanced: {
      cookiePrefix: "payung",
      useSecureCookies: origin.startsWith("https:"),
      defaultCookieAttributes: { httpOnly: true, sameSite: "lax", path: "/" },
      ipAddress: { ipAddressHeaders: [clientAddressHeader] },
      database: { generateId: "uuid" },
      disableOriginCheck: false,
      disableCSRFCheck: false,
    },
    databaseHooks: {
      session: { create: { before: (session, context) => admit(parts, session, context?.path) } },
      account: {
        create: { before: async (account) => ({ data: { ...account, ...withoutTokens } }) },
        update: { before: async (account) => ({ data: { ...account, ...withoutTokens } }) },
      },
    },
    plugins: [
      twoFactor({
        issuer: "Payung",
        allowPasswordless: true,
        // Our own count of failures knows browsers: strangers must not lock out who signed in before.
        accountLockout: { enabled: false },
        schema: twoFactorNames,
      }),
      await serverEntry(),
      ...(oidc === null ? [] : [genericOAuth({ config: [providerConfig(oidc)] })]),
    ],
  });
}

/** Requests of one address to one path: an office behind one address signs in at eight o'clock all the same. */
const requestsPerAddress = { window: 60, max: 120 } as const;

const accountFields = {
  userId: "user_id",
  accountId: "account_id",
  providerId: "provider_id",
  accessToken: "access_token",
  refreshToken: "refresh_token",
  idToken: "id_token",
  accessTokenExpiresAt: "access_token_expires_at",
  refreshTokenExpiresAt: "refresh_token_expires_at",
  createdAt: "created_at",
  updatedAt: "updated_at",
} as const;

/** What the provider gives to act in somebody's name there is of no use here, so it is not kept. */
const withoutTokens = { accessToken: null, refreshToken: null, idToken: null } as const;

const twoFactorNames = {
  user: { fields: { twoFactorEnabled: "two_factor_enabled" } },
  twoFactor: {
    modelName: "two_factor",
    fields: {
      userId: "user_id",
      backupCodes: "backup_codes",
      failedVerificationCount: "failed_verification_count",
      lockedUntil: "locked_until",
    },
  },
} as const;

function providerConfig(oidc: OidcSettings) {
  return {
    providerId,
    name: oidc.name,
    discoveryUrl: `${oidc.issuer.replace(/\/$/, "")}/.well-known/openid-configuration`,
    clientId: oidc.clientId,
    clientSecret: oidc.clientSecret,
    scopes: ["openid", "profile", "email"],
    pkce: true,
    // Only who was invited comes in: the provider makes no accounts.
    disableSignUp: true,
    requireIdTokenVerification: true,
    mapProfileToUser: (profile: Readonly<Record<string, unknown>>) => {
      const visit = currentVisit();
      if (visit !== null) {
        visit.providerSecondFactor = providerHasSecondFactor(oidc.secondFactor, profile);
        visit.providerEmail = String(profile["email"] ?? "").toLowerCase();
      }
      return {};
    },
  };
}

/** Every session passes here: closed accounts get none, and what was proved is written on it. */
async function admit<Session extends { readonly userId: string }>(
  { pool, isDemonstration }: AuthParts,
  session: Session,
  path: string | undefined,
) {
  const { APIError } = await import("better-auth/api");
  const found = await pool.query<{ closed: boolean; demonstration: boolean }>(
    'select closed, demonstration from signin."user" where id = $1',
    [session.userId],
  );
  const user = found.rows[0];
  if (user === undefined || user.closed)
    throw new APIError("FORBIDDEN", { code: "ACCOUNT_CLOSED", message: "account closed" });
  if (user.demonstration && !isDemonstration())
    throw new APIError("FORBIDDEN", { code: "NO_DEMONSTRATION", message: "no demonstration" });
  const visit = currentVisit();
  if (visit !== null) visit.admitted = { userId: session.userId };
  return {
    data: {
      ...session,
      device: visit?.device ?? null,
      ...provedBy(path ?? "", user.demonstration),
    },
  };
}

function provedBy(
  path: string,
  demonstration: boolean,
): { readonly method: SignInMethod; readonly secondFactor: boolean } {
  const visit = currentVisit();
  if (demonstration) return { method: "demonstration", secondFactor: true };
  if (path.startsWith("/two-factor/verify"))
    return { method: visit?.before?.method ?? "password", secondFactor: true };
  if (path.startsWith("/callback"))
    return { method: "provider", secondFactor: visit?.providerSecondFactor ?? false };
  if (path.startsWith("/enter")) return { method: "link", secondFactor: false };
  return visit?.before ?? { method: "password", secondFactor: false };
}

/** Signing in by what the server itself has checked: a one-time link, an account of the demonstration. Not an address. */
async function serverEntry() {
  const [{ createAuthEndpoint, APIError }, { setSessionCookie }, { z }] = await Promise.all([
    import("better-auth/api"),
    import("better-auth/cookies"),
    import("zod"),
  ]);
  return {
    id: "payung-entry",
    endpoints: {
      enter: createAuthEndpoint(
        "/enter",
        {
          method: "POST",
          body: z.object({ userId: z.string() }),
          metadata: { SERVER_ONLY: true },
        },
        async (context) => {
          const { internalAdapter } = context.context;
          const user = await internalAdapter.findUserById(context.body.userId);
          if (user === null) throw new APIError("NOT_FOUND");
          const session = await internalAdapter.createSession(user.id);
          await setSessionCookie(context, { session, user });
          return context.json({ userId: user.id });
        },
      ),
    },
  } satisfies BetterAuthPlugin;
}

function tellLog(message: string): void {
  process.stderr.write(`sign-in: ${maskNiksIn(message)}\n`);
}
