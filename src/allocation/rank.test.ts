import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { plainDate } from "../kernel/plain-date.ts";
import { uuidOfHash } from "../kernel/uuid.ts";
import type { RankingKey } from "../programme/index.ts";
import { type Candidate, countPlaces, rankCandidates, rosterText } from "./rank.ts";

const order: readonly RankingKey[] = ["decile", "disability", "head-of-family", "age"];

function candidate(name: string, more: Partial<Candidate> = {}): Candidate {
  return {
    personId: uuidOfHash(Buffer.from(name.padEnd(16))),
    memberNumber: name,
    decile: 2,
    disability: null,
    headOfFamily: false,
    bornOn: plainDate("1980-05-12"),
    ...more,
  };
}

function ranked(candidates: readonly Candidate[], keys = order): readonly string[] {
  return rankCandidates(candidates, keys).map(({ memberNumber }) => memberNumber);
}

describe("who comes first", () => {
  test.each([
    ["the poorer decile", { decile: 1 }, { decile: 2, disability: "physical", headOfFamily: true }],
    [
      "somebody with a disability, in one decile",
      { disability: "unknown" },
      { headOfFamily: true },
    ],
    [
      "the head of a family, all else equal",
      { headOfFamily: true },
      { bornOn: plainDate("1960-01-01") },
    ],
    ["the older, all else equal", { bornOn: plainDate("1980-05-11") }, {}],
    ["one whose decile is known", { decile: 4 }, { decile: null, disability: "physical" }],
    ["one whose birth date is known", { bornOn: plainDate("2006-05-31") }, { bornOn: null }],
  ] as const)("%s", (_, first, second) => {
    const [one, other] = [candidate("7371-Z", first), candidate("7371-A", second)];
    expect(ranked([one, other])).toEqual(["7371-Z", "7371-A"]);
    expect(ranked([other, one])).toEqual(["7371-Z", "7371-A"]);
  });

  test("equal in everything: by member number, which favours nobody", () => {
    expect(ranked([candidate("7371-B"), candidate("7371-A")])).toEqual(["7371-A", "7371-B"]);
  });

  test("the decree decides the order of the keys", () => {
    const poor = candidate("7371-P", { decile: 1 });
    const disabled = candidate("7371-D", { decile: 3, disability: "visual" });
    expect(ranked([poor, disabled], ["decile", "disability"])).toEqual(["7371-P", "7371-D"]);
    expect(ranked([poor, disabled], ["disability", "decile"])).toEqual(["7371-D", "7371-P"]);
  });
});

const candidates: fc.Arbitrary<Candidate[]> = fc
  .uniqueArray(fc.stringMatching(/^7371-[0-9A-Z]{5}$/), { maxLength: 40 })
  .chain((names) =>
    fc.tuple(
      ...names.map((name) =>
        fc
          .record({
            decile: fc.constantFrom(1, 2, 3, null),
            disability: fc.constantFrom("physical", null, null, null),
            headOfFamily: fc.boolean(),
            bornOn: fc.constantFrom(plainDate("1960-01-01"), plainDate("1990-01-01"), null),
          })
          .map((facts) => candidate(name, facts)),
      ),
    ),
  );

test("the order is the same however the candidates came, and nobody is lost", () => {
  const shuffled = candidates.chain((list) =>
    fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
  );
  fc.assert(
    fc.property(
      shuffled,
      fc.shuffledSubarray([...order], { minLength: 1 }),
      ([list, other], keys) => {
        expect(ranked(other, keys)).toEqual(ranked(list, keys));
        expect([...ranked(list, keys)].sort()).toEqual(list.map((one) => one.memberNumber).sort());
      },
    ),
  );
});

test("a place more is given to the next who waits, and takes no place from anybody", () => {
  fc.assert(
    fc.property(candidates, fc.nat(40), (list, seats) => {
      const inOrder = ranked(list);
      const { chosen: few } = countPlaces({ kind: "seats", seats }, 201_600n, list.length);
      const { chosen: more } = countPlaces(
        { kind: "seats", seats: seats + 1 },
        201_600n,
        list.length,
      );
      expect(inOrder.slice(0, more).slice(0, few)).toEqual(inOrder.slice(0, few));
      expect(more - few).toBe(seats < list.length ? 1 : 0);
    }),
  );
});

describe("places under a limit", () => {
  test("35.422 seats for twelve months cost Rp7.141.075.200", () => {
    expect(countPlaces({ kind: "seats", seats: 35_422 }, 201_600n, 40_000)).toEqual({
      seats: 35_422,
      chosen: 35_422,
      costRp: 7_141_075_200n,
      remainderRp: null,
    });
  });

  test("Rp7.000.000.000 pay 34.722 and leave Rp44.800", () => {
    expect(countPlaces({ kind: "budget", budgetRp: 7_000_000_000n }, 201_600n, 40_000)).toEqual({
      seats: 34_722,
      chosen: 34_722,
      costRp: 6_999_955_200n,
      remainderRp: 44_800n,
    });
  });

  test("more seats than eligible people: all are chosen, and only they are paid for", () => {
    expect(countPlaces({ kind: "seats", seats: 100 }, 201_600n, 7)).toMatchObject({
      chosen: 7,
      costRp: 1_411_200n,
    });
    expect(countPlaces({ kind: "budget", budgetRp: 201_600n * 9n }, 201_600n, 7)).toMatchObject({
      chosen: 7,
      remainderRp: 403_200n,
    });
  });

  test("a budget a rupiah short of one person chooses nobody", () => {
    expect(countPlaces({ kind: "budget", budgetRp: 201_599n }, 201_600n, 7)).toMatchObject({
      chosen: 0,
      remainderRp: 201_599n,
    });
  });

  test("a budget is never exceeded, and what is left would pay for nobody who waits", () => {
    const budgets = fc.bigInt({ min: 1n, max: 2n ** 53n - 1n });
    const costs = fc.bigInt({ min: 168n, max: 100_000_000n });
    fc.assert(
      fc.property(budgets, costs, fc.nat(1_000_000), (budgetRp, cost, people) => {
        const places = countPlaces({ kind: "budget", budgetRp }, cost, people);
        expect(places.costRp).toBe(BigInt(places.chosen) * cost);
        expect(places.costRp + (places.remainderRp ?? 0n)).toBe(budgetRp);
        expect(places.costRp <= budgetRp && places.chosen <= people).toBe(true);
        if (places.chosen < people) expect((places.remainderRp ?? 0n) < cost).toBe(true);
        expect(places.seats).toBeLessThanOrEqual(2_147_483_647);
      }),
    );
  });
});

test("the roster's text is a line for each chosen person, in order of rank", () => {
  expect(rosterText([candidate("7371-B"), candidate("7371-A")])).toBe("1 7371-B\n2 7371-A\n");
  expect(rosterText([])).toBe("");
});
