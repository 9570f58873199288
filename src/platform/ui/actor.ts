/** Whoever acted, as a name: `os:budi` and `demo:kepala-disnaker` say also where the name is from. */
export function sayActor(actor: string): string {
  return actor.replace(/^(os|demo|job):/, "");
}
