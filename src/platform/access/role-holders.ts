import type { Transaction } from "../database/database.ts";
import type { Role } from "./rights.ts";

export interface RoleHolder {
  readonly name: string;
  readonly role: Role;
  readonly areaCode: string;
}

/** Who holds which role where, by name. */
export async function listRoleHolders(transaction: Transaction): Promise<readonly RoleHolder[]> {
  const found = await transaction.query<RoleHolder>(
    `select coalesce(o.name, r.official_id::text) as name, r.role, r.area_code as "areaCode"
     from platform.published_role r
     left join platform.published_official o on o.regency_code = r.regency_code and o.official_id = r.official_id
     order by name, r.role, r.area_code`,
  );
  return found.rows;
}
