import { expect, onTestFinished, test } from "vitest";
import { allocatePlaces } from "../src/allocation/server.ts";
import { loadLaw } from "../src/law/server.ts";
import { freshOffice } from "../src/platform/testing/database.ts";
import { compareWithTruth, isTrueOf } from "./compare-with-truth.ts";
import { granted, makeTestCity, programmeCode, readTruth, walk } from "./test-city.ts";

test("77,000 workers, 35,422 seats for twelve months: Rp7.141.075.200; Rp7.000.000.000 pay 34,722 and leave Rp44.800", async () => {
  const city = await makeTestCity(77_000, 1);
  onTestFinished(city.remove);
  const { office, admin, close } = await freshOffice();
  onTestFinished(close);
  const { resolution, assessment, allocation } = await walk(office, city.sent, 35_422);
  const { truePersons, trueEligible, found, mixed, split } = await compareWithTruth(
    admin,
    readTruth(city),
  );
  const chosen = found.filter((one) => one.outcome === "chosen");
  const withDisability = chosen.filter((one) => one.disability !== null);
  const trulyDisabled = chosen.filter((one) => isTrueOf(one, "disabled"));
  console.log(
    `persons ${resolution.persons} of ${truePersons} (${split} split, ${mixed} mixed), eligible ${assessment.counts.eligible} ` +
      `of ${trueEligible}, ${withDisability.length} chosen with a disability, roster ${allocation.rosterHash}`,
  );
  expect(allocation).toMatchObject({
    chosen: 35_422,
    seats: 35_422,
    months: 12,
    costRp: 7_141_075_200n,
  });
  expect(trueEligible).toBeGreaterThan(35_422);
  expect(Math.abs(resolution.persons - truePersons)).toBeLessThanOrEqual(truePersons / 100);
  expect(Math.abs(assessment.counts.eligible - trueEligible)).toBeLessThanOrEqual(
    trueEligible / 100,
  );
  expect(mixed).toBeLessThanOrEqual(truePersons / 1_000);
  expect(withDisability.map((one) => one.personId)).toEqual(
    trulyDisabled.map((one) => one.personId),
  );

  const limit = { kind: "budget", budgetRp: 7_000_000_000n } as const;
  const paid = granted(
    await allocatePlaces(office, { programmeCode, limit, months: 12, law: loadLaw() }),
  );
  expect(paid).toMatchObject({ chosen: 34_722, costRp: 6_999_955_200n, remainderRp: 44_800n });
});
