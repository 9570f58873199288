import { ok, type Result, refuse } from "../../kernel/result.ts";
import type { Uuid } from "../../kernel/uuid.ts";
import {
  findOfficial,
  type HeldRole,
  listHeldRoles,
  listOfficials,
  type Official,
  type OfficialRefusal,
  orOfficialRefusal,
  recordOfficial,
  recordRole,
} from "../access/officials.ts";
import type { Grant } from "../access/rights.ts";
import { enterInJournal } from "../database/database.ts";
import type { Office } from "../office.ts";
import type { AccountView } from "./index.ts";
import { type SignInEntry, userSubject } from "./journal.ts";
import {
  type Account,
  closeAccount,
  endSessions,
  keepAccount,
  type LinkPurpose,
  listAccounts,
  makeLink,
  resetSecondFactor,
} from "./store.ts";

/** How long a link to hand over is good. */
const linkHours = 72;

export type AccountRefusal =
  | OfficialRefusal
  | { readonly type: "NoSuchAccount" }
  | { readonly type: "OwnAccount" };

export interface HandedLink {
  /** Behind the `#` of a page's address, so that no log on the way keeps it. */
  readonly token: string;
  readonly purpose: LinkPurpose;
  readonly expiresAt: string;
}

/** Every official with the account, roles and state; accounts of the demonstration among them. */
export async function readAccounts(office: Office): Promise<readonly AccountView[]> {
  const accounts = new Map((await listAccounts(office.accounts)).map((one) => [one.userId, one]));
  const { officials, held } = await office.db.look(office.identity, async (transaction) => ({
    officials: await listOfficials(transaction),
    held: await listHeldRoles(transaction, null),
  }));
  return officials.map((official) => {
    const account = accounts.get(official.officialId) ?? null;
    return {
      ...official,
      grants: held
        .filter(({ officialId }) => officialId === official.officialId)
        .map(({ role, areaCode }) => ({ role, areaCode })),
      state: stateOf(account),
      hasPassword: account?.hasPassword ?? false,
      hasProvider: account?.hasProvider ?? false,
      hasSecondFactor: account?.hasSecondFactor ?? false,
      demonstration: account?.demonstration ?? false,
      lastSeenAt: account?.lastSeenAt ?? null,
      openSessions: account?.openSessions ?? 0,
      linkUntil: account?.linkUntil ?? null,
    };
  });
}

function stateOf(account: Account | null): AccountView["state"] {
  if (account === null) return "none";
  if (account.closed) return "closed";
  if (account.hasPassword || account.hasProvider || account.demonstration) return "active";
  return account.linkUntil === null ? "expired" : "invited";
}

/**
 * Records an official with roles and makes the link that lets them in. The facts first: what is cut off after them is an
 * official without a link, who is given a new one.
 */
export async function inviteOfficial(
  office: Office,
  official: Official,
  grants: readonly Grant[],
): Promise<Result<HandedLink, AccountRefusal>> {
  const { identity } = office;
  const { officialId } = official;
  const recorded = await orOfficialRefusal(() =>
    office.db.act(identity, async (transaction) => {
      await recordOfficial(transaction, identity, official);
      for (const grant of grants)
        await recordRole(transaction, identity, { officialId, ...grant }, true);
      await enterInJournal(transaction, identity, {
        act: "account.invited",
        subject: userSubject(officialId),
        body: { grants },
      });
    }),
  );
  if (!recorded.ok) return recorded;
  return await handLink(office, officialId, false);
}

/** A new link for somebody: to begin with, or when the password is lost. Older links end. */
export async function handLink(
  office: Office,
  officialId: Uuid,
  isWritten = true,
): Promise<Result<HandedLink, AccountRefusal>> {
  const found = await knownOfficial(office, officialId);
  if (!found.ok) return found;
  const { name, email } = found.value;
  await keepAccount(office.accounts, { userId: officialId, name, email, demonstration: false });
  const account = (await listAccounts(office.accounts)).find(({ userId }) => userId === officialId);
  const purpose = account?.hasPassword ? "new-password" : "invitation";
  const madeBy = office.identity.actor;
  const hours = linkHours;
  const token = await makeLink(office.accounts, { userId: officialId, purpose, madeBy, hours });
  if (isWritten)
    await write(office, {
      act: "account.link-made",
      subject: userSubject(officialId),
      body: { purpose },
    });
  const until = (await listAccounts(office.accounts)).find(({ userId }) => userId === officialId);
  return ok({ token, purpose, expiresAt: until?.linkUntil ?? "" });
}

/** Gives a role or takes it away. Answers whether that changed anything. */
export async function changeRole(
  office: Office,
  role: HeldRole,
  granted: boolean,
): Promise<Result<boolean, AccountRefusal>> {
  const found = await knownOfficial(office, role.officialId);
  if (!found.ok) return found;
  const { identity } = office;
  return await orOfficialRefusal(() =>
    office.db.act(identity, async (transaction) => {
      const changed = await recordRole(transaction, identity, role, granted);
      if (changed)
        await enterInJournal(transaction, identity, {
          act: granted ? "account.granted" : "account.revoked",
          subject: userSubject(role.officialId),
          body: { role: role.role, areaCode: role.areaCode },
        });
      return changed;
    }),
  );
}

/** Shuts an account, with every session of it, or opens it again. Nobody does so to the own one. */
export async function changeClosed(
  office: Office,
  officialId: Uuid,
  closed: boolean,
  reason: string,
): Promise<Result<null, AccountRefusal>> {
  const found = await otherOfficial(office, officialId);
  if (!found.ok) return found;
  await write(office, {
    act: closed ? "account.closed" : "account.opened",
    subject: userSubject(officialId),
    body: { reason },
  });
  await closeAccount(office.accounts, officialId, closed);
  return ok(null);
}

/** Forgets somebody's authenticator app, with the reason; every session of theirs ends, and the next sign-in asks for a new one. */
export async function forgetSecondFactor(
  office: Office,
  officialId: Uuid,
  reason: string,
): Promise<Result<null, AccountRefusal>> {
  const found = await otherOfficial(office, officialId);
  if (!found.ok) return found;
  await write(office, {
    act: "account.second-factor-reset",
    subject: userSubject(officialId),
    body: { reason },
  });
  await resetSecondFactor(office.accounts, officialId);
  return ok(null);
}

/** Signs somebody out: of one browser, or of all. */
export async function signOutOfficial(
  office: Office,
  officialId: Uuid,
  sessionId: string | null,
): Promise<Result<number, AccountRefusal>> {
  const found = await knownOfficial(office, officialId);
  if (!found.ok) return found;
  const only = sessionId === null ? {} : { only: sessionId };
  const ended = await endSessions(office.accounts, officialId, only);
  await write(office, {
    act: "account.sessions-ended",
    subject: userSubject(officialId),
    body: { ended, which: sessionId ?? "all" },
  });
  return ok(ended);
}

/** Looks, and asks for the right to manage accounts, which the database knows of whoever acts. */
async function knownOfficial(
  office: Office,
  officialId: Uuid,
): Promise<Result<Official, AccountRefusal>> {
  const { official, may } = await office.db.look(office.identity, async (transaction) => ({
    official: await findOfficial(transaction, officialId),
    may: await transaction.query<{ holds: boolean }>(
      "select platform.holds('accounts.manage') as holds",
    ),
  }));
  if (may.rows[0]?.holds !== true) return refuse({ type: "NotYours" });
  return official === null ? refuse({ type: "NoSuchAccount" }) : ok(official);
}

async function otherOfficial(
  office: Office,
  officialId: Uuid,
): Promise<Result<Official, AccountRefusal>> {
  if (office.identity.actor === userSubject(officialId)) return refuse({ type: "OwnAccount" });
  return await knownOfficial(office, officialId);
}

async function write({ db, identity }: Office, entry: SignInEntry): Promise<void> {
  await db.act(identity, (transaction) => enterInJournal(transaction, identity, entry));
}
