const namesById = new Map<string, string>();

/** Learns who is behind `user:<id>`; called before pages are shown. */
export function knowOfficials(
  officials: readonly { readonly officialId: string; readonly name: string }[],
): void {
  for (const { officialId, name } of officials) namesById.set(officialId, name);
}

/** Whoever acted, as a name: an official's own, or the login and the officer in `os:budi` and `demo:kepala-disnaker`. */
export function sayActor(actor: string): string {
  const [kind = "", rest = actor] = actor.split(/:(.*)/s);
  if (kind === "user") return namesById.get(rest) ?? rest.slice(0, 8);
  return kind === "os" || kind === "demo" || kind === "job" ? rest : actor;
}
