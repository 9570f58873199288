import { AsyncLocalStorage } from "node:async_hooks";

/** How somebody proved who it is. */
export type SignInMethod = "password" | "provider" | "link" | "demonstration";

/** What is known of a request while better-auth works on it, and what is found out on the way. */
export interface Visit {
  /** Hash of the browser's own cookie. */
  readonly device: string;
  /** The session that a new one replaces: what it had proved, the new one has. */
  readonly before: { readonly method: SignInMethod; readonly secondFactor: boolean } | null;
  /** Whether the city's provider asked for a second factor, by what it says of itself. */
  providerSecondFactor: boolean;
  /** Whom the provider named. */
  providerEmail: string | null;
  /** Whom a session was made for. */
  admitted: { readonly userId: string } | null;
}

const visits = new AsyncLocalStorage<Visit>();

export function withinVisit<T>(visit: Visit, work: () => Promise<T>): Promise<T> {
  return visits.run(visit, work);
}

export function currentVisit(): Visit | null {
  return visits.getStore() ?? null;
}
