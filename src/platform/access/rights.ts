/** The roles of product.md that sign in. What each may do is `rightsByRole`; where, its grant says. */
export const roles = [
  "officer",
  "approver",
  "finance",
  "verifier",
  "field-officer",
  "rt-head",
  "perisai-agent",
  "liaison",
  "planner",
  "auditor",
  "administrator",
] as const;
export type Role = (typeof roles)[number];

/**
 * What can be allowed. A right names an act or a kind of sight, never a screen: the routes ask for it
 * (`config.right`), and the same list stands in the database (`platform.rights_of`), whose policies ask again.
 */
export const rights = [
  "figures.read",
  "people.read",
  "participants.read",
  "rows.read",
  "ledger.read",
  "audit.read",
  "identifiers.unmask",
  "loads.write",
  "loads.approve",
  "people.resolve",
  "merges.approve",
  "programmes.decide",
  "people.assess",
  "rosters.make",
  "rosters.approve",
  "batches.send",
  "batches.approve",
  "bills.make",
  "payments.record",
  "payments.approve",
  "cards.print",
  "requests.handle",
  "law.propose",
  "law.confirm",
  "accounts.manage",
  "installation.manage",
] as const;
export type Right = (typeof rights)[number];

export const rightsByRole: Readonly<Record<Role, readonly Right[]>> = {
  officer: [
    "figures.read",
    "people.read",
    "participants.read",
    "rows.read",
    "ledger.read",
    "identifiers.unmask",
    "loads.write",
    "people.resolve",
    "programmes.decide",
    "people.assess",
    "rosters.make",
    "batches.send",
    "cards.print",
    "requests.handle",
    "law.propose",
  ],
  approver: [
    "figures.read",
    "people.read",
    "participants.read",
    "rows.read",
    "ledger.read",
    "loads.approve",
    "merges.approve",
    "rosters.approve",
    "batches.approve",
    "payments.approve",
    "law.confirm",
  ],
  finance: ["figures.read", "ledger.read", "bills.make", "payments.record"],
  verifier: ["figures.read", "people.read", "participants.read", "identifiers.unmask"],
  "field-officer": ["people.read", "participants.read"],
  // Visit lists are all that they see; those come with outreach. Until then: their own page.
  "rt-head": [],
  "perisai-agent": [],
  liaison: ["participants.read"],
  planner: ["figures.read"],
  auditor: [
    "figures.read",
    "people.read",
    "participants.read",
    "rows.read",
    "ledger.read",
    "audit.read",
    "identifiers.unmask",
  ],
  administrator: ["audit.read", "accounts.manage", "installation.manage", "law.propose"],
};

/** A role that somebody holds in an area: a regency (`73.71`), kecamatan, kelurahan, or an RW of one (`73.71.05.1003/004`). */
export interface Grant {
  readonly role: Role;
  readonly areaCode: string;
}

/** Whether any of the grants gives the right, somewhere. Where it reaches, the database decides row by row. */
export function mayAsk(grants: readonly Grant[], right: Right): boolean {
  return grants.some((grant) => rightsByRole[grant.role].includes(right));
}

/** Roles whose acts move money or people's data of the whole city: a password alone does not open them. */
export const rolesWithSecondFactor: readonly Role[] = ["approver", "finance", "administrator"];
