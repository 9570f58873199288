import { createHash, randomInt } from "node:crypto";
import { describe, expect, onTestFinished, test } from "vitest";
import { allocatePlaces } from "../src/allocation/server.ts";
import { loadLaw } from "../src/law/server.ts";
import { freshOffice } from "../src/platform/testing/database.ts";
import { compareWithTruth, isTrueOf } from "./compare-with-truth.ts";
import { granted, makeTestCity, programmeCode, readTruth, seatsFor, walk } from "./test-city.ts";

const workers = 3_000;
/** Drawn anew at every run and named in the tests; PAYUNG_TEST_SEEDS=1,2 repeats some. */
const seeds = (
  process.env["PAYUNG_TEST_SEEDS"]?.split(",") ??
  Array.from({ length: 5 }, () => randomInt(1, 2 ** 31 - 1))
).map(Number);

describe.each(seeds)(`a city of ${workers} workers, seed %d`, (seed) => {
  test("finds its persons, its eligible and its disabled, and pays for exactly whom it chooses", async () => {
    const city = await makeTestCity(workers, seed);
    onTestFinished(city.remove);
    const { office, admin, close } = await freshOffice();
    onTestFinished(close);
    const seats = seatsFor(workers);
    const { loads, resolution, assessment, allocation } = await walk(office, city.sent, seats);
    const { truePersons, trueEligible, found, mixed, split } = await compareWithTruth(
      admin,
      readTruth(city),
    );

    const wronglyIn = found.filter(
      (one) => one.standing === "eligible" && !isTrueOf(one, "true_eligible"),
    );
    const wronglyOut = found.filter(
      (one) => one.standing !== "eligible" && isTrueOf(one, "true_eligible"),
    );
    console.log(
      `seed ${seed}: persons ${resolution.persons} of ${truePersons} (${split} split, ${mixed} mixed), ` +
        `eligible ${assessment.counts.eligible} of ${trueEligible} (${wronglyIn.length} wrongly in, ${wronglyOut.length} wrongly out)`,
    );
    expect(Math.abs(resolution.persons - truePersons)).toBeLessThanOrEqual(truePersons / 100);
    expect(mixed).toBeLessThanOrEqual(truePersons / 1_000);
    expect(Math.abs(assessment.counts.eligible - trueEligible)).toBeLessThanOrEqual(
      trueEligible / 100,
    );
    expect(wronglyIn.length + wronglyOut.length).toBeLessThanOrEqual(trueEligible / 100);

    const chosen = found.filter((one) => one.outcome === "chosen");
    const withDisability = chosen.filter((one) => one.disability !== null);
    const trulyDisabled = chosen.filter((one) => isTrueOf(one, "disabled"));
    expect(trulyDisabled.length).toBeGreaterThan(0);
    expect(withDisability.map((one) => one.personId)).toEqual(
      trulyDisabled.map((one) => one.personId),
    );

    // Every row, every person and every rupiah is somewhere.
    for (const load of loads) {
      const skipped = Object.values(load.skipped).reduce((sum, count) => sum + count, 0);
      expect(load.physicalRows).toBe(load.rows + skipped);
      expect(load.rows).toBe(load.accepted + load.warned + load.quarantined);
    }
    const usable = loads.reduce((sum, load) => sum + load.accepted + load.warned, 0);
    expect(resolution.rows).toBe(usable);
    expect(resolution.registryRows).toBe(resolution.persons + resolution.mergedRows);
    expect(resolution.rows - resolution.registryRows).toBe(
      resolution.attachedRows + resolution.unattachedRows,
    );
    const { persons, eligible, notEligible, cannotSay } = assessment.counts;
    expect([persons, found.length]).toEqual([resolution.persons, resolution.persons]);
    expect(persons).toBe(eligible + notEligible + cannotSay);
    expect([allocation.chosen, chosen.length]).toEqual([seats, seats]);
    expect(allocation.chosen + allocation.waiting).toBe(eligible);
    expect(allocation.costRp).toBe(BigInt(seats) * 201_600n);

    const places = await admin.query<{ rank: number; member_number: string; outcome: string }>(
      "select rank, member_number, outcome from allocation.place order by rank",
    );
    expect(places.rows.map(({ rank }) => rank)).toEqual(
      Array.from({ length: eligible }, (_, index) => index + 1),
    );
    const lines = places.rows
      .slice(0, seats)
      .map(({ rank, member_number }) => `${rank} ${member_number}\n`);
    expect(createHash("sha256").update(lines.join("")).digest("hex")).toBe(allocation.rosterHash);

    // A budget that is one rupiah short of the last seat buys one seat less; what is left is said.
    const budgetRp = BigInt(seats) * 201_600n - 1n;
    const limit = { kind: "budget", budgetRp } as const;
    const paid = granted(
      await allocatePlaces(office, { programmeCode, limit, months: 12, law: loadLaw() }),
    );
    expect(paid).toMatchObject({ chosen: seats - 1, remainderRp: 201_599n, budgetRp });
    expect(paid.costRp + 201_599n).toBe(budgetRp);
  });
});
