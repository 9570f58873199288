import { ok, type Result, refuse } from "../../kernel/result.ts";
import { parseUuid, type Uuid } from "../../kernel/uuid.ts";
import type { Identity, Transaction } from "../database/database.ts";
import { type Grant, type Role, roles } from "./rights.ts";

/** A person with an account, as last recorded. */
export interface Official {
  readonly officialId: Uuid;
  readonly name: string;
  readonly email: string;
  /** NIP, or another number that only one person has. */
  readonly employeeNumber: string;
}

export interface HeldRole extends Grant {
  readonly officialId: Uuid;
}

export type OfficialRefusal =
  | { readonly type: "AccountExists" }
  | { readonly type: "GrantToOneself" }
  | { readonly type: "NotYours" };

interface OfficialRow {
  readonly official_id: Uuid;
  readonly name: string;
  readonly email: string;
  readonly employee_number: string;
}

const columns = "official_id, name, email, employee_number";

export async function listOfficials(transaction: Transaction): Promise<readonly Official[]> {
  const found = await transaction.query<OfficialRow>(
    `select ${columns} from platform.published_official order by lower(name), official_id`,
  );
  return found.rows.map(officialOf);
}

/** By id, address or employee number. */
export async function findOfficial(
  transaction: Transaction,
  text: string,
): Promise<Official | null> {
  const found = await transaction.query<OfficialRow>(
    `select ${columns} from platform.published_official
     where official_id = $1 or email = lower(btrim($2)) or employee_number = btrim($2)`,
    [parseUuid(text), text],
  );
  const [row] = found.rows;
  return row === undefined || found.rows.length > 1 ? null : officialOf(row);
}

function officialOf(row: OfficialRow): Official {
  return {
    officialId: row.official_id,
    name: row.name,
    email: row.email,
    employeeNumber: row.employee_number,
  };
}

/** Roles in force, of everybody or of one official. */
export async function listHeldRoles(
  transaction: Transaction,
  officialId: Uuid | null,
): Promise<readonly HeldRole[]> {
  const found = await transaction.query<{ official_id: Uuid; role: Role; area_code: string }>(
    `select official_id, role, area_code from platform.published_role
     where $1::uuid is null or official_id = $1 order by role, area_code`,
    [officialId],
  );
  return found.rows
    .filter(({ role }) => roles.includes(role))
    .map((row) => ({ officialId: row.official_id, role: row.role, areaCode: row.area_code }));
}

export async function recordOfficial(
  transaction: Transaction,
  { regencyCode }: Identity,
  { officialId, name, email, employeeNumber }: Official,
): Promise<void> {
  await transaction.query(
    "insert into platform.official (regency_code, official_id, name, email, employee_number) values ($1, $2, $3, $4, $5)",
    [regencyCode, officialId, name.trim(), email.trim().toLowerCase(), employeeNumber.trim()],
  );
}

/** Gives a role or takes it away; one that is already as wanted is not recorded again. Answers whether something changed. */
export async function recordRole(
  transaction: Transaction,
  { regencyCode }: Identity,
  { officialId, role, areaCode }: HeldRole,
  granted: boolean,
): Promise<boolean> {
  const held = await listHeldRoles(transaction, officialId);
  const holds = held.some((one) => one.role === role && one.areaCode === areaCode);
  if (holds === granted) return false;
  await transaction.query(
    "insert into platform.role_grant (regency_code, official_id, role, area_code, granted) values ($1, $2, $3, $4, $5)",
    [regencyCode, officialId, role, areaCode, granted],
  );
  return true;
}

/** What the database refuses of officials and roles, as values. */
export async function orOfficialRefusal<T>(
  work: () => Promise<T>,
): Promise<Result<T, OfficialRefusal>> {
  try {
    return ok(await work());
  } catch (error) {
    const { code, constraint } = error as { readonly code?: string; readonly constraint?: string };
    if (constraint === "one_account_a_person") return refuse({ type: "AccountExists" });
    if (constraint === "nobody_grants_to_oneself") return refuse({ type: "GrantToOneself" });
    if (code === "42501") return refuse({ type: "NotYours" });
    throw error;
  }
}
