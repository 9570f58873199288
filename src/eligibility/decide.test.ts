import { readFileSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { plainDate } from "../kernel/plain-date.ts";
import {
  decide,
  disabilityOf,
  type Evidence,
  isWorker,
  type PersonFacts,
  standingOf,
} from "./decide.ts";
import { ruleNames } from "./rules.ts";
import { fisherman, launchCriteria, testId } from "./test-person.ts";

interface RuleCase {
  readonly case: string;
  readonly on?: string;
  readonly person?: {
    readonly born?: string | null;
    readonly decile?: number | null;
    readonly occupation?: string | null;
    readonly kelurahan?: null;
    readonly nik?: string;
  };
  readonly lists?: readonly {
    readonly kind: Evidence["kind"];
    readonly says?: string;
    readonly from?: string;
    readonly detail?: string;
    readonly active?: "no";
  }[];
  readonly rule: string;
  readonly holds: string;
  readonly because?: string;
  readonly standing: string;
}

const file = path.join(import.meta.dirname, "cases", "rules.yaml");
const cases = parse(readFileSync(file, "utf8")) as readonly RuleCase[];

function personOf({ person = {}, lists = [] }: RuleCase): PersonFacts {
  return {
    ...fisherman,
    ...(person.born === undefined
      ? {}
      : { bornOn: person.born === null ? null : plainDate(person.born) }),
    ...(person.decile === undefined ? {} : { decile: person.decile }),
    ...(person.occupation === undefined ? {} : { occupation: person.occupation }),
    ...(person.kelurahan === undefined ? {} : { kelurahanCode: person.kelurahan }),
    ...(person.nik === undefined ? {} : { hasUsableNik: false, nikState: person.nik }),
    evidence: lists.map((one, index) => ({
      rowId: testId(10 + index),
      kind: one.kind,
      code: one.says ?? null,
      detail: one.detail ?? null,
      fromOn: one.from === undefined ? null : plainDate(one.from),
      active: one.active !== "no",
    })),
  };
}

describe("each rule, yes, no and not known (cases/rules.yaml)", () => {
  test.each(cases)("$case", (one) => {
    const on = plainDate(one.on ?? launchCriteria.on);
    const person = personOf(one);
    const answers = decide(person, { ...launchCriteria, on });
    expect(answers.map(({ rule }) => rule)).toEqual([...ruleNames]);
    const asked = answers.filter(({ rule }) => one.rule === "every" || rule === one.rule);
    expect(new Set(asked.map(({ holds }) => holds))).toEqual(new Set([one.holds]));
    if (one.because !== undefined) expect(asked[0]?.because).toBe(one.because);
    expect(standingOf(answers)).toBe(one.standing);
    const refused = asked[0]?.holds === "no" && person.evidence.length > 0;
    if (refused) expect(asked[0]?.evidence).toEqual([person.evidence[0]?.rowId]);
  });

  test("of whoever restricted the use of the data nothing is said, whatever the rules say", () => {
    for (const person of [fisherman, { ...fisherman, decile: 10 }]) {
      const answers = decide({ ...person, restricted: true }, launchCriteria);
      expect(standingOf(answers)).toBe("cannot-say");
      expect(answers.at(-1)).toMatchObject({ rule: "use-allowed", because: "use-restricted" });
    }
  });

  test("no rule is without a yes and without its no or not known", () => {
    for (const rule of ruleNames) {
      const held = new Set(cases.filter((one) => one.rule === rule).map(({ holds }) => holds));
      expect([...held], rule).toContain("yes");
      expect(held.size, rule).toBeGreaterThan(1);
    }
  });
});

const evidence: fc.Arbitrary<Evidence> = fc.record({
  rowId: fc.integer({ min: 20, max: 60 }).map(testId),
  kind: fc.constantFrom("insurer", "civil", "disability"),
  code: fc.constantFrom("PU", "BPU", "JAKON", "dead", "moved", "physical", null),
  detail: fc.constantFrom("PT CONTOH", null),
  fromOn: fc.constantFrom(plainDate("2020-01-01"), plainDate("2030-01-01"), null),
  active: fc.boolean(),
});

const people: fc.Arbitrary<PersonFacts> = fc
  .record({
    bornOn: fc.constantFrom(
      plainDate("1980-08-17"),
      plainDate("1950-01-01"),
      plainDate("2010-01-01"),
      null,
    ),
    hasUsableNik: fc.boolean(),
    nikState: fc.constantFrom("usable", "missing", "rounded"),
    decile: fc.constantFrom(1, 3, 4, 10, null),
    occupation: fc.constantFrom("NELAYAN", "PENSIUNAN", "TUKANG BECAK", null),
    kelurahanCode: fc.constantFrom("73.71.07.1005", null),
    evidence: fc.array(evidence, { maxLength: 4 }),
  })
  .map((facts) => ({ ...fisherman, ...facts }));

describe("whoever it is", () => {
  test("what is missing is never a no: taking a fact away makes nobody not eligible", () => {
    fc.assert(
      fc.property(
        people,
        fc.constantFrom("bornOn", "decile", "occupation", "kelurahanCode"),
        (person, field) => {
          const without = decide({ ...person, [field]: null }, launchCriteria);
          const refusedBefore = decide(person, launchCriteria).filter(
            ({ holds }) => holds === "no",
          );
          const refusedAfter = without.filter(({ holds }) => holds === "no");
          expect(refusedBefore.map(({ rule }) => rule)).toEqual(
            expect.arrayContaining(refusedAfter.map(({ rule }) => rule)),
          );
        },
      ),
    );
  });

  test("somebody of whom nothing is known cannot be judged, and is not refused", () => {
    const nobody = {
      ...fisherman,
      bornOn: null,
      decile: null,
      occupation: null,
      kelurahanCode: null,
      hasUsableNik: false,
      nikState: "missing",
    };
    const answers = decide(nobody, launchCriteria);
    expect(standingOf(answers)).toBe("cannot-say");
    expect(answers.filter(({ holds }) => holds === "no")).toEqual([]);
  });

  test("the standing follows from the answers: one no refuses, else one not known leaves it open", () => {
    fc.assert(
      fc.property(people, (person) => {
        const holds = decide(person, launchCriteria).map((answer) => answer.holds);
        const expected = holds.includes("no")
          ? "not-eligible"
          : holds.includes("not known")
            ? "cannot-say"
            : "eligible";
        expect(standingOf(decide(person, launchCriteria))).toBe(expected);
      }),
    );
  });

  test("the order in which lists were read changes no answer", () => {
    fc.assert(
      fc.property(people, (person) => {
        const turned = { ...person, evidence: [...person.evidence].reverse() };
        const holdsOf = (one: PersonFacts) => decide(one, launchCriteria).map(({ holds }) => holds);
        expect(holdsOf(turned)).toEqual(holdsOf(person));
      }),
    );
  });
});

describe("a registered worker", () => {
  test("has a job and an age of entry; what lists say of him does not matter here", () => {
    const dead: Evidence = {
      rowId: testId(9),
      kind: "civil",
      code: "dead",
      detail: null,
      fromOn: null,
      active: true,
    };
    expect(isWorker({ ...fisherman, evidence: [dead] }, launchCriteria)).toBe(true);
    expect(isWorker({ ...fisherman, occupation: "PNS/TNI/POLRI" }, launchCriteria)).toBe(true);
  });

  test.each([
    ["is not idle", { occupation: "TIDAK/BELUM BEKERJA" }],
    ["is not retired", { occupation: "PENSIUNAN" }],
    ["is not 17", { bornOn: plainDate("2006-06-01") }],
    ["is not 65", { bornOn: plainDate("1959-05-31") }],
    ["is not of unknown work", { occupation: null }],
    ["is not of unknown age", { bornOn: null }],
  ])("%s", (_, otherwise) => {
    expect(isWorker({ ...fisherman, ...otherwise }, launchCriteria)).toBe(false);
  });
});

test("a disability is that of the list, unknown when its kind could not be read, and none when no list says so", () => {
  const listed = (code: string | null): PersonFacts => ({
    ...fisherman,
    evidence: [
      { rowId: testId(9), kind: "disability", code, detail: null, fromOn: null, active: true },
    ],
  });
  expect(disabilityOf(listed("visual"))).toBe("visual");
  expect(disabilityOf(listed(null))).toBe("unknown");
  expect(disabilityOf(fisherman)).toBeNull();
});
