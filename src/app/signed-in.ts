import { z } from "zod";
import { nameArea } from "../areas/index.ts";
import { rights, roles } from "../platform/access/rights.ts";
import { activeGrants, needsSecondFactor, rightsOf } from "../platform/access/second-factor.ts";
import type { Visitor } from "../platform/sign-in/server.ts";

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

export function signedInViewOf(
  visitor: Visitor,
  regencyCode: string,
): z.infer<typeof signedInView> {
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
