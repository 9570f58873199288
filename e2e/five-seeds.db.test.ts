import { randomInt } from "node:crypto";
import { describe, expect, onTestFinished, test } from "vitest";
import { freshOffice, type TestOffice } from "../src/platform/testing/database.ts";
import { makeTestCity, readTruth, seatsFor, type TruthLine, walk } from "./test-city.ts";

const workers = 3_000;
const seeds = process.env["PAYUNG_TEST_SEEDS"]
  ? process.env["PAYUNG_TEST_SEEDS"].split(",").map(Number)
  : Array.from({ length: 5 }, () => randomInt(1, 2 ** 31 - 1));

interface FoundRow {
  readonly file_name: string;
  readonly sheet: string;
  readonly row_no: number;
  readonly person_id: string | null;
  readonly source: string;
}

interface FoundPerson {
  readonly person_id: string;
  readonly standing: string;
  readonly disability: string | null;
  readonly refused_by: readonly string[];
  readonly not_known: readonly string[];
  readonly outcome: "chosen" | "waiting" | null;
}

/** What was found, beside what is true: the persons of the registry, each with the true persons its rows speak of. */
async function compareWithTruth({ admin }: TestOffice, truth: readonly TruthLine[]) {
  const rows = await admin.query<FoundRow>(
    `select l.file_name, l.sheet, r.row_no, r.source, a.person_id
     from intake.record r join intake.load l using (regency_code, load_id)
     join resolution.published_assignment a using (regency_code, row_id)`,
  );
  const persons = await admin.query<FoundPerson>(
    `select d.person_id, d.standing, d.disability, d.refused_by, d.not_known, p.outcome
     from eligibility.decision d left join allocation.place p using (regency_code, person_id)`,
  );
  const truthByRow = new Map(
    truth.map((line) => [`${line["file"]}/${line["sheet"]}/${line["row"]}`, line]),
  );
  const trueByFound = new Map<string, Map<string, TruthLine>>();
  const foundByTrue = new Map<string, Set<string>>();
  for (const row of rows.rows) {
    if (row.person_id === null || row.source !== "p3ke") continue;
    const line = truthByRow.get(`${row.file_name}/${row.sheet}/${row.row_no}`);
    if (line === undefined) throw new Error(`no truth for ${row.file_name} row ${row.row_no}`);
    const id = line["person_id"] ?? "";
    trueByFound.set(
      row.person_id,
      (trueByFound.get(row.person_id) ?? new Map<string, TruthLine>()).set(id, line),
    );
    foundByTrue.set(id, (foundByTrue.get(id) ?? new Set<string>()).add(row.person_id));
  }
  return { persons: persons.rows, trueByFound, foundByTrue };
}

describe.each(seeds)(`a city of ${workers} workers, seed %d`, (seed) => {
  test("the persons, the eligible and the disabled chosen are those of the truth", async () => {
    const city = await makeTestCity(workers, seed);
    onTestFinished(city.remove);
    const testOffice = await freshOffice();
    onTestFinished(testOffice.close);
    const flow = await walk(testOffice.office, city.sent, seatsFor(workers));
    const truth = readTruth(city);
    const found = await compareWithTruth(testOffice, truth);
    const registered = new Map(
      truth.filter((l) => l["in_registry"] === "true").map((l) => [l["person_id"], l]),
    );
    const truePersons = registered.size;
    const trueEligible = [...registered.values()].filter((l) => l["true_eligible"] === "true").length;
    const mixed = [...found.trueByFound.values()].filter((lines) => lines.size > 1).length;
    const split = [...found.foundByTrue.values()].filter((ids) => ids.size > 1).length;
    let wrongIn = 0;
    let wrongOut = 0;
    const why: Record<string, number> = {};
    for (const person of found.persons) {
      const lines = [...(found.trueByFound.get(person.person_id)?.values() ?? [])];
      const isTrue = lines.some((l) => l["true_eligible"] === "true");
      if (person.standing === "eligible" && !isTrue) wrongIn += 1;
      if (person.standing !== "eligible" && isTrue) {
        wrongOut += 1;
        const key = `${person.standing}: ${[...person.refused_by, ...person.not_known].join("+")}`;
        why[key] = (why[key] ?? 0) + 1;
      }
    }
    const chosen = found.persons.filter((p) => p.outcome === "chosen");
    const trulyDisabled = chosen.filter((p) =>
      [...(found.trueByFound.get(p.person_id)?.values() ?? [])].some((l) => l["disabled"] === "true"),
    );
    const foundDisabled = chosen.filter((p) => p.disability !== null);
    console.log(
      JSON.stringify({ seed, truePersons, persons: flow.resolution.persons, mixed, split, trueEligible, eligible: flow.assessment.counts.eligible, wrongIn, wrongOut, why, chosen: chosen.length, foundDisabled: foundDisabled.length, trulyDisabled: trulyDisabled.length, doubts: flow.resolution.doubts }),
    );
    expect(Math.abs(flow.resolution.persons - truePersons)).toBeLessThanOrEqual(truePersons / 100);
    expect(foundDisabled.map((p) => p.person_id).sort()).toEqual(
      trulyDisabled.map((p) => p.person_id).sort(),
    );
  });
});
