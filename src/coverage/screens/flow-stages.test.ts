import { expect, test } from "vitest";
import type { Overview } from "../index.ts";
import { coverStages, cutOffDecile, flowStages } from "./flow-stages.ts";

const load: Overview["loads"][number] = {
  loadId: "l1",
  fileName: "P3KE.xlsx",
  sheet: "INDIVIDU",
  source: "p3ke",
  layout: "A",
  physicalRows: 106,
  skipped: { title: 3, header: 1, blank: 1, total: 1, signature: 0 },
  rows: 100,
  accepted: 80,
  warned: 15,
  quarantined: 5,
  loadedBy: "petugas",
  loadedAt: "2024-05-31T01:00:00Z",
};

const loaded: Overview = {
  regency: { code: "73.71", name: "Makassar" },
  loads: [load, { ...load, loadId: "l2", rows: 20 }],
  resolution: null,
  assessment: null,
  allocation: null,
  enrolment: null,
  contributions: null,
  cards: null,
  coverage: null,
  byKecamatan: [],
};

test("a city whose rows are not yet matched has a first stage and no others", () => {
  expect(flowStages(loaded).map((stage) => stage.count)).toEqual([120, null, null, null, null]);
  expect(flowStages(loaded)[0]?.leaving).toBeNull();
});

test("what leaves a stage and what stays add up to the stage", () => {
  const resolved: Overview = {
    ...loaded,
    resolution: {
      runNo: 1,
      runAt: "2024-05-31T01:01:00Z",
      rows: 115,
      registryRows: 96,
      persons: 90,
      mergedRows: 6,
      attachedRows: 15,
      unattachedRows: 4,
      doubts: 1,
    },
  };
  const [rows, persons] = flowStages(resolved);
  expect(rows).toEqual({ key: "rows", count: 120, of: 2, leaving: 30 });
  expect(persons).toEqual({ key: "persons", count: 90, of: 96, leaving: null });
});

test("the cut-off lies in the first decile with an eligible person without a place", () => {
  const first = { decile: 1, eligible: 10, chosen: 10 };
  const second = { decile: 2, eligible: 10, chosen: 4 };
  expect(cutOffDecile([first, second, { decile: 3, eligible: 5, chosen: 0 }])).toEqual(second);
  expect(cutOffDecile([first])).toBeNull();
});

test("a city that has sent nobody has no stage of cover, not stages of nobody", () => {
  expect(coverStages(loaded).map((stage) => stage.count)).toEqual([null, null, null, null, null]);
});

test("those who replace the rejected join on the way, and the rejected leave again", () => {
  const accepted: Overview = {
    ...loaded,
    enrolment: {
      seats: 100,
      submitted: 106,
      accepted: 100,
      rejected: 6,
      awaiting: 0,
      batches: 2,
    },
    allocation: {
      runId: "r1",
      limitKind: "seats",
      seats: 100,
      budgetRp: null,
      months: 12,
      firstMonth: "2024-06",
      costPerPersonRp: "201600",
      costRp: "20160000",
      remainderRp: null,
      chosen: 100,
      waiting: 50,
      chosenDisabled: 1,
      rosterHash: "00",
      byDecile: [],
    },
  };
  const [seats, sent, answered] = coverStages(accepted);
  expect(seats?.leaving).toBe(-6);
  expect(sent).toEqual({ key: "sent", count: 106, of: 2, leaving: 6 });
  expect(answered).toEqual({ key: "accepted", count: 100, of: 100, leaving: null });
});
