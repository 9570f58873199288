import { z } from "zod";
import { rights, roles } from "../access/rights.ts";

/** Pure door of sign-in: what the server answers and the pages read, and what makes a password good enough. */
export { judgePassword } from "./password-policy.ts";

const grantView = z.object({ role: z.enum(roles), areaCode: z.string() });

/** How far a sign-in is: done, or waiting for the second factor. */
export const signInStep = z.object({ next: z.enum(["done", "second-factor"]) });

/** What the sign-in page offers. */
export const signInOptions = z.object({
  setUpNeeded: z.boolean(),
  provider: z.object({ name: z.string() }).nullable(),
  demonstrationAccounts: z
    .array(
      z.object({
        officialId: z.string(),
        name: z.string(),
        grants: z.array(grantView.extend({ areaName: z.string() })),
      }),
    )
    .nullable(),
});

/** An authenticator app's secret as the address that its QR code holds, and the codes for the day it is lost. */
export const secondFactorSecret = z.object({
  address: z.string(),
  backupCodes: z.array(z.string()),
});

/** What a one-time link is for. */
export const linkView = z.object({
  purpose: z.enum(["invitation", "new-password"]),
  name: z.string(),
  email: z.string(),
  expiresAt: z.string(),
});

/** A browser that is signed in. */
export const sessionView = z.object({
  sessionId: z.string(),
  method: z.string(),
  secondFactor: z.boolean(),
  address: z.string().nullable(),
  browser: z.string().nullable(),
  beganAt: z.string(),
  seenAt: z.string(),
  isThisOne: z.boolean(),
});
export type SessionView = z.infer<typeof sessionView>;

/** An official with the account, as the administrator sees it. */
export const accountView = z.object({
  officialId: z.string(),
  name: z.string(),
  email: z.string(),
  employeeNumber: z.string(),
  grants: z.array(grantView),
  state: z.enum(["invited", "expired", "active", "closed", "none"]),
  hasPassword: z.boolean(),
  hasProvider: z.boolean(),
  hasSecondFactor: z.boolean(),
  demonstration: z.boolean(),
  lastSeenAt: z.string().nullable(),
  openSessions: z.number().int(),
  linkUntil: z.string().nullable(),
});
export type AccountView = z.infer<typeof accountView>;

/** A link to hand over, shown once. */
export const handedLink = z.object({ link: z.string(), expiresAt: z.string() });

/** Whoever is signed in, as the pages need it: what to show, and what is still to be done. */
export const signedInView = z.object({
  officialId: z.string(),
  name: z.string(),
  email: z.string(),
  roles: z.array(
    z.object({
      role: z.enum(roles),
      areaCode: z.string(),
      areaName: z.string(),
      isActive: z.boolean(),
    }),
  ),
  /** What may be asked in this session, somewhere. */
  rights: z.array(z.enum(rights)),
  /** `to-enrol`: a role needs an authenticator app and there is none; `to-prove`: there is one, not asked yet. */
  secondFactor: z.enum(["proved", "to-enrol", "to-prove", "not-needed"]),
  hasSecondFactor: z.boolean(),
  isDemonstration: z.boolean(),
});
export type SignedInView = z.infer<typeof signedInView>;
