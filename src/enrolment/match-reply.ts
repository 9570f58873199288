import type { Uuid } from "../kernel/uuid.ts";
import type { ReplyRow } from "./read-reply.ts";
import { nameKey, namesMayAgree } from "./reply-text.ts";

/** A person of the batch, by everything that a row of a reply may name a person with. */
export interface SentPerson {
  readonly personId: Uuid;
  readonly memberNumber: string;
  readonly nikId: Uuid;
  /** As sent; null when the batch's data key was destroyed and nobody can read it any more. */
  readonly name: string | null;
  readonly bornOn: string | null;
}

/** `otherNik`: the row bears a whole NIK, and it is not this person's. */
export interface PersonMatch {
  readonly personId: Uuid;
  readonly by: "nik" | "member-number" | "name-birth";
  readonly otherNik: boolean;
}

export type Match =
  | PersonMatch
  | { readonly personId: null; readonly by: "nobody" | "two-persons" };

/**
 * Builds the matching of one batch: by NIK, else by member number, else by name and birth date when
 * exactly one person of the batch has both. A NIK that a spreadsheet may have rounded counts only
 * beside a name that may be the person's. NIK of one and number of another: nobody.
 *
 * `nikIdOf` is the vault's: an id made of the number, without the number being kept.
 */
export function createMatcher(
  people: readonly SentPerson[],
  nikIdOf: (nik: string) => Uuid,
): (row: ReplyRow) => Match {
  const byNik = new Map(people.map((person) => [person.nikId, person]));
  const byNumber = new Map(people.map((person) => [person.memberNumber, person]));
  const byNameAndBirth = new Map<string, SentPerson | null>();
  for (const person of people) {
    if (person.name === null || person.bornOn === null) continue;
    const key = nameBirthKey(person.name, person.bornOn);
    byNameAndBirth.set(key, byNameAndBirth.has(key) ? null : person);
  }
  return (row) => {
    const numbered = row.memberNumber === null ? undefined : byNumber.get(row.memberNumber);
    const holder = row.nik.state === "whole" ? byNik.get(nikIdOf(row.nik.nik)) : undefined;
    if (holder !== undefined && row.nik.state === "whole" && isBelievable(row, holder)) {
      if (numbered !== undefined && numbered !== holder)
        return { personId: null, by: "two-persons" };
      return { personId: holder.personId, by: "nik", otherNik: false };
    }
    const otherNik =
      row.nik.state === "whole" && !row.nik.mayBeRounded && !row.nik.nik.endsWith("0");
    if (numbered !== undefined)
      return { personId: numbered.personId, by: "member-number", otherNik };
    const named =
      row.name === null || row.bornOn === null
        ? undefined
        : byNameAndBirth.get(nameBirthKey(row.name, row.bornOn));
    if (named) return { personId: named.personId, by: "name-birth", otherNik };
    return { personId: null, by: "nobody" };
  };
}

function isBelievable(row: ReplyRow, holder: SentPerson): boolean {
  if (row.nik.state !== "whole" || !row.nik.mayBeRounded) return true;
  if (row.memberNumber !== null && row.memberNumber !== holder.memberNumber) return false;
  return row.name === null || holder.name === null || namesMayAgree(row.name, holder.name);
}

function nameBirthKey(name: string, bornOn: string): string {
  return `${nameKey(name)}/${bornOn}`;
}
