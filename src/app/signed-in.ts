import { nameArea } from "../areas/index.ts";
import { activeGrants, needsSecondFactor, rightsOf } from "../platform/access/second-factor.ts";
import type { SignedInView } from "../platform/sign-in/index.ts";
import type { Visitor } from "../platform/sign-in/server.ts";

export function signedInViewOf(visitor: Visitor, regencyCode: string): SignedInView {
  const { officialId, name, email, grants, secondFactor, hasSecondFactor } = visitor;
  const active = activeGrants(grants, secondFactor);
  return {
    officialId,
    name,
    email,
    roles: grants.map((grant) => ({
      ...grant,
      areaName: nameArea(regencyCode, grant.areaCode) ?? grant.areaCode,
      isActive: active.includes(grant),
    })),
    rights: [...rightsOf(active)],
    secondFactor: secondFactor
      ? "proved"
      : hasSecondFactor
        ? "to-prove"
        : needsSecondFactor(grants)
          ? "to-enrol"
          : "not-needed",
    hasSecondFactor,
    isDemonstration: visitor.demonstration,
  };
}
