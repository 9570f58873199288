import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Crew } from "./crew/crew.ts";
import { makeLoneCrew } from "./crew/lone-crew.ts";
import { type LinkageResult, type LinkageSettings, linkRecords } from "./engine/link-records.ts";
import { prepareBlocks, prepareTable } from "./engine/prepare-table.ts";
import { explainPair } from "./model/explain-pair.ts";
import { openCrew } from "./node-crew.ts";
import { clusterLines, pairLines } from "./output-lines.ts";
import { scorePairs } from "./score/score-pairs.ts";
import { stackTables, tableOf } from "./table/text-column.ts";
import { makePeople, peopleHeaders, peopleSpec, shuffled, type TestRow } from "./test-people.ts";
import { buildTestWorker } from "./test-worker.ts";

const seed = 20_260_301;
const people = makePeople(1500, seed);
const lone = makeLoneCrew();
const tableOfRows = (rows: readonly TestRow[]) =>
  tableOf(
    rows.map(({ person: _, ...row }) => row),
    peopleHeaders,
  );
const link = (rows: readonly TestRow[], settings: LinkageSettings = {}, crew: Crew = lone) =>
  linkRecords(tableOfRows(rows), peopleSpec, crew, settings);
const filesOf = (rows: readonly TestRow[], result: LinkageResult) => ({
  clusters: [...clusterLines(tableOfRows(rows), peopleSpec, result)].join("\n"),
  pairs: [...pairLines(tableOfRows(rows), peopleSpec, result)].join("\n"),
});

let worker: Awaited<ReturnType<typeof buildTestWorker>>;
let whole: LinkageResult;
beforeAll(async () => {
  worker = await buildTestWorker();
  whole = await link(people);
});
afterAll(() => worker.remove());

describe(`linking invented people, seed ${seed}`, () => {
  test("finds who is registered twice, without labels, and says how well", () => {
    const { clusters, estimates } = whole;
    let [both, said, real] = [0, 0, 0];
    for (let a = 0; a < people.length; a += 1) {
      for (let b = a + 1; b < people.length; b += 1) {
        const isSame = people[a]?.person === people[b]?.person;
        const isSaid = clusters[a] === clusters[b];
        if (isSame) real += 1;
        if (isSaid) said += 1;
        if (isSame && isSaid) both += 1;
      }
    }
    expect(both / said).toBeGreaterThan(0.99);
    expect(both / real).toBeGreaterThan(0.95);
    expect(Math.abs(estimates.precision - both / said)).toBeLessThan(0.03);
    expect(Math.abs(estimates.recall - both / real)).toBeLessThan(0.06);
  });

  test("order of rows and number of threads change no byte", async () => {
    const expected = filesOf(people, whole);
    for (const [workers, order] of [
      [1, 7],
      [2, 8],
      [3, 9],
    ] as const) {
      const rows = shuffled(people, order);
      const crew = openCrew({ workers, workerFile: worker.file });
      try {
        const result = await link(rows, {}, crew);
        expect(filesOf(rows, result)).toEqual(expected);
        expect(result.model).toEqual(whole.model);
      } finally {
        await crew.close();
      }
    }
  });

  test("letting go of pairs early loses none that reaches the floor", async () => {
    const floor = -4_000;
    const { edges, model } = await link(people, { floor });
    const { table, order } = await prepareTable(tableOfRows(people), peopleSpec, lone);
    const { index } = await prepareBlocks(table, lone, 20_000, null);
    const pairs: [number, number][] = [];
    for (let a = 0; a < table.count; a += 1) {
      for (let b = a + 1; b < table.count; b += 1) {
        const isFound = peopleSpec.blocking.some((_, rule) => {
          const key = index.keys[a * index.rules + rule] ?? 0;
          return key !== 0 && key === index.keys[b * index.rules + rule];
        });
        if (isFound) pairs.push([a, b]);
      }
    }
    const scored = scorePairs(table, model, pairs);
    const name = (left: number, right: number, score: number) => `${left}-${right}: ${score}`;
    const expected: string[] = [];
    scored.left.forEach((left, at) => {
      const score = scored.score[at] ?? 0;
      if (score >= floor)
        expected.push(name(order[left] ?? 0, order[scored.right[at] ?? 0] ?? 0, score));
    });
    const found = Array.from(edges.left, (left, at) =>
      name(left, edges.right[at] ?? 0, edges.score[at] ?? 0),
    );
    expect(found.length).toBeGreaterThan(100);
    expect(found.toSorted()).toEqual(expected.toSorted());
  });

  test("weights are finite, missing weighs nothing, and a waterfall sums up to the score", () => {
    const { model, edges } = whole;
    for (const { against, related, same, other } of model.comparisons) {
      for (const one of [...against, ...related, ...same, ...other])
        expect(Number.isFinite(one)).toBe(true);
      against.forEach((weight, place) => {
        if ((place & 15) === 0) expect(weight).toBe(0);
      });
    }
    edges.left.forEach((_, at) => {
      const pair = {
        low: edges.low[at] ?? 0,
        high: edges.high[at] ?? 0,
        score: edges.score[at] ?? 0,
      };
      const { prior, steps, rarity, score } = explainPair(model, pair);
      expect(prior + steps.reduce((sum, { adds }) => sum + adds, 0) + rarity).toBe(score);
      for (const { level, adds } of steps) if (level === null) expect(adds).toBe(0);
    });
  });

  test("runs over partitions of the blocks find together what one run finds", async () => {
    const { model } = whole;
    const parts = await Promise.all(
      [0, 1, 2].map((at) => link(people, { model, partition: { at, of: 3 } })),
    );
    const names = (result: LinkageResult) =>
      Array.from(result.edges.left, (left, at) => `${left}-${result.edges.right[at]}`);
    const together = new Set(parts.flatMap(names));
    expect([...together].toSorted()).toEqual(names(whole).toSorted());
  });

  test("new rows against known clusters end where a full run ends", async () => {
    const fresh = people.slice(-60);
    const before = people.slice(0, -60);
    const { model, threshold } = whole;
    const known = await link(before, { model, threshold });
    const added = await linkRecords(
      stackTables(tableOfRows(before), tableOfRows(fresh)),
      peopleSpec,
      lone,
      { model, threshold, known: { count: before.length, clusters: known.clusters } },
    );
    const groups = (clusters: Int32Array) => {
      const leads = new Map<number, number>();
      return Array.from(clusters, (one, row) => {
        if (!leads.has(one)) leads.set(one, row);
        return leads.get(one);
      });
    };
    const full = await link(people, { model, threshold });
    expect(groups(added.clusters)).toEqual(groups(full.clusters));
  });

  test("what people decided stays: never together, always together, and taken back", async () => {
    const { clusters, model, threshold } = whole;
    const at = people.findIndex((_, row) => clusters[row] !== row);
    const pair = [clusters[at] ?? 0, at] as const;
    const apart = await link(people, { model, threshold, cannot: [pair] });
    expect(apart.clusters[pair[0]]).not.toBe(apart.clusters[pair[1]]);
    const strangers = [0, people.length - 1] as const;
    expect(clusters[strangers[0]]).not.toBe(clusters[strangers[1]]);
    const merged = await link(people, { model, threshold, must: [strangers] });
    expect(merged.clusters[strangers[0]]).toBe(merged.clusters[strangers[1]]);
    const back = await link(people, { model, threshold });
    expect(back.clusters).toEqual(clusters);
  });
});

test("a copy of a record is always found", async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 10_000 }), fc.nat(299), async (own, at) => {
      const rows = makePeople(300, own);
      const copied = rows[at % rows.length] as TestRow;
      const all = [...rows, { ...copied, id: "copy" }];
      const { clusters } = await link(all, { model: whole.model });
      expect(clusters[rows.indexOf(copied)]).toBe(clusters[rows.length]);
    }),
    { seed, numRuns: 25 },
  );
});

test("any Unicode name is survived", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.string({ unit: "binary", maxLength: 60 }), { minLength: 2, maxLength: 30 }),
      async (names) => {
        const rows = makePeople(40, 5).map((row, at) => ({
          ...row,
          name: names[at % names.length] ?? "",
        }));
        const { clusters, edges } = await link(rows, { seed: 3 });
        expect(clusters).toHaveLength(rows.length);
        for (const score of edges.score) expect(Number.isFinite(score)).toBe(true);
      },
    ),
    { seed, numRuns: 40 },
  );
});

test("one row, no rows, and columns without a value are answered", async () => {
  for (const rows of [people.slice(0, 0), people.slice(0, 1)]) {
    expect((await link(rows)).clusters).toHaveLength(rows.length);
  }
  const empty = people.slice(0, 50).map((row) => ({ ...row, mother: "", number: "" }));
  expect((await link(empty)).clusters).toHaveLength(50);
});

test("somebody who asks to stop is heard", async () => {
  const stop = new AbortController();
  stop.abort();
  await expect(link(people, {}, makeLoneCrew(stop.signal))).rejects.toThrow("cancelled");
});
