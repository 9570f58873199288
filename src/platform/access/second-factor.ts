import { type Grant, type Right, rightsByRole, rolesWithSecondFactor } from "./rights.ts";

/** Grants that are active: without a second factor those of roles that need one are asleep. */
export function activeGrants(grants: readonly Grant[], secondFactor: boolean): readonly Grant[] {
  if (secondFactor) return grants;
  return grants.filter(({ role }) => !rolesWithSecondFactor.includes(role));
}

export function needsSecondFactor(grants: readonly Grant[]): boolean {
  return grants.some(({ role }) => rolesWithSecondFactor.includes(role));
}

/** Everything that the grants allow somewhere. */
export function rightsOf(grants: readonly Grant[]): readonly Right[] {
  return [...new Set(grants.flatMap(({ role }) => rightsByRole[role]))].sort();
}
