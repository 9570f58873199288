/** Whoever acted, as a name: `os:budi` and `demo:kepala-dinas` say also where the name is from. */
export function Actor({ actor }: { readonly actor: string }) {
  return <span title={actor}>{actor.replace(/^(os|demo):/, "")}</span>;
}
