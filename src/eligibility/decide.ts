import { ageOn, type PlainDate } from "../kernel/plain-date.ts";
import type { Holds } from "../kernel/statement.ts";
import type { Uuid } from "../kernel/uuid.ts";
import type { RuleName } from "./rules.ts";

/** What a decision is made from: the golden record and what lists say of the person. */
export interface PersonFacts {
  readonly personId: Uuid;
  readonly bornOn: PlainDate | null;
  readonly hasUsableNik: boolean;
  readonly nikState: string;
  readonly decile: number | null;
  readonly occupation: string | null;
  readonly kelurahanCode: string | null;
  readonly identityRow: Uuid | null;
  readonly registryRow: Uuid | null;
  readonly evidence: readonly Evidence[];
  /** The person asked that the data be used for nothing new (UU 27/2022 art. 11, 41), and that was granted. */
  readonly restricted: boolean;
}

export interface Evidence {
  readonly rowId: Uuid;
  readonly kind: "insurer" | "civil" | "disability";
  /** insurer: PU, BPU, JAKON, PMI; civil: dead, moved; disability: its kind. */
  readonly code: string | null;
  readonly detail: string | null;
  readonly fromOn: PlainDate | null;
  readonly active: boolean;
}

/** What law and programme ask, read for one day. Ages are completed years; `ageBelow` is exclusive. */
export interface Criteria {
  readonly on: PlainDate;
  readonly deciles: readonly number[];
  readonly ageFrom: number;
  readonly ageBelow: number;
  /** Occupations of the registry that are work outside an employment relation. */
  readonly working: readonly string[];
  /** Occupations that exclude: civil servants, wage earners, pensioners, those who do not work. */
  readonly excluded: readonly string[];
}

/** One rule answered. `because` names the sentence; `facts` fill it (see tell.ts). */
export interface Answer {
  readonly rule: RuleName;
  readonly holds: Holds;
  readonly because: Because;
  readonly facts: Readonly<Record<string, string | number>>;
  readonly evidence: readonly Uuid[];
}

export type Because =
  | "no-death-reported"
  | "dead"
  | "lives-here"
  | "moved-away"
  | "place-not-known"
  | "decile-within"
  | "decile-beyond"
  | "decile-not-known"
  | "age-within"
  | "too-young"
  | "too-old"
  | "birth-not-known"
  | "works"
  | "occupation-excluded"
  | "occupation-not-covered"
  | "occupation-not-known"
  | "no-wage-membership"
  | "wage-member"
  | "no-other-cover"
  | "covered-elsewhere"
  | "nik-usable"
  | "nik-not-usable"
  | "use-restricted";

export type Standing = "eligible" | "not-eligible" | "cannot-say";

/**
 * Holds one person against every rule.
 *
 * What nobody stated is "not known", never "no" and never 0; only the lists that a city must have
 * loaded before deciding (deaths, insurer) speak by silence, and say so in their sentence.
 */
export function decide(person: PersonFacts, criteria: Criteria): readonly Answer[] {
  return [
    isAlive(person, criteria),
    livesHere(person, criteria),
    hasDecile(person, criteria),
    hasAge(person, criteria),
    works(person, criteria),
    isNoWageEarner(person, criteria),
    hasNoOtherCover(person, criteria),
    isIdentified(person),
    // Told only where it is so: nobody needs to read of everybody else that nothing was asked.
    ...(person.restricted ? [answer("use-allowed", "not known", "use-restricted", {}, [])] : []),
  ];
}

/**
 * One "no" settles it. Without a "no", one "not known" makes it "cannot say". Of whoever restricted the use
 * of the data nothing is said, neither yes nor no.
 */
export function standingOf(answers: readonly Answer[]): Standing {
  if (answers.some((one) => one.because === "use-restricted")) return "cannot-say";
  if (answers.some((answer) => answer.holds === "no")) return "not-eligible";
  return answers.some((answer) => answer.holds === "not known") ? "cannot-say" : "eligible";
}

/** A person who, by the registry, works at an age of entry: what "registered workers" counts. */
export function isWorker(person: PersonFacts, criteria: Criteria): boolean {
  if (person.occupation === null || person.bornOn === null || person.bornOn > criteria.on)
    return false;
  const age = ageOn(person.bornOn, criteria.on);
  const idle = person.occupation === "TIDAK/BELUM BEKERJA" || person.occupation === "PENSIUNAN";
  return !idle && age >= criteria.ageFrom && age < criteria.ageBelow;
}

/** The kind of disability that a list states of the person, or null. */
export function disabilityOf(person: PersonFacts): string | null {
  const found = person.evidence.find((one) => one.kind === "disability");
  return found ? (found.code ?? "unknown") : null;
}

function answer(
  rule: RuleName,
  holds: Holds,
  because: Because,
  facts: Answer["facts"],
  evidence: readonly (Uuid | null)[],
): Answer {
  return { rule, holds, because, facts, evidence: evidence.filter((row) => row !== null) };
}

/** What a list says that had begun by the day; a fact without a date has begun. */
function hasBegun(evidence: Evidence, on: PlainDate): boolean {
  return evidence.active && (evidence.fromOn === null || evidence.fromOn <= on);
}

function isAlive(person: PersonFacts, { on }: Criteria): Answer {
  const death = person.evidence.find(
    (one) => one.kind === "civil" && one.code === "dead" && hasBegun(one, on),
  );
  if (death) return answer("alive", "no", "dead", { on: death.fromOn ?? "" }, [death.rowId]);
  return answer("alive", "yes", "no-death-reported", {}, []);
}

function livesHere(person: PersonFacts, { on }: Criteria): Answer {
  const move = person.evidence.find(
    (one) => one.kind === "civil" && one.code === "moved" && hasBegun(one, on),
  );
  if (move)
    return answer(
      "resident",
      "no",
      "moved-away",
      { on: move.fromOn ?? "", to: move.detail ?? "" },
      [move.rowId],
    );
  if (person.kelurahanCode === null)
    return answer("resident", "not known", "place-not-known", {}, [person.registryRow]);
  return answer("resident", "yes", "lives-here", { kelurahan: person.kelurahanCode }, [
    person.registryRow,
  ]);
}

function hasDecile(person: PersonFacts, { deciles }: Criteria): Answer {
  const rows = [person.registryRow];
  const wanted = deciles.join(", ");
  if (person.decile === null)
    return answer("decile", "not known", "decile-not-known", { wanted }, rows);
  const within = deciles.includes(person.decile);
  return answer(
    "decile",
    within ? "yes" : "no",
    within ? "decile-within" : "decile-beyond",
    { decile: person.decile, wanted },
    rows,
  );
}

function hasAge(person: PersonFacts, { on, ageFrom, ageBelow }: Criteria): Answer {
  const rows = [person.identityRow];
  if (person.bornOn === null || person.bornOn > on)
    return answer("age", "not known", "birth-not-known", {}, rows);
  const age = ageOn(person.bornOn, on);
  const facts = { age, on, from: ageFrom, below: ageBelow };
  if (age < ageFrom) return answer("age", "no", "too-young", facts, rows);
  if (age >= ageBelow) return answer("age", "no", "too-old", facts, rows);
  return answer("age", "yes", "age-within", facts, rows);
}

function works(person: PersonFacts, { working, excluded }: Criteria): Answer {
  const rows = [person.registryRow];
  const { occupation } = person;
  if (occupation === null) return answer("works", "not known", "occupation-not-known", {}, rows);
  if (excluded.includes(occupation))
    return answer("works", "no", "occupation-excluded", { occupation }, rows);
  if (working.includes(occupation)) return answer("works", "yes", "works", { occupation }, rows);
  return answer("works", "not known", "occupation-not-covered", { occupation }, rows);
}

function isNoWageEarner(person: PersonFacts, { on }: Criteria): Answer {
  const wage = person.evidence.find(
    (one) =>
      one.kind === "insurer" && (one.code === "PU" || one.code === "JAKON") && hasBegun(one, on),
  );
  if (!wage) return answer("not-wage-earner", "yes", "no-wage-membership", {}, []);
  return answer(
    "not-wage-earner",
    "no",
    "wage-member",
    { segment: wage.code ?? "", payer: wage.detail ?? "" },
    [wage.rowId],
  );
}

function hasNoOtherCover(person: PersonFacts, { on }: Criteria): Answer {
  const cover = person.evidence.find(
    (one) =>
      one.kind === "insurer" && one.code !== "PU" && one.code !== "JAKON" && hasBegun(one, on),
  );
  if (!cover) return answer("not-active-elsewhere", "yes", "no-other-cover", {}, []);
  const facts = { segment: cover.code ?? "", payer: cover.detail ?? "" };
  return answer("not-active-elsewhere", "no", "covered-elsewhere", facts, [cover.rowId]);
}

function isIdentified(person: PersonFacts): Answer {
  const rows = [person.identityRow];
  if (person.hasUsableNik) return answer("identified", "yes", "nik-usable", {}, rows);
  return answer("identified", "not known", "nik-not-usable", { state: person.nikState }, rows);
}
