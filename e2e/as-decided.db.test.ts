import { mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { allocatePlaces } from "../src/allocation/server.ts";
import { assessEverybody, explainPerson } from "../src/eligibility/server.ts";
import { loadFile } from "../src/intake/server.ts";
import { plainDate } from "../src/kernel/plain-date.ts";
import { loadLaw } from "../src/law/server.ts";
import { noProgress } from "../src/platform/progress.ts";
import { projectRoot } from "../src/platform/project-root.ts";
import { freshOffice, type TestOffice } from "../src/platform/testing/database.ts";
import { createProgramme, listProgrammes } from "../src/programme/server.ts";
import { findPersonId, runResolution } from "../src/resolution/server.ts";

// A decision is told as it was made: by the golden record, the lists and the day it looked at.

const nik = `737107${"120580"}0001`;
const other = `737107${"010279"}0002`;
const header =
  "ID Keluarga P3KE,Kecamatan,Desa/Kelurahan,Kode Kemdagri,Desil Kesejahteraan,Nama,NIK,Jenis Kelamin,Tanggal Lahir,Pekerjaan";
const row = (decile: number, number: string, born: string) =>
  `K-${number.slice(-1)},TALLO,RAPPOKALLING,7371071005,${decile},MUHAMMAD ALI,${number},Laki-laki,${born},NELAYAN`;

let folder: string;
let testOffice: TestOffice;
let programmeCode: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), "payung-decided-"));
  testOffice = await freshOffice();
  const file = path.join(projectRoot(), "programmes", "makassar-2024.yaml");
  const programme = await createProgramme(testOffice.office, file);
  if (!programme.ok) throw new Error(JSON.stringify(programme.error));
  programmeCode = programme.value.code;
  await load("a.csv", [header, row(2, nik, "12/05/1980"), row(1, other, "01/02/1979")]);
  await runResolution(testOffice.office, noProgress);
});
afterAll(async () => {
  await testOffice.close();
  await rm(folder, { recursive: true, force: true });
});

async function load(name: string, lines: readonly string[]): Promise<void> {
  const file = path.join(folder, name);
  await writeFile(file, `${lines.join("\n")}\n`);
  const on = plainDate("2024-05-31");
  const request = { path: file, source: null, dryRun: false, on, progress: noProgress };
  const loaded = await loadFile(testOffice.office, request);
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.error));
}

async function assess(day: string) {
  const request = { programmeCode, on: plainDate(day), law: loadLaw(), progress: noProgress };
  const assessed = await assessEverybody(testOffice.office, request);
  if (!assessed.ok) throw new Error(JSON.stringify(assessed.error));
  return assessed.value;
}

async function decisionOf(number: string) {
  const { office } = testOffice;
  return await office.db.look(office.identity, async (transaction) => {
    const personId = await findPersonId(office, transaction, number);
    if (personId === null) throw new Error("the person was found");
    const programmes = await listProgrammes(transaction);
    const request = { personId, law: loadLaw(), programmes };
    return (await explainPerson(office, transaction, request))[0];
  });
}

describe("a decision, after the registry and the lists have changed", () => {
  test("stands with its reasons until the next assessment", async () => {
    await assess("2024-05-31");
    const before = await decisionOf(nik);
    expect(before).toMatchObject({ standing: "eligible" });
    await load("b.csv", [header, row(9, nik, "12/05/1980")]);
    await load("c.csv", [
      "NIK,Nama,Tanggal Lahir,Segmen,Pembayar,KPJ,Status",
      `${other},MUHAMMAD ALI,01-02-1979,PU,PT SATU,21012345678,AKTIF`,
    ]);
    await runResolution(testOffice.office, noProgress);
    const after = await decisionOf(nik);
    expect(after).toEqual(before);
    const otherAfter = await decisionOf(other);
    expect(otherAfter).toMatchObject({ standing: "eligible" });
    expect(otherAfter?.statements.map(({ holds }) => holds)).not.toContain("no");
    await assess("2024-05-31");
    expect(await decisionOf(other)).toMatchObject({ standing: "not-eligible" });
  });

  test("is not told of a person whom nobody had found yet", async () => {
    const late = `737107${"030388"}0003`;
    await load("d.csv", [header, row(1, late, "03/03/1988").replace("ALI", "YUSUF")]);
    await runResolution(testOffice.office, noProgress);
    expect(await decisionOf(late)).toBeUndefined();
  });
});

describe("which assessment places rest on", () => {
  const places = async (assessmentNo?: number) => {
    const limit = { kind: "seats", seats: 5 } as const;
    const law = loadLaw();
    const request = { programmeCode, limit, months: 12, law, assessmentNo };
    return await allocatePlaces(testOffice.office, request);
  };

  test("is the newest, or the one that is named; one that is asked for again stays as old as it is", async () => {
    const june = await assess("2024-06-30");
    const july = await assess("2024-07-31");
    const again = await assess("2024-06-30");
    expect(again).toMatchObject({ runNo: june.runNo, alreadyDone: true });
    expect(await places()).toMatchObject({ value: { eligibilityRunId: july.runId } });
    expect(await places(june.runNo)).toMatchObject({ value: { eligibilityRunId: june.runId } });
    expect(await places(99)).toMatchObject({
      ok: false,
      error: { type: "NoSuchAssessment", assessmentNo: 99 },
    });
  });
});
