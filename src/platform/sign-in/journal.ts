import { createHmac } from "node:crypto";
import type { Uuid } from "../../kernel/uuid.ts";
import { enterInJournal } from "../database/database.ts";
import { actingAs, type Office } from "../office.ts";

/** What of signing in is written down. Never a password, never a code; an address only as the account it belongs to. */
export type SignInAct =
  | "signin.succeeded"
  | "signin.failed"
  | "signin.locked"
  | "signin.ended"
  | "signin.second-factor-enrolled"
  | "signin.backup-codes-made"
  | "signin.password-changed"
  | "account.invited"
  | "account.link-made"
  | "account.accepted"
  | "account.granted"
  | "account.revoked"
  | "account.closed"
  | "account.opened"
  | "account.second-factor-reset"
  | "account.sessions-ended";

export interface SignInEntry {
  readonly act: SignInAct;
  readonly subject: string;
  readonly body: Readonly<Record<string, unknown>>;
}

export const userSubject = (userId: string) => `user:${userId}`;

/** Writes down an act of signing in, as whoever is known to do it; nobody yet: `public`. */
export async function record(
  office: Office,
  who: { readonly actor: string; readonly device?: string },
  entry: SignInEntry,
): Promise<void> {
  const { db, identity } = actingAs(office, who);
  await db.act(identity, (transaction) => enterInJournal(transaction, identity, entry));
}

/** A failed address as the journal names it: the account it is of, else a keyed hash that nobody can try addresses on. */
export function subjectOfEmail(secret: string, email: string, userId: Uuid | null): string {
  return userId === null ? `unknown:${hashOf(secret, email).slice(0, 16)}` : userSubject(userId);
}

export function hashOf(secret: string, text: string): string {
  return createHmac("sha256", secret).update(`payung/address\x1f${text}`).digest("hex");
}
