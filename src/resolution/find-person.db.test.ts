import { mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadFile } from "../intake/server.ts";
import { plainDate } from "../kernel/plain-date.ts";
import type { Uuid } from "../kernel/uuid.ts";
import { noProgress } from "../platform/progress.ts";
import { freshOffice, type TestOffice } from "../platform/testing/database.ts";
import { findPersonId, findPersonView, searchPeople } from "./find-person.ts";
import { runResolution } from "./run-resolution.ts";

const nik = (serial: string) => `737107${"120580"}${serial}`;
const header =
  "ID Keluarga P3KE,Kecamatan,Desa/Kelurahan,Kode Kemdagri,Desil Kesejahteraan,Nama,NIK,Jenis Kelamin,Tanggal Lahir,Pekerjaan";
const person = (family: string, name: string, number: string, born = "12/05/1980") =>
  `${family},TALLO,RAPPOKALLING,7371071005,2,${name},${number},Laki-laki,${born},NELAYAN`;

let folder: string;
let testOffice: TestOffice;

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), "payung-find-"));
  testOffice = await freshOffice();
  const crowd = Array.from({ length: 25 }, (_, index) =>
    person(
      `K-${index + 10}`,
      `RAMLI ${"ABCDEFGHIJKLMNOPQRSTUVWXY"[index]}SAPUTRA`,
      nik(String(2_000 + index * 37)),
      `0${(index % 9) + 1}/03/1970`,
    ),
  );
  await load("registri.csv", [
    header,
    person("K-1", "H. MUHAMMAD ALI DG. NGALLE", nik("0001")),
    person("K-2", "Muh. Ali Dg Ngalle", nik("0001")),
    person("K-3", "SITI AMINAH", nik("0001"), "01/02/1992").replace("Laki-laki", "Perempuan"),
    ...crowd,
  ]);
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
  const loaded = await loadFile(testOffice.office, {
    path: file,
    source: null,
    dryRun: false,
    on,
    progress: noProgress,
  });
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.error));
}

async function search(query: string) {
  const { office } = testOffice;
  return await office.db.look(office.identity, (transaction) =>
    searchPeople(office, transaction, query),
  );
}

async function namesFor(query: string): Promise<readonly (string | null)[]> {
  const answer = await search(query);
  return answer.type === "found" ? answer.hits.map((hit) => hit.name) : [];
}

async function view(personId: Uuid) {
  const { office } = testOffice;
  return await office.db.look(office.identity, (transaction) =>
    findPersonView(office, transaction, personId),
  );
}

async function idFor(written: string): Promise<Uuid | null> {
  const { office } = testOffice;
  return await office.db.look(office.identity, (transaction) =>
    findPersonId(office, transaction, written),
  );
}

describe("a person is searched for", () => {
  test.each(["ali ngalle", "NGALLE ali", "muhammad", "ngal"])(
    "by words of the name: %s",
    async (query) => {
      expect(await namesFor(query)).toContain("H. MUHAMMAD ALI DG. NGALLE");
    },
  );

  test("by NIK, written in any way; whoever else bears that NIK is in the answer too", async () => {
    for (const query of [
      nik("0001"),
      `${nik("0001").slice(0, 6)} ${nik("0001").slice(6)}`,
      ` ${nik("0001")} `,
    ])
      expect([...(await namesFor(query))].sort()).toEqual([
        "H. MUHAMMAD ALI DG. NGALLE",
        "SITI AMINAH",
      ]);
  });

  test.each(["", "  ", "al", "a b", "1234", "%%%", "___", "'; drop table"])(
    "not by too little: %j",
    async (query) => {
      const answer = await search(query);
      if (query.replace(/[^\p{L}]/gu, "").length < 3) expect(answer).toEqual({ type: "TooShort" });
      else expect(answer).toMatchObject({ hits: [], more: false });
    },
  );

  test("twenty at a time, and it is said when there are more", async () => {
    const answer = await search("ramli");
    expect(answer).toMatchObject({ type: "found", more: true });
    expect(await namesFor("ramli")).toHaveLength(20);
  });

  test("and a hit tells people apart without a NIK, an address or a day of birth", async () => {
    const answer = await search("muhammad ali");
    const hits = answer.type === "found" ? answer.hits : [];
    expect(Object.keys(hits[0] ?? {}).sort()).toEqual([
      "bornYear",
      "decile",
      "kelurahan",
      "memberNumber",
      "name",
      "personId",
    ]);
    expect(hits[0]).toMatchObject({ bornYear: 1980, decile: 2 });
  });
});

describe("a person that is shown", () => {
  test("is named by id, by member number and by a NIK that one person bears; not by one that two bear", async () => {
    const answer = await search("muhammad ali");
    const [hit] = answer.type === "found" ? answer.hits : [];
    expect(await idFor(hit?.personId ?? "")).toBe(hit?.personId);
    expect(await idFor(hit?.memberNumber.toLowerCase() ?? "")).toBe(hit?.personId);
    expect(await idFor(nik("2000"))).not.toBeNull();
    expect(await idFor(nik("0001"))).toBeNull();
    expect(await idFor("muhammad ali")).toBeNull();
    expect(await idFor(nik("9999"))).toBeNull();
  });

  test("has all rows with the rule that brought each, the NIK masked, and the doubt about it", async () => {
    const answer = await search("muhammad ali");
    const [hit] = answer.type === "found" ? answer.hits : [];
    const shown = await view((hit?.personId ?? "") as Uuid);
    expect(shown).toMatchObject({
      nikMasked: "7371••••••••0001",
      title: "H.",
      kelurahan: "Rappokalling",
    });
    expect(shown?.rows.map(({ rowNo, rule }) => [rowNo, rule])).toEqual([
      [2, "first"],
      [3, "nik"],
    ]);
    expect(shown?.doubts).toMatchObject([
      { rowNo: 4, reason: { en: "The same NIK, but name and birth date differ." } },
    ]);
    expect(JSON.stringify(shown)).not.toContain(nik("0001"));
    for (const row of shown?.rows ?? []) expect(row.ruleSentence.id).toMatch(/\.$/);
  });

  test("keeps the id when rows come that were not there before", async () => {
    const before = await idFor(nik("2000"));
    await load("lagi.csv", [header, person("K-90", "RAMLI ASAPUTRA", nik("2000"), "01/03/1970")]);
    const report = await runResolution(testOffice.office, noProgress);
    expect(report).toMatchObject({ runNo: 2, alreadyDone: false });
    expect(await idFor(nik("2000"))).toBe(before);
    expect((await view(before as Uuid))?.rows).toHaveLength(2);
  });
});
